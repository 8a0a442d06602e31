/** `orderly api`: the HTTP API, until it is told to stop; its subcommands make what its callers show. */
import type { Command } from 'commander';
import { addCommand } from '../command.js';
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
  api.action(runApi);
  addApiKeygen(api);
  addApiToken(api);
  addCodec(api);
  addSignOut(api);
}

async function runApi(): Promise<void> {
  const [{ loadConfig }, { startApi }] = await Promise.all([
    import('../../platform/config.js'),
    import('../../api/start-api.js'),
  ]);
  const api = await startApi(await loadConfig());
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
  await api.stop();
}
