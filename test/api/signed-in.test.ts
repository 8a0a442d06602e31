/** Tokens of a sign-in and of a channel: who gets in with which, and that nobody else does, at any route. */
import { createPublicKey, createSecretKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { routes } from '../../src/api/routes/index.js';
import { newKeys } from '../identity/support/issuer.js';
import { type TestApi, testApi } from './support/api.js';
import { ask } from './support/ask.js';

let api: TestApi;
let before: number;
beforeAll(async () => {
  api = await testApi();
  before = await api.rows();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const addressOf = (path: string, merchant = 'demo'): string =>
  `/v1/merchants/${merchant}${path.replace('{conversation}', randomUUID()).replaceAll(/\{\w+\}/g, `${merchant}%2Fa%23b%231`)}`;

async function status(token: string, { method, path }: { method: string; path: string }): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = { method, path, headers, ...(method === 'POST' ? { body: '{}' } : {}) };
  return (await ask(api.url, sent)).status;
}

const seconds = (): number => Math.floor(Date.now() / 1_000);
const channelToken = (claims: JWTPayload = {}, key = api.chatKey, alg = 'EdDSA'): Promise<string> =>
  new SignJWT({ iss: 'chat', aud: 'orderly/demo', iat: seconds(), exp: seconds() + 60, ...claims })
    .setProtectedHeader({ alg })
    .sign(key);

describe('who is let in', () => {
  test('an agent who has signed in, from anywhere; within their scopes', async () => {
    const runs = { path: '/v1/merchants/demo/approvals' };
    const anna = { authorization: `Bearer ${await api.issuer.token()}`, 'x-forwarded-for': '203.0.113.5' };
    expect(await ask(api.url, { ...runs, headers: anna })).toMatchObject({ status: 200 });
    const ben = { authorization: `Bearer ${await api.issuer.token({ email: 'ben@demo.example' })}` };
    const refused = await ask(api.url, { ...runs, headers: ben });
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining('`approvals`') });
  });

  test('a channel with its own token', async () => {
    const id = randomUUID();
    await api.store.conversations.begin('demo', id, 'chat');
    const path = `/v1/merchants/demo/conversations/${id}/replies`;
    const headers = { authorization: `Bearer ${await channelToken()}` };
    expect(await ask(api.url, { path, headers })).toMatchObject({ status: 200 });
  });

  test('an issuer that cannot be asked is told as that', async () => {
    await using other = await testApi();
    other.issuer.instead.set('/.well-known/openid-configuration', { status: 500, body: '' });
    const headers = { authorization: `Bearer ${await other.issuer.token()}` };
    const answer = await ask(other.url, { path: '/v1/merchants/demo/runs', headers });
    expect({ status: answer.status, code: (JSON.parse(answer.text) as { code: string }).code }).toEqual({
      ...{ status: 503, code: 'issuer_unavailable' },
    });
  });
});

