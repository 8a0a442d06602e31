/** What is wrong with an `auth:` block is said at its place, and never with a secret in it. */
import { expect, test } from 'vitest';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { build } from './support.js';

const CANARY = 'CANARY-4711';

test.each([
  [
    'a key with a line break in a header',
    'scheme: api-key\nheader: X-Key\nkey: "${secret.BROKEN}"',
    'auth.key',
  ],
  [
    'a key with a semicolon in a cookie',
    'scheme: api-key\ncookie: c\nkey: "${secret.SEMICOLON}"',
    'auth.key',
  ],
  ['a token with a line break', 'scheme: bearer\ntoken: "${secret.BROKEN}"', 'auth.token'],
  ['a key that is no hex', hmac('keyEncoding: hex'), 'auth.key'],
  ['a hash that is not known', hmac('algorithm: md5'), 'auth.algorithm'],
  ['a name that a template does not know', hmac('', '${bodyhash} ${secret.S}'), 'auth.sign'],
  ['a `${` in a secret', hmac('', '${method} ${secret.PLACE}'), 'auth.sign'],
  ['a signature within what is signed', hmac('', '${signature}'), 'auth.sign'],
  [
    'PLAINTEXT',
    'scheme: oauth1\nconsumerKey: c\nconsumerSecret: "${secret.S}"\nmethod: PLAINTEXT',
    'auth.method',
  ],
  ['a key that is none', 'scheme: self-signed-jwt\nalg: RS256\nkey: "-----BEGIN ${secret.S}"', 'auth.key'],
  ['a key file that is not there', 'scheme: self-signed-jwt\nalg: RS256\nkey: gone.pem', 'auth.key'],
  [
    'a life that is no time',
    'scheme: self-signed-jwt\nalg: HS256\nkey: "${secret.S}"\nlife: soon',
    'auth.life',
  ],
  ['an algorithm without a key', 'scheme: self-signed-jwt\nalg: none\nkey: "${secret.S}"', 'auth.alg'],
  [
    'a region that is none',
    'scheme: aws-sigv4\naccessKeyId: a\nsecretAccessKey: "${secret.S}"\nregion: EU\nservice: s3',
    'auth.region',
  ],
  ['a user with a colon', 'scheme: digest\nuser: "a:b"\npassword: "${secret.S}"', 'auth.user'],
  [
    'a password with a control character',
    'scheme: digest\nuser: a\npassword: "${secret.BROKEN}"',
    'auth.password',
  ],
  [
    'a secret that is not set, deep inside',
    'scheme: module\nmodule: sign.mjs\nsecrets: { a: "${secret.NONE}" }',
    'auth.secrets.a',
  ],
])('%s is an issue', (_name, auth, path) => {
  const secrets = {
    S: CANARY,
    BROKEN: `${CANARY}\n`,
    SEMICOLON: `${CANARY};`,
    PLACE: `${CANARY}\${${CANARY}}`,
  };
  const { issues } = build({ auth, secrets, files: { 'sign.mjs': '' } });
  expect(issues.map((issue) => issue.path)).toEqual([path]);
  expect(issues[0]!.message).not.toBe('');
  expect(JSON.stringify(issues)).not.toContain(CANARY);
});

function hmac(more: string, sign = '${body}'): string {
  return `scheme: hmac-signature\nkey: "\${secret.S}"\nsign: "${sign}"\nheaders: { X-S: "\${signature}" }\n${more}`;
}

test('two places for one key are an issue', () => {
  const { connection, issues } = build({ auth: 'scheme: api-key\ncookie: c\nheader: h\nkey: k' });
  expect(connection).toBeUndefined();
  expect(issues.map(({ path }) => path)).toContain('auth.cookie');
});

test('a signature that goes nowhere is an issue', () => {
  const auth = 'scheme: hmac-signature\nkey: k\nsign: "${body}"\nheaders: { X-Time: "${timestamp}" }';
  const [issue, ...more] = build({ auth }).issues;
  expect(issue).toMatchObject({ code: 'connection_invalid', path: 'auth' });
  expect(more.map(({ code, path }) => [code, path])).toEqual([['connection_secret_plain', 'auth.key']]);
});

test('a request that has no place for the credentials is an issue at the operation', () => {
  const operation = (auth: string, request: string): string => `connection: shop
connector: declarative
baseUrl: https://shop.example
auth: ${auth}
operations:
  orders.get:
    request: ${request}
    fields: { ref: $.id, number: $.no, status: { path: $.state, values: { NEW: open } } }
`;
  const places = (auth: string, request: string): string[] =>
    checkConnection({ file: 'shop.yaml', text: operation(auth, request) })
      .issues.filter(({ code }) => code === 'connection_auth_invalid')
      .map(({ path }) => path);
  const get = '{ method: GET, path: "/o/${inputs.number}" }';
  const post = '{ method: POST, path: /o, form: { n: "${inputs.number}" } }';
  const wss = '{ scheme: ws-security, user: a, password: "${secret.S}" }';
  const inBody = '{ scheme: api-key, body: key, key: "${secret.S}" }';
  expect(places(wss, get)).toEqual(['operations.orders.get.request']);
  expect(places(wss, post)).toEqual(['operations.orders.get.request']);
  expect(places(inBody, get)).toEqual(['operations.orders.get.request']);
  expect(places(inBody, post)).toEqual([]);
  expect(places('{ scheme: bearer, token: "${secret.S}" }', get)).toEqual([]);
});
