/** A merchant's language model, for interactive use by staff. */
import { loadConfig } from '../platform/config.js';
import { missingSecret } from '../contracts/errors/missing-secret.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { MerchantConfig } from '../merchants/merchant.js';
import { openSecrets } from '../merchants/open-secrets.js';
import type { ModelBudget, ModelUsage } from '../store/store.js';
import type { MerchantModel } from '../understanding/language-models/merchant-model.js';
import { openModels } from '../understanding/language-models/open-models.js';

/** No customer is waiting, so a batch may take longer than understanding a message. */
const deadlineMs = 60_000;

/** Opens the model; `texts_model_missing`, `secret_missing`. */
export async function openDraftingModel({ merchant, languageModel }: MerchantConfig): Promise<MerchantModel> {
  if (languageModel === undefined)
    throw new OrderlyError('texts_model_missing', `${merchant} has no language model`);
  const config = await loadConfig();
  const { egressAllow, egressRoutes } = config;
  const secretsOf = await openSecrets(config);
  const secrets = secretsOf(merchant);
  const { keyName } = languageModel;
  if (keyName !== undefined && secrets(keyName) === undefined) {
    const { code, message, hint } = missingSecret(keyName, { owner: merchant });
    throw new OrderlyError(code, message, { hint });
  }
  const silent = (): void => undefined;
  const models = openModels([[merchant, { ...languageModel, timeoutMs: deadlineMs }]], {
    ...{ secretsOf, egressAllow, egress: { proxy: egressRoutes.usual.proxy }, usage: usageHere() },
    metrics: { modelAsked: silent, modelTokens: silent },
    log: { warn: silent },
  });
  const model = models.get(merchant);
  if (model === undefined) throw new OrderlyError('internal', 'A model was not opened');
  return model;
}

/** Counts drafts separately against the daily budget, so that they take nothing from customers' messages. */
function usageHere(): ModelUsage {
  const used = { calls: 0, tokens: 0 };
  const isSpent = ({ calls, tokens }: ModelBudget): boolean =>
    (calls !== undefined && used.calls >= calls) || (tokens !== undefined && used.tokens >= tokens);
  return {
    spend({ perMerchant }) {
      if (isSpent(perMerchant)) return Promise.resolve(false);
      used.calls += 1;
      return Promise.resolve(true);
    },
    add({ tokens }) {
      used.tokens += tokens;
      return Promise.resolve();
    },
    today: () => Promise.resolve(used),
  };
}
