/** Opens the parts of the installation that the settings name, each when it is first asked for. */
import { buildConnection, noTokens } from '../../connectors/build-connection.js';
import { loadMerchants } from '../../merchants/load-merchants.js';
import { openSecrets } from '../../merchants/open-secrets.js';
import { shippedFlows } from '../../merchants/publish-merchants.js';
import { type Config, loadConfig, requireDatabaseUrl, requireTemporal } from '../../platform/config.js';
import { connectTemporal } from '../../platform/temporal/connect.js';
import { openSealedStore } from '../../security/keys/open-sealed-store.js';
import type { ExaminedMerchants, Installation, OpenTemporal } from './check.js';

/** Opens it; disposing closes what was opened. */
export function openInstallation(): Installation & AsyncDisposable {
  const ends: (() => Promise<unknown>)[] = [];
  const config = once(() => loadConfig());
  const store = once(async () => {
    const settings = await config();
    const databaseUrl = requireDatabaseUrl(settings);
    const opened = await openSealedStore(settings, { databaseUrl, poolSize: 2, schema: 'required' });
    ends.push(() => opened.store[Symbol.asyncDispose]());
    return opened;
  });
  const temporal = once(async (): Promise<OpenTemporal> => {
    const target = requireTemporal(await config());
    const connection = await connectTemporal(target);
    ends.push(() => connection.close());
    return { connection, target };
  });
  return {
    ...{ config, store, temporal, merchants: once(async () => examined(await config())) },
    async [Symbol.asyncDispose]() {
      for (const end of ends.toReversed()) await end();
    },
  };
}

const once = <T>(open: () => Promise<T>): (() => Promise<T>) => {
  let opened: Promise<T> | undefined;
  return () => (opened ??= open());
};

/** The merchants as a worker would serve them, but for what only a running one needs. */
async function examined(config: Config): Promise<ExaminedMerchants> {
  const addresses = new Map<string, URL>();
  const secretsOf = await openSecrets(config);
  const loaded = await loadMerchants(config.merchantsFolder, {
    flowsFolder: config.flowsFolder ?? shippedFlows,
    secretsOf,
    buildConnection: ({ merchant, ...source }) => {
      const built = buildConnection({
        ...source,
        secrets: secretsOf(merchant),
        egressAllow: config.egressAllow,
        egressRoutes: config.egressRoutes,
        tokens: noTokens,
      });
      const { name = '', address } = built.connection ?? {};
      if (address !== undefined) addresses.set(`${merchant}/${name}`, address);
      return built;
    },
  });
  return { loaded, addresses };
}
