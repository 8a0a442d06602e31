/** `orderly stop` and `orderly go`: stopped calls wait at the gate and none is lost (DESIGN §5, Stop). */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { knownScope, letOn, scopeNamed, stop } from '../../client/stops.js';
import { connectionNames } from '../../merchants/connection-names.js';
import type { Stop, Store } from '../../store/store.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { plainMoment } from '../../texts/languages/plain-moment.js';
import { addCommand } from '../command.js';
import { openStoreContext } from '../context.js';
import { requireMerchant } from '../known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printJson, printLine, printTable } from '../print.js';

interface StopOptions {
  json?: boolean;
}

/** Adds the commands. */
export function addStops(program: Command): void {
  addCommand(program, {
    usage: 'stop <merchant> [what]',
    summary: 'Stop what changes something: `writes` (all), `money`, or one connection by its name.',
    examples: ['orderly stop acme', 'orderly stop acme money', 'orderly stop acme psp'],
  })
    .option('--json', 'print what is stopped as a JSON list')
    .action((merchant: string, what: string | undefined, options: StopOptions) =>
      change(merchant, options, async (store, by, merchantsFolder) => {
        const named = { merchant, what: what ?? 'writes' };
        const known = await connectionNames(merchantsFolder, merchant);
        const scope = knownScope(named, known, (names) => didYouMean(named.what, names));
        return stop(store, { merchant, scope, by });
      }),
    );
  addCommand(program, {
    usage: 'go <merchant> [what]',
    summary: 'Let on what was stopped: one thing, or all.',
    examples: ['orderly go acme', 'orderly go acme money'],
  })
    .option('--json', 'print what is still stopped as a JSON list')
    .action((merchant: string, what: string | undefined, options: StopOptions) =>
      change(merchant, options, (store, by) =>
        letOn(store, { merchant, by, ...(what === undefined ? {} : { scope: scopeNamed(what) }) }),
      ),
    );
}

async function change(
  merchant: string,
  { json }: StopOptions,
  work: (store: Store, by: string, merchantsFolder: string) => Promise<Stop[]>,
): Promise<void> {
  await using context = await openStoreContext();
  const { config, store } = context;
  // In an emergency, a misspelt name must not pass for a stop.
  await requireMerchant(store.flowVersions, merchant);
  const stops = await work(store, userInfo().username, config.merchantsFolder);
  if (json === true) printJson(stops.map((one) => ({ ...one, at: new Date(one.at).toISOString() })));
  else if (stops.length === 0) printLine(`Nothing is stopped at ${merchant}.`);
  else {
    const zone = await zoneOf(store.flowVersions, merchant);
    printTable(
      ['STOPPED', 'BY', 'SINCE'],
      stops.map(({ scope, by, at }) => [scope.replace(/^connection:/, ''), by, plainMoment(at, zone)]),
    );
  }
}
