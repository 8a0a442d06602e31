/** `orderly keys`: the keys with which payloads are sealed. */
import type { Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { addCommand } from '../command.js';
import { requireMerchant } from '../known-names.js';
import { printJson, printLine } from '../print.js';

/** Adds the command and those below it. */
export function addKeys(program: Command): void {
  const keys = addCommand(program, {
    usage: 'keys',
    summary: 'See to the keys with which payloads are sealed.',
    examples: ['orderly keys rotate'],
  });
  addCommand(keys, {
    usage: 'rotate [merchant]',
    summary:
      'Wrap the keys of all merchants anew, with the newest master key; or those of one merchant, with a new key of its own.',
    examples: ['ORDERLY_MASTER_KEY="$NEW_KEY,$OLD_KEY" orderly keys rotate', 'orderly keys rotate acme'],
  })
    .option('--json', 'print a JSON object: rewrapped')
    .action(rotate);
}

async function rotate(merchant: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const [settings, { openStore }, { openMasterKey }, { rewrapAll, rotateMerchantKey }] = await Promise.all([
    import('../../config.js'),
    import('../../store/open-store.js'),
    import('../../keys/open-master-key.js'),
    import('../../keys/rotate.js'),
  ]);
  const config = await settings.loadConfig();
  const master = openMasterKey(config);
  if (master === undefined)
    throw new OrderlyError(
      'config_invalid',
      'No master key is set: neither ORDERLY_MASTER_KEY, ORDERLY_MASTER_KEY_FILE nor ORDERLY_MASTER_KEY_SERVICE',
    );
  await using store = await openStore({ databaseUrl: settings.requireDatabaseUrl(config), poolSize: 2 });
  if (merchant !== undefined) await requireMerchant(store.flowVersions, merchant);
  const rewrapped = await (merchant === undefined
    ? rewrapAll(store.keys, master)
    : rotateMerchantKey(store.keys, master, merchant));
  if (json === true) printJson({ rewrapped });
  else printLine(`Keys wrapped anew: ${rewrapped}.`);
}
