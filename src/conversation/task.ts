/** What a conversation has decided to do, as it stands in its state; a command is made of it when its turn comes. */
import type { RunSignal } from '../contracts/messages.js';
import type { QueuedIntent, ReceivedMessage } from './state.js';

/** One thing to do; ids in it come from messages and runs, so that doing it again does nothing. */
export type Task =
  | { do: 'understand'; message: ReceivedMessage }
  /** One of the merchant's sentences, by its name, as a reply to a message. */
  | { do: 'say'; sentence: string; key: string; values?: Readonly<Record<string, string>> }
  | { do: 'hand_over'; messageId: string; summary: string }
  | { do: 'forward'; messages: readonly string[] }
  /** Passes on a page of what the flood has left in the store, or of what came late for people. */
  | { do: 'forward_stored'; of: 'flood' | 'late' }
  /** With an `answer`, the message that it is: it is routed again if the run is closed. */
  | { do: 'signal'; run: string; inlinedIn?: string; signal: RunSignal; message?: ReceivedMessage }
  | { do: 'start'; run: string; intent: QueuedIntent };
