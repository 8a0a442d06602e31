/** Tokens of a sign-in and of a channel that open nothing, by what is wrong with them. */
import { createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { newKeys } from '../../security/identity/support/issuer.js';
import type { TestApi } from './api.js';

/** Tokens by their names, within what of a token they are wrong in. */
export type BadTokens = Record<string, Record<string, (api: TestApi) => string | Promise<string>>>;

const seconds = (): number => Math.floor(Date.now() / 1_000);

/** A token of the channel `chat` with other claims, or signed otherwise. */
export const channelToken = (
  { chatKey }: TestApi,
  claims: JWTPayload = {},
  key = chatKey,
  alg = 'EdDSA',
): Promise<string> =>
  new SignJWT({ iss: 'chat', aud: 'orderly/demo', iat: seconds(), exp: seconds() + 60, ...claims })
    .setProtectedHeader({ alg })
    .sign(key);

/** What no route of an agent is opened by. */
export const badAgents: BadTokens = {
  issuer: {
    another: ({ issuer }) => issuer.token({ iss: 'https://login.other.example' }),
    'with a slash more': ({ issuer }) => issuer.token({ iss: `${issuer.url}/` }),
    none: ({ issuer }) => issuer.token({ iss: undefined }),
  },
  audience: {
    another: ({ issuer }) => issuer.token({ aud: 'desk' }),
    none: ({ issuer }) => issuer.token({ aud: undefined }),
  },
  key: {
    another: async ({ issuer }) => issuer.token({}, { key: (await newKeys()).privateKey }),
    unknown: async ({ issuer }) =>
      issuer.token({}, { key: (await newKeys()).privateKey, header: { kid: 'k9' } }),
    'its own': async ({ issuer }) => {
      const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
      return issuer.token({}, { key: (await newKeys()).privateKey, header: { jwk } });
    },
    'of another body': async ({ issuer }) => {
      const [head = '', , signature = ''] = (await issuer.token({ email: 'eve@demo.example' })).split('.');
      const [, body = ''] = (await issuer.token()).split('.');
      return `${head}.${body}.${signature}`;
    },
    'of a channel': (api) => channelToken(api, { iss: 'anna' }),
  },
  algorithm: {
    'none, without a signature': ({ issuer }) =>
      new UnsecuredJWT({ email: 'anna@demo.example' })
        .setIssuer(issuer.url)
        .setAudience('orderly')
        .setIssuedAt()
        .setExpirationTime('5m')
        .encode(),
    none: async ({ issuer }) => {
      const [, body = ''] = (await issuer.token()).split('.');
      return `${Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url')}.${body}.AAAA`;
    },
    'a shared secret, which is the public key': ({ issuer }) => {
      const pem = createPublicKey({ key: issuer.jwk() as never, format: 'jwk' });
      const text = pem.export({ type: 'spki', format: 'pem' });
      return issuer.token({}, { key: Buffer.from(text), header: { alg: 'HS256' } });
    },
    'a shared secret, which is the key set': ({ issuer }) => {
      const key = createSecretKey(JSON.stringify(issuer.jwk()), 'utf8').export();
      return issuer.token({}, { key, header: { alg: 'HS256' } });
    },
    'with a header that must be understood': ({ issuer }) =>
      issuer.token({}, { header: { crit: ['x'], x: 1 } }).catch(() => 'a.b.c'),
  },
  age: {
    expired: ({ issuer }) => issuer.token({ iat: seconds() - 900, exp: seconds() - 61 }),
    'without end': ({ issuer }) => issuer.token({ exp: undefined }),
    'without beginning': ({ issuer }) => issuer.token({ iat: undefined }),
    'of tomorrow': ({ issuer }) => issuer.token({ iat: seconds() + 86_400, exp: seconds() + 90_000 }),
    'not before tomorrow': ({ issuer }) => issuer.token({ nbf: seconds() + 86_400, exp: seconds() + 90_000 }),
  },
  name: {
    unknown: ({ issuer }) => issuer.token({ email: 'eve@demo.example' }),
    'in other letters': ({ issuer }) => issuer.token({ email: 'Anna@demo.example' }),
    'that nobody has checked': ({ issuer }) => issuer.token({ email_verified: false }),
    'in a token that is very long': ({ issuer }) => issuer.token({ note: 'n'.repeat(8_000) }),
  },
};

/** What no route of a channel is opened by. */
export const badChannels: BadTokens = {
  issuer: {
    'another channel': (api) => channelToken(api, { iss: 'mail' }),
    'a channel without keys': (api) => channelToken(api, { iss: 'without-key' }),
    'a property’s name': (api) => channelToken(api, { iss: '__proto__' }),
    nobody: (api) => channelToken(api, { iss: undefined } as never),
  },
  audience: {
    'another merchant': (api) => channelToken(api, { aud: 'orderly/other' }),
    nobody: (api) => channelToken(api, { aud: 'orderly' }),
  },
  key: { another: (api) => channelToken(api, {}, generateKeyPairSync('ed25519').privateKey) },
  algorithm: {
    'a shared secret': (api) => channelToken(api, {}, createSecretKey(Buffer.alloc(32, 1)), 'HS256'),
  },
  age: {
    expired: (api) => channelToken(api, { iat: seconds() - 660, exp: seconds() - 601 }),
    'older than ten minutes': (api) => channelToken(api, { iat: seconds() - 700, exp: seconds() - 400 }),
    'for an hour': (api) => channelToken(api, { exp: seconds() + 3_600 }),
    'of tomorrow': (api) => channelToken(api, { iat: seconds() + 86_400, exp: seconds() + 86_460 }),
    'without end': (api) => channelToken(api, { exp: undefined } as never),
  },
};
