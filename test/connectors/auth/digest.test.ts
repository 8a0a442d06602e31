/** Digest against a server written from RFC 7616, and against Apache's mod_auth_digest. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { digestChallenge } from '../../../src/connectors/auth/digest-challenge.js';
import { type Daemon, isInstalled, startDaemon } from '../../support/daemon.js';
import { answerJson, type Hit, type HostileServer, serve } from '../../support/hostile-server.js';
import { ANSWER, connect, order, refund } from './support.js';

const SECRET = 'CANARY-4711';
const auth = 'scheme: digest\nuser: anna ä\npassword: ${secret.S}';
const digestOf = (url: string, password = SECRET, events: unknown[] = []) =>
  connect({ auth, url, secrets: { S: password }, events });

interface Form {
  algorithm?: string;
  qop?: string;
  userhash?: boolean;
  charset?: boolean;
}

/** Fields of the `Authorization` header. */
const fieldsOf = (header = ''): Record<string, string> =>
  Object.fromEntries(
    [...header.matchAll(/([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(
      ([, name = '', quoted, token]) => [name, quoted ?? token ?? ''],
    ),
  );

/** A server of one challenge at a time; `drop()` lets its nonce grow old. */
async function digestServer({ algorithm, qop, userhash, charset }: Form) {
  let nonce = randomBytes(8).toString('hex');
  const old = new Set<string>();
  const used = new Set<string>();
  const hashName = (algorithm ?? 'MD5')
    .replace(/-sess$/i, '')
    .toLowerCase()
    .replace('sha-256', 'sha256')
    .replace('sha-512-256', 'sha512-256');
  const h = (text: string): string => createHash(hashName).update(text).digest('hex');
  const known = ({ method, url, headers, body }: Hit): boolean => {
    const sent = fieldsOf(headers.authorization);
    const plain = charset ? `UTF-8''anna%20%C3%A4` : Buffer.from('anna ä').toString('latin1');
    const name = userhash ? h('anna ä:shop "1"') : plain;
    const secret = h(`anna ä:shop "1":${SECRET}`);
    const ha1 = algorithm?.endsWith('-sess') ? h(`${secret}:${nonce}:${sent['cnonce']}`) : secret;
    const ha2 = h(qop === 'auth-int' ? `${method}:${url}:${h(body)}` : `${method}:${url}`);
    const middle = qop ? `${nonce}:${sent['nc']}:${sent['cnonce']}:${qop}` : nonce;
    const count = `${nonce} ${sent['nc']}`;
    if (qop && used.has(count)) return false;
    used.add(count);
    return (
      sent['response'] === h(`${ha1}:${middle}:${ha2}`) &&
      sent['uri'] === url &&
      sent['opaque'] === 'o,p' &&
      (sent['username*'] ?? sent['username']) === name
    );
  };
  const server = await serve((hit, response) => {
    if (known(hit)) {
      answerJson(response, 200, ANSWER);
      return;
    }
    const stale = old.has(fieldsOf(hit.headers.authorization)['nonce'] ?? '');
    const parameters = [
      'realm="shop \\"1\\""',
      `nonce="${nonce}"`,
      'opaque="o,p"',
      ...(qop ? [`qop="${qop}"`] : []),
      ...(algorithm ? [`algorithm=${algorithm}`] : []),
      ...(userhash ? ['userhash=true'] : []),
      ...(charset ? ['charset=UTF-8'] : []),
      ...(stale ? ['stale=TRUE'] : []),
    ];
    response
      .writeHead(401, { 'www-authenticate': ['Basic realm="a, b"', `Digest ${parameters.join(', ')}`] })
      .end();
  });
  return {
    server,
    drop() {
      old.add(nonce);
      nonce = randomBytes(8).toString('hex');
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const statuses = (server: HostileServer): (string | undefined)[] =>
  server.hits.map(({ headers }) => fieldsOf(headers.authorization)['nc']);

describe('digest', () => {
  const forms: Form[] = ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess', 'SHA-512-256'].flatMap((algorithm) =>
    ['auth', 'auth-int'].map((qop) => ({ algorithm, qop })),
  );
  test.each<Form>([
    ...forms,
    {},
    { qop: 'auth' },
    { qop: 'auth', charset: true },
    { algorithm: 'SHA-256', qop: 'auth', userhash: true },
  ])('%j: the first request asks for the challenge, and all later ones answer it at once', async (form) => {
    await using shop = await digestServer(form);
    const connection = digestOf(shop.server.url);
    for (const call of [refund, order, refund]) expect((await call(connection)).is).toBe('done');
    expect(shop.server.hits).toHaveLength(4);
    if (form.qop) expect(statuses(shop.server)).toEqual([undefined, '00000001', '00000002', '00000003']);
  });

  test('a wrong password ends after the answer to the first challenge, and is tried once in a later attempt', async () => {
    await using shop = await digestServer({ qop: 'auth' });
    const events: unknown[] = [];
    const connection = digestOf(shop.server.url, 'CANARY-0815', events);
    const attempt = await refund(connection);
    expect(attempt).toEqual({ is: 'later', code: 'unauthorized' });
    expect(shop.server.hits).toHaveLength(2);
    expect(await refund(connection)).toEqual({ is: 'later', code: 'unauthorized' });
    expect(shop.server.hits).toHaveLength(3);
    expect(JSON.stringify([attempt, events])).not.toContain('CANARY');
  });

  test('a stale nonce is met with its successor, once', async () => {
    await using shop = await digestServer({ qop: 'auth', algorithm: 'SHA-256' });
    const connection = digestOf(shop.server.url);
    await refund(connection);
    shop.drop();
    expect((await refund(connection)).is).toBe('done');
    expect(statuses(shop.server)).toEqual([undefined, '00000001', '00000002', '00000001']);
  });

  test('concurrent calls use each count once', async () => {
    await using shop = await digestServer({ qop: 'auth' });
    const connection = digestOf(shop.server.url);
    await refund(connection);
    const attempts = await Promise.all(Array.from({ length: 20 }, () => refund(connection)));
    expect(attempts.every(({ is }) => is === 'done')).toBe(true);
    expect(new Set(statuses(shop.server).slice(1)).size).toBe(21);
  });

  test('a 401 without a challenge that can be answered is not met with another request', async () => {
    await using server = await serve((_hit, response) => {
      response.writeHead(401, { 'www-authenticate': 'Digest realm="r", nonce="n", algorithm=SHA-1' }).end();
    });
    expect(await refund(digestOf(server.url))).toEqual({ is: 'later', code: 'unauthorized' });
    expect(server.hits).toHaveLength(1);
  });
});

test.each([
  ['Negotiate abc==, Digest realm="a", nonce="n"', 'MD5'],
  ['Digest realm="a",nonce="n",algorithm=TOKEN, Digest realm="a", nonce="n", algorithm="SHA-256"', 'SHA-256'],
  ['NTLM, digest REALM=a , NONCE=n,qop="auth-int , auth"', 'MD5'],
])('the first challenge that can be answered is found in %s', (header, algorithm) => {
  expect(digestChallenge(header)).toMatchObject({
    realm: 'a',
    nonce: 'n',
    hash: algorithm.replace('-', '').toLowerCase(),
  });
});

test.each([
  undefined,
  '',
  'Basic realm="x"',
  'Digest realm="a"',
  'Digest nonce="n"',
  'Digest realm="a", nonce="n", qop="other"',
])('there is none in %j', (header) => {
  expect(digestChallenge(header)).toBeUndefined();
});

/** Apache in front of a server that answers whomever it lets through. */
function apache(backend: string): Promise<Daemon> {
  const modules = '/usr/lib/apache2/modules';
  const loaded = [
    'mpm_event',
    'authn_core',
    'authn_file',
    'authz_core',
    'authz_user',
    'auth_digest',
    'proxy',
    'proxy_http',
  ];
  const ha1 = createHash('md5').update(`anna ä:orders:${SECRET}`).digest('hex');
  return startDaemon('apache2', (folder, port) => ({
    files: {
      users: `anna ä:orders:${ha1}\n`,
      'httpd.conf': `
ServerRoot ${folder}
${loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User nobody\nGroup nogroup' : ''}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
DefaultRuntimeDir ${folder}
Mutex file:/tmp default
AllowEncodedSlashes NoDecode
ProxyPass / ${backend}/ nocanon
<Location />
  AuthType Digest
  AuthName orders
  AuthDigestProvider file
  AuthDigestNonceLifetime 1
  AuthUserFile ${folder}/users
  Require valid-user
</Location>
`,
    },
    args: ['-f', `${folder}/httpd.conf`, '-D', 'FOREGROUND'],
  }));
}

const describeApache = isInstalled('apache2') ? describe : describe.skip;
describeApache(
  `Apache's mod_auth_digest${isInstalled('apache2') ? '' : ' (apache2 is not installed)'}`,
  () => {
    test('lets in who has the password, also after its nonce has grown old, and nobody else', async () => {
      await using backend = await serve((_hit, response) => {
        answerJson(response, 200, ANSWER);
      });
      await using daemon = await apache(backend.url);
      const connection = digestOf(`http://127.0.0.1:${daemon.port}`);
      for (const call of [refund, order, refund]) expect((await call(connection)).is).toBe('done');
      await sleep(2_100);
      expect((await refund(connection)).is).toBe('done');
      expect(backend.hits).toHaveLength(4);
      expect(await refund(digestOf(`http://127.0.0.1:${daemon.port}`, 'wrong'))).toMatchObject({
        code: 'unauthorized',
      });
      expect(backend.hits).toHaveLength(4);
    });
  },
);
