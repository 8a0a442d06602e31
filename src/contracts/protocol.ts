/**
 * What the interpreter and its driver say to each other: events in, commands out, all plain JSON.
 * `reduce(flow, state, event) → { state, commands }`. A command's id is `<step>#<visit>`, with `/<n>` for
 * the n-th command of that kind within the visit; the event that answers it carries the same id.
 */
import type { Json, JsonObject } from './json.js';
import type { AnswerKind, DurationIr, OutcomeName, RetryIr, Type } from './ir.js';

/** A rendered-later text: the key of the sentence, and typed values under their source in the sentence. */
export interface Sentence {
  key: string;
  args: readonly { source: string; type: Type; value: Json }[];
}

/** Facts by which a customer can be matched with an order. */
export type FactKind = 'number' | 'email' | 'postcode';

/** What is asked for: all of `missing`, and one of `either` where more than one would do. */
export type NeededFacts = {
  missing: readonly FactKind[];
  either?: readonly FactKind[];
};

/** One value per kind: a message with several values of a kind gives none of that kind. */
export type Facts = Readonly<Partial<Record<FactKind, string>>>;

/** The customer as the channel names them; trusted only with a valid voucher (DESIGN §7). */
export interface CustomerClaim {
  ref?: string;
  email?: string;
  voucher?: string;
}

/** What a run knows of its conversation. */
export interface ConversationContext {
  /** Opaque id of the conversation, as in its workflow id. */
  id: string;
  workflowId: string;
  language: string;
  customer?: CustomerClaim;
  /** Facts that the customer has told in this conversation so far, and we had not told before. */
  facts: Facts;
  /** When the message that led here was received, epoch milliseconds: the base of fixed-delay replies. */
  receivedAt: number;
  /** The message that started the run and what it was understood as, so that `classify` of it costs nothing. */
  message?: { id: string; text: string; understanding: Understanding };
}

/** Result of understanding a message (reference: the interface of the understanding layer). */
export interface Understanding {
  intent: string;
  confidence: number;
  calibrated: boolean;
  margin: number;
  candidates: readonly { intent: string; score: number }[];
  secondary: readonly string[];
  label?: string;
  entities: readonly Entity[];
  language: string;
  flags: readonly ('injection' | 'wants_human' | 'legal_threat' | 'safety' | 'abuse')[];
  /** True if confidence and margin pass the thresholds for the intent. */
  sure: boolean;
  provider: {
    id: string;
    model: string;
    /** Of the weights, or of the prompt. */
    version: string;
    /** Of what a language model was told, intents included. */
    promptHash?: string;
    latencyMs: number;
    tokens?: { in: number; out: number };
  };
}

/** Kinds of entities, and what stands in their `value`. */
export type EntityType =
  /** Upper case, without `#` and spaces. */
  | 'order_number'
  | 'tracking_number'
  | 'sku'
  | 'postcode'
  /** Lower case. */
  | 'email'
  /** Digits, with `+` for the country's code. */
  | 'phone'
  /** Minor units and ISO 4217 code: `1230 EUR`. */
  | 'amount'
  /** A whole number. */
  | 'quantity'
  /** `yyyy-MM-dd`; `yyyy-MM` where a month is all that is said, which flows do not take for a day. */
  | 'date'
  /** As written: a person, a street with its house number, a city. */
  | 'name'
  | 'address'
  | 'city';

/** A merchant's own forms of order numbers: patterns of RE2; with `only`, no other form is one. */
export interface OrderNumberForms {
  patterns: readonly string[];
  only: boolean;
}

/** A verbatim piece of a message: `value` normalised, `raw` as written at [start, end). */
export interface Entity {
  type: EntityType;
  value: string;
  raw: string;
  start: number;
  end: number;
  source: 'rule' | 'llm';
}

/** A decision that was verified, as it stands in the run's state; `token` proves it again at the call. */
export interface Decision {
  requestId: string;
  digest: string;
  decision: 'approved' | 'rejected';
  token: string;
  approver: string;
  /** When it entered the history, epoch milliseconds. */
  decidedAt: number;
  escalated: boolean;
}

/** An approval that a call needs: what will be executed, and until when it can be decided (epoch ms). */
export interface ApprovalRequest {
  /** `<workflow id>#<step>#<visit>`. */
  id: string;
  digest: string;
  operation: string;
  role: string;
  escalateTo?: string;
  /** Business words for the approver; values travel in payloads only, never in summaries or attributes. */
  summary: JsonObject;
  amount?: { minor: number; currency: string };
  /** Who asked for the run, or answered for the customer: none of them may approve it. */
  startedBy?: readonly string[];
  requestedAt: number;
  expiresAt: number;
  remindAt?: number;
  escalateAt?: number;
}

