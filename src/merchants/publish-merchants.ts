/** Loads the merchants that this worker serves and publishes their flows. */
import { fileURLToPath } from 'node:url';
import { buildConnection } from '../connectors/build-connection.js';
import type { AttemptMade, ConnectionEvent } from '../connectors/operator-events.js';
import { printIssues } from '../flows/print-issues.js';
import { merchantTokens } from '../connectors/auth/merchant-tokens.js';
import type { EgressRoutes } from '../connectors/http/egress-routes.js';
import type { SecretsOf } from '../security/secrets.js';
import type { Store } from '../store/store.js';
import { loadMerchants } from './load-merchants.js';
import type { Merchant, Merchants } from './merchant.js';
import { missingOffers } from './missing-offers.js';

/** Folder of the shipped flows, resolved relative to the code, in source and dist alike. */
export const shippedFlows = fileURLToPath(new URL('../../flows', import.meta.url));

interface AttemptMetrics {
  /** A system was asked, with this outcome. */
  attemptMade(made: AttemptMade): void;
}

interface LossMetrics {
  /** A connection has lost its token. */
  connectNeeded(): void;
}

/** What serving merchants needs. */
export interface PublishOptions {
  config: {
    merchantsFolder: string;
    flowsFolder: string | undefined;
    egressAllow: readonly string[];
    egressRoutes?: EgressRoutes;
  };
  store: Pick<Store, 'flowVersions' | 'tokens' | 'quotas' | 'events'>;
  secretsOf: SecretsOf;
  /** The installation's secret, which seals tokens. */
  secret: string;
  log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  metrics: LossMetrics &
    AttemptMetrics & {
      /** So many merchants are served, so many have issues. */
      merchantsLoaded(counts: Readonly<Record<'served' | 'refused', number>>): void;
    };
}

/** Loads every merchant and publishes its flows; one with issues, or one that has lost an offer, is logged and not served. */
export async function publishMerchants({
  config,
  store,
  secretsOf,
  secret,
  log,
  metrics,
}: PublishOptions): Promise<Merchants> {
  const loaded = await loadMerchants(config.merchantsFolder, {
    flowsFolder: config.flowsFolder ?? shippedFlows,
    secretsOf,
    offeredBefore: async (merchant, flow) => (await store.flowVersions.current(merchant, flow))?.ir,
    buildConnection: ({ merchant, ...source }) =>
      buildConnection({
        ...source,
        secrets: secretsOf(merchant),
        egressAllow: config.egressAllow,
        egressRoutes: config.egressRoutes,
        tokens: merchantTokens(store.tokens, { merchant, secret }),
        quotas: { change: (name, decide) => store.quotas.change(`${merchant}/${name}`, decide) },
        reported: async (connection, ref) =>
          (await store.events.about(merchant, connection, [ref])).flatMap(({ reading }) => reading ?? []),
        log: connectionLog(merchant, log, metrics),
        attempted: attemptLog(merchant, log, metrics),
      }),
  });
  const { noLongerOffered } = loaded;
  const issues = [...loaded.issues, ...[...noLongerOffered.values()].flat()];
  const refused = [...loaded.refused, ...noLongerOffered.keys()];
  const merchants = new Map([...loaded.merchants].filter(([name]) => !noLongerOffered.has(name)));
  metrics.merchantsLoaded({ served: merchants.size, refused: refused.length });
  if (issues.length > 0)
    log.error({ refused, issues: printIssues(issues) }, 'merchants with errors are not served');
  if (loaded.warnings.length > 0)
    log.warn({ warnings: printIssues(loaded.warnings) }, 'likely mistakes in the files of merchants');
  for (const [merchant, found] of loaded.unanswered)
    if (merchants.has(merchant))
      log.error({ merchant, issues: printIssues([...found]) }, 'flows that handle intents are not available');
  for (const [merchant, served] of merchants) {
    const notOffered = missingOffers(served).map(({ flow, because }) => `${flow}: ${because}`);
    if (notOffered.length > 0)
      log.info({ merchant, notOffered }, 'intents of flows that are not available are handed off');
    await publishFlows(store, merchant, served);
  }
  return merchants;
}

/**
 * Publishes a merchant's flows. A version that was current before is published again only with `back`: a worker of before that
 * starts anew during a rolling deploy takes nothing back.
 */
export async function publishFlows(
  store: Pick<Store, 'flowVersions'>,
  merchant: string,
  { flows }: Pick<Merchant, 'flows'>,
  options: { back?: boolean } = {},
): Promise<void> {
  for (const [flow, { hash, ir }] of flows)
    await store.flowVersions.publish({ merchant, flow, hash, ir }, options);
}

/** Logs a connection's events; one that needs a person is counted and logged as an error with the command. */
export function connectionLog(
  merchant: string,
  log: Pick<PublishOptions['log'], 'info' | 'error'>,
  metrics: LossMetrics,
): (event: ConnectionEvent) => void {
  return (event) => {
    const fields = { merchant, ...event };
    if (event.kind !== 'connect_needed') {
      log.info(fields, 'connection');
      return;
    }
    metrics.connectNeeded();
    log.error(
      { ...fields, run: `orderly connections connect ${merchant} ${event.connection}` },
      'connection',
    );
  };
}

/** Counts attempts; logs each write, and each read that came to nothing, so that a silent system is a line. */
export function attemptLog(
  merchant: string,
  log: Pick<PublishOptions['log'], 'info' | 'error'>,
  metrics: AttemptMetrics,
): (made: AttemptMade) => void {
  return (made) => {
    metrics.attemptMade(made);
    if (made.effect !== 'read' || made.outcome !== 'done') log.info({ merchant, ...made }, 'attempt');
  };
}
