/** What a draft needs of a system's own description, in whatever language that is written. */
import type { DraftMap } from './draft.js';
import type { Form } from './value-form.js';

/** An API as described. */
export interface Description {
  title: string;
  /** Absent if the description does not state it. */
  baseUrl?: string;
  /** `auth:`, with the names of the secrets that it needs. */
  auth: { rules: DraftMap; remark?: string };
  operations: readonly DescribedOperation[];
}

/** A parameter of a request. */
export interface Parameter {
  name: string;
  place: 'path' | 'query' | 'header' | 'body' | 'variable';
  required: boolean;
  form: Form;
}

/** One operation. */
export interface DescribedOperation {
  name: string;
  summary: string;
  method: string;
  /** With parameters as `{name}`; absent where all operations share one address. */
  path?: string;
  /** Whether it only reads; absent if the description does not say. */
  reads?: boolean;
  parameters: readonly Parameter[];
  /** The form of a success response. */
  answer?: Form;
  /** Statuses of error responses, with their form. */
  errors: ReadonlyMap<number, Form | undefined>;
  /** The format of its answer, if it is not the usual one of such a request. */
  format?: 'xml' | 'soap';
  /** The file beside the connection that defines a SOAP operation. */
  soap?: { wsdl: string };
  /** The field of a GraphQL root type, and the types of its arguments as written. */
  graphql?: { root: 'query' | 'mutation'; field: string; arguments: ReadonlyMap<string, string> };
}
