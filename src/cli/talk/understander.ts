/** The embedded model for one merchant's messages, loaded with the first of them. */
import type { Merchant } from '../../merchants/merchant.js';
import type { EmbeddedUnderstander } from '../../understanding/embedded/embedded-understander.js';
import type { MessageUnderstander } from '../../understanding/understander.js';

/** Understands as a worker does that has no language model. */
export function embeddedFor({ config }: Pick<Merchant, 'config'>): MessageUnderstander {
  let loading: Promise<EmbeddedUnderstander> | undefined;
  const load = async (): Promise<EmbeddedUnderstander> => {
    const { understanders } = await import('../../understanding/registry.js');
    const embedded = await understanders.embedded();
    const intents = config.understanding?.intents ?? [];
    if (intents.length > 0) await embedded.learn(config.merchant, intents);
    return embedded;
  };
  return {
    async understand(message, signal) {
      loading ??= load();
      return (await loading).understand(message, signal);
    },
    async likeness(compared, signal) {
      loading ??= load();
      return (await loading).likeness(compared, signal);
    },
    async stateOf(read, signal) {
      loading ??= load();
      return (await loading).stateOf(read, signal);
    },
  };
}
