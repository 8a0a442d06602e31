/** What a merchant says of its language model, checked (`languageModel:` of merchant.yaml). */
import type { ModelBudget } from '../../store/store.js';
import type { ProviderName } from './providers.js';

/** A merchant's language model. */
export interface LanguageModelSettings {
  provider: ProviderName;
  /** Base address, without a slash at its end. */
  url: string;
  model: string;
  /** Name of the secret that holds the key; its value is looked up for each request, so that a rotated one is seen. */
  keyName?: string;
  /** All that one answer may take, a second attempt included, ms. */
  timeoutMs: number;
  budget: { perConversation: ModelBudget; perMerchant: ModelBudget };
  /** Private hosts and networks that the model may stand in; the operator must allow them too. */
  egressAllow: readonly string[];
  /** Parameter that bounds an answer's length; newer models of some providers refuse the usual one. */
  lengthParameter: 'max_tokens' | 'max_completion_tokens';
  /** Whether `temperature: 0` is sent; some models take no temperature. */
  fixedTemperature: boolean;
}
