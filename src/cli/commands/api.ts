/** `orderly api`: the HTTP API, until it is told to stop; its subcommands make what its callers show. */
import { type Command, Option } from 'commander';
import { addCommand } from '../command.js';
import { endSignal } from '../end-signal.js';
import { addCodec } from './api/codec.js';
import { addApiKeygen } from './api/keygen.js';
import { addSignOut } from './api/sign-out.js';
import { addApiToken } from './api/token.js';

/** Adds the commands. */
export function addApi(program: Command): void {
  const api = addCommand(program, {
    usage: 'api',
    summary: 'Run the HTTP API.',
    examples: ['ORDERLY_HTTP_PORT=8081 orderly api'],
  });
  api
    .addOption(new Option('--exit-with-parent', 'exit when standard input closes').hideHelp())
    .action(runApi);
  addApiKeygen(api);
  addApiToken(api);
  addCodec(api);
  addSignOut(api);
}

async function runApi({ exitWithParent }: { exitWithParent?: boolean }): Promise<void> {
  const [{ loadConfig }, { startApi }] = await Promise.all([
    import('../../platform/config.js'),
    import('../../api/start-api.js'),
  ]);
  const signal = endSignal(exitWithParent === true);
  const api = await startApi(await loadConfig());
  await signal;
  await api.stop();
}
