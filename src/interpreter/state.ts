/** The state of a run: plain JSON that the workflow keeps, replays, and takes along when it continues as new. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { ApprovalRequest, Decision } from '../contracts/approval.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Facts, NeededFacts } from '../contracts/customer.js';
import type { RunContext } from '../contracts/event.js';

/** Everything a run knows. Changed by `reduce` alone, which works on a copy. */
export interface RunState {
  context: RunContext;
  /** Where the run stands: one cursor, or one for each side-by-side branch. */
  cursors: Cursor[];
  /** Outputs by step id. The checker lets a step be read only where it has run, so nothing is ever dropped. */
  steps: Record<string, JsonObject>;
  /** How often each step was entered: the visit is part of every key and child id. */
  visits: Record<string, number>;
  /** How each step ended last, in one word, for operators; `''` while it is at work. */
  outcomes: Record<string, string>;
  /** What the customer has told in this conversation; the newest value of a kind wins. */
  facts: Facts;
  /** When the newest message of the customer was received, epoch milliseconds. */
  receivedAt: number;
  /** Agents who have answered for the customer, in this run or one that it belongs to. */
  answeredBy: readonly string[];
  /** After a question for facts, replies leave at a fixed delay, so that their time tells nothing. */
  discreet: boolean;
  fuel: number;
  /** Bytes of inputs and outputs as JSON. */
  bytes: number;
  withPeople: boolean;
  cancelled: boolean;
  /** How calls that were done are taken back, the newest last; and the id of the call that does it now. */
  undo: readonly Undo[];
  undoing?: string;
  /** How the run will end once what has been sent is known: nothing new begins any more. */
  ending?: Ended;
  ended?: Ended;
}

/** How a run ends: with a result of its flow, or with an error code in a step. */
export type Ended = { result: string; outputs: JsonObject } | { code: string; step: string };

/** One thread of steps: the nest of blocks it is in, outermost first, and what the innermost step waits for. */
export interface Cursor {
  frames: Frame[];
  wait?: Wait;
  /** Only of a thread that runs beside others. */
  branch?: SideBranch;
}

/** What makes a thread one of several side by side. */
export interface SideBranch {
  /** Id of what the step waits for whose branch it is, and the branch's name there. */
  of: string;
  name: string;
  /** Frames of the thread when its branch began: with these left, the branch has run to its end. */
  depth: number;
  /** What steps gave since the first fork above it; threads beside it do not see it. */
  steps: Record<string, JsonObject>;
}

/** A block being run: which branch of the step above (`''` for the flow itself), the step it is at, and how often that was entered. */
export interface Frame {
  branch: string;
  index: number;
  visit: number;
  loop?: Loop;
  /** Of a `repeat`: which round this is, from 1. */
  round?: number;
}

/** An `each` at work: its items, the one it is at, and what the body gave for those before. */
export interface Loop {
  items: readonly Json[];
  at: number;
  given: readonly JsonObject[];
}

/** What a step waits for; `id` is that of the command whose event ends the waiting. */
export type Wait =
  | { on: 'understanding' | 'subflow' | 'said' | 'handed_over' | 'timer'; id: string }
  | { on: 'pause'; id: string; round: number }
  | ForkWait
  | { on: 'answer'; id: string; options?: readonly Json[]; labels?: readonly string[]; expiresAt?: number }
  /** `held`: what came of the call while the customer was still being told that it is accepted. */
  | { on: 'call'; id: string; call: CallProgress; held?: CallResult }
  /** Accepted by the system: the timer `id` runs until the call asks again; `due` if it has fired meanwhile. */
  | { on: 'settling'; id: string; call: CallProgress; due?: true }
  | { on: 'facts'; id: string; call: CallProgress; needed: NeededFacts; expiresAt?: number }
  /** Somebody else of this run asks the customer for facts: one question at a time. */
  | { on: 'facts_turn'; id: string; call: CallProgress }
  | {
      on: 'approval';
      id: string;
      call: CallProgress;
      request: ApprovalRequest;
      escalated: boolean;
      reminded: boolean;
    };

/** Branches side by side: what is still at work, and what the others gave. */
export interface ForkWait {
  on: 'branches';
  id: string;
  left: number;
  given: Readonly<Record<string, JsonObject>>;
  /** Of an `each`: its items, and how many of them have begun. */
  items?: readonly Json[];
  begun?: number;
}

/** A call that takes another one back; its inputs were evaluated when that one was done. */
interface Undo {
  step: string;
  title: string;
  operation: string;
  inputs: JsonObject;
}

/** A call on its way through verification and approval. */
export interface CallProgress {
  /** Evaluated once, so that what is executed is what was approved. */
  inputs: JsonObject;
  calls: number;
  /** Questions for facts so far, and how many messages brought none. */
  asks: number;
  askedAgain: number;
  /** True from the approval request on, while money of the order is reserved. */
  reserved: boolean;
  decision?: Decision;
  /** There once the system has accepted the write. */
  accepted?: Acceptance;
}

/** What the customer hears of a write that the system has accepted and not done yet. */
interface Acceptance {
  /** Sentences that have been begun, and the id of the one that is on its way. */
  announced: number;
  announcing?: string;
  /** True while the merchant's sentence has its timer: it is said if nothing settles in time. */
  soon: boolean;
}

/** True from a question for facts on until the call has come through verification with them, or has not. */
export const isAskingForFacts = ({ wait }: Cursor): boolean =>
  wait?.on === 'facts' || (wait?.on === 'call' && wait.call.asks > 0 && wait.call.accepted === undefined);

/** True from the moment at which a system has accepted a write until it has told how that came out. */
export const isSettling = ({ wait }: Cursor): boolean =>
  wait?.on === 'settling' || (wait?.on === 'call' && wait.call.accepted !== undefined);

/** A copy whose containers can be changed; the JSON values in them are shared and never changed. */
export function copyState(state: RunState): RunState {
  return {
    ...state,
    cursors: state.cursors.map((cursor) => ({
      ...cursor,
      frames: cursor.frames.map((frame) => ({ ...frame })),
      ...(cursor.branch && { branch: { ...cursor.branch, steps: { ...cursor.branch.steps } } }),
    })),
    steps: { ...state.steps },
    visits: { ...state.visits },
    outcomes: { ...state.outcomes },
  };
}
