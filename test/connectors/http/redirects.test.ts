/** A read follows its own origin and nobody else; a write follows nobody. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type HttpOutcome, openHttpClient, redirectTarget } from '../../../src/connectors/http/client.js';
import { type RawServer, serveRaw } from '../../support/raw-server.js';
import { serve } from '../../support/hostile-server.js';

const statuses = [301, 302, 303, 307, 308];
const secret = randomBytes(8).toString('hex');

/** A shop whose pages point where the test says, and a canary that both the file and the operator allow. */
async function chain(
  locations: (origin: string, canary: string) => readonly string[],
  { status = 302, method = 'GET' }: { status?: number; method?: 'GET' | 'POST' } = {},
): Promise<{ outcome: HttpOutcome; asked: string[]; canary: RawServer }> {
  await using canary = await serveRaw(
    (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'),
    {
      host: '127.0.0.2',
    },
  );
  let pages: readonly string[] = [];
  await using shop = await serve(({ url }, response) => {
    const location = pages[Number(/\d+/.exec(url)?.[0] ?? '0')];
    if (location === undefined) response.end('arrived');
    else response.writeHead(status, { location }).end('moved');
  });
  pages = locations(shop.url, canary.url);
  using client = openHttpClient({
    connection: ['127.0.0.0/8', 'localhost'],
    operator: ['127.0.0.0/8', '::1'],
  });
  const outcome = await client.send({
    method,
    url: new URL(`${shop.url}/0`),
    headers: { 'x-api-key': secret, authorization: `Bearer ${secret}` },
    ...(method === 'POST' ? { body: secret } : {}),
    timeoutMs: 2000,
  });
  return { outcome, asked: shop.hits.map(({ url }) => url), canary };
}

/** Ways to leave an origin, and the length of the way before. */
const away: [string, (origin: string, canary: string) => string][] = [
  ['an address of another host', (_origin, canary) => `${canary}/1`],
  ['a host without scheme', (_origin, canary) => canary.replace('http:', '') + '/1'],
  ['backslashes', (_origin, canary) => canary.replace('http://', '\\\\') + '/1'],
  ['a slash and a backslash', (_origin, canary) => canary.replace('http://', '/\\') + '/1'],
  ['four slashes', (_origin, canary) => canary.replace('http://', 'HTTP:////') + '/1'],
  ['a tab inside', (_origin, canary) => canary.replace('http', 'ht\ttp') + '/1'],
  ['our own host as a user', (origin, canary) => canary.replace('//', `//${new URL(origin).host}@`) + '/1'],
  ['our own host as user and password', (_origin, canary) => canary.replace('//', '//127.0.0.1:80@')],
  ['a user at our own host', (origin) => origin.replace('//', '//someone@') + '/1'],
  ['another port', (_origin, canary) => `http://127.0.0.1:${new URL(canary).port}/1`],
  ['another name of the same host', (origin) => `http://localhost:${new URL(origin).port}/1`],
  ['https', (origin) => origin.replace('http:', 'https:') + '/1'],
  ['metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data/'],
  ['metadata of a cloud in decimal', () => 'http://2852039166/'],
  ['a file', () => 'file:///etc/hostname'],
  ['a data address', () => 'data:application/json,{}'],
  ['a script', () => 'javascript:alert(1)'],
  ['FTP', (_origin, canary) => canary.replace('http', 'ftp')],
  ['no address', () => 'http://['],
  ['nothing', () => ''],
];

describe('no byte goes to another origin', () => {
  const chains = away.flatMap(([name, location], place) =>
    [0, 1 + (place % 4)].map((before) => ({ name, location, before, status: statuses[place % 5]! })),
  );

  test('there are 40 chains', () => {
    expect(chains).toHaveLength(40);
  });

  test.each(chains)('by $status to $name, after $before own', async ({ location, before, status }) => {
    const { outcome, asked, canary } = await chain(
      (origin, other) => [
        ...Array.from({ length: before }, (_, hop) => `/${hop + 1}`),
        location(origin, other),
      ],
      { status },
    );
    expect(canary.sockets().ever).toBe(0);
    expect(canary.received()).toBe('');
    expect(outcome).toMatchObject({ is: 'response', status });
    expect(asked).toEqual(Array.from({ length: before + 1 }, (_, hop) => `/${hop}`));
  });

  test.each(statuses)('a write does not follow %i, not even at home', async (status) => {
    const home = await chain(() => ['/1'], { status, method: 'POST' });
    expect(home.outcome).toMatchObject({ is: 'response', status });
    expect(home.asked).toEqual(['/0']);
    const gone = await chain((_origin, canary) => [canary], { status, method: 'POST' });
    expect(gone.canary.sockets().ever).toBe(0);
  });
});

describe('a read follows its own origin', () => {
  test.each(statuses)('by %i, with its headers', async (status) => {
    const { outcome, asked } = await chain((origin) => ['/1?a=b#part', `${origin}/2`], { status });
    expect(outcome).toMatchObject({ is: 'response', status: 200 });
    expect(asked).toEqual(['/0', '/1?a=b', '/2']);
  });

  test('five times and no more', async () => {
    const five = await chain(() => ['/1', '/2', '/3', '/4', '/5']);
    expect(five.outcome).toMatchObject({ is: 'response', status: 200 });
    const six = await chain(() => ['/1', '/2', '/3', '/4', '/5', '/6']);
    expect(six.outcome).toMatchObject({ is: 'response', status: 302 });
    expect(six.asked).toHaveLength(6);
  });

  test('never in a circle', async () => {
    const { outcome, asked } = await chain(() => ['/1', '/2', '/0#again']);
    expect(outcome).toMatchObject({ is: 'response', status: 302 });
    expect(asked).toEqual(['/0', '/1', '/2']);
  });

  test('within the time of one request', async () => {
    await using shop = await serve(({ url }, response) => {
      const next = Number(url.slice(1)) + 1;
      setTimeout(() => response.writeHead(302, { location: `/${next}` }).end(), 150);
    });
    using client = openHttpClient({ connection: ['127.0.0.1'], operator: ['127.0.0.1'] });
    const outcome = await client.send({
      method: 'GET',
      url: new URL(`${shop.url}/0`),
      headers: {},
      timeoutMs: 400,
    });
    expect(outcome).toEqual({ is: 'cut', code: 'timed_out' });
  });
});

test.each([
  [300, '/a'],
  [304, '/a'],
  [305, '/a'],
  [200, '/a'],
  [201, '/a'],
  [302, 'http://shop.example/a'],
  [302, 'https://shop.example:8443/a'],
  [302, 'https://shop.example.evil.example/a'],
  [302, 'https://shop.example./a'],
  [302, 'https://SHOP.example@evil.example/a'],
])('%i to %s is not followed', (status, location) => {
  expect(redirectTarget(status, location, new URL('https://shop.example/x'))).toBeUndefined();
});

test.each([
  ['/a', 'https://shop.example/a'],
  ['a', 'https://shop.example/v1/a'],
  ['?page=2', 'https://shop.example/v1/x?page=2'],
  ['HTTPS://Shop.Example:443/a', 'https://shop.example/a'],
  ['//shop.example/a', 'https://shop.example/a'],
])('302 to %s is the same origin', (location, target) => {
  expect(redirectTarget(302, location, new URL('https://shop.example/v1/x'))?.href).toBe(target);
});
