/** What a conversation's driver tells the reducer; every event carries the workflow's time, epoch milliseconds. */
import type { Forwarded, UnderstoodMessage } from '../../contracts/activities.js';
import type { ConversationSignal } from '../../contracts/workflow-messages.js';

/** A signal, what came of the command under way, a run's end, or the passing of time. */
export type ConversationEvent = { now: number } & (
  | { is: 'signal'; signal: ConversationSignal }
  | { is: 'understood'; understood: UnderstoodMessage }
  /** Nobody can say what the message means, for good: its text is gone. */
  | { is: 'not_understood' }
  /** The reply or the handover stands in the outbox, or the messages do. */
  | { is: 'done' }
  | ({ is: 'forwarded' } & Forwarded)
  /** Whether the run has the signal; a closed one has not. */
  | { is: 'signalled'; arrived: boolean }
  /** Whether the run is new; one that existed before tells nothing of its end. */
  | { is: 'started'; isNew: boolean }
  /** A run's own result has come. */
  | { is: 'run_closed'; run: string }
  /** The moment that the reducer wanted to wait for has come. */
  | { is: 'time' }
  /** The history is long enough to continue as new. */
  | { is: 'history_long' }
);
