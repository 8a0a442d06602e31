/** The API on a real store, as its callers see it: a port of this machine. */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { prepareStore } from '../../../demo/prepared.js';
import type { ApiDependencies } from '../../../src/api/dependencies.js';
import type { EventSources } from '../../../src/api/load-event-sources.js';
import { Limits } from '../../../src/api/rate-limits.js';
import { createApiMetrics } from '../../../src/api/metrics.js';
import { createApi } from '../../../src/api/server.js';
import { OrderlyClient } from '../../../src/client/client.js';
import { mainFlow } from '../../../src/contracts/main-flow.js';
import type { FlowIr } from '../../../src/contracts/ir.js';
import { connectionNames } from '../../../src/merchants/connection-names.js';
import { SealingCodec } from '../../../src/security/keys/payload-codec.js';
import { agentKeysIn } from '../../../src/security/identity/agent-keys.js';
import { openSignIns } from '../../../src/security/identity/sign-in.js';
import { sealerOf } from '../../../src/security/sealing.js';
import { ChangeWatch } from '../../../src/api/desk/change-watch.js';
import { readPages } from '../../../src/api/desk/pages.js';
import type { SignIn } from '../../../src/merchants/merchant.js';
import { openAgentTokens } from '../../../src/security/identity/agent-tokens.js';
import { openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { type AccessClaims, signAccess } from '../../../src/security/access-token.js';
import { generateApiKey, hashOfApiKey } from '../../../src/security/api-key.js';
import { generateKey, privateKeyFrom, savePrivateKey } from '../../../src/security/signing-keys.js';
import { openStore } from '../../../src/store/open-store.js';
import { masterOf, newMasterKey, otherProcess } from '../../security/keys/support/ring.js';
import { type Issuer, startIssuer } from '../../security/identity/support/issuer.js';
import { accessOf } from '../../../src/store/pool.js';
import type { Store } from '../../../src/store/store.js';

/** The API of the merchants `demo` and `other`; the first has the channels `chat` and `mail`, and the agent Anna. */
export interface TestApi extends AsyncDisposable {
  url: string;
  app: FastifyInstance;
  /** What it is made of. */
  deps: ApiDependencies;
  client: OrderlyClient;
  store: Store;
  databaseUrl: string;
  /** Seals as workers do. */
  codec: PayloadCodec;
  /** Keys of channels, and the token of an agent. */
  keys: { chat: string; oldChat: string; mail: string; other: string; anna: string };
  /** How Anna, and Ben who may only see runs, sign in; at `demo` alone. */
  issuer: Issuer;
  /** Signs the tokens of the channel `chat`. */
  chatKey: KeyObject;
  /** Anna's token with other claims. */
  tokenOf(claims: Partial<AccessClaims>): string;
  /** Folder of agents' keys: Anna's is there. */
  agentKeys: string;
  /** Lines of the log. */
  log: object[];
  /** Rows of all that a request can leave behind. */
  rows(): Promise<number>;
}

/** What a test of the API can choose. */
export interface TestApiOptions {
  /** Address of a Temporal server; without one nothing answers there. */
  temporal?: string;
  /** Requests a second of one caller. */
  perSecond?: number;
  now?: () => number;
  /** Systems that tell of events. */
  events?: EventSources;
  /** Origins whose pages may call it. */
  origins?: readonly string[];
  /** How long a request may take to arrive, ms. */
  arrivalMs?: number;
  /** How agents sign in, in the place of the test's own issuer. */
  signIn?: SignIn;
  /** A folder of the desk's pages. */
  pages?: string;
}

/** Starts it; no worker runs, but one has published the merchant `demo`. */
export async function testApi({
  temporal,
  perSecond = 10_000,
  now = Date.now,
  events = new Map(),
  origins = [],
  arrivalMs,
  signIn,
  pages = '/nowhere',
}: TestApiOptions = {}): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-api-'));
  await prepareStore(folder);
  const embedded = await openEmbeddedStore(folder);
  const store = await openStore({ databaseUrl: embedded.databaseUrl });
  await store.flowVersions.publish({ merchant: 'demo', flow: mainFlow, hash: 'h', ir: {} as FlowIr });
  const connection = Connection.lazy({ address: temporal ?? '127.0.0.1:1' });
  const { workflow, withDeadline } = deadlines(new Client({ connection }), temporal !== undefined);
  const client = new OrderlyClient({ workflow, store, secret: 'a secret of the tests, 32 characters' });
  const issuer = await startIssuer();
  const agentKeys = join(folder, 'agents');
  const { keys, tokenOf, callers, chatKey } = people(
    signIn ?? { issuer: issuer.url, audience: 'orderly', claim: 'email', egressAllow: ['127.0.0.1'] },
    agentKeys,
  );
  const codec = new SealingCodec(otherProcess(store.keys, masterOf(newMasterKey())), 'accepted');
  const log: object[] = [];
  const write = (fields: object): void => void log.push(fields);
  const egress = { egressAllow: ['127.0.0.1'], http: {} };
  const desk = {
    ...{ callers, now, sessions: store.sessions, sealer: sealerOf('a secret of the tests', 'desk') },
    ...{ agentKeys: agentKeysIn(agentKeys), signIns: openSignIns(egress), publicUrl: 'https://desk.example' },
    secretsOf: () => () => undefined,
  };
  const deps: ApiDependencies = {
    ...{ client, callers, events, withDeadline, limits: new Limits(perSecond), metrics: createApiMetrics() },
    ...{ desk, agents: openAgentTokens(egress), pages: await readPages(pages) },
    changes: new ChangeWatch(store, { error: write }),
    ...{ now, origins, documents: store.documents, payloads: { codec, audit: store.audit } },
    examplesOf: () => Promise.resolve([{ title: 'A refund', says: ['I want my money back'] }]),
    connectionsOf: (merchant) => connectionNames('merchants', merchant),
    log: { info: write, error: write },
    notReady: () => Promise.resolve(undefined),
  };
  const app = createApi(deps, arrivalMs);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ url, app, deps, client, store, codec, keys, tokenOf, log, issuer, chatKey, agentKeys },
    databaseUrl: embedded.databaseUrl,
    rows: () => countRows(embedded.databaseUrl),
    async [Symbol.asyncDispose]() {
      await app.close();
      await connection.close();
      await issuer[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await embedded[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Where no server answers nobody waits long for one. */
function deadlines(temporal: Client, answers: boolean) {
  return {
    workflow: temporal.workflow,
    withDeadline: <T>(work: () => Promise<T>): Promise<T> =>
      temporal.withDeadline(Date.now() + (answers ? 60_000 : 1_000), work),
  };
}

function people(signIn: SignIn, folder: string) {
  const chatKeys = generateKey();
  const [chat, oldChat, mail, other] = [1, 2, 3, 4].map(generateApiKey) as [string, string, string, string];
  const { publicKey, privateKey } = generateKey();
  mkdirSync(join(folder, 'demo'), { recursive: true });
  savePrivateKey(join(folder, 'demo', 'anna.key'), privateKey);
  const issuedAt = Date.now();
  const access = { approver: 'anna', merchant: 'demo', issuedAt, expiresAt: issuedAt + 3_600_000 };
  const tokenOf = (claims: Partial<AccessClaims>): string => signAccess({ ...access, ...claims }, privateKey);
  const keys = { chat, oldChat, mail, other, anna: tokenOf({}) };
  const callers = new Map([
    [
      'demo',
      {
        channels: {
          chat: { apiKeys: [hashOfApiKey(chat), hashOfApiKey(oldChat)], keys: [chatKeys.publicKey] },
          mail: { apiKeys: [hashOfApiKey(mail)] },
          'without-key': {},
          try: { isTest: true as const },
        },
        approvers: {
          anna: { keys: [publicKey], login: 'anna@demo.example', roles: ['refund-approver'] },
          ben: { keys: [], login: 'ben@demo.example', scopes: ['runs' as const] },
        },
        signIn,
      },
    ],
    ['other', { channels: { chat: { apiKeys: [hashOfApiKey(other)] } }, approvers: {} }],
  ]);
  return { keys, tokenOf, callers, chatKey: privateKeyFrom(chatKeys.privateKey) };
}

const tables = ['conversations', 'messages', 'outbox', 'audit_trail', 'received_events'];

async function countRows(databaseUrl: string): Promise<number> {
  const client = new pg.Client(accessOf(databaseUrl));
  await client.connect();
  const sum = tables.map((table) => `(select count(*) from ${table})`).join(' + ');
  const { rows } = await client.query<{ sum: string }>(`select ${sum} as sum`);
  await client.end();
  return Number(rows[0]?.sum);
}
