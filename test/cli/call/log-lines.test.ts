/** What a worker writes into its log about connections: never a secret, whatever is wrong with it or with its system. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMerchant } from '../../../src/cli/load-merchant.js';
import { loadConfig } from '../../../src/platform/config.js';
import { printIssues } from '../../../src/flows/print-issues.js';
import { connectionLog } from '../../../src/merchants/publish-merchants.js';
import { environmentSecrets } from '../../../src/merchants/open-secrets.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { type HostileServer, serve } from '../../support/hostile-server.js';
import { type Acme, writeAcme } from './acme.js';
import { foundIn } from './decodings.js';

const secrets = { MARKUP: `Kn<a>&b"c'd`, LINES: 'back\\slash\nline', UMLAUT: 'zürich ß €19' };
const canaries = Object.values(secrets);

/** Settings that these secrets are wrong for. */
const WRONG = [
  'scheme: api-key, header: X-Key, key: "${secret.LINES}"',
  'scheme: api-key, cookie: k, key: "${secret.UMLAUT}"',
  'scheme: bearer, token: "${secret.LINES}"',
  'scheme: hmac-signature, key: "${secret.MARKUP}", keyEncoding: hex, sign: "${body}", headers: { X-S: "${signature}" }',
  'scheme: login-token, loginUrl: "${secret.MARKUP}", token: $.t',
  'scheme: oauth2-client-credentials, tokenUrl: "${secret.UMLAUT}", clientId: a, clientSecret: "${secret.MARKUP}"',
  'scheme: self-signed-jwt, algorithm: RS256, key: "${secret.LINES}"',
  'scheme: ws-security, user: "${secret.LINES}", password: "${secret.LINES}"',
];
const wrong = (auth: string, index: number): string => `connection: wrong-${index}
connector: declarative
baseUrl: \${secret.MARKUP}
auth: { ${auth} }
operations: { x.y: { request: { path: '/\${secret.LINES}?\${secret.UMLAUT}', body: '\${secret.MARKUP}\${' } } }
`;

const merchant = `operations: { x: api }
custom:
  operations:
    x.y: { inputs: { text: text }, outputs: { ref: text }, effect: read, privacy: none }
`;
const connection = `connection: api
connector: declarative
baseUrl: \${secret.API_URL}
auth: { scheme: login-token, loginUrl: "\${secret.API_URL}/login", json: { p: "\${secret.MARKUP}" }, token: $.token }
egress: { allow: [127.0.0.1] }
operations:
  x.y:
    request: { path: /read, query: { k: '\${secret.UMLAUT}', t: '\${inputs.text}' } }
    fields: { ref: $.id }
`;

let acme: Acme;
let broken: Acme;
let system: HostileServer;
let says: { status: number; body: string };

beforeAll(async () => {
  system = await serve((_hit, response) => {
    response.writeHead(says.status, { 'content-type': 'application/json' }).end(says.body);
  });
  const siblingFiles = Object.fromEntries(
    WRONG.map((auth, index) => [`wrong-${index}.yaml`, wrong(auth, index)]),
  );
  acme = await writeAcme({
    merchant,
    connection,
    siblingFiles: {},
    secrets: { ...secrets, API_URL: system.url },
  });
  broken = await writeAcme({
    merchant,
    connection,
    siblingFiles,
    secrets: { ...secrets, API_URL: system.url },
  });
});

afterAll(async () => {
  await acme[Symbol.asyncDispose]();
  await broken[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

test('events of a connection whose system echoes its credentials', async () => {
  const lines: object[] = [];
  const log = {
    info: (fields: object) => void lines.push(fields),
    error: (fields: object) => void lines.push(fields),
  };
  const write = connectionLog('acme', log, { connectNeeded: () => undefined });
  const echo = { error: secrets.MARKUP, token: secrets.LINES, id: { a: canaries } };
  for (const [status, body] of [
    [500, JSON.stringify(echo)],
    [200, JSON.stringify(echo)],
    [200, secrets.MARKUP],
    [200, JSON.stringify({ ...echo, token: 'good' })],
  ] as const) {
    says = { status, body };
    // Each with tokens of its own: after a failed login the next one waits.
    await using caller = await acme.open();
    for (const event of (await caller.call('x.y', { text: 'a' })).events) write(event);
  }
  expect(lines.map((line) => (line as { kind: string }).kind)).toEqual([
    ...['token_failed', 'token_failed', 'token_failed', 'wrong_shape'],
  ]);
  expect(foundIn(JSON.stringify(lines), canaries)).toEqual([]);
});

test('issues of connections that their secrets are wrong for', async () => {
  broken.use();
  const config = await loadConfig();
  const { issues } = await loadMerchant({
    ...{ merchant: 'acme', config, secrets: environmentSecrets({ env: process.env, isAlone: true })('acme') },
    tokens: () => memoryTokens(),
  });
  const printed = printIssues(issues);
  for (const index of WRONG.keys()) expect(printed).toContain(`wrong-${index}.yaml`);
  expect(foundIn(printed, canaries)).toEqual([]);
});
