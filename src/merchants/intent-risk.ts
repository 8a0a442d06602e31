/** What a merchant's files say about an intent: its gravest effect and its minimum confidence. Pure. */
import type { RiskOf } from '../understanding/confidence.js';
import { namesFor } from '../contracts/intent-name.js';
import type { Consequence } from '../understanding/thresholds.js';
import type { MerchantConfig } from './merchant.js';

/**
 * Derives the risk from the main flow's intents and the thresholds that the merchant has raised; a fine intent of which
 * they say nothing has the risk of its intent.
 */
export function riskBy(
  intents: ReadonlyMap<string, Consequence>,
  { thresholds = {} }: Pick<MerchantConfig, 'thresholds'>,
): RiskOf {
  const raised = new Map(Object.entries(thresholds));
  return (intent) => ({ consequence: foundFor(intents, intent), raised: foundFor(raised, intent) });
}

function foundFor<Value>(values: ReadonlyMap<string, Value>, intent: string): Value | undefined {
  const name = namesFor(intent).find((each) => values.has(each));
  return name === undefined ? undefined : values.get(name);
}
