/** What happened during a test, in order: compared with `then:`, and printed if it differs. */
import type { JsonObject } from '../contracts/json.js';

/**
 * One thing that happened; `from`: when the decision of the same approver would count, if that is known; `isAbove`: it stands
 * above what comes next, in one message.
 */
export type Happening =
  | { is: 'said'; text: string; isAbove?: true }
  | { is: 'asked'; text: string; options: readonly string[] }
  | { is: 'customer'; text: string }
  | { is: 'called'; operation: string; inputs: JsonObject }
  | { is: 'approval_asked'; role: string; operation: string }
  | { is: 'decided'; by: string; decision: string; refused?: string; from?: number }
  | { is: 'handed_over'; queue: string; reason: string }
  | { is: 'reported'; event: string }
  | { is: 'passed'; text: string }
  | { is: 'ended'; flow: string; result: string }
  | { is: 'failed'; flow: string; code: string };

/** Something that happened, and when (epoch ms). */
export type Happened = Happening & { at: number };

/** How a run ended, if it did; `answeredBy`: agents who answered for the customer in it. */
export type RunEnd =
  { result: string; outputs: JsonObject; answeredBy?: readonly string[] } | { failed: string };

/** The outcome of a test. */
export interface Outcome {
  story: readonly Happened[];
  calls: readonly { operation: string; effect: 'read' | 'write' | 'money'; inputs: JsonObject }[];
  end?: RunEnd;
  /** What the runs still wait for. */
  waitsFor: readonly string[];
  /** The last decision that did not count, and why. */
  uncounted?: { message: string; hint: string; path: readonly (string | number)[] };
  /** Why the test could not continue as written. */
  problem?: { message: string; hint: string; path?: readonly (string | number)[] };
}
