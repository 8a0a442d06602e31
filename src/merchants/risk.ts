/** What a merchant's files say of an intent: what its main flow can do for it, and how sure it must be at least. Pure. */
import type { RiskOf } from '../understanding/confidence.js';
import type { Consequence } from '../understanding/thresholds.js';
import type { MerchantConfig } from './merchant.js';

/** By the intents of the main flow and the thresholds that the merchant has raised. */
export function riskBy(
  intents: ReadonlyMap<string, Consequence>,
  { thresholds = {} }: Pick<MerchantConfig, 'thresholds'>,
): RiskOf {
  return (intent) => ({
    consequence: intents.get(intent),
    raised: Object.hasOwn(thresholds, intent) ? thresholds[intent] : undefined,
  });
}
