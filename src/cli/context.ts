/** What commands need to talk to a running installation: settings, Temporal, the store, the typed client. */
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { OrderlyClient } from '../client/client.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../contracts/log.js';
import type { Store } from '../store/store.js';

/** Open connections; disposing it closes them. */
export interface CommandContext extends AsyncDisposable {
  config: Config;
  temporal: Client;
  dataConverter: DataConverter;
  store: Store;
  client: OrderlyClient;
}

/** The store alone. */
export interface StoreContext extends AsyncDisposable {
  config: Config;
  store: Store;
  /** The installation's secret; throws `config_invalid` if there is none. */
  secret: () => string;
  /** How many rows could not be decrypted, and are missing from what was read; standard error says which. */
  unreadable: () => number;
}

/** A command runs one query at a time, plus one in the background. */
const poolSize = 2;
/** Counts what it writes. */
class ErrorLines implements Pick<Log, 'error'> {
  count = 0;

  error(fields: object, message: string): void {
    this.count += 1;
    process.stderr.write(`${message}: ${JSON.stringify(fields)}\n`);
  }
}

/** Opens the store, for what needs neither Temporal nor a worker; `store_unavailable`, `config_invalid`. */
export async function openStoreContext(): Promise<StoreContext> {
  const [{ openSealedStore }, settings] = await Promise.all([
    import('../security/keys/open-sealed-store.js'),
    import('../platform/config.js'),
  ]);
  const config = await settings.loadConfig();
  const log = new ErrorLines();
  const databaseUrl = settings.requireDatabaseUrl(config);
  const options = { databaseUrl, poolSize, log, schema: 'required' } as const;
  const { store } = await openSealedStore(config, options);
  const secret = (): string => settings.requireSecret(config);
  const unreadable = (): number => log.count;
  return { config, store, secret, unreadable, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/**
 * Opens Temporal and the store; `temporal_unavailable`, `namespace_unknown`, `attributes_missing`,
 * `store_unavailable`, `config_invalid`.
 */
export async function openContext(): Promise<CommandContext> {
  // Loaded lazily, so that `--help` and usage errors respond at once.
  const [
    { Client },
    { OrderlyClient },
    { connectTemporal },
    { openSealedStore },
    { dataConverterOf },
    settings,
  ] = await Promise.all([
    import('@temporalio/client'),
    import('../client/client.js'),
    import('../platform/temporal/connect.js'),
    import('../security/keys/open-sealed-store.js'),
    import('../security/keys/data-converter.js'),
    import('../platform/config.js'),
  ]);
  const config = await settings.loadConfig();
  const target = settings.requireTemporal(config);
  const connection = await connectTemporal(target);
  try {
    const secret = settings.requireSecret(config);
    const databaseUrl = settings.requireDatabaseUrl(config);
    const options = { databaseUrl, poolSize, log: new ErrorLines(), schema: 'required' } as const;
    const { store, keys } = await openSealedStore(config, options);
    const dataConverter = dataConverterOf(await keys(), config.plaintext);
    const temporal = new Client({ connection, namespace: target.namespace, dataConverter });
    const client = new OrderlyClient({ workflow: temporal.workflow, store, secret });
    const close = async (): Promise<void> => {
      await store[Symbol.asyncDispose]();
      await connection.close();
    };
    return { config, temporal, dataConverter, store, client, [Symbol.asyncDispose]: close };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
