/** Subjects: the records that operations are about and that a customer must own (DESIGN §2, §7). */
import type { RecordItem } from '../contracts/approval.js';
import type { Json, JsonObject } from '../contracts/json.js';

/** What verification, guard and reservation read of a record, whatever its kind. */
export interface SubjectRecord {
  /** The system's own id. */
  ref: string;
  /** What the customer knows. */
  number: string;
  emails: readonly string[];
  postcode?: string;
  customerRef?: string;
  customerName?: string;
  /** What it cost, in minor units. */
  amount?: { minor: number; currency: string };
  status?: string;
  /** What it consists of, for people. */
  items?: readonly RecordItem[];
  /** The record itself, in business fields. */
  record: JsonObject;
}

/** A kind of subject: how it is looked up, who owns it, and what a write reserves of it. */
export interface SubjectKind {
  /** Part of what is reserved: `order:<ref>`. */
  kind: string;
  /** The record's name in the flow language. */
  type: string;
  /** The input of an operation that acts on one, and the output of the one that looks it up. */
  input: string;
  /** The output of the operation that lists a customer's. */
  list: string;
  /** The operation that looks one up by its `number`. */
  get: string;
  /** What is read of a record; undefined for anything else. */
  read(value: Json | undefined): SubjectRecord | undefined;
}

/** A record as reservations and notes of verification name it: its kind and its system's own id. */
export const subjectOf = ({ kind }: Pick<SubjectKind, 'kind'>, ref: string): string => `${kind}:${ref}`;
