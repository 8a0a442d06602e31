/** Whose token counts: the issuer's keys as they are now, in time, for us, and for somebody in the merchant's file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AgentTokens, openAgentTokens } from '../../../src/security/identity/agent-tokens.js';
import { type Issuer, startIssuer } from './support/issuer.js';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(async () => {
  await issuer[Symbol.asyncDispose]();
});

const open = (cooldownMs = 0, egressAllow = ['127.0.0.1'], retryMs = 0): AgentTokens =>
  openAgentTokens({ egressAllow, http: {}, cooldownMs, retryMs });

const names = (changes: object = {}) => ({
  signIn: { issuer: issuer.url, audience: 'orderly', claim: 'email', egressAllow: ['127.0.0.1'], ...changes },
  approvers: { anna: { login: 'anna@demo.example' }, ben: { login: 'ben@demo.example' }, cleo: {} },
});

const who = async (token: string, at = Date.now()): Promise<string | undefined> =>
  (await open().identify(names(), token, at))?.approver;

test('an agent is whom the claim names, since they signed in and until the token ends', async () => {
  const iat = Math.floor(Date.now() / 1_000);
  const token = await issuer.token({ auth_time: iat - 3_600, exp: iat + 60, iat });
  expect(await open().identify(names(), token, Date.now())).toEqual({
    ...{ approver: 'anna', signedInAt: (iat - 3_600) * 1_000, expiresAt: (iat + 60) * 1_000 },
  });
  expect(await who(await issuer.token({ email: 'ben@demo.example', aud: ['desk', 'orderly'] }))).toBe('ben');
  const bySub = names({ claim: 'sub' });
  const approvers = { dana: { login: 'u-1' } };
  const found = await open().identify({ ...bySub, approvers }, await issuer.token(), Date.now());
  expect(found?.approver).toBe('dana');
});

test('a token that does not say when they signed in names them, without that moment', async () => {
  const token = await issuer.token({ auth_time: undefined });
  const found = await open().identify(names(), token, Date.now());
  expect(found).toMatchObject({ approver: 'anna' });
  expect(found?.signedInAt).toBeUndefined();
});

test.each<[string, Record<string, unknown>]>([
  ['nobody in the file', { email: 'eve@demo.example' }],
  ['nobody at all', { email: undefined }],
  ['a list of people', { email: ['anna@demo.example'] }],
  ['an address that nobody has checked', { email_verified: false }],
  ['an address of which nothing is said', { email_verified: undefined }],
  ['an address that is verified in words', { email_verified: 'true' }],
  ['a moment of sign-in that is none', { auth_time: 'now' }],
])('a token of %s names nobody', async (_, claims) => {
  expect(await who(await issuer.token(claims))).toBeUndefined();
});

test('time counts, with a minute for clocks that differ', async () => {
  const token = await issuer.token();
  const now = Date.now();
  expect(await who(token, now + 330_000)).toBe('anna');
  expect(await who(token, now + 365_000)).toBeUndefined();
});

test('a key that is new is fetched, and one that is gone counts no more', async () => {
  const tokens = open();
  const before = await issuer.token();
  expect(await tokens.identify(names(), before, Date.now())).toMatchObject({ approver: 'anna' });
  await issuer.rotate();
  const after = await issuer.token();
  expect(await tokens.identify(names(), after, Date.now())).toMatchObject({ approver: 'anna' });
  expect(await tokens.identify(names(), before, Date.now())).toBeUndefined();
});

test('keys that are rotated again and again have the right verdict at the first call, however lately they were fetched', async () => {
  const tokens = open(3_600_000);
  await tokens.identify(names(), await issuer.token(), Date.now());
  const fetched = issuer.fetched();
  for (let turn = 1; turn <= 3; turn += 1) {
    const before = await issuer.token();
    await issuer.rotate();
    const after = await Promise.all(Array.from({ length: 4 }, () => issuer.token()));
    const found = await Promise.all(after.map((token) => tokens.identify(names(), token, Date.now())));
    expect(found.map((agent) => agent?.approver)).toEqual(['anna', 'anna', 'anna', 'anna']);
    for (let again = 0; again < 3; again += 1)
      expect(await tokens.identify(names(), before, Date.now())).toBeUndefined();
  }
  // Each key id is looked for once, however many tokens name it: three new ones, and the first that was gone.
  expect(issuer.fetched()).toBe(fetched + 4);
});

test('a token that names no key is tried with keys that are fetched anew', async () => {
  const tokens = open(3_600_000);
  const unnamed = () => issuer.token({}, { header: { kid: undefined as unknown as string } });
  expect(await tokens.identify(names(), await unnamed(), Date.now())).toMatchObject({ approver: 'anna' });
  await issuer.rotate();
  expect(await tokens.identify(names(), await unnamed(), Date.now())).toMatchObject({ approver: 'anna' });
});

test('key ids that do not exist make us ask the issuer only now and then', async () => {
  const tokens = open(3_600_000);
  await tokens.identify(names(), await issuer.token(), Date.now());
  const fetched = issuer.fetched();
  for (let count = 0; count < 30; count += 1) {
    const kid = `unknown-${count % 3 === 0 ? 'again' : count}`;
    const token = await issuer.token({}, { header: { kid } });
    expect(await tokens.identify(names(), token, Date.now())).toBeUndefined();
  }
  expect(issuer.fetched()).toBe(fetched + 5);
});

const discovery = '/.well-known/openid-configuration';
test.each<[string, string, { status: number; body: string }]>([
  ['no document', discovery, { status: 500, body: '' }],
  [
    'a document of another issuer',
    discovery,
    { status: 200, body: '{"issuer":"https://e.example","jwks_uri":"https://e.example/k"}' },
  ],
  ['a document without keys', discovery, { status: 200, body: '{}' }],
  ['no keys', '/keys', { status: 404, body: '' }],
  ['keys that are none', '/keys', { status: 200, body: '{"keys":1}' }],
  ['keys that are no JSON', '/keys', { status: 200, body: 'hello' }],
])('an issuer with %s is not there, and is asked again', async (_, path, answer) => {
  const tokens = open();
  const token = await issuer.token();
  issuer.instead.set(path, answer);
  await expect(tokens.identify(names(), token, Date.now())).rejects.toMatchObject({
    code: 'issuer_unavailable',
  });
  issuer.instead.clear();
  expect(await tokens.identify(names(), token, Date.now())).toMatchObject({ approver: 'anna' });
});

test.each([discovery, '/keys'])('an issuer without %s is not asked again at once', async (path) => {
  const tokens = open(0, ['127.0.0.1'], 3_600_000);
  const token = await issuer.token();
  const away = { code: 'issuer_unavailable' };
  issuer.instead.set(path, { status: 500, body: '' });
  await expect(tokens.identify(names(), token, Date.now())).rejects.toMatchObject(away);
  issuer.instead.clear();
  await expect(tokens.identify(names(), token, Date.now())).rejects.toMatchObject(away);
});

test('an issuer in a private network is asked only if the operator allows it', async () => {
  const asked = open(0, []).identify(names(), await issuer.token(), Date.now());
  await expect(asked).rejects.toMatchObject({ code: 'issuer_unavailable' });
});

test('without a sign-in there is nobody', async () => {
  expect(
    await open().identify({ approvers: names().approvers }, await issuer.token(), Date.now()),
  ).toBeUndefined();
});