/** By what is wrong with it; each is tried at every route of an agent. */
const badAgents: Record<string, () => Promise<string>> = {
  'of another issuer': async () => api.issuer.token({ iss: 'https://login.other.example' }),
  'of an issuer with a slash more': async () => api.issuer.token({ iss: `${api.issuer.url}/` }),
  'without an issuer': async () => api.issuer.token({ iss: undefined }),
  'for another audience': async () => api.issuer.token({ aud: 'desk' }),
  'for no audience': async () => api.issuer.token({ aud: undefined }),
  'of another key': async () => api.issuer.token({}, { key: (await newKeys()).privateKey }),
  'of an unknown key': async () =>
    api.issuer.token({}, { key: (await newKeys()).privateKey, header: { kid: 'k9' } }),
  'with a key of its own': async () => {
    const { privateKey, publicKey } = await newKeys();
    const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    expect(publicKey.type).toBe('public');
    return api.issuer.token({}, { key: privateKey, header: { jwk } });
  },
  'without a signature': () =>
    Promise.resolve(
      new UnsecuredJWT({ email: 'anna@demo.example' })
        .setIssuer(api.issuer.url)
        .setAudience('orderly')
        .setIssuedAt()
        .setExpirationTime('5m')
        .encode(),
    ),
  'whose algorithm is none': async () => {
    const [, body = ''] = (await api.issuer.token()).split('.');
    return `${Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url')}.${body}.AAAA`;
  },
  'signed with the public key as a shared secret': () => {
    const pem = createPublicKey({ key: api.issuer.jwk() as never, format: 'jwk' });
    const text = pem.export({ type: 'spki', format: 'pem' });
    return api.issuer.token({}, { key: Buffer.from(text), header: { alg: 'HS256' } });
  },
  'signed with the key set as a shared secret': async () => {
    const key = createSecretKey(JSON.stringify(api.issuer.jwk()), 'utf8').export();
    return api.issuer.token({}, { key, header: { alg: 'HS256' } });
  },
  'with another body': async () => {
    const [head = '', , signature = ''] = (await api.issuer.token({ email: 'eve@demo.example' })).split('.');
    const [, body = ''] = (await api.issuer.token()).split('.');
    return `${head}.${body}.${signature}`;
  },
  'that has expired': async () => api.issuer.token({ iat: seconds() - 900, exp: seconds() - 61 }),
  'that does not expire': async () => api.issuer.token({ exp: undefined }),
  'of no known time': async () => api.issuer.token({ iat: undefined }),
  'of tomorrow': async () => api.issuer.token({ iat: seconds() + 86_400, exp: seconds() + 90_000 }),
  'that counts tomorrow': async () => api.issuer.token({ nbf: seconds() + 86_400, exp: seconds() + 90_000 }),
  'of somebody unknown': async () => api.issuer.token({ email: 'eve@demo.example' }),
  'of a name in other letters': async () => api.issuer.token({ email: 'Anna@demo.example' }),
  'of an address that nobody has checked': async () => api.issuer.token({ email_verified: false }),
  'with a header that must be understood': async () =>
    api.issuer.token({}, { header: { crit: ['x'], x: 1 } }).catch(() => 'a.b.c'),
  'that is very long': async () => api.issuer.token({ note: 'n'.repeat(8_000) }),
  'of a channel with its name': async () => channelToken({ iss: 'anna' }),
};

const agentRoutes = routes.filter(({ caller }) => caller === 'agent');

describe.each(Object.entries(badAgents))('a token %s', (_, make) => {
  test('opens no route of an agent, and no other merchant', async () => {
    const token = await make();
    for (const route of agentRoutes) {
      const path = addressOf(route.path);
      expect({ path, status: await status(token, { ...route, path }) }).toEqual({ path, status: 401 });
    }
  });
});

test('a good token opens no other merchant, and no route of a channel', async () => {
  const token = await api.issuer.token();
  for (const { method, path } of routes)
    for (const merchant of ['other', 'nobody', '__proto__'])
      expect(await status(token, { method, path: addressOf(path, merchant) })).toBe(401);
  for (const { method, path } of routes.filter(({ caller }) => caller === 'channel'))
    expect(await status(token, { method, path: addressOf(path) })).toBe(403);
});

const badChannels: Record<string, () => Promise<string>> = {
  'of another channel': () => channelToken({ iss: 'mail' }),
  'of a channel without keys': () => channelToken({ iss: 'without-key' }),
  'in a property’s name': () => channelToken({ iss: '__proto__' }),
  'of nobody': () => channelToken({ iss: undefined } as never),
  'for another merchant': () => channelToken({ aud: 'orderly/other' }),
  'for nobody': () => channelToken({ aud: 'orderly' }),
  'of another key': () => channelToken({}, generateKeyPairSync('ed25519').privateKey),
  'signed with a shared secret': () => channelToken({}, createSecretKey(Buffer.alloc(32, 1)), 'HS256'),
  'that has expired': () => channelToken({ iat: seconds() - 660, exp: seconds() - 601 }),
  'that is older than ten minutes': () => channelToken({ iat: seconds() - 700, exp: seconds() - 400 }),
  'for an hour': () => channelToken({ exp: seconds() + 3_600 }),
  'of tomorrow': () => channelToken({ iat: seconds() + 86_400, exp: seconds() + 86_460 }),
  'that does not expire': () => channelToken({ exp: undefined } as never),
};

test.each(Object.entries(badChannels))('a channel’s token %s opens nothing', async (_, make) => {
  const token = await make();
  for (const { method, path } of routes.filter(({ caller }) => caller === 'channel'))
    expect(await status(token, { method, path: addressOf(path) })).toBe(401);
});

test('a channel’s token opens no route of an agent, and nothing is kept of any try', async () => {
  const token = await channelToken();
  for (const { method, path } of agentRoutes)
    expect(await status(token, { method, path: addressOf(path) })).toBe(403);
  expect(await api.rows()).toBe(before + 1);
});
