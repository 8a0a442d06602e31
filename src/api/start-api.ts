/** The composition root of the API: settings → callers → store → Temporal → server → drain. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { OrderlyClient } from '../client/client.js';
import { connectionNames } from '../merchants/connection-names.js';
import { openSecrets } from '../merchants/open-secrets.js';
import { type Config, requireDatabaseUrl, requireSecret, requireTemporal } from '../platform/config.js';
import { dataConverterOf } from '../security/keys/data-converter.js';
import { openAgentTokens } from '../security/identity/agent-tokens.js';
import { plainCodec, SealingCodec } from '../security/keys/payload-codec.js';
import type { KeyRing } from '../security/keys/key-ring.js';
import { openSealedStore } from '../security/keys/open-sealed-store.js';
import { requireSealing } from '../security/keys/require-sealing.js';
import { createLog } from '../platform/observability/log.js';
import { notServed } from '../platform/observability/operator-server.js';
import { Outages, watchNeeds } from '../platform/observability/outages.js';
import { openTracing } from '../platform/observability/tracing.js';
import { watchClock } from '../platform/observability/watch-clock.js';
import { unprovided } from '../platform/observability/readiness.js';
import { connectTemporal } from '../platform/temporal/connect.js';
import { agentKeysIn } from '../security/identity/agent-keys.js';
import { openSignIns } from '../security/identity/sign-in.js';
import { sealerOf } from '../security/sealing.js';
import { ChangeWatch } from './desk/change-watch.js';
import { builtPages, readPages } from './desk/pages.js';
import { newSignInLink, type SignInDependencies } from './desk/sessions.js';
import type { TryExample } from './route.js';
import { examplesSchema } from './routes/try.js';
import { Limits } from './rate-limits.js';
import { loadEvents } from './load-event-sources.js';
import { createApiMetrics } from './metrics.js';
import { createApi } from './server.js';
import { merchantFolders } from '../merchants/merchant-folders.js';
import { readMerchantFile } from '../merchants/merchant-file.js';
import { ownFile } from '../security/own-files.js';
import type { SecretsOf } from '../security/secrets.js';
import type { Store } from '../store/store.js';
import type { MerchantCallers } from './callers.js';

/**
 * Callers by merchant. Of each folder merchant.yaml alone is read: whatever else is wrong with a merchant is the
 * workers' to say. One that cannot be read has no callers.
 */
export async function loadCallers(
  folder: string,
  secretsOf: SecretsOf,
): Promise<Map<string, MerchantCallers>> {
  const names = await merchantFolders(folder);
  const read = await Promise.all(
    names.map(async (name): Promise<[string, MerchantCallers][]> => {
      const file = join(folder, name, 'merchant.yaml');
      const own = ownFile(join(folder, name), file);
      const text = own === undefined ? '' : await readFile(own, 'utf8').catch(() => '');
      const { config } = readMerchantFile(file, text, { secrets: secretsOf(name), now: Date.now() });
      return config?.merchant === name ? [[name, config]] : [];
    }),
  );
  return new Map(read.flat());
}

/** An API at work. */
export interface RunningApi {
  url: string;
  /** New one-time links that open the desk, for all agents whose keys are on this machine. */
  signInLinks(): Promise<{ merchant: string; agent: string; url: string }[]>;
  /** Takes no more requests, lets those under way finish, and closes what was opened. */
  stop(): Promise<void>;
}

/** How long requests under way may take to end, ms. */
const graceMs = 20_000;

/** Longest time that one request gives Temporal and the workers, ms. */
const temporalDeadlineMs = 20_000;

