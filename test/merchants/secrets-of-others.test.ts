/** Two merchants who do not trust each other: the secrets of one in every place where the other’s files may name one. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCallers } from '../../src/api/start-api.js';
import { loadEvents } from '../../src/api/load-event-sources.js';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { openSecrets } from '../../src/merchants/open-secrets.js';
import { isSecretName, type SecretsOf } from '../../src/security/secrets.js';
import { understandQuestion } from '../../src/understanding/language-models/understand-question.js';
import { memoryTokens } from '../support/memory-tokens.js';
import { demoModel, settingsFor } from '../understanding/language-models/support/mock-model.js';

const canary = 'a-canary-of-acme';
const publicKey = `ed25519:${Buffer.alloc(32, 7).toString('base64url')}`;
const hook = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** What acme’s secrets are; the same names with a part of acme’s, as a rival might try. */
const env = {
  ORDERLY_SECRET_ACME__TOKEN: canary,
  ORDERLY_SECRET_ACME__URL: 'http://127.0.0.1:1',
  ORDERLY_SECRET_ACME__KEY: publicKey,
  ORDERLY_SECRET_ACME__HOOK: hook,
  // Nobody’s, as two merchants are served.
  ORDERLY_SECRET_TOKEN: canary,
  ORDERLY_SECRET_KEY: publicKey,
  ORDERLY_SECRET_HOOK: hook,
};
const names = ['TOKEN', 'ACME__TOKEN', 'KEY', 'ACME__KEY', 'HOOK', 'ACME__HOOK', 'URL', 'ACME__URL'];

