/** The demo's merchant with the shipped flows and no systems, for activities that call none. */
import { sentenceTranslations } from '../../../src/texts/languages/default-sentences.js';
import type { Merchant, MerchantConfig } from '../../../src/merchants/merchant.js';
import { compile, demo, shipped } from '../../flows/support/demo.js';

/** It, with another config. */
export function servedDemo(config: MerchantConfig = demo, flows = shipped): Merchant {
  return {
    config,
    connections: new Map(),
    connectionFor: () => undefined,
    flows: compile(flows, config).flows,
    notOffered: new Map(),
    translations: sentenceTranslations('en'),
  };
}
