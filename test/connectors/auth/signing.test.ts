/** Every scheme against a server that checks what arrives: the right secret is let in, a wrong one is not. */
import { createHash, createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jwtVerify } from 'jose';
import { oauth1BaseString, oauth1Signature } from '../../../src/connectors/auth/oauth1.js';
import { answerJson, type Hit, type HostileServer, serve } from '../../support/hostile-server.js';
import { ANSWER, connect, order, refund, type Setup } from './support.js';

const SECRET = 'CANARY-4711';
const WRONG = 'CANARY-0815';
/** Secrets that are right in every case. */
const known = { TOKEN: 'ts', SESSION: 'st' };
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const locked = (key: KeyObject, passphrase: string): string =>
  key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();

type Check = (hit: Hit) => boolean | Promise<boolean>;
type Case = Pick<Setup, 'auth' | 'files'> & { check: Check; wrongFiles?: Setup['files'] };

/** A server that lets in who passes the check. */
const guarded = (check: Check): Promise<HostileServer> =>
  serve((hit, response) => {
    void Promise.resolve(check(hit)).then((known) => {
      answerJson(response, known ? 200 : 401, known ? ANSWER : { error: 'who are you?' });
    });
  });

const field = (header: string | undefined, name: string): string =>
  new RegExp(`${name}="([^"]*)"`).exec(header ?? '')?.[1] ?? '';

function oauth1Known(hit: Hit): boolean {
  const parameters = [...(hit.headers.authorization ?? '').matchAll(/(oauth_\w+)="([^"]*)"/g)]
    .map(([, name = '', value = '']) => [name, decodeURIComponent(value)] as const)
    .filter(([name]) => name !== 'oauth_signature');
  const sent = {
    method: 'POST' as const,
    url: new URL(`http://${hit.headers.host ?? ''}${hit.url}`),
    headers: { 'content-type': hit.headers['content-type'] ?? '' },
    body: hit.body,
  };
  const signature = oauth1Signature(oauth1BaseString(sent, parameters), {
    consumerSecret: SECRET,
    tokenSecret: 'ts',
    method: 'HMAC-SHA256',
  });
  return decodeURIComponent(field(hit.headers.authorization, 'oauth_signature')) === signature;
}

/** AWS Signature Version 4, from what has arrived. */
function awsKnown({ method, url, headers, body }: Hit): boolean {
  const [, date = '', names = '', signature] =
    /Credential=AK\/(\d{8})\/eu-central-1\/execute-api\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    method,
    path.split('/').map(encodeURIComponent).join('/'),
    query.split('&').sort().join('&'),
    names
      .split(';')
      .map((name) => `${name}:${String(headers[name])}\n`)
      .join(''),
    names,
    sha256(body),
  ].join('\n');
  const scope = [date, 'eu-central-1', 'execute-api', 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), sha256(canonical)].join('\n');
  const key = [...scope, text].reduce<string | Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    `AWS4${SECRET}`,
  );
  return (
    Buffer.isBuffer(key) && key.toString('hex') === signature && headers['x-amz-security-token'] === 'st'
  );
}

const jwtKnown =
  (algorithm: 'ES256' | 'HS256'): Check =>
  async ({ headers }) => {
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    const key = algorithm === 'ES256' ? publicKey : Buffer.from(SECRET);
    try {
      await jwtVerify(token, key, {
        issuer: 'acme',
        algorithms: [algorithm],
        requiredClaims: ['exp', 'iat', 'jti'],
      });
      return true;
    } catch {
      return false;
    }
  };

const seen = new Set<string>();
/** The same value is never taken twice. */
function fresh(value: string | undefined): boolean {
  const isFresh = value !== undefined && value !== '' && !seen.has(value);
  seen.add(value ?? '');
  return isFresh;
}

