/** Requests through a forward proxy: the address is checked here, and what fails before the target is unsent. */
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type HttpClientOptions,
  type HttpOutcome,
  type HttpRequest,
  openHttpClient,
} from '../../../src/connectors/http/client.js';
import type { Resolve } from '../../../src/connectors/http/egress-policy.js';
import { EgressProxy } from '../../../src/connectors/http/egress-routes.js';
import { makeAuthority } from '../../support/certificates.js';
import { freePort, hasTinyproxy, serveConnect, startTinyproxy } from '../../support/forward-proxy.js';
import { serve } from '../../support/hostile-server.js';

const local = { connection: ['127.0.0.1', 'shop.example'], operator: ['127.0.0.0/8'] };
/** Every name is this machine. */
const resolve: Resolve = (_name, _options, answer) => {
  answer(null, [{ address: '127.0.0.1', family: 4 }]);
};

const proxyOf = (port: number, user = ''): EgressProxy =>
  EgressProxy.parse(`http://${user}127.0.0.1:${port}`)!;

async function send(
  proxy: EgressProxy,
  url: string,
  request: Partial<HttpRequest> = {},
  options: HttpClientOptions = {},
): Promise<HttpOutcome> {
  using client = openHttpClient(local, { proxy, resolve, ...options });
  return await client.send({
    method: 'POST',
    url: new URL(url),
    headers: {},
    body: '{}',
    timeoutMs: 3000,
    ...request,
  });
}

const read = { method: 'GET', body: undefined } as unknown as Partial<HttpRequest>;

