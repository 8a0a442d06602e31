/** A merchant's validated language model settings (`languageModel:` of merchant.yaml). */
import type { ModelBudget } from '../../store/store.js';
import type { ProviderName } from './providers.js';

/** A merchant's language model. */
export interface LanguageModelSettings {
  provider: ProviderName;
  /** Base address, without a trailing slash. */
  url: string;
  model: string;
  /** Name of the secret that holds the key; looked up for each request, so that rotation is noticed. */
  keyName?: string;
  /** Time limit of one answer, including a second attempt, ms. */
  timeoutMs: number;
  budget: { perConversation: ModelBudget; perMerchant: ModelBudget };
  /** Private hosts and networks where the model may run; the operator must allow them too. */
  egressAllow: readonly string[];
  /** Parameter that limits an answer's length; newer models of some providers reject the usual one. */
  lengthParameter: 'max_tokens' | 'max_completion_tokens';
  /** Whether `temperature: 0` is sent; some models take no temperature. */
  fixedTemperature: boolean;
}
