/** The words in which people read what they take over; nobody else reads them. */
import type { Verified } from '../../contracts/handover.js';

/** A language's words for handovers. */
export interface HandoverWords {
  /** What stands before each line. */
  labels: Readonly<
    Record<
      | 'customer'
      | 'order'
      | 'subscription'
      | 'record'
      | 'amount'
      | 'intent'
      | 'first'
      | 'last'
      | 'only'
      | 'question'
      | 'tried'
      | 'reference'
      | 'conversation'
      | 'run',
      string
    >
  >;
  verified: Readonly<Record<Verified, string>>;
  /** Where nothing that changes something was tried in the conversation. */
  nothing: string;
  /** How a call came out, or why it was not made. */
  outcomes: Readonly<Record<string, string>>;
  /** An approval that was asked for, `${number}` and `${role}`; and what came of it. */
  approval: string;
  decided: Readonly<Record<string, string>>;
  /** `${by}` has decided. */
  by: string;
  /** Titles of operations by their names; without one, the catalogue's own is said. */
  operations: Readonly<Record<string, string>>;
}