/** The promises that hold whoever made the proxy. */
function tunnels(start: (user?: string) => Promise<AsyncDisposable & { port: number }>): void {
  test('reads and writes of http and https arrive, with the name of the shop', async () => {
    using authority = makeAuthority();
    const { cert, key } = authority.issue({ name: 'shop', host: 'DNS:shop.example' });
    const seen: string[] = [];
    const secure = createServer({ cert, key }, (request, response) => {
      const { servername } = request.socket as unknown as { servername: string };
      seen.push(`${request.method} ${servername} ${request.headers.host}`);
      request.resume().on('end', () => response.end('secure'));
    }).listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const { port } = secure.address() as AddressInfo;
    await using plain = await serve((_hit, response) => response.end('plain'));
    await using started = await start();
    const proxy = proxyOf(started.port);
    const plainUrl = plain.url.replace('127.0.0.1', 'shop.example');
    for (const request of [read, {}]) {
      const outcome = await send(proxy, `https://shop.example:${port}/a`, request, { ca: [authority.ca] });
      expect(outcome.is === 'response' && outcome.body.toString()).toBe('secure');
      expect(await send(proxy, `${plainUrl}/b`, request)).toMatchObject({ is: 'response', status: 200 });
    }
    expect(seen).toEqual([`GET shop.example shop.example:${port}`, `POST shop.example shop.example:${port}`]);
    expect(
      plain.hits.map(({ method, url, headers, body }) => `${method} ${url} ${headers.host} ${body}`),
    ).toEqual([`GET /b ${new URL(plainUrl).host} `, `POST /b ${new URL(plainUrl).host} {}`]);
    expect(plain.hits[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(await send(proxy, `https://shop.example:${port}/a`)).toEqual({
      is: 'unsent',
      code: 'tls_untrusted',
    });
    secure.closeAllConnections();
    secure.close();
    await once(secure, 'close');
  });

  test('a target that is down is not connected', async () => {
    await using started = await start();
    const outcome = await send(proxyOf(started.port), `http://shop.example:${await freePort()}/`);
    expect(outcome).toEqual({ is: 'unsent', code: 'not_connected' });
  });

  test('reads keep their tunnel, writes take a new one', async () => {
    await using shop = await serve((_hit, response) => response.end('{}'));
    await using started = await start();
    using client = openHttpClient(local, { proxy: proxyOf(started.port), resolve });
    const request = { url: new URL(shop.url), headers: {}, timeoutMs: 3000 };
    for (const method of ['GET', 'GET', 'POST', 'GET'] as const) await client.send({ ...request, method });
    expect(shop.hits.map(({ headers }) => headers.connection)).toEqual([
      'keep-alive',
      'keep-alive',
      'close',
      'keep-alive',
    ]);
  });
}

describe('through a proxy', () => {
  tunnels(async () => {
    const proxy = await serveConnect();
    return { port: proxy.raw.port, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
  });

  test('it gets the checked address and its own credentials, and no name', async () => {
    await using shop = await serve((_hit, response) => response.end());
    await using proxy = await serveConnect();
    const { port } = new URL(shop.url);
    await send(proxyOf(proxy.raw.port, 'us%40er:p%3Ass@'), `http://shop.example:${port}/x`);
    const basic = Buffer.from('us@er:p:ss').toString('base64');
    expect(proxy.heads[0]?.split('\r\n').slice(0, 3)).toEqual([
      `CONNECT 127.0.0.1:${port} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      `proxy-authorization: Basic ${basic}`,
    ]);
    expect(proxy.heads[0]).not.toContain('shop.example');
  });

  test('what the policy refuses never reaches it', async () => {
    await using proxy = await serveConnect();
    for (const url of ['http://10.0.0.1/', 'https://169.254.169.254/', 'http://[::1]/'])
      expect(await send(proxyOf(proxy.raw.port), url)).toEqual({ is: 'unsent', code: 'egress_refused' });
    const inside: Resolve = (_name, _options, answer) => {
      answer(null, [{ address: '10.0.0.1', family: 4 }]);
    };
    const named = await send(proxyOf(proxy.raw.port), 'https://shop.example/', {}, { resolve: inside });
    expect(named).toEqual({ is: 'unsent', code: 'egress_refused' });
    expect(proxy.raw.sockets().ever).toBe(0);
  });

  test.each([
    [
      '407',
      'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n',
      'proxy_unauthorized',
    ],
    ['403', 'HTTP/1.1 403 Forbidden\r\ncontent-length: 9\r\n\r\nforbidden', 'proxy_refused'],
    ['302', 'HTTP/1.1 302 Found\r\nlocation: http://shop.example/\r\n\r\n', 'proxy_refused'],
    ['502', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'not_connected'],
    ['504', 'HTTP/1.1 504 Gateway Timeout\r\n\r\n', 'not_connected'],
    ['200 and an answer of its own', `HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}`, 'proxy_refused'],
    ['100 kB of header', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`, 'proxy_unreachable'],
    ['no HTTP', 'no HTTP at all\r\n\r\n', 'proxy_unreachable'],
  ])('that says %s the request is unsent', async (_name, said, code) => {
    await using proxy = await serveConnect((socket) => socket.write(said));
    for (const url of ['http://127.0.0.1:9/', 'https://127.0.0.1:9/'])
      expect(await send(proxyOf(proxy.raw.port), url)).toEqual({ is: 'unsent', code });
    expect(await proxy.raw.idle()).toBe(true);
  });

  test('that is silent the request is unsent at the deadline, and no socket stays', async () => {
    await using proxy = await serveConnect(() => undefined);
    for (const request of [read, {}]) {
      const outcome = await send(proxyOf(proxy.raw.port), 'http://127.0.0.1:9/', {
        ...request,
        timeoutMs: 200,
      });
      expect(outcome).toEqual({ is: 'unsent', code: 'timed_out' });
    }
    expect(await proxy.raw.idle()).toBe(true);
  });

  test('whose tunnel is silent under TLS the request is unsent at the deadline', async () => {
    await using proxy = await serveConnect((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    const outcome = await send(proxyOf(proxy.raw.port), 'https://127.0.0.1:9/', { timeoutMs: 200 });
    expect(outcome).toEqual({ is: 'unsent', code: 'timed_out' });
    expect(await proxy.raw.idle()).toBe(true);
  });

  test('that is down the request is unsent', async () => {
    const outcome = await send(proxyOf(await freePort()), 'https://127.0.0.1:9/');
    expect(outcome).toEqual({ is: 'unsent', code: 'proxy_unreachable' });
  });

  test('an abort is unsent too', async () => {
    const control = new AbortController();
    await using proxy = await serveConnect(() => {
      control.abort();
    });
    const outcome = await send(proxyOf(proxy.raw.port), 'http://127.0.0.1:9/', { signal: control.signal });
    expect(outcome).toEqual({ is: 'unsent', code: 'cancelled' });
    expect(await proxy.raw.idle()).toBe(true);
  });
});

(hasTinyproxy ? describe : describe.skip)(
  `through tinyproxy${hasTinyproxy ? '' : ' (tinyproxy is not installed)'}`,
  () => {
    tunnels(() => startTinyproxy());

    test('its user and password are asked for', async () => {
      await using shop = await serve((_hit, response) => response.end());
      await using started = await startTinyproxy('BasicAuth orderly letmepass');
      const known = await send(proxyOf(started.port, 'orderly:letmepass@'), shop.url);
      expect(known).toMatchObject({ is: 'response', status: 200 });
      for (const user of ['', 'orderly:wrong@'])
        expect(await send(proxyOf(started.port, user), shop.url)).toMatchObject({
          is: 'unsent',
          code: 'proxy_unauthorized',
        });
      expect(shop.hits).toHaveLength(1);
    });

    test('a port that it does not connect to is refused', async () => {
      await using shop = await serve((_hit, response) => response.end());
      await using started = await startTinyproxy('ConnectPort 443');
      expect(await send(proxyOf(started.port), shop.url)).toEqual({ is: 'unsent', code: 'proxy_refused' });
      expect(shop.hits).toHaveLength(0);
    });
  },
);

test('credentials of a proxy are in nothing that is printed', () => {
  const proxy = EgressProxy.parse('https://user:hunter2@proxy.internal:8443');
  expect(proxy?.authorization()).toBe(`Basic ${Buffer.from('user:hunter2').toString('base64')}`);
  const printed = [inspect(proxy, { depth: 9, showHidden: true }), JSON.stringify(proxy), String(proxy)].join(
    '\n',
  );
  expect(printed).not.toContain('hunter2');
  expect(printed).not.toContain(Buffer.from('user:hunter2').toString('base64'));
  expect(String(proxy)).toBe('proxy.internal:8443');
});

test.each([
  'proxy.internal:3128',
  'socks5://proxy:1080',
  'http://proxy/path',
  'http://proxy/?a=b',
  '',
  'http://',
])('%j is no proxy', (text) => {
  expect(EgressProxy.parse(text)).toBeUndefined();
});
