/** Keys of the search attributes, and the values known at start; they hold no personal data (DESIGN §10). */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';

/** Search attributes of the product, registered by `orderly server --setup`. */
export const searchAttributeKeys = {
  merchant: defineSearchAttributeKey('OrderlyMerchant', 'KEYWORD'),
  flow: defineSearchAttributeKey('OrderlyFlow', 'KEYWORD'),
  flowVersion: defineSearchAttributeKey('OrderlyFlowVersion', 'KEYWORD'),
  intent: defineSearchAttributeKey('OrderlyIntent', 'KEYWORD'),
  waitingOn: defineSearchAttributeKey('OrderlyWaitingOn', 'KEYWORD_LIST'),
  outcome: defineSearchAttributeKey('OrderlyOutcome', 'KEYWORD'),
} as const;

/** Attributes of a run at its start; the version is known if the starter pinned it. */
export function attributesAtStart(run: {
  merchant: string;
  flow?: string;
  hash?: string;
  intent?: string;
}): SearchAttributePair[] {
  const { merchant, flow, flowVersion, intent } = searchAttributeKeys;
  const pairs: SearchAttributePair[] = [{ key: merchant, value: run.merchant }];
  if (run.flow !== undefined) pairs.push({ key: flow, value: run.flow });
  if (run.hash !== undefined) pairs.push({ key: flowVersion, value: shortHash(run.hash) });
  if (run.intent !== undefined) pairs.push({ key: intent, value: run.intent });
  return pairs;
}

/** Twelve characters of a SHA-256: enough to tell versions apart, short enough to read out over the phone. */
export const shortHash = (hash: string): string => hash.slice(0, 12);
