/** The demo merchant with its flows, as the pages about shipped flows are written from it. */
import { readdirSync } from 'node:fs';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import type { Wording } from '../../src/merchants/merchant-texts.js';
import type { Merchant } from '../../src/merchants/merchant.js';

/** Names of the shipped flows, in alphabetical order. */
export const shippedNames = (): string[] =>
  readdirSync('flows')
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();

/** The demo merchant and its wording; throws if its files have issues. */
export async function demoMerchant(): Promise<{ demo: Merchant; wording: Wording }> {
  const { merchants, wordings, issues } = await loadMerchants('merchants', {
    flowsFolder: 'flows',
    buildConnection: checkConnection,
    only: ['demo'],
    // Holidays do not show, but a page must not depend on the day.
    now: 0,
  });
  const [demo, wording] = [merchants.get('demo'), wordings.get('demo')];
  if (demo === undefined || wording === undefined)
    throw new Error(`the demo merchant has ${issues.length} issues: orderly flows check`);
  return { demo, wording };
}