let folder: string;
let url: string;
const received: string[] = [];
const sink = createServer((request, response) => {
  received.push(JSON.stringify([request.url, request.headers]));
  response.end('{"id":"1","number":"1"}');
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-rival-'));
  for (const name of ['acme', 'rival']) await mkdir(join(folder, name, 'connections'), { recursive: true });
  await new Promise<void>((ready) => sink.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
});
afterAll(async () => {
  sink.close();
  await rm(folder, { recursive: true });
});

const settings = () => ({ merchantsFolder: folder, secretsFolder: undefined, sharedSecrets: [] });

/** A connection of rival’s with something in it. */
const connection = (what: Partial<Record<'base' | 'auth' | 'headers' | 'events', string>>): string => `
connection: shop
connector: declarative
baseUrl: ${what.base ?? url}
auth: ${what.auth ?? '{ scheme: none }'}
egress: { allow: [127.0.0.1] }
${what.events ?? ''}
operations:
  orders.get:
    request: { method: GET, path: '/orders/\${inputs.number}', headers: ${what.headers ?? '{}'} }
    fields: { ref: $.id, number: $.number, status: { value: open }, createdAt: { value: '2026-01-01', format: yyyy-MM-dd, zone: Europe/Berlin } }
`;

const verify = (name: string): string => `events:
  verify: { scheme: hmac, header: X-Sign, secret: '\${secret.${name}}' }
  id: $.id
  kinds: { orders.changed: { ref: $.id } }
`;

const desk = (name: string): string => `
connection: shop
connector: carrier-desk
channel: email
answersWithin: 8 business days
mail:
  to: [claims@blitz.example]
  from: claims@rival.example
  smtp: { host: mail.rival.example, user: rival, password: '\${secret.${name}}' }
`;

const built = (text: string, secretsOf: SecretsOf, merchant = 'rival') =>
  buildConnection({
    ...{ file: 'shop.yaml', text, secrets: secretsOf(merchant), egressAllow: ['127.0.0.1'] },
    tokens: memoryTokens(),
  });

const places: readonly (readonly [string, (name: string) => string])[] = [
  ['an authentication', (name) => connection({ auth: `{ scheme: bearer, token: '\${secret.${name}}' }` })],
  ['a header', (name) => connection({ headers: `{ X-Key: '\${secret.${name}}' }` })],
  ['a base address', (name) => connection({ base: `\${secret.${name}}` })],
  ['a part of an address', (name) => connection({ base: `${url}/\${secret.${name}}` })],
  ['what events are verified with', (name) => connection({ events: verify(name) })],
  ['a password of a mail server', desk],
];

test.each(places)('%s of a connection has no secret of another merchant', async (_place, text) => {
  const secretsOf = await openSecrets(settings(), env);
  for (const name of names) {
    const { connection: made, issues } = built(text(name), secretsOf);
    expect(made).toBeUndefined();
    const isName = isSecretName(name);
    // A secret cannot be called as the variable of another merchant's.
    expect(issues.map(({ code }) => code)).toEqual([
      isName || text === desk ? 'secret_missing' : 'connection_template_invalid',
    ]);
    if (!isName) continue;
    const hint = issues[0]?.hint;
    expect(hint).toContain(`ORDERLY_SECRET_RIVAL__${name}`);
    expect(hint).toContain(`rival/${name}`);
  }
});

const merchantYaml = (more: string): string => `
merchant: rival
zone: Europe/Berlin
hours: { mon-fri: '09:00-17:00' }
handover: { default: service }
${more}
`;

const peoples: readonly (readonly [string, (name: string) => string])[] = [
  ['a channel’s key', (name) => `channels: { chat: { keys: ['\${secret.${name}}'] } }`],
  [
    'a reply webhook',
    (name) => `channels: { chat: { webhook: 'https://rival.example', secret: '\${secret.${name}}' } }`,
  ],
  [
    'an approver’s key',
    (name) => `approvers: { eve: { roles: [refund-approver], keys: ['\${secret.${name}}'] } }`,
  ],
  [
    'a notification',
    (name) =>
      `notifications: { approvals: { team: { webhook: 'https://rival.example', secret: '\${secret.${name}}' } } }`,
  ],
  [
    'a notification by mail',
    (name) =>
      `notifications: { approvals: { team: { email: { to: [a@rival.example], from: b@rival.example, smtp: { host: mail.rival.example, user: r, password: '\${secret.${name}}' } } } } }`,
  ],
  [
    'a language model',
    (name) =>
      `languageModel: { provider: openai-compatible, url: 'https://rival.example/v1', model: m, key: '\${secret.${name}}' }`,
  ],
];

test.each(peoples)('%s of merchant.yaml has none', async (_place, more) => {
  const secretsOf = await openSecrets(settings(), env);
  for (const name of names) {
    await writeFile(join(folder, 'rival', 'merchant.yaml'), merchantYaml(more(name)));
    const { issues, refused } = await loadMerchants(folder, {
      ...{ flowsFolder: join(folder, 'none'), secretsOf, only: ['rival'] },
      buildConnection: () => ({ issues: [] }),
    });
    expect(refused).toEqual(['rival']);
    expect(issues.filter(({ code }) => code === 'secret_missing').map(({ hint }) => hint)).toEqual([
      expect.stringContaining(`ORDERLY_SECRET_RIVAL__${name}`),
    ]);
    const callers = await loadCallers(folder, secretsOf);
    expect(JSON.stringify([...callers])).not.toContain(publicKey);
  }
});

test('events are taken in with none of another merchant’s', async () => {
  const secretsOf = await openSecrets(settings(), env);
  for (const name of names) {
    await writeFile(join(folder, 'rival', 'connections', 'shop.yaml'), connection({ events: verify(name) }));
    const egress = { egressAllow: [], egressRoutes: { usual: { addresses: [] }, regions: new Map() } };
    const sources = await loadEvents({ merchantsFolder: folder, ...egress }, secretsOf, {
      error: () => undefined,
    });
    expect([...sources]).toEqual([['rival/shop', 'broken']]);
  }
});

const order = { operation: 'orders.get', inputs: { number: '1' }, idempotencyKey: 'k' } as const;

async function called(made: Connection | undefined) {
  received.length = 0;
  const attempt = await made?.attempt(order);
  return { is: attempt?.is, code: attempt !== undefined && 'code' in attempt ? attempt.code : undefined };
}

const bearer = `{ scheme: bearer, token: '\${secret.TOKEN}' }`;

test('its owner’s goes where its hosts say, and a request elsewhere is refused before it leaves', async () => {
  const bound = async (hosts: string): Promise<SecretsOf> =>
    openSecrets(settings(), { ...env, ORDERLY_HOSTS_ACME__TOKEN: hosts });
  const here = built(connection({ auth: bearer }), await bound('127.0.0.1'), 'acme');
  expect(await called(here.connection)).toMatchObject({ is: 'done' });
  expect(received.join()).toContain(canary);
  const elsewhere = built(connection({ auth: bearer }), await bound('api.acme.example'), 'acme');
  expect(elsewhere.issues.map(({ code }) => code)).toEqual(['secret_host_refused']);
});

test('what is got with a secret is bound like it: a token is not sent to another host than its credentials', async () => {
  received.length = 0;
  const secretsOf = await openSecrets(settings(), { ...env, ORDERLY_HOSTS_ACME__TOKEN: '127.0.0.1' });
  const auth = `{ scheme: oauth2-client-credentials, tokenUrl: '${url.replace('127.0.0.1', 'localhost')}/token', clientId: me, clientSecret: '\${secret.TOKEN}' }`;
  const { connection: made } = built(connection({ auth }), secretsOf, 'acme');
  expect((await called(made)).is).not.toBe('done');
  expect(received).toEqual([]);
});

test('a language model’s key goes nowhere but to its hosts', async () => {
  received.length = 0;
  const model = settingsFor(`${url}/v1`, { keyName: 'TOKEN', timeoutMs: 5_000 });
  const ask = async (hosts: string): Promise<void> => {
    const secretsOf = await openSecrets(settings(), { ...env, ORDERLY_HOSTS_ACME__TOKEN: hosts });
    const asked = demoModel(model, { secrets: secretsOf('acme') });
    expect((await asked.ask('c', understandQuestion('Where is my order?'))).is).toBe('failed');
  };
  await ask('api.model.example');
  expect(received).toEqual([]);
  await ask('127.0.0.1');
  expect(received.join()).toContain(canary);
});
