/** One merchant of the configured folder as a worker sees it: its connections built with real secrets. */
import type { Config } from '../platform/config.js';
import type { BuiltConnection, ConnectionContext } from '../connectors/connection-context.js';
import type { LoadedMerchants } from '../merchants/load-merchants.js';
import type { Secrets } from '../security/secrets.js';
import type { Tokens } from '../store/store.js';

/** Which merchant to load, and with what. */
export interface MerchantQuery {
  merchant: string;
  config: Pick<Config, 'merchantsFolder' | 'flowsFolder' | 'egressAllow' | 'egressRoutes'>;
  /** Its own. */
  secrets: Secrets;
  tokens: (merchant: string) => Tokens;
  /** False skips looking up people's keys: whoever replays a recording has none. */
  peopleSecrets?: boolean;
  /** Additional context for its connections. */
  more?: Pick<ConnectionContext, 'network' | 'trace' | 'log'>;
  /** Called for each connection, including those with issues. */
  built?: (connection: BuiltConnection) => void;
}

/** Loads that merchant only. */
export async function loadMerchant(query: MerchantQuery): Promise<LoadedMerchants> {
  const { merchant, config, secrets, tokens, peopleSecrets = true, more = {}, built: onBuilt } = query;
  const [{ loadMerchants }, { buildConnection }, { shippedFlows }] = await Promise.all([
    import('../merchants/load-merchants.js'),
    import('../connectors/build-connection.js'),
    import('../merchants/publish-merchants.js'),
  ]);
  const { egressAllow, egressRoutes } = config;
  return loadMerchants(config.merchantsFolder, {
    flowsFolder: config.flowsFolder ?? shippedFlows,
    ...(peopleSecrets ? { secretsOf: () => secrets } : {}),
    only: [merchant],
    buildConnection(source) {
      const context = { secrets, egressAllow, egressRoutes, tokens: tokens(source.merchant), ...more };
      const built = buildConnection({ ...source, ...context });
      onBuilt?.(built);
      return built;
    },
  });
}
