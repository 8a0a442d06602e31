/** What a conversation asks of its driver: one thing at a time, each answered by an event. */
import type {
  DeliverReplyRequest,
  ForwardMessagesRequest,
  HandOverRequest,
  UnderstandRequest,
} from '../../contracts/activities.js';
import type { RunSignal, RunStart } from '../../contracts/workflow-messages.js';
import type { ConversationState } from './state.js';

/** A command for the present state; the last three mean that nothing is under way. */
export type ConversationCommand =
  | { do: 'understand'; request: UnderstandRequest }
  | { do: 'deliver'; request: DeliverReplyRequest }
  | { do: 'hand_over'; request: HandOverRequest }
  | { do: 'forward'; request: ForwardMessagesRequest }
  /** `inlinedIn`: the workflow of a run that is none itself. */
  | { do: 'signal'; run: string; inlinedIn?: string; signal: RunSignal }
  | { do: 'start'; run: string; start: RunStart }
  /** Until a moment (epoch ms) or the next signal. */
  | { do: 'wait'; until: number }
  | { do: 'close' }
  | { do: 'continue_as_new'; state: ConversationState };
