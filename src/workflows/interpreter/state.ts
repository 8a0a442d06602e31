/** The state of a run: plain JSON that the workflow keeps, replays, and carries over when it continues as new. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { ApprovalRequest, Decision } from '../../contracts/approval.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { Facts, AskedFacts } from '../../contracts/customer.js';
import type { RunContext } from '../../contracts/interpreter-event.js';

/** Everything a run knows. Changed by `reduce` alone, which works on a copy. */
export interface RunState {
  context: RunContext;
  /** Where the run stands: one cursor, or one for each side-by-side branch. */
  cursors: Cursor[];
  /** Outputs by step id. The checker allows reading a step only where it has run, so nothing is ever dropped. */
  steps: Record<string, JsonObject>;
  /** How often each step was entered: the visit is part of every key and child id. */
  visits: Record<string, number>;
  /** How each step last ended, in one word, for operators; `''` while it is running. */
  outcomes: Record<string, string>;
  /** By step, the number of the newest event that it has received: none counts twice for a step. */
  received: Record<string, number>;
  /** Facts the customer has given in this conversation; the newest value of a kind wins. */
  facts: Facts;
  /** When the customer's newest message was received, epoch milliseconds. */
  receivedAt: number;
  /** Agents who have answered for the customer, in this run or its parents. */
  answeredBy: readonly string[];
  /** After a question for facts, replies leave at a fixed delay, so that their timing reveals nothing. */
  discreet: boolean;
  fuel: number;
  /** Bytes of inputs and outputs as JSON. */
  bytes: number;
  withPeople: boolean;
  cancelled: boolean;
  /** How completed calls are undone, newest last; and the id of the undo call now running. */
  undo: readonly Undo[];
  undoing?: string;
  /** How the run will end once everything sent has come back; nothing new begins until then. */
  ending?: Ended;
  ended?: Ended;
}

/** How a run ends: with a result of its flow, or with an error code in a step. */
export type Ended = { result: string; outputs: JsonObject } | { code: string; step: string };

/** One thread of steps: the blocks it is in, outermost first, and what the innermost step waits for. */
export interface Cursor {
  frames: Frame[];
  wait?: Wait;
  /** Only for a thread that runs beside others. */
  branch?: SideBranch;
}

/** What makes a thread one of several side by side. */
export interface SideBranch {
  /** Id of the owning step's wait, and the branch's name there. */
  of: string;
  name: string;
  /** Frames of the thread when its branch began: once back at this depth, the branch has run to its end. */
  depth: number;
  /** Step outputs since the first fork above it; threads beside it do not see them. */
  steps: Record<string, JsonObject>;
}

/** A running block: the branch of the step above (`''` for the flow), its current step, and that step's visit. */
export interface Frame {
  branch: string;
  index: number;
  visit: number;
  loop?: Loop;
  /** For a `repeat`, and for looks during a wait: which round this is, from 1. */
  round?: number;
  /** For a look during a wait: the end of the wait, once it is known, epoch milliseconds. */
  until?: number;
}

/** A running `each`: its items, the current one, and the body's outputs for those before. */
export interface Loop {
  items: readonly Json[];
  at: number;
  given: readonly JsonObject[];
}

/** What a step waits for; `id` is that of the command whose event ends the wait. */
export type Wait =
  | { on: 'understanding' | 'subflow' | 'said' | 'handed_over'; id: string }
  /** `until`: epoch milliseconds, where no calendar of the merchant is needed to know. */
  | { on: 'timer'; id: string; until?: number }
  | { on: 'pause'; id: string; round: number }
  | ForkWait
  /**
   * For a system's word. Without `lookAt` (until when it waits for now) it is being asked what is known, and `again` if there may be
   * more by now; `until` is the end of the wait, once it is known. Moments in epoch milliseconds.
   */
  | { on: 'event'; id: string; round: number; until?: number; lookAt?: number; again?: true }
  | {
      on: 'answer';
      id: string;
      options?: readonly Json[];
      labels?: readonly string[];
      expiresAt?: number;
      /** Of the values that the question names. */
      digest?: string;
    }
  /** `held`: the result of the call, if it came while the customer was being told that it is accepted. */
  | { on: 'call'; id: string; call: CallProgress; held?: CallResult }
  /** Accepted by the system: the timer `id` runs until the call asks again; `due` if it has already fired. */
  | { on: 'settling'; id: string; call: CallProgress; due?: true }
  | { on: 'facts'; id: string; call: CallProgress; needed: AskedFacts; expiresAt?: number }
  /** Another thread of this run is asking the customer for facts: one question at a time. */
  | { on: 'facts_turn'; id: string; call: CallProgress }
  | {
      on: 'approval';
      id: string;
      call: CallProgress;
      request: ApprovalRequest;
      escalated: boolean;
      reminded: boolean;
    };

/** Branches side by side: those still running, and the outputs of the others. */
export interface ForkWait {
  on: 'branches';
  id: string;
  left: number;
  given: Readonly<Record<string, JsonObject>>;
  /** For an `each`: its items, and how many of them have begun. */
  items?: readonly Json[];
  begun?: number;
}

/** A call that undoes another; its inputs were evaluated when that one was done. */
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
  /** Questions for facts so far, and how many messages contained none. */
  asks: number;
  askedAgain: number;
  /** True from the approval request on, while the order's money is reserved. */
  reserved: boolean;
  decision?: Decision;
  /** An event has settled it while its answer was on its way. */
  reported?: true;
  /** Present once the system has accepted the write. */
  accepted?: Acceptance;
}

/** What the customer hears about a write that the system has accepted but not yet done. */
interface Acceptance {
  /** Until when it is asked what became of it, epoch milliseconds. */
  until: number;
  /** Sentences started so far, and the id of the one on its way. */
  announced: number;
  announcing?: string;
  /** True while the timer of the merchant's sentence runs: it is said if nothing settles in time. */
  soon: boolean;
}

/** True while the customer has to say something. */
export const waitsForCustomer = ({ wait }: Cursor): boolean =>
  wait?.on === 'answer' || wait?.on === 'facts' || wait?.on === 'facts_turn';

/** True from a question for facts until verification with those facts has succeeded or failed. */
export const isAskingForFacts = ({ wait }: Cursor): boolean =>
  wait?.on === 'facts' || (wait?.on === 'call' && wait.call.asks > 0 && wait.call.accepted === undefined);

/** True from the moment a system accepts a write until it reports the outcome. */
export const isSettling = ({ wait }: Cursor): boolean =>
  wait?.on === 'settling' || (wait?.on === 'call' && wait.call.accepted !== undefined);

/** A copy with mutable containers; the JSON values in them are shared and never changed. */
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
    received: { ...state.received },
  };
}
