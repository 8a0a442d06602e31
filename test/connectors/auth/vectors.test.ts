/** Signatures against a second implementation (vectors/make.py names each) and against those that the standards print. */
import { createPrivateKey, generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jwtVerify } from 'jose';
import { sigv4Signed } from '../../../src/connectors/auth/aws-sigv4.js';
import { digestHeader } from '../../../src/connectors/auth/digest.js';
import { digestChallenge } from '../../../src/connectors/auth/digest-challenge.js';
import { HmacSettings, hmacSigned } from '../../../src/connectors/auth/hmac-signature.js';
import { oauth1BaseString, oauth1Header, oauth1Signature } from '../../../src/connectors/auth/oauth1.js';
import type { Outgoing } from '../../../src/connectors/auth/scheme.js';
import { signedJwt } from '../../../src/connectors/auth/self-signed-jwt.js';
import { passwordDigest } from '../../../src/connectors/auth/ws-security.js';

type Vector = Record<string, string>;

function vectors(name: string): Vector[] {
  const file = JSON.parse(readFileSync(`test/connectors/auth/vectors/${name}.json`, 'utf8')) as {
    vectors: Vector[];
  };
  expect(file.vectors.length).toBeGreaterThanOrEqual(8);
  return file.vectors;
}

function request(
  method = 'GET',
  url = '',
  headers: Record<string, string> = {},
  body?: string | null,
): Outgoing {
  return {
    method: method as Outgoing['method'],
    url: new URL(url),
    headers,
    ...(body == null ? {} : { body }),
  };
}

const moment = ({ nowMs = '0', random = '' }: Vector) => ({
  nowMs: Number(nowMs),
  random: Buffer.from(random, 'hex'),
});

