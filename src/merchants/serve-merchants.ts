/** The merchants that this worker serves: their files loaded, their flows published. */
import { fileURLToPath } from 'node:url';
import { buildConnection } from '../connectors/build-connection.js';
import type { ConnectionEvent } from '../connectors/events.js';
import { printIssues } from '../flows/print-issues.js';
import type { Secrets } from '../security/secrets.js';
import type { Store } from '../store/store.js';
import { loadMerchants } from './load-merchants.js';
import type { Merchants } from './merchant.js';

/** The flows that the product ships, beside the code: from source and from dist alike. */
export const shippedFlows = fileURLToPath(new URL('../../flows', import.meta.url));

/** What serving merchants needs. */
export interface ServeOptions {
  config: { merchantsFolder: string; flowsFolder: string | undefined; egressAllow: readonly string[] };
  store: Pick<Store, 'flowVersions' | 'tokens'>;
  secrets: Secrets;
  log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/** Loads every merchant and publishes its flows; one with an issue is named in the log and not served. */
export async function serveMerchants({ config, store, secrets, log }: ServeOptions): Promise<Merchants> {
  const { merchants, refused, issues } = await loadMerchants(config.merchantsFolder, {
    flowsFolder: config.flowsFolder ?? shippedFlows,
    secrets,
    buildConnection: ({ merchant, ...source }) =>
      buildConnection({
        ...source,
        secrets,
        egressAllow: config.egressAllow,
        tokens: merchantTokens(store.tokens, merchant),
        log: (event: ConnectionEvent) => {
          log.info({ merchant, ...event }, 'connection');
        },
      }),
  });
  if (issues.length > 0)
    log.error({ refused, issues: printIssues(issues) }, 'merchants with issues are not served');
  for (const [merchant, { flows }] of merchants) {
    for (const [flow, { hash, ir }] of flows) await store.flowVersions.publish({ merchant, flow, hash, ir });
  }
  return merchants;
}

/** A merchant's own tokens among all: two merchants may name their connections alike. */
export function merchantTokens(tokens: Store['tokens'], merchant: string): Store['tokens'] {
  const name = (connection: string): string => `${merchant}/${connection}`;
  return {
    get: (connection) => tokens.get(name(connection)),
    put: (connection, token, expiresAt) => tokens.put(name(connection), token, expiresAt),
    lease: (connection, holder, ms) => tokens.lease(name(connection), holder, ms),
    release: (connection, holder) => tokens.release(name(connection), holder),
  };
}
