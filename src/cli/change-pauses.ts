/** What `pause` and `resume` share: they change what is paused, and print what is paused then. */
import { userInfo } from 'node:os';
import type { Pause } from '../store/store.js';
import { plainMoment } from '../texts/languages/printed-time.js';
import { openStoreContext, type StoreContext } from './context.js';
import { requireMerchant } from './require-known-names.js';
import { zoneOf } from './merchant-zone.js';
import { printJson, printLine, printTable } from './print.js';

/** Options of both commands. */
export interface PauseOptions {
  json?: boolean;
}

/** Changes what is paused at a merchant in the name of the system's user, and prints it; throws `merchant_unknown`. */
export async function changePauses(
  merchant: string,
  { json }: PauseOptions,
  work: (context: StoreContext, by: string) => Promise<Pause[]>,
): Promise<void> {
  await using context = await openStoreContext();
  const { store } = context;
  // In an emergency, a misspelt name must not pass for a pause.
  await requireMerchant(store.flowVersions, merchant);
  const pauses = await work(context, userInfo().username);
  if (json === true) printJson(pauses.map((one) => ({ ...one, at: new Date(one.at).toISOString() })));
  else if (pauses.length === 0) printLine(`Nothing is paused at ${merchant}.`);
  else {
    const zone = await zoneOf(store.flowVersions, merchant);
    printTable(
      ['PAUSED', 'BY', 'SINCE'],
      pauses.map(({ scope, by, at }) => [scope.replace(/^connection:/, ''), by, plainMoment(at, zone)]),
    );
  }
}