/** Inputs of the activity call-operation, all but what the driver knows (merchant, workflow, flow). */
export interface CallCommand {
  do: 'call';
  id: string;
  step: string;
  visit: number;
  operation: string;
  inputs: JsonObject;
  facts: Facts;
  /** Who said yes, in this run, to the record and the amount of the call; an agent's yes spares no approval (DESIGN §5, §6). */
  confirmed?: 'customer' | 'agent';
  /** Agents who have answered questions of this run: none of them approves it. */
  answeredBy?: readonly string[];
  decision?: Decision;
  deadlineMs?: number;
  retry?: RetryIr;
  /** True from the second asking on: the call came after the customer gave facts. */
  asked: boolean;
}

/** How a call came out (DESIGN §5, §6, §7). */
export type CallResult =
  | { outcome: 'done'; result: string; outputs: JsonObject }
  | { outcome: 'refused'; refusal: { code: string; message?: string } }
  | { outcome: Exclude<OutcomeName, 'refused' | 'unsure' | 'rejected' | 'expired' | 'gave_up'> }
  /** Verification: one of `missing` sets of facts is needed; `failed` says that the last facts did not match. */
  | ({ outcome: 'needs_facts'; failed: boolean } & NeededFacts)
  /** The system has accepted the write and will tell later: the call is asked again at `askAt`, until `until` (epoch ms). */
  | { outcome: 'accepted'; askAt: number; until: number }
  | { outcome: 'needs_approval'; request: Omit<ApprovalRequest, 'id'> };

/** A question to the customer, open until answered, withdrawn or expired. */
export interface AskCommand {
  do: 'ask';
  id: string;
  question: Sentence;
  answer: AnswerKind;
  /** With `choice`: one label per option, in order. */
  labels?: readonly Sentence[];
  /** With `facts`: which are asked for. */
  facts?: readonly FactKind[];
  expires: DurationIr;
  /** Hold the reply until this moment (fixed delay after a verification attempt), epoch ms. */
  notBefore?: number;
}

/** What the interpreter asks its driver to do. */
export type Command =
  | { do: 'understand'; id: string; text: string }
  | CallCommand
  | { do: 'request_approval'; id: string; request: ApprovalRequest }
  | { do: 'withdraw_approval'; id: string }
  /**
   * Frees what a call has reserved that will not be made: rejected, expired, failed for good, or the run was stopped.
   * What an effects row stands for is kept, for that may have been sent.
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
  | { do: 'handover'; id: string; queue: string; reason: Sentence; notBefore?: number }
  /** `answeredBy`: agents who have answered for the customer, for the run above. */
  | { do: 'end'; result: string; outputs: JsonObject; answeredBy?: readonly string[] }
  /** The interpreter met an error of its own or of a definition: driver hands over and fails the run (code of the error catalogue). */
  | { do: 'fail'; code: string; step: string };

/** A customer's answer to an ask: `value` by the ask's kind (text, "yes"|"no", index of the option, "yyyy-MM-dd", money, {}). */
export interface Answer {
  value: Json;
  text: string;
  facts: Facts;
  receivedAt: number;
  /** The agent who wrote the answer, if it was not the customer. */
  startedBy?: string;
}

/** Every event carries the workflow's time, epoch milliseconds. */
export type RunEvent = { now: number } & (
  | { is: 'started' }
  | { is: 'understood'; id: string; understanding: Understanding }
  | { is: 'called'; id: string; result: CallResult }
  /** `answeredBy`: agents who have answered for the customer there. */
  | { is: 'subflow_ended'; id: string; result: string; outputs: JsonObject; answeredBy?: readonly string[] }
  | { is: 'said'; id: string }
  | { is: 'asked'; id: string; labels: readonly string[]; expiresAt: number }
  /** A message that may be an answer; `id` is the ask's. One that no open ask waits for is ignored and sent back by the driver. */
  | { is: 'answered'; id: string; answer: Answer }
  | { is: 'decided'; id: string; decision: Decision }
  | { is: 'timer_fired'; id: string }
  | { is: 'handed_over'; id: string }
  /** An activity or child failed for good: `code` of the error catalogue. */
  | { is: 'failed'; id: string; code: string }
  /** The conversation is with people now: open asks are withdrawn; approvals and sent calls go on. */
  | { is: 'with_people' }
  | { is: 'cancelled' }
);

/** What the driver gives the interpreter at the start of a run. */
export interface RunContext {
  runId: string;
  workflowId: string;
  inputs: JsonObject;
  conversation: ConversationContext;
  depth: number;
  /** Of a sub-flow: agents who had answered for the customer before it began. */
  answeredBy?: readonly string[];
}

/** An ask that waits in a conversation, as it announced itself. */
export interface OpenAsk {
  /** Workflow id of the run that asks. */
  run: string;
  /** Id of the ask command in that run. */
  key: string;
  kind: AnswerKind;
  labels: readonly string[];
  facts?: readonly string[];
  /** Intent of the run, if it was started by one: free text fits unless another intent is sure. */
  intent?: string;
}
