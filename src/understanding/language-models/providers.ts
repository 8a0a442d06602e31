/** The kinds of providers, one line each. */
import { anthropic } from './anthropic.js';
import { openaiCompatible } from './openai-compatible.js';
import type { Provider } from './provider.js';

/** The implementation of each kind, by its name in merchant.yaml. */
export const providers = {
  'openai-compatible': openaiCompatible,
  anthropic,
} as const satisfies Record<string, Provider>;

/** The name of a listed provider. */
export type ProviderName = keyof typeof providers;
