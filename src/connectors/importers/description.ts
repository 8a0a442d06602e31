/** What a system's own description says, whatever it is written in, as far as a draft needs it. */
import type { DraftMap } from './draft.js';
import type { Form } from './form.js';

/** An API as described. */
export interface Description {
  title: string;
  /** Absent if the description does not say it. */
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
  /** With parameters as `{name}`; absent where there is one address for all. */
  path?: string;
  /** Whether it changes nothing; absent if the description does not say. */
  reads?: boolean;
  parameters: readonly Parameter[];
  /** Of an answer that says that it went well. */
  answer?: Form;
  /** Statuses of answers that say no, with their form. */
  errors: ReadonlyMap<number, Form | undefined>;
  /** The file that has a SOAP operation, beside the connection. */
  soap?: { wsdl: string };
  /** The field of a GraphQL root, and the types of its arguments as written. */
  graphql?: { root: 'query' | 'mutation'; field: string; arguments: ReadonlyMap<string, string> };
}
