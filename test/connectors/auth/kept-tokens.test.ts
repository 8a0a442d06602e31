/** What every scheme that fetches a token or a session promises, one after the other. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Hit } from '../../support/hostile-server.js';
import { type Authority, authority } from './support/authority.js';
import { connected, refund } from './support/connection.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

interface Way {
  auth: (url: string) => string;
  /** What the authority must be sent, with the right secret. */
  knows: (hit: Hit, secret: string) => boolean;
  /** Requests for one token. */
  requests: number;
  /** A rotating refresh token is spent by an answer that cannot be read. */
  spends?: boolean;
}

const form = (hit: Hit): Record<string, string> => Object.fromEntries(new URLSearchParams(hit.body));
const json = (hit: Hit): Record<string, unknown> => JSON.parse(hit.body) as Record<string, unknown>;
const claims = (hit: Hit, name: string) => decodeJwt(form(hit)[name] ?? '');

const ways: Record<string, Way> = {
  'oauth2-client-credentials, form': {
    auth: (
      url,
    ) => `  { scheme: oauth2-client-credentials, tokenUrl: "${url}/token", clientId: me, clientSecret: "\${secret.S}",
    scope: a b, audience: shop, resource: ["https://a.example", "https://b.example"], parameters: { tenant: t1 } }`,
    knows: (hit, secret) =>
      hit.headers['content-type'] === 'application/x-www-form-urlencoded' &&
      hit.body ===
        `grant_type=client_credentials&scope=a+b&audience=shop&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example&client_id=me&client_secret=${secret}&tenant=t1`,
    requests: 1,
  },
  'oauth2-client-credentials, basic': {
    auth: (url) =>
      `  { scheme: oauth2-client-credentials, tokenUrl: "${url}/token", client: basic, clientId: "me:1", clientSecret: "\${secret.S}" }`,
    knows: (hit, secret) =>
      hit.headers.authorization === `Basic ${Buffer.from(`me%3A1:${secret}`).toString('base64')}` &&
      hit.body === 'grant_type=client_credentials',
    requests: 1,
  },
  'oauth2-client-credentials, json': {
    auth: (url) =>
      `  { scheme: oauth2-client-credentials, tokenUrl: "${url}/token", client: json, clientId: me, clientSecret: "\${secret.S}", parameters: { grant_type: account_credentials } }`,
    knows: (hit, secret) =>
      hit.headers['content-type'] === 'application/json' &&
      JSON.stringify(json(hit)) ===
        JSON.stringify({ client_id: 'me', client_secret: secret, grant_type: 'account_credentials' }),
    requests: 1,
  },
  'oauth2-client-credentials, private_key_jwt': {
    auth: (url) =>
      `  { scheme: oauth2-client-credentials, tokenUrl: "${url}/token", client: private_key_jwt, clientId: "\${secret.S}", keyFile: key.pem, keyId: k1, algorithm: PS256 }`,
    knows(hit, secret) {
      const { iss, sub, aud, exp = 0, iat = 0, jti } = claims(hit, 'client_assertion');
      const { alg, kid } = decodeProtectedHeader(form(hit)['client_assertion'] ?? '');
      return (
        [iss, sub].every((who) => who === secret) &&
        String(aud).endsWith('/token') &&
        exp - iat === 300 &&
        jti !== undefined &&
        alg === 'PS256' &&
        kid === 'k1'
      );
    },
    requests: 1,
  },
  'oauth2-password': {
    auth: (url) =>
      `  { scheme: oauth2-password, tokenUrl: "${url}/token", username: ann, password: "\${secret.S}", clientId: me }`,
    knows: (hit, secret) => hit.body === `grant_type=password&username=ann&password=${secret}&client_id=me`,
    requests: 1,
  },
  'oauth2-jwt-bearer': {
    auth: (url) =>
      `  { scheme: oauth2-jwt-bearer, tokenUrl: "${url}/token", issuer: me, subject: "\${secret.S}", keyFile: key.pem, assertionAudience: "https://id.example", claims: { scope: orders } }`,
    knows(hit, secret) {
      const { iss, sub, aud, scope } = claims(hit, 'assertion');
      return (
        form(hit)['grant_type'] === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
        JSON.stringify([iss, sub, aud, scope]) ===
          JSON.stringify(['me', secret, 'https://id.example', 'orders'])
      );
    },
    requests: 1,
  },
  'oauth2-refresh-token': {
    auth: (url) =>
      `  { scheme: oauth2-refresh-token, tokenUrl: "${url}/token", clientId: me, clientSecret: "\${secret.S}", refreshToken: "\${secret.R}" }`,
    knows: (hit, secret) =>
      form(hit)['client_secret'] === secret && form(hit)['grant_type'] === 'refresh_token',
    requests: 1,
    spends: true,
  },
  'login-token, json': {
    auth: (url) => `  scheme: login-token
  loginUrl: ${url}/login
  json: { user: { name: ann, password: "\${secret.S}" } }
  token: $.access_token
  header: X-Token
  prefix: "Token "
  life: 4h`,
    knows: (hit, secret) =>
      hit.url === '/login' && hit.body === JSON.stringify({ user: { name: 'ann', password: secret } }),
    requests: 1,
  },
  'login-token, form, header, expiry': {
    auth: (url) => `  scheme: login-token
  loginUrl: ${url}/login
  form: { user: ann, password: "\${secret.S}" }
  tokenHeader: X-Auth-Token
  expiresIn: $.expires_in`,
    knows: (hit, secret) => hit.body === `user=ann&password=${secret}`,
    requests: 1,
  },
  'login-token, GET with Basic': {
    auth: (url) => `  scheme: login-token
  loginUrl: ${url}/login
  method: GET
  basic: { user: ann, password: "\${secret.S}" }
  headers: { X-Tenant: t1 }
  token: $.access_token`,
    knows: (hit, secret) =>
      hit.method === 'GET' &&
      hit.headers['x-tenant'] === 't1' &&
      hit.headers.authorization === `Basic ${Buffer.from(`ann:${secret}`).toString('base64')}`,
    requests: 1,
  },
  'session-cookie, CSRF token from a cookie': {
    auth: (url) => `  scheme: session-cookie
  loginUrl: ${url}/login
  form: { user: ann, password: "\${secret.S}" }
  cookie: sid
  csrf: { cookie: csrf, header: X-CSRF-Token }`,
    knows: (hit, secret) => hit.body === `user=ann&password=${secret}`,
    requests: 1,
  },
  'session-cookie, CSRF token of a request': {
    auth: (url) => `  scheme: session-cookie
  loginUrl: ${url}/login
  json: { password: "\${secret.S}" }
  csrf: { url: "${url}/csrf", path: $.csrf, header: X-CSRF-Token }`,
    knows: (hit, secret) => hit.body === JSON.stringify({ password: secret }),
    requests: 2,
  },
};

