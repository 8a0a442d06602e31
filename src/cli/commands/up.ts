/** `orderly up`: everything on one machine, with the merchants of a folder. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Config } from '../../platform/config.js';
import { addCommand } from '../command.js';
import { embeddedConfig, embeddedOnly, startEmbeddedServer, whileItRuns } from '../embedded-server.js';
import { endSignal } from '../end-signal.js';
import { printFields, printJson } from '../print.js';

interface UpOptions {
  json?: boolean;
  exitWithParent?: boolean;
}

/** Adds the command. */
export function addUp(program: Command): void {
  addCommand(program, {
    usage: 'up [folder]',
    summary: 'Run the server, store, worker and HTTP API on this machine.',
    examples: ['orderly up ../my-merchants'],
  })
    .option('--json', 'print the addresses as one JSON object')
    .addOption(new Option('--exit-with-parent', 'exit when standard input closes').hideHelp())
    .action(up);
}

async function up(folder: string | undefined, options: UpOptions): Promise<void> {
  const [{ loadConfig }, { startWorker }, { startApi }] = await Promise.all([
    import('../../platform/config.js'),
    import('../../../worker.js'),
    import('../../api/start-api.js'),
  ]);
  const signal = endSignal(options.exitWithParent === true);
  const before = await loadConfig(embeddedOnly(process.env));
  const { serverFolder } = before;
  await using server = await startEmbeddedServer(before, serverFolder);
  const config = settingsFor(await embeddedConfig(server, process.env), folder);
  // The API has the port that is set; the worker's pages take a free one.
  const worker = await startWorker({ ...config, httpPort: 0 });
  try {
    const api = await startApi(config);
    const links = await api.signInLinks();
    const addresses = { api: api.url, worker: worker.url, temporal: server.uiUrl };
    print({ ...addresses, merchants: worker.merchants, desk: links }, options);
    try {
      await Promise.race([whileItRuns(server, serverFolder, signal), worker.ended]);
    } finally {
      await api.stop();
    }
  } finally {
    await worker.stop();
  }
}

function settingsFor(config: Config, folder: string | undefined): Config {
  const quiet = process.env['ORDERLY_LOG_LEVEL'] === undefined ? ({ logLevel: 'warn' } as const) : {};
  return { ...config, ...quiet, ...(folder === undefined ? {} : { merchantsFolder: resolve(folder) }) };
}

interface Addresses {
  api: string;
  worker: string;
  temporal: string;
  merchants: readonly string[];
  /** One-time links, for agents whose keys are in the server's folder. */
  desk: readonly { merchant: string; agent: string; url: string }[];
}

function print(addresses: Addresses, { json }: UpOptions): void {
  if (json === true) {
    printJson(addresses);
    return;
  }
  const { api, worker, temporal, merchants, desk } = addresses;
  printFields({ API: api, 'Temporal UI': temporal, 'Worker pages': worker, Merchants: merchants.join(', ') });
  for (const { merchant, agent, url } of desk) printFields({ [`Desk, as ${agent} of ${merchant}`]: url });
}
