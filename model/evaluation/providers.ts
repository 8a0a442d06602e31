/** What `npm run tool -- eval` can judge, by name. */
import { loadNgrams } from '../../src/understanding/embedded/load-model.js';
import { labelProbabilities } from '../../src/understanding/embedded/ngrams/ngram-model.js';
import { rank } from '../../src/understanding/embedded/interpret-model-output.js';
import { understanders } from '../../src/understanding/registry.js';
import { isSure } from '../../src/understanding/thresholds.js';
import type { Provider } from './judge.js';
import { asInService, messageOf } from './in-service.js';
import { keywords } from './keywords.js';

/** Makes each ready, by its name. */
export const providers = {
  embedded: async () => {
    const embedded = await understanders.embedded();
    return async (message) => asInService(message, await embedded.understand(messageOf(message)));
  },
  ngrams: ngramsAlone,
  keywords: () => Promise.resolve(keywords),
} as const satisfies Record<string, () => Promise<Provider>>;

/** A name of what can be judged. */
export type ProviderName = keyof typeof providers;

/** The n-gram part of the embedded model by itself: whole messages, not calibrated. */
async function ngramsAlone(): Promise<Provider> {
  const model = await loadNgrams();
  return ({ text }) => {
    const [top = { intent: 'other', score: 0 }, next] = rank(labelProbabilities(model, text));
    const sure = isSure(top.intent, top.score, top.score - (next?.score ?? 0));
    return Promise.resolve({ intent: top.intent, secondary: [], confidence: top.score, sure, entities: [] });
  };
}
