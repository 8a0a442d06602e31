/** Lets the embedded server's UI show payloads: whoever reaches it on this machine could ask Temporal itself anyway. */
import { randomBytes } from 'node:crypto';
import type { Config } from '../platform/config.js';
import { serveCodec } from '../security/keys/codec-server.js';
import { openKeys } from '../security/keys/open-keys.js';
import { SealingCodec } from '../security/keys/payload-codec.js';
import { openStore } from '../store/open-store.js';

/** Serves the codec on this machine, under an address that only the UI is given. */
export async function serveUiCodec(
  config: Config,
  { databaseUrl, uiUrl }: { databaseUrl: string; uiUrl: string },
): Promise<{ url: string } & AsyncDisposable> {
  const store = await openStore({ databaseUrl, poolSize: 1, schema: 'required' });
  try {
    const keys = await openKeys(config, store);
    if (keys === undefined) throw new Error('The embedded server has a master key.');
    const token = randomBytes(32).toString('base64url');
    const origins = [uiUrl, uiUrl.replace('127.0.0.1', 'localhost')];
    const server = await serveCodec(
      {
        codec: new SealingCodec(keys, 'accepted'),
        tokens: new Map([['temporal-ui', token]]),
        audit: store.audit,
      },
      { host: '127.0.0.1', port: 0, origins },
    );
    return {
      url: `${server.url}/${token}`,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}
