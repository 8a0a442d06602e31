/** What a merchant's files say about an intent: its gravest effect and its minimum confidence. Pure. */
import type { RiskOf } from '../understanding/confidence.js';
import type { Consequence } from '../understanding/thresholds.js';
import type { MerchantConfig } from './merchant.js';

/** Derives the risk from the main flow's intents and the thresholds that the merchant has raised. */
export function riskBy(
  intents: ReadonlyMap<string, Consequence>,
  { thresholds = {} }: Pick<MerchantConfig, 'thresholds'>,
): RiskOf {
  return (intent) => ({
    consequence: intents.get(intent),
    raised: Object.hasOwn(thresholds, intent) ? thresholds[intent] : undefined,
  });
}
