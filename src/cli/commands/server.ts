/** `orderly server`: the embedded Temporal server and store; `--setup` prepares others. */
import { type Command, Option } from 'commander';
import type { Config } from '../../platform/config.js';
import type { EmbeddedServer } from '../../platform/embedded/start-embedded.js';
import { addCommand } from '../command.js';
import { startEmbeddedServer, whileItRuns } from '../embedded-server.js';
import { endSignal } from '../end-signal.js';
import { printFields, printJson, printLine, withoutPassword } from '../print.js';

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
    summary: 'Run the embedded Temporal server and store, or set up your own.',
    examples: [
      'orderly server',
      'TEMPORAL_ADDRESS=temporal.internal:7233 DATABASE_URL=postgresql://… orderly server --setup',
    ],
  })
    .option('--folder <folder>', 'folder for its files (default: `server` in the cache folder)')
    .option('--setup', 'register search attributes at TEMPORAL_ADDRESS, migrate DATABASE_URL and exit')
    .option('--json', 'print the addresses as one JSON object')
    .addOption(new Option('--exit-with-parent', 'exit when standard input closes').hideHelp())
    .action((options: ServerOptions) => (options.setup === true ? setUp(options) : serve(options)));
}

async function serve(options: ServerOptions): Promise<void> {
  const { loadConfig } = await import('../../platform/config.js');
  const config = await loadConfig();
  const folder = options.folder ?? config.serverFolder;
  await using server = await startEmbeddedServer(config, folder);
  // Whoever reads the addresses may send the signal at once.
  const signal = endSignal(options.exitWithParent === true);
  printAddresses(server, options);
  await whileItRuns(server, folder, signal);
}

function printAddresses(
  { temporalAddress, uiUrl, databaseUrl }: EmbeddedServer,
  { json }: ServerOptions,
): void {
  if (json === true) printJson({ temporalAddress, uiUrl, databaseUrl });
  else printFields({ Temporal: temporalAddress, UI: uiUrl, Database: databaseUrl });
}

async function setUp({ json }: ServerOptions): Promise<void> {
  const { loadConfig } = await import('../../platform/config.js');
  const config = await loadConfig();
  const registered = await registerAttributes(config);
  const databaseUrl = await migrateStore(config);
  if (json === true) {
    printJson({ registered, databaseUrl });
    return;
  }
  printLine(
    registered.length === 0
      ? 'Search attributes: up to date.'
      : `Search attributes: registered ${registered.join(', ')}.`,
  );
  printLine(
    databaseUrl === undefined
      ? 'Store: skipped because DATABASE_URL is not set.'
      : `Store: ${databaseUrl} is up to date.`,
  );
}

async function registerAttributes(config: Config): Promise<string[]> {
  const [{ requireTemporal }, { connectTemporal }, { setUpSearchAttributes }] = await Promise.all([
    import('../../platform/config.js'),
    import('../../platform/temporal/connect.js'),
    import('../../platform/temporal/search-attributes.js'),
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
