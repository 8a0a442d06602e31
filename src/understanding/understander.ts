/** What every provider of understanding offers: the embedded model today, language models and cascades beside it. */
import type { Understanding } from '../contracts/understanding.js';
import type { EntityHints } from './entities/find-entities.js';

/** A message to understand; its hints decide what a number is, and which day "yesterday" is. */
export interface MessageToUnderstand extends EntityHints {
  text: string;
  /** Of a mail. */
  subject?: string;
  /** Words of the message that no reader could see: they count as a trick, if as anything. */
  hidden?: string;
  /** BCP 47, as reported by the channel; used if the text itself does not tell. */
  language?: string;
  /** Fine intents that are told apart; all others count as the intent that they belong to. */
  apart?: readonly string[];
  /** Whose message it is: decides which provider answers, whose own intents count, and whose budget pays. */
  from?: { merchant: string; conversation: string };
}

/** Understands one message, statelessly; the same message gives the same answer except for `latencyMs`. */
export interface MessageUnderstander {
  /** Once `signal` is aborted nobody waits for the answer: it may reject at once, and need not be found at all. */
  understand(message: MessageToUnderstand, signal?: AbortSignal): Promise<Understanding>;
  /**
   * How near a text is in meaning to each of some phrases, from −1 to 1; the same texts give the same answer. Without it answers
   * to a menu are read by rules alone.
   */
  likeness?: (compared: Compared, signal?: AbortSignal) => Promise<readonly number[]>;
  /** The encoder's mean state of a text, from which questions to a shop are told apart. Without it none is answered. */
  stateOf?: (read: TextToRead, signal?: AbortSignal) => Promise<Float32Array>;
}

/** A text to read, for a merchant. */
export interface TextToRead {
  text: string;
  merchant: string;
}

/** A text and the phrases that it is compared with, for a merchant. */
export interface Compared {
  text: string;
  phrases: readonly string[];
  /** The text answers a menu, and the phrases are what customers say to it. */
  isAnswer?: true;
  merchant: string;
}
