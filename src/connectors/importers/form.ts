/** The form of a value as a system's own description tells it, whatever the description is written in. */

/** A value, a record or a list. */
export type Form = ValueForm | RecordForm | ListForm;

/** A single value. */
export interface ValueForm {
  kind: 'value';
  type: 'text' | 'integer' | 'number' | 'boolean';
  /** Whether a text is said to be a moment in ISO 8601; absent where a description cannot say so. */
  moment?: boolean;
  /** All words that it can be, if the description lists them. */
  values?: readonly string[];
  /** What the description says of it. */
  about?: string;
  /** What it is without being given. */
  default?: string;
}

/** Named members. */
export interface RecordForm {
  kind: 'record';
  /** Tells a record that holds itself. */
  identity: unknown;
  /** Read when asked for, as records may hold themselves. */
  members: () => ReadonlyMap<string, Member>;
}

/** A list; in XML an element that may stand there several times. */
interface ListForm {
  kind: 'list';
  item: () => Form;
}

/** A member of a record. */
export interface Member {
  form: Form;
  required: boolean;
  /** GraphQL: the type that has it, where it is not in every type of the record. */
  on?: string;
  /** GraphQL: arguments as written in a document. */
  args?: string;
}

/** A text of which nothing more is known. */
export const anyText: ValueForm = { kind: 'value', type: 'text' };

/** A record without members. */
export const nothing: RecordForm = { kind: 'record', identity: undefined, members: () => new Map() };
