/** The providers of understanding, one line each. */
import { loadEmbeddedUnderstander } from './embedded/embedded-understander.js';
import type { MessageUnderstander } from './understander.js';

/** Makes each provider ready to use, by its name in the configuration. */
export const understanders = {
  embedded: loadEmbeddedUnderstander,
} as const satisfies Record<string, () => Promise<MessageUnderstander>>;
