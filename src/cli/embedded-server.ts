/** The embedded server as commands start it: private files, and a codec for its UI. */
import { join } from 'node:path';
import type { Config, Environment } from '../platform/config.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { EmbeddedServer } from '../platform/embedded/start-embedded.js';
import { printProgress } from './print.js';

/** Starts it in a folder; throws as `startEmbedded` does. */
export async function startEmbeddedServer(config: Config, folder: string): Promise<EmbeddedServer> {
  // Store and Temporal server leave it to this mask who may read what they write, which is what customers wrote.
  process.umask(0o077);
  const [{ withEmbeddedKeys }, { startEmbedded }, { serveUiCodec }] = await Promise.all([
    import('../platform/config.js'),
    import('../platform/embedded/start-embedded.js'),
    import('./ui-codec.js'),
  ]);
  const { cacheFolder, temporalCliPath: cliPath } = config;
  return startEmbedded({
    ...{ folder, cacheFolder, cliPath, log: printProgress },
    codec: async (addresses) => serveUiCodec(await withEmbeddedKeys(config, folder), addresses),
  });
}

/** Where the binaries are; every other variable of Temporal's is of a connection. */
const binaries = new Set(['TEMPORAL_CLI_PATH', 'TEMPORAL_TEST_SERVER_PATH']);

/** An environment without addresses, namespace and credentials: those that are set elsewhere are another installation's. */
export const embeddedOnly = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => name !== 'DATABASE_URL' && (!name.startsWith('TEMPORAL_') || binaries.has(name)),
    ),
  );

/** The settings of an environment for processes of this server alone, whatever profile the machine has. */
export async function embeddedConfig(
  { temporalAddress: address, databaseUrl, uiUrl }: Omit<EmbeddedServer, keyof AsyncDisposable | 'ended'>,
  environment: Environment,
): Promise<Config> {
  const { loadConfig } = await import('../platform/config.js');
  const config = await loadConfig(embeddedOnly(environment));
  return { ...config, temporal: { address, namespace: 'default' }, databaseUrl, uiUrl };
}

/** Resolves once `signal` says so; throws `temporal_unavailable` if the server ends by itself first. */
export async function whileItRuns(
  server: EmbeddedServer,
  folder: string,
  signal: Promise<'signalled'>,
): Promise<void> {
  const why = await Promise.race([signal, server.ended.then(() => 'ended' as const)]);
  if (why === 'signalled') return;
  const hint = `See the end of ${join(folder, 'temporal', 'temporal.log')}, then start it again.`;
  throw new OrderlyError('temporal_unavailable', 'The Temporal server has exited', { hint });
}
