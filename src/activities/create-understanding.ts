/** Reads customers' messages for all merchants: by the embedded model, and merchants' language models if any. */
import type { Config } from '../platform/config.js';
import type { Merchants } from '../merchants/merchant.js';
import { riskBy } from '../merchants/intent-risk.js';
import { intentsOf } from '../merchants/handled-intents.js';
import type { Store } from '../store/store.js';
import { byMerchant, type CascadeMetrics, type SecondOpinion } from '../understanding/cascade.js';
import type { MerchantModel, ModelMetrics } from '../understanding/language-models/merchant-model.js';
import { openModels, type OpenModelsContext } from '../understanding/language-models/open-models.js';
import type { EmbeddedUnderstander } from '../understanding/embedded/embedded-understander.js';
import type { MessageUnderstander } from '../understanding/understander.js';

/** What it is built from. */
export interface UnderstandingContext extends Pick<OpenModelsContext, 'secretsOf' | 'log'> {
  /** Loaded while reading the merchants. */
  embedded: EmbeddedUnderstander;
  merchants: Merchants;
  config: Pick<Config, 'egressAllow' | 'egressRoutes'>;
  store: Pick<Store, 'modelUsage'>;
  metrics: ModelMetrics & CascadeMetrics;
}

/** The understander of messages, returned once it has learnt the merchants' own intents. */
export async function createUnderstanding({
  embedded,
  merchants,
  config,
  store,
  ...context
}: UnderstandingContext): Promise<MessageUnderstander> {
  for (const [name, { config: merchant }] of merchants) {
    const intents = merchant.understanding?.intents ?? [];
    if (intents.length > 0) await embedded.learn(name, intents);
  }
  const settings = [...merchants].map(
    ([name, { config: merchant }]) => [name, merchant.languageModel] as const,
  );
  const { egressAllow, egressRoutes } = config;
  const egress = { proxy: egressRoutes.usual.proxy };
  const models = openModels(settings, { ...context, usage: store.modelUsage, egressAllow, egress });
  return byMerchant(embedded, secondOpinions(merchants, models), context.metrics);
}

/** The merchants' models, with what their files say about intents. */
function secondOpinions(
  merchants: Merchants,
  models: ReadonlyMap<string, MerchantModel>,
): ReadonlyMap<string, SecondOpinion> {
  const opinions = new Map<string, SecondOpinion>();
  for (const [name, { config, flows }] of merchants) {
    const model = models.get(name);
    if (model === undefined) continue;
    const own = config.understanding?.intents ?? [];
    opinions.set(name, { model, own, riskOf: riskBy(intentsOf(flows), config) });
  }
  return opinions;
}
