/** The embedded server as commands start it: private files, and a codec for its UI. */
import { join } from 'node:path';
import type { Config } from '../config.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { EmbeddedServer } from '../embedded/embedded.js';
import { printProgress } from './print.js';

/** Starts it in a folder; throws as `startEmbedded` does. */
export async function startEmbeddedServer(config: Config, folder: string): Promise<EmbeddedServer> {
  // Store and Temporal server leave it to this mask who may read what they write, which is what customers wrote.
  process.umask(0o077);
  const [{ withEmbeddedKeys }, { startEmbedded }, { serveUiCodec }] = await Promise.all([
    import('../config.js'),
    import('../embedded/embedded.js'),
    import('./ui-codec.js'),
  ]);
  const { cacheFolder, temporalCliPath: cliPath } = config;
  return startEmbedded({
    ...{ folder, cacheFolder, cliPath, log: printProgress },
    codec: async (addresses) => serveUiCodec(await withEmbeddedKeys(config, folder), addresses),
  });
}

/** Resolves once `signal` says so; throws `temporal_unavailable` if the server ends by itself first. */
export async function whileItRuns(
  server: EmbeddedServer,
  folder: string,
  signal: Promise<'told'>,
): Promise<void> {
  const why = await Promise.race([signal, server.ended.then(() => 'ended' as const)]);
  if (why === 'told') return;
  const hint = `Read the end of ${join(folder, 'temporal', 'temporal.log')}, and start it again.`;
  throw new OrderlyError('temporal_unavailable', 'The Temporal server has ended by itself', { hint });
}
