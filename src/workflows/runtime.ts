/**
 * What the drivers of conversations and runs need of whatever runs them: Temporal (temporal-runtime.ts), or virtual time
 * (src/simulator/virtual-runtime.ts). test/workflows/runtime plays each of its promises on both.
 */
import type { Activities } from '../contracts/activities.js';
import type { Payload } from '@temporalio/common';
import type {
  ConversationSignal,
  DecisionMessage,
  messageNames,
  RunEnd,
  RunSignal,
  RunStart,
} from '../contracts/workflow-messages.js';
import type { FlowIr } from '../contracts/ir.js';
import type { RunNote } from '../contracts/run-note.js';
import type { Ending } from './ending.js';
import type { RunState } from './interpreter/state.js';

/** A timer that was started. */
export interface Timer {
  /** Resolves when it goes off, with true, or when it is cancelled, with false. */
  readonly over: Promise<boolean>;
  /** Cancels it if it has not gone off yet. */
  cancel(): void;
}

/** A flow's run to start as a child. */
export interface ChildStart {
  workflowId: string;
  start: RunStart;
  /** For operators. */
  summary: string;
  /** What becomes of it when its parent closes. */
  onClose: 'abandon' | 'cancel';
  /** Its id is never used again, not even once its run is closed. */
  isOnce?: true;
}

/** A child that was started; its result rejects with the failure of its run as the innermost cause. */
export interface Child {
  result(): Promise<RunEnd>;
}

/** What operators can search workflows by, as it changes; null removes a value. */
export interface ShownAttributes {
  flowHash?: string;
  waitingOn?: readonly string[] | null;
  outcome?: string;
}

/** A run that has gone on. */
export interface RunTransition {
  id: string;
  flow: FlowIr;
  /** Undefined at its start. */
  before: RunState | undefined;
  after: RunState;
  /** Makes the same step once more, of a flow that is watched as it is read. */
  repeat: (watched: FlowIr) => void;
}

/** What each signal says, by its name. */
export interface SignalMessages {
  [messageNames.conversationSignal]: ConversationSignal;
  [messageNames.runSignal]: RunSignal;
  [messageNames.decideSignal]: DecisionMessage;
}

/** A run that has ended. */
export interface RunEnding {
  id: string;
  flow: FlowIr;
  ending: Ending;
}

/** The headers of a trace, as a payload that workflows pass on unread. */
export type TraceContext = Payload;

/** The traces that a workflow's work belongs to, one at a time. */
export interface Traces {
  /** That of what is under way: of a start, a signal, an update, or of whoever waited for what has come. */
  current(): TraceContext | undefined;
  /** From here on the caller goes on in this one. */
  goOnIn(trace: TraceContext | undefined): void;
}

/** One workflow's runtime. What is passed to and from activities and workflows is copied as JSON. */
export interface Runtime {
  readonly workflowId: string;
  /** Id of this execution of the workflow. */
  readonly runId: string;
  /** Workflow time, epoch ms: it passes only while the workflow waits. */
  now(): number;
  /** Resolves once this holds; it is looked at whenever something has happened to the workflow. */
  condition(holds: () => boolean): Promise<void>;
  /** Starts a timer until a moment (epoch ms), which may have to be found out first; one in the past goes off at once. */
  timer(until: () => Promise<number>, summary?: string): Timer;
  /**
   * Runs an activity, with a summary for operators (≤ 400 bytes, no values); it is retried until it succeeds or fails for good.
   * Then this rejects with that failure as the innermost cause.
   */
  run<N extends keyof Activities>(
    name: N,
    summary: string,
    request: Parameters<Activities[N]>[0],
  ): Promise<Awaited<ReturnType<Activities[N]>>>;
  /** Starts a run as a child; undefined if one with its id is there already. */
  startChild(child: ChildStart): Promise<Child | undefined>;
  /** Signals a run; false if its workflow is closed. */
  signalRun(workflowId: string, signal: RunSignal): Promise<boolean>;
  /** Handles a signal; those that came before are handled at once. */
  onSignal<Name extends keyof SignalMessages>(
    name: Name,
    handle: (message: SignalMessages[Name]) => void | Promise<void>,
  ): void;
  /** Handles an update, which the validator may refuse by throwing. */
  onUpdate<Message, Answer>(
    name: string,
    handle: (message: Message) => Promise<Answer>,
    validate?: (message: Message) => void,
  ): void;
  onQuery(name: string, answer: () => unknown): void;
  /** Whether every signal and update that came has been handled to its end. */
  areHandlersFinished(): boolean;
  /** Does work that a cancellation of the workflow does not cut off; `onCancelled` is called if it is requested. */
  uncancelled<Result>(work: () => Promise<Result>, onCancelled: () => void): Promise<Result>;
  /** Shows operators where the workflow stands, in Markdown. */
  showDetails(details: string): void;
  showAttributes(attributes: ShownAttributes): void;
  /** Whether the history is so long that the workflow should continue as new. */
  isHistoryLong(): boolean;
  /** The build with which this execution works, if workers have builds. */
  readonly build: string | undefined;
  /** Whether another build has become the current one, unless it has continued as new from this very build for that reason. */
  isOutdated(continuedFrom: string | undefined): boolean;
  /** Ends this execution and begins another one with these arguments; by the current build, if wanted. */
  continueAsNew(start: object, options?: { onCurrentBuild: boolean }): Promise<never>;
  /** Where a message is followed through the workflows that it passes; a simulation has no traces. */
  readonly traces?: Traces;
  /** Leaves a note of a run for whoever counts runs: no part of the history, so it may come twice; a simulation counts none. */
  noteRun?(note: RunNote): void;
  /** Observes a run as it goes on; only the simulator looks. */
  onProgress?(progress: RunTransition): void;
  /** Observes how a run has ended. */
  onEnding?(run: RunEnding): void;
}