const cases: Record<string, Case> = {
  basic: {
    auth: 'scheme: basic\nuser: anna\npassword: ${secret.S}',
    check: ({ headers }) =>
      headers.authorization === `Basic ${Buffer.from(`anna:${SECRET}`).toString('base64')}`,
  },
  'basic with the key as user': {
    auth: 'scheme: basic\nuser: ${secret.S}',
    check: ({ headers }) => headers.authorization === `Basic ${Buffer.from(`${SECRET}:`).toString('base64')}`,
  },
  bearer: {
    auth: 'scheme: bearer\ntoken: ${secret.S}',
    check: ({ headers }) => headers.authorization === `Bearer ${SECRET}`,
  },
  'api-key in a header': {
    auth: 'scheme: api-key\nheader: X-Key\nprefix: "Key "\nkey: ${secret.S}',
    check: ({ headers }) => headers['x-key'] === `Key ${SECRET}`,
  },
  'api-key in a parameter': {
    auth: 'scheme: api-key\nquery: key\nkey: ${secret.S}',
    check: ({ url }) => new URL(url, 'http://x').searchParams.get('key') === SECRET,
  },
  'api-key in a cookie': {
    auth: 'scheme: api-key\ncookie: session\nkey: ${secret.S}',
    check: ({ headers }) => headers.cookie === `session=${SECRET}`,
  },
  'api-key in the body': {
    auth: 'scheme: api-key\nbody: auth.key\nkey: ${secret.S}',
    check: ({ headers, body }) =>
      headers['content-type'] === 'application/json'
        ? body === `{"number":"ä/7","auth":{"key":"${SECRET}"}}`
        : body === `amount=100&reason=%C3%A4+%26%3D%2B&auth.key=${SECRET}`,
  },
  'hmac-signature': {
    auth: `scheme: hmac-signature
key: \${secret.S}
sign: "\${method} \${target} \${host} \${timestamp} \${nonce} \${header.content-type} \${body}"
headers: { X-Time: "\${timestamp}", X-Nonce: "\${nonce}", X-Signature: "v1=\${signature}" }`,
    check: ({ method, url, headers, body }) => {
      const { host, 'x-time': time, 'x-nonce': nonce } = headers;
      const text = [method, url, host, time, nonce, headers['content-type'], body].join(' ');
      return (
        fresh(String(nonce)) &&
        headers['x-signature'] === `v1=${createHmac('sha256', SECRET).update(text).digest('hex')}`
      );
    },
  },
  'hmac-signature in parameters': {
    auth: `scheme: hmac-signature
key: \${secret.S}
sign: "\${path}?\${sortedQuery}\${key}"
query: { partner: "4711", time: "\${timestamp}", nonce: "\${nonce}", sign: "\${signature}" }`,
    check: ({ url }) => {
      const [before = '', signature] = url.split('&sign=');
      const [path = '', query = ''] = before.split('?');
      const text = `${path}?${query.split('&').sort().join('&')}${SECRET}`;
      return (
        /partner=4711&time=\d{10}&/.test(before) &&
        signature === createHmac('sha256', SECRET).update(text).digest('hex')
      );
    },
  },
  oauth1: {
    auth: 'scheme: oauth1\nconsumerKey: ck\nconsumerSecret: ${secret.S}\ntoken: tk\ntokenSecret: ${secret.TOKEN}',
    check: (hit) => fresh(field(hit.headers.authorization, 'oauth_nonce')) && oauth1Known(hit),
  },
  'self-signed-jwt with a shared key': {
    auth: 'scheme: self-signed-jwt\nalg: HS256\nkey: ${secret.S}\nclaims: { iss: acme, jti: "${nonce}" }',
    check: jwtKnown('HS256'),
  },
  'self-signed-jwt with a private key': {
    auth: 'scheme: self-signed-jwt\nalg: ES256\nkey: jwt.pem\npassphrase: ${secret.S}\nclaims: { iss: acme, jti: "${nonce}" }',
    files: { 'jwt.pem': locked(privateKey, SECRET) },
    wrongFiles: { 'jwt.pem': locked(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, WRONG) },
    check: jwtKnown('ES256'),
  },
  'aws-sigv4': {
    auth: 'scheme: aws-sigv4\naccessKeyId: AK\nsecretAccessKey: ${secret.S}\nsessionToken: ${secret.SESSION}\nregion: eu-central-1\nservice: execute-api',
    check: awsKnown,
  },
  custom: {
    auth: 'scheme: module\nmodule: sign.mjs\nsecrets: { key: "${secret.S}" }',
    files: {
      'sign.mjs':
        'export default async (request, { secrets }) => ({ ...request, headers: { ...request.headers, "x-key": secrets.key } });',
    },
    check: ({ headers }) => headers['x-key'] === SECRET,
  },
};

describe.each(Object.entries(cases))('%s', (_name, { check, auth, files = {}, wrongFiles = files }) => {
  test('is let in, with a read and with a form, again and again', async () => {
    await using server = await guarded(check);
    const connection = connect({ auth, files, url: server.url, secrets: { ...known, S: SECRET } });
    for (const call of [order, refund, order, refund]) expect((await call(connection)).is).toBe('done');
  });

  test('is not let in with a wrong secret, is not sent twice, and tells nothing of it', async () => {
    await using server = await guarded(check);
    const events: unknown[] = [];
    const setup = { auth, files: wrongFiles, url: server.url, secrets: { ...known, S: WRONG }, events };
    const attempt = await refund(connect(setup));
    expect(attempt).toEqual({ is: 'later', code: 'unauthorized' });
    expect(server.hits).toHaveLength(1);
    expect(JSON.stringify([attempt, events])).not.toContain('CANARY');
  });
});
