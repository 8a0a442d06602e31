/** `orderly stop` and `orderly go`: stopped calls wait at the gate and none is lost (DESIGN §5, Stop). */
import { readdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { letOn, stop } from '../../client/stops.js';
import type { Stop, Store } from '../../store/store.js';
import { didYouMean } from '../../yaml/suggest.js';
import { plainMoment } from '../../languages/plain-moment.js';
import { addCommand } from '../command.js';
import { openStoreContext } from '../context.js';
import { requireMerchant } from '../known-names.js';
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
        const scope = await scopeOf(merchantsFolder, merchant, what ?? 'writes');
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
        letOn(store, { merchant, by, ...(what === undefined ? {} : { scope: named(what) }) }),
      ),
    );
}

const named = (what: string): string => (what === 'writes' || what === 'money' ? what : `connection:${what}`);

/** If the merchant's files are on this machine, a connection must be among them. */
async function scopeOf(merchantsFolder: string, merchant: string, what: string): Promise<string> {
  const scope = named(what);
  const files = await readdir(join(merchantsFolder, merchant, 'connections')).catch(() => []);
  const known = files.filter((file) => file.endsWith('.yaml')).map((file) => basename(file, '.yaml'));
  if (scope === what || known.length === 0 || known.includes(what)) return scope;
  const hint = didYouMean(what, ['writes', 'money', ...known]);
  throw new OrderlyError('connection_unknown', `${merchant} has no connection ${what}; nothing was stopped`, {
    hint,
  });
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
  if (json === true) printJson(stops);
  else if (stops.length === 0) printLine(`Nothing is stopped at ${merchant}.`);
  else
    printTable(
      ['STOPPED', 'BY', 'SINCE'],
      stops.map(({ scope, by, at }) => [scope.replace(/^connection:/, ''), by, plainMoment(at)]),
    );
}
