/** What every provider of understanding offers: the embedded model today, language models and cascades beside it. */
import type { FactKind, Understanding } from '../interpreter/protocol.js';

/** A message to understand. */
export interface MessageToUnderstand {
  text: string;
  /** BCP 47, as the channel says it; used where the text itself does not tell. */
  language?: string;
  /** Only these are answered; what is sure to be something else counts as `other`. */
  intents?: readonly string[];
  /** Facts that an open question asks for: they decide what a bare number is. */
  expected?: readonly FactKind[];
}

/** Understands one message, without memory; the same message gives the same answer but for `latencyMs`. */
export interface MessageUnderstander {
  understand(message: MessageToUnderstand): Promise<Understanding>;
}
