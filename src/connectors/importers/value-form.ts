/** The form of a value according to a system's own description, in whatever language that is written. */

/** A value, a record or a list. */
export type Form = ValueForm | RecordForm | ListForm;

/** A single value. */
export interface ValueForm {
  kind: 'value';
  type: 'text' | 'integer' | 'number' | 'boolean';
  /** Whether a text is described as an ISO 8601 moment; absent where a description cannot say so. */
  moment?: boolean;
  /** All possible values, if the description lists them. */
  values?: readonly string[];
  /** The words that an example has; there may be more. */
  seen?: readonly string[];
  /** What the description says about it. */
  about?: string;
  /** Its default value. */
  default?: string;
}

/** Named members. */
export interface RecordForm {
  kind: 'record';
  /** Identifies a record, so that one that contains itself is recognised. */
  identity: unknown;
  /** Read on demand, as records may contain themselves. */
  members: () => ReadonlyMap<string, Member>;
}

/** A list; in XML, an element that may occur several times. */
interface ListForm {
  kind: 'list';
  item: () => Form;
}

/** A member of a record. */
export interface Member {
  form: Form;
  required: boolean;
  /** GraphQL: the type that has it, if not every type of the record does. */
  on?: string;
  /** GraphQL: arguments as written in a document. */
  args?: string;
}

/** A text about which nothing else is known. */
export const anyText: ValueForm = { kind: 'value', type: 'text' };

/** A record without members. */
export const nothing: RecordForm = { kind: 'record', identity: undefined, members: () => new Map() };