/** Starts the API; throws OrderlyError when it cannot (no Temporal, no store, a port in use). */
export async function startApi(config: Config): Promise<RunningApi> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    // One that fails to close must not keep the others open.
    for (const end of ends.reverse()) await end().catch(() => undefined);
  };
  try {
    return { ...(await start(config, ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  ends: (() => Promise<unknown>)[],
): Promise<Pick<RunningApi, 'url' | 'signInLinks'>> {
  const target = requireTemporal(config);
  const [databaseUrl, secret] = [requireDatabaseUrl(config), requireSecret(config)];
  requireSealing(config, { databaseUrl, address: target.address });
  const log = createLog(config.logLevel);
  const tracing = await openTracing('orderly-api', log);
  ends.push(tracing.end);
  const secretsOf = await openSecrets(config);
  const callers = await loadCallers(config.merchantsFolder, secretsOf);
  const events = await loadEvents(config, secretsOf, log);
  const connection = await connectTemporal(target);
  ends.push(() => connection.close());
  const options = { databaseUrl, poolSize: config.databaseConnections, log, schema: 'required' } as const;
  const { store, keys: keysOf, announce } = await openSealedStore(config, options);
  ends.push(() => store[Symbol.asyncDispose]());
  const keys = await keysOf();
  // A wrong master key is told at the start.
  await keys?.current({ kind: 'installation' });
  const outages = await watchOutages(store, { connection, namespace: target.namespace }, { log, ends });
  const dataConverter = dataConverterOf(keys, config.plaintext);
  const interceptors = { workflow: tracing.workflow };
  const temporal = new Client({ connection, namespace: target.namespace, dataConverter, interceptors });
  const egress = { egressAllow: config.egressAllow, http: { proxy: config.egressRoutes.usual.proxy } };
  const desk: SignInDependencies = {
    ...{ ...settingsOf(config), callers, secretsOf, sessions: store.sessions },
    ...{ sealer: sealerOf(secret, 'desk'), signIns: openSignIns(egress), now: Date.now },
  };
  const app = createApi({
    ...{ callers, events, log, metrics: createApiMetrics(), limits: new Limits(config.apiRequests) },
    ...{ agents: openAgentTokens(egress), desk, pages: await readPages(config.deskFolder ?? builtPages()) },
    ...{ changes: new ChangeWatch(store, log), now: Date.now },
    ...{ documents: store.documents, origins: config.apiOrigins },
    payloads: { codec: codecOf(keys), audit: store.audit },
    examplesOf: (merchant) => readExamples(config.tryExamplesFile, merchant),
    connectionsOf: (merchant) => connectionNames(config.merchantsFolder, merchant),
    client: new OrderlyClient({ workflow: temporal.workflow, store, secret }),
    withDeadline: (work) => temporal.withDeadline(Date.now() + temporalDeadlineMs, work),
    notReady: () => unprovided(outages, () => Promise.resolve(keys?.current({ kind: 'installation' }))),
  });
  ends.push(() => ended(app));
  const url = await listen(app, { host: config.httpHost, port: config.httpPort });
  ends.push(await announce('api'));
  log.info({ url, merchants: [...callers.keys()] }, 'ready');
  return { url, signInLinks: () => signInLinks(url, desk) };
}

/** A history may have begun before there was a master key; what is not sealed needs no opening. */
const codecOf = (keys: KeyRing | undefined) =>
  keys === undefined ? plainCodec : new SealingCodec(keys, 'accepted');

/** What signing in is told of the settings. */
const settingsOf = ({ publicUrl, uiUrl, agentKeysFolder }: Config) =>
  ({ publicUrl, uiUrl, agentKeys: agentKeysIn(agentKeysFolder) }) as const;

/** Watches what the API needs, until it ends. */
async function watchOutages(
  store: Store,
  temporal: Parameters<typeof watchNeeds>[2],
  { log, ends }: { log: Logger; ends: (() => Promise<unknown>)[] },
): Promise<Outages> {
  const outages = new Outages(log);
  watchNeeds(outages, { ping: () => store.ping() }, temporal);
  const endClock = await watchClock({ databaseNow: () => store.now(), log });
  ends.push(() => {
    outages[Symbol.dispose]();
    endClock();
    return Promise.resolve();
  });
  return outages;
}

const examplesByMerchant = z.record(z.string(), examplesSchema);

/** What can be tried at a merchant; nothing if no file says so, or it cannot be read. */
async function readExamples(file: string | undefined, merchant: string): Promise<readonly TryExample[]> {
  if (file === undefined) return [];
  try {
    return examplesByMerchant.parse(JSON.parse(await readFile(file, 'utf8')))[merchant] ?? [];
  } catch {
    return [];
  }
}

async function signInLinks(url: string, desk: SignInDependencies): ReturnType<RunningApi['signInLinks']> {
  const { callers, agentKeys } = desk;
  const found = await Promise.all(
    [...callers].map(async ([merchant, { approvers }]) =>
      (await agentKeys.agentsOf(merchant, approvers)).map((agent) => ({ merchant, agent })),
    ),
  );
  return Promise.all(found.flat().map(async (who) => ({ ...who, url: await newSignInLink(desk, url, who) })));
}

/** What has not ended by itself in time is cut off: an idle connection of a proxy, a reader that has stopped reading. */
async function ended(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => {
    app.server.closeAllConnections();
  }, graceMs);
  await app.close().finally(() => {
    clearTimeout(timer);
  });
}

async function listen(app: FastifyInstance, place: { host: string; port: number }): Promise<string> {
  try {
    return await app.listen(place);
  } catch (error) {
    throw notServed(place, error as NodeJS.ErrnoException);
  }
}
