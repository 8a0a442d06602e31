/** `orderly server`: the embedded Temporal server and store; `--setup` prepares others. */
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Config } from '../../config.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { EmbeddedServer } from '../../embedded/embedded.js';
import { addCommand } from '../command.js';
import { endSignal } from '../end-signal.js';
import { printFields, printJson, printLine, printProgress, withoutPassword } from '../print.js';

interface ServerOptions {
  folder?: string;
  setup?: boolean;
  json?: boolean;
  exitWithParent?: boolean;
}

/** Adds the command. */
export function addServer(program: Command): void {
  addCommand(program, {
    usage: 'server',
    summary: 'Keep the embedded Temporal server and store up, until Ctrl-C or SIGTERM.',
    examples: [
      'orderly server',
      'TEMPORAL_ADDRESS=temporal.internal:7233 DATABASE_URL=postgresql://… orderly server --setup',
    ],
  })
    .option('--folder <folder>', 'where its files lie (default: `server` in the cache folder)')
    .option('--setup', 'instead register the search attributes at TEMPORAL_ADDRESS and migrate DATABASE_URL')
    .option('--json', 'print the addresses as one JSON object')
    .addOption(new Option('--exit-with-parent', 'end when standard input closes').hideHelp())
    .action((options: ServerOptions) => (options.setup === true ? setUp(options) : serve(options)));
}

async function serve(options: ServerOptions): Promise<void> {
  // Store and Temporal server leave it to this mask who may read what they write, which is what customers wrote.
  process.umask(0o077);
  const [{ loadConfig }, { startEmbedded }] = await Promise.all([
    import('../../config.js'),
    import('../../embedded/embedded.js'),
  ]);
  const { serverFolder, cacheFolder, temporalCliPath: cliPath } = await loadConfig();
  const folder = options.folder ?? serverFolder;
  await using server = await startEmbedded({ folder, cacheFolder, cliPath, log: printProgress });
  // Whoever reads the addresses may send the signal at once.
  const signal = endSignal(options.exitWithParent === true);
  printAddresses(server, options);
  const why = await Promise.race([signal, server.ended.then(() => 'ended' as const)]);
  if (why === 'told') return;
  const hint = `Read the end of ${join(folder, 'temporal', 'temporal.log')}, and start it again.`;
  throw new OrderlyError('temporal_unavailable', 'The Temporal server has ended by itself', { hint });
}

function printAddresses(
  { temporalAddress, uiUrl, databaseUrl }: EmbeddedServer,
  { json }: ServerOptions,
): void {
  if (json === true) printJson({ temporalAddress, uiUrl, databaseUrl });
  else printFields({ Temporal: temporalAddress, UI: uiUrl, Database: databaseUrl });
}

async function setUp({ json }: ServerOptions): Promise<void> {
  const { loadConfig } = await import('../../config.js');
  const config = await loadConfig();
  const registered = await registerAttributes(config);
  const databaseUrl = await migrateStore(config);
  if (json === true) {
    printJson({ registered, databaseUrl });
    return;
  }
  printLine(
    registered.length === 0
      ? 'Search attributes: all there.'
      : `Search attributes: registered ${registered.join(', ')}.`,
  );
  printLine(
    databaseUrl === undefined
      ? 'Store: DATABASE_URL is not set, nothing done.'
      : `Store: ${databaseUrl} is up to date.`,
  );
}

async function registerAttributes(config: Config): Promise<string[]> {
  const [{ requireTemporal }, { connectTemporal }, { setUpSearchAttributes }] = await Promise.all([
    import('../../config.js'),
    import('../../temporal/connect.js'),
    import('../../temporal/search-attributes.js'),
  ]);
  const target = requireTemporal(config);
  const connection = await connectTemporal(target, { searchAttributes: false });
  try {
    return await setUpSearchAttributes(connection, target.namespace);
  } finally {
    await connection.close();
  }
}

async function migrateStore({ databaseUrl }: Config): Promise<string | undefined> {
  if (databaseUrl === undefined) return undefined;
  const { migrate } = await import('../../store/open-store.js');
  await migrate(databaseUrl);
  return withoutPassword(databaseUrl);
}
