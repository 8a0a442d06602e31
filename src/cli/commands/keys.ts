/** `orderly keys`: the keys with which payloads are sealed. */
import type { Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { addCommand } from '../command.js';
import { requireMerchant } from '../require-known-names.js';
import { printJson, printLine } from '../print.js';

/** Adds the command and those below it. */
export function addKeys(program: Command): void {
  const keys = addCommand(program, {
    usage: 'keys',
    summary: 'Rotate encryption keys and change the secret.',
    examples: ['orderly keys rotate'],
  });
  addCommand(keys, {
    usage: 'rotate [merchant]',
    summary: 'Rewrap all keys with the newest master key, or give one merchant a new key.',
    examples: ['ORDERLY_MASTER_KEY="$NEW_KEY,$OLD_KEY" orderly keys rotate', 'orderly keys rotate acme'],
  })
    .option('--json', 'print a JSON object: rewrapped')
    .action(rotate);
  addCommand(keys, {
    usage: 'adopt-secret',
    summary: 'Replace the installation’s secret with ORDERLY_SECRET; stop every process first.',
    examples: ['ORDERLY_SECRET="$NEW_SECRET" orderly keys adopt-secret'],
  })
    .option('--json', 'print a JSON object: adopted')
    .action(adopt);
}

async function rotate(merchant: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const [
    settings,
    { openStore },
    { openMasterKey },
    { rewrapAll, rotateMerchantKey },
    { requireKnownByAll },
  ] = await Promise.all([
    import('../../platform/config.js'),
    import('../../store/open-store.js'),
    import('../../security/keys/open-master-key.js'),
    import('../../security/keys/rotate.js'),
    import('../../security/keys/check-installation-keys.js'),
  ]);
  const config = await settings.loadConfig();
  const master = openMasterKey(config);
  if (master === undefined)
    throw new OrderlyError(
      'config_invalid',
      'No master key is set in ORDERLY_MASTER_KEY, ORDERLY_MASTER_KEY_FILE or ORDERLY_MASTER_KEY_SERVICE',
    );
  const databaseUrl = settings.requireDatabaseUrl(config);
  await using store = await openStore({ databaseUrl, poolSize: 2, schema: 'required' });
  if (merchant !== undefined) await requireMerchant(store.flowVersions, merchant);
  await requireKnownByAll(store.installation, master.fingerprints[0]);
  const rewrapped = await (merchant === undefined
    ? rewrapAll(store.keys, master)
    : rotateMerchantKey(store.keys, master, merchant));
  if (json === true) printJson({ rewrapped });
  else printLine(`Rewrapped ${rewrapped} ${rewrapped === 1 ? 'key' : 'keys'}.`);
}

/** The secret has keyed what was kept so far: it is not found, or not read, with another one. */
async function adopt({ json }: { json?: boolean }): Promise<void> {
  const [settings, { openStore }, { adoptSecret }] = await Promise.all([
    import('../../platform/config.js'),
    import('../../store/open-store.js'),
    import('../../security/keys/check-installation-keys.js'),
  ]);
  const config = await settings.loadConfig();
  const secret = settings.requireSecret(config);
  const databaseUrl = settings.requireDatabaseUrl(config);
  await using store = await openStore({ databaseUrl, poolSize: 2, schema: 'required' });
  await adoptSecret(store.installation, secret);
  if (json === true) {
    printJson({ adopted: true });
    return;
  }
  printLine('The installation now uses this secret. Everything that depended on the old one is lost:');
  for (const loss of lost) printLine(`- ${loss}`);
}

const lost = [
  'connections’ tokens: run `orderly connections connect` for each connection that a person signed in to;',
  'customers in earlier conversations: `orderly erase` can no longer find them by e-mail or id;',
  'counts for each customer: caps, bands and failed attempts start over.',
];