/** The fields of an Authorization header: their order and blanks are free. */
const fields = (header = ''): Record<string, string> =>
  Object.fromEntries(
    [...header.matchAll(/([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(
      ([, name = '', quoted, token]) => [name, quoted ?? token ?? ''],
    ),
  );

test.each(vectors('hmac'))('hmac-signature: $algorithm of a $keyEncoding key in $encoding', (vector) => {
  const settings = HmacSettings.parse({
    key: vector['key'],
    keyEncoding: vector['keyEncoding'],
    algorithm: vector['algorithm'],
    encoding: vector['encoding'],
    sign: ['${method}', '${path}', '${query}', '${host}', '${timestamp}', '${body}', '${bodyHash}'].join(
      '\n',
    ),
    headers: { 'X-Signature': '${signature}' },
  });
  const signed = hmacSigned(request('POST', vector['url'], {}, vector['body']), settings, moment(vector));
  expect(signed.headers).toEqual({ 'x-signature': vector['signature'] });
});

test.each(vectors('oauth1'))('oauth1: $method $verb $url in the realm $realm', (vector) => {
  const headers = vector['form'] ? { 'content-type': 'application/x-www-form-urlencoded' } : undefined;
  const header = oauth1Header(
    request(vector['verb'], vector['url'], headers, vector['form']),
    {
      consumerKey: 'ck &1',
      consumerSecret: 'cs%/+',
      token: 'tk',
      tokenSecret: 'ts=',
      method: vector['method'] as 'HMAC-SHA1',
      ...(vector['realm'] ? { realm: vector['realm'] } : {}),
    },
    moment(vector),
  );
  expect(header.startsWith('OAuth ')).toBe(true);
  expect(fields(header)).toEqual(fields(vector['authorization']));
});

describe('oauth1: RFC 5849', () => {
  const sign = (base: string, tokenSecret: string): string =>
    oauth1Signature(base, { consumerSecret: 'kd94hf93k423kf44', tokenSecret, method: 'HMAC-SHA1' });
  const common = (timestamp: string, nonce: string): [string, string][] => [
    ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', timestamp],
    ['oauth_nonce', nonce],
  ];

  test('§1.2 asks for a token', () => {
    const parameters = [
      ...common('137131201', 'walatlh'),
      ['oauth_token', 'hh5s93j4hdidpola'] as const,
      ['oauth_verifier', 'hfdp7dh39dks9884'] as const,
    ];
    const base = oauth1BaseString(request('POST', 'https://photos.example.net/token'), parameters);
    expect(sign(base, 'hdhd0244k9j7ao03')).toBe('gKgrFCywp7rO0OXSjdot/IHF7IU=');
  });

  test('§1.2 asks for a photo', () => {
    const parameters = [...common('137131202', 'chapoH'), ['oauth_token', 'nnch734d00sl2jdk'] as const];
    const url = 'http://photos.example.net/photos?file=vacation.jpg&size=original';
    const base = oauth1BaseString(request('GET', url), parameters);
    expect(sign(base, 'pfkkdhi9sl3r4s00')).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=');
  });

  test('§3.4.1.1 builds the base string', () => {
    const form = request(
      'POST',
      'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'c2&a3=2+q',
    );
    const base = oauth1BaseString(form, [
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
    ]);
    expect(base).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });
});

const aws = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

test.each(vectors('aws-sigv4'))('aws-sigv4: $method $url for $service', (vector) => {
  const headers = vector['headers'] as unknown as Record<string, string>;
  const { url, headers: signed } = sigv4Signed(
    request(vector['method'], vector['url'], headers, vector['body']),
    {
      ...aws,
      region: 'eu-central-1',
      service: vector['service'] ?? '',
      ...(vector['sessionToken'] ? { sessionToken: vector['sessionToken'] } : {}),
    },
    moment(vector),
  );
  expect(url.href).toBe(vector['sent']);
  expect(signed['authorization']).toBe(vector['authorization']);
});

/** Signatures of AWS's own test suite for Signature Version 4. */
test.each([
  ['GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'GET',
    '/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  ['POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
])('aws-sigv4: the published vector %s %s', (method, path, signature) => {
  const { headers } = sigv4Signed(
    request(method, `https://example.amazonaws.com${path}`),
    { ...aws, region: 'us-east-1', service: 'service' },
    { nowMs: Date.UTC(2015, 7, 30, 12, 36), random: Buffer.alloc(0) },
  );
  expect(fields(headers['authorization'])['Signature']).toBe(signature);
});

test.each(vectors('digest'))('digest: $challenge and $method by $madeBy', (vector) => {
  const given = Object.entries(vector['challenge'] as unknown as Record<string, string>);
  const challenge = digestChallenge(
    `Digest ${given.map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\')}"`).join(', ')}`,
  )!;
  const header = digestHeader(
    request(vector['method'], vector['url'], {}, vector['body']),
    { user: 'anna', password: 'p:ä"ss' },
    challenge,
    { count: 1, cnonce: vector['cnonce'] ?? '' },
  );
  expect(fields(header)['response']).toBe(vector['response']);
});

describe('digest: the standards print', () => {
  const use = { count: 1, cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' };
  const rfc7616 = (algorithm: string): string =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
  const mufasa = (header: string, password: string, uses = use): string =>
    fields(
      digestHeader(
        request('GET', 'http://www.example.org/dir/index.html'),
        { user: 'Mufasa', password },
        digestChallenge(header)!,
        uses,
      ),
    )['response'] ?? '';

  test('RFC 7616 §3.9.1: MD5', () => {
    expect(mufasa(rfc7616('MD5'), 'Circle of Life')).toBe('8ca523f5e9506fed4657c9700eebdbec');
  });

  test('RFC 7616 §3.9.1: SHA-256', () => {
    expect(mufasa(rfc7616('SHA-256'), 'Circle of Life')).toBe(
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });

  test('RFC 2617 §3.5', () => {
    const header =
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    expect(mufasa(header, 'Circle Of Life', { count: 1, cnonce: '0a4f113b' })).toBe(
      '6629fae49393a05397450978507c4ef1',
    );
  });
});

/** The key that RFC 8037 A.1 publishes. */
const ed25519 = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  },
});
const claims = { iss: ['acme'], aud: [['https://shop.example'], ['b']], sub: ['ü'] };
const anyRequest = request('GET', 'https://shop.example/');

test.each(vectors('jwt'))('self-signed-jwt: $alg with the name $kid for $life s', async (vector) => {
  const { key, kid } = vector;
  const token = await signedJwt(
    anyRequest,
    {
      alg: vector['alg'] as 'HS256',
      claims,
      life: Number(vector['life']) * 1000,
      ...(kid ? { kid } : {}),
    },
    key ? Buffer.from(key) : ed25519,
    moment(vector),
  );
  expect(token).toBe(vector['token']);
});

test.each(['RS256', 'RS384', 'RS512'] as const)('self-signed-jwt: %s is verified by OpenSSL', async (alg) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const token = await signedJwt(anyRequest, { alg, claims, life: 1000 }, privateKey, moment({ nowMs: '0' }));
  const [head, payload, signature = ''] = token.split('.');
  const hash = `sha${alg.slice(2)}`;
  const signed = Buffer.from(`${head}.${payload}`);
  expect(verify(hash, signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
});

test.each(['ES256', 'PS256'] as const)('self-signed-jwt: %s is verified by its public key', async (alg) => {
  const { privateKey, publicKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = moment({ nowMs: String(Date.now()) });
  const token = await signedJwt(anyRequest, { alg, claims, life: 300_000 }, privateKey, now);
  expect((await jwtVerify(token, publicKey)).payload.iss).toBe('acme');
});

test.each(vectors('ws-security'))('ws-security: the digest of $password at $created', (vector) => {
  const nonce = Buffer.from(vector['nonce']!, 'base64');
  expect(passwordDigest(nonce, vector['created']!, vector['password']!)).toBe(vector['digest']);
});
