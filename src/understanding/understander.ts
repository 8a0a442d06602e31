/** What every provider of understanding offers: the embedded model today, language models and cascades beside it. */
import type { Understanding } from '../contracts/understanding.js';
import type { EntityHints } from './entities/find-entities.js';

/** A message to understand; its hints decide what a number is, and which day is yesterday. */
export interface MessageToUnderstand extends EntityHints {
  text: string;
  /** BCP 47, as the channel says it; used where the text itself does not tell. */
  language?: string;
  /** Only these are answered; what is sure to be something else counts as `other`. */
  intents?: readonly string[];
  /** Whose message it is: which provider answers, whose own intents count, and whose budget pays. */
  from?: { merchant: string; conversation: string };
}

/** Understands one message, without memory; the same message gives the same answer but for `latencyMs`. */
export interface MessageUnderstander {
  understand(message: MessageToUnderstand): Promise<Understanding>;
}
