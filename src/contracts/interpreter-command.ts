/**
 * The interpreter's requests to its driver: plain JSON. A command’s id is `<step>#<visit>`, with `/<n>` for the
 * n-th command of that kind within the visit; the event that answers it carries the same id.
 */
import type { ApprovalRequest, Decision } from './approval.js';
import type { FactKind, Facts } from './customer.js';
import type { AnswerKind, DurationIr, RetryIr, Type } from './ir.js';
import type { Json, JsonObject } from './json.js';

/** A text to be rendered later: the sentence's key, and typed values by their source in the sentence. */
export interface Sentence {
  key: string;
  args: readonly { source: string; type: Type; value: Json }[];
}

/** A reply that has not gone out yet: it stands above what goes out next. */
export interface UndeliveredReply {
  text: Sentence;
  /** Epoch ms. */
  notBefore?: number;
}

/** Inputs of the activity call-operation, except what the driver adds (merchant, workflow, flow). */
export interface CallCommand {
  do: 'call';
  id: string;
  step: string;
  visit: number;
  operation: string;
  inputs: JsonObject;
  facts: Facts;
  /** Who said yes in this run to the call's record and amount; an agent's spares no approval (DESIGN §5, §6). */
  confirmed?: 'customer' | 'agent';
  /** Agents who have answered questions of this run: none of them approves it. */
  answeredBy?: readonly string[];
  decision?: Decision;
  deadlineMs?: number;
  retry?: RetryIr;
  /** True once the customer has been asked for facts and the call is made again. */
  asked: boolean;
}

/** A question to the customer, open until answered, withdrawn or expired. */
export interface AskCommand {
  do: 'ask';
  id: string;
  question: Sentence;
  answer: AnswerKind;
  /** One label per option, in order; of a yes-or-no question there are none here. */
  labels?: readonly Sentence[];
  /** What else each option is called, or the things that it is about, each behind a line break; empty if nothing. */
  aliases?: readonly Sentence[];
  /** The option, by its place, that an answer counts as which names none. */
  otherwise?: number;
  /** What it asks for, by name: not asked if the customer has said it already. */
  fills?: string;
  /** In a loop, behind its first round: what was said counts only where it names what this round is about. */
  repeated?: true;
  /** If nothing was said, none of the `choices` is the answer; it is asked only if it is unclear what was said. */
  ifSaid?: true;
  /** With `facts`: the kinds asked for. */
  facts?: readonly FactKind[];
  expires: DurationIr;
  /** A call of the run builds on the yes to it, and changes something. */
  confirms?: true;
  /** Of the values that it then names: an answer counts for these alone. */
  digest?: string;
  /** Hold the reply until this moment (fixed delay after a verification attempt), epoch ms. */
  notBefore?: number;
}

/** Has a system's word passed to a step, unless it is known already; answered by `listened`. */
export interface ListenCommand {
  do: 'listen';
  id: string;
  step: string;
  visit: number;
  event: string;
  /** Absent for a record that the system has given no id: no word can be about it. */
  ref?: string;
  /** Of what was told before it counts what came after this moment (epoch ms), and after this event's number. */
  since: number;
  after?: number;
  /** Until when: for a duration from now, or the moment (epoch ms) that was told before. */
  expires: DurationIr | { at: number };
  /** In how long the flow looks for itself. */
  every?: DurationIr;
}

/** What the interpreter asks its driver to do. */
export type Command =
  /** `apart`: the fine intents to tell apart, if any. */
  | { do: 'understand'; id: string; text: string; apart?: readonly string[] }
  | CallCommand
  | { do: 'request_approval'; id: string; request: ApprovalRequest }
  | { do: 'withdraw_approval'; id: string }
  /**
   * Frees the reservation of a call that will not be made: rejected, expired, permanently failed, or run stopped.
   * Anything with an effect record is kept, because it may have been sent.
   */
  | { do: 'release'; id: string; step: string; visit: number }
  | {
      do: 'subflow';
      id: string;
      step: string;
      visit: number;
      flow: string;
      hash: string;
      inputs: JsonObject;
      money: boolean;
      /** Agents who have answered for the customer so far. */
      answeredBy?: readonly string[];
    }
  | { do: 'say'; id: string; text: Sentence; notBefore?: number }
  | AskCommand
  | { do: 'withdraw_ask'; id: string }
  /** A timer: until a moment (epoch ms), for a duration from now, or until business begins on a day (`yyyy-MM-dd`). */
  | { do: 'timer'; id: string; until?: number; for?: DurationIr; on?: string }
  | { do: 'cancel_timer'; id: string }
  | ListenCommand
  | { do: 'handover'; id: string; queue: string; reason: Sentence; notBefore?: number }
  /** `answeredBy`: agents who have answered for the customer, for the parent run. */
  | { do: 'end'; result: string; outputs: JsonObject; answeredBy?: readonly string[] }
  /** An error of the interpreter or a definition: the driver hands over and fails the run (catalogue code). */
  | { do: 'fail'; code: string; step: string };