const SECRET = 'geheim';
const CANARIES = [SECRET, 'access-', 'refresh-', 'csrf-1', 'Bearer'];

describe.each(Object.entries(ways))('%s', (_name, { auth, knows, requests, spends = false }) => {
  const connect = (shop: Authority, secret = SECRET, timeout = '2s') => {
    shop.knows = (hit) => knows(hit, SECRET);
    return connected({
      ...{ url: shop.url, auth: auth(shop.url), timeout },
      secrets: { S: secret, R: 'refresh-0' },
      files: { 'key.pem': pem },
    });
  };

  test('is let in', async () => {
    await using shop = await authority();
    const shopConnection = connect(shop);
    expect(await refund(shopConnection)).toMatchObject({ is: 'done' });
    expect(await refund(shopConnection)).toMatchObject({ is: 'done' });
    expect(shop.asked()).toHaveLength(requests);
    expect(shopConnection.events).toEqual([]);
  });

  test('asks once for 200 calls at once, and once more when all are refused', async () => {
    await using shop = await authority();
    // However busy the machine: it is about the token, not about time.
    const shopConnection = connect(shop, SECRET, '60s');
    const all = () => Promise.all(Array.from({ length: 200 }, () => refund(shopConnection)));
    expect((await all()).every(({ is }) => is === 'done')).toBe(true);
    expect(shop.asked()).toHaveLength(requests);
    shop.forget();
    expect((await all()).every(({ is }) => is === 'done')).toBe(true);
    expect(shop.asked()).toHaveLength(2 * requests);
  });

  test('sends nothing with a wrong secret, and says why without a word of it', async () => {
    await using shop = await authority();
    const shopConnection = connect(shop, 'falsch');
    const attempts = [await refund(shopConnection), await refund(shopConnection)];
    expect(attempts).toEqual(
      attempts.map(() => ({ is: 'unsent', code: 'token_unavailable', retryAfterMs: expect.any(Number) })),
    );
    expect(shop.asked()).toHaveLength(1);
    expect(shop.calls()).toEqual([]);
    expect(shopConnection.events).toEqual([
      {
        connection: 'shop',
        kind: 'token_failed',
        why: expect.stringMatching(/^(invalid_client|status_401)$/),
      },
    ]);
    expectNoCanary([attempts, shopConnection.events], [...CANARIES, 'falsch']);
  });

  test('sends nothing while the endpoint is down', async () => {
    await using shop = await authority();
    const gone = `http://127.0.0.1:${await freePort()}`;
    const shopConnection = connected({
      url: shop.url,
      auth: auth(gone),
      secrets: { S: SECRET, R: 'refresh-0' },
      files: { 'key.pem': pem },
    });
    expect(await refund(shopConnection)).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
    expect(shop.calls()).toEqual([]);
    expect(shopConnection.events).toEqual([
      { connection: 'shop', kind: 'token_failed', why: 'not_connected' },
    ]);
  });

  test.each<[string, (hit: Hit, response: ServerResponse) => void]>([
    ['answers HTML', (_hit, response) => response.end('<html>geheim</html>')],
    ['answers a fault', (_hit, response) => response.writeHead(500).end()],
    ['never answers', () => undefined],
    [
      'sends too much',
      (_hit, response) => response.end(JSON.stringify({ access_token: 'x'.repeat(100_000) })),
    ],
    [
      'never stops',
      (_hit, response) => {
        endless(response);
      },
    ],
    ['hangs up', (_hit, response) => response.destroy()],
  ])('is asked once when it %s, and no call leaves', async (_case, instead) => {
    await using shop = await authority();
    shop.instead = instead;
    const shopConnection = connect(shop, SECRET, '300ms');
    const attempts = [
      await refund(shopConnection),
      await refund(shopConnection),
      await refund(shopConnection),
    ];
    const code = spends ? 'connect_needed' : 'token_unavailable';
    expect(attempts).toEqual(attempts.map(() => ({ is: 'unsent', code, retryAfterMs: expect.any(Number) })));
    expect(shop.asked()).toHaveLength(1);
    expect(shop.calls()).toEqual([]);
    expectNoCanary([attempts, shopConnection.events], CANARIES);
  });
});

function expectNoCanary(value: unknown, canaries: readonly string[]): void {
  const text = JSON.stringify(value);
  for (const canary of canaries) expect(text).not.toContain(canary);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(16_384, 'x');
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, () => setImmediate(more));
  };
  more();
}
