/** A gate before the first byte: with real sockets, plain and of TLS, and through a proxy, nothing leaves before it opens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpOutcome, type HttpRequest, openHttpClient } from '../../../src/connectors/http/client.js';
import { EgressProxy } from '../../../src/connectors/http/egress-routes.js';
import { type Authority, makeAuthority } from '../../support/certificates.js';
import { freePort, serveConnect } from '../../support/forward-proxy.js';

const local = { connection: ['127.0.0.1'], operator: ['127.0.0.1'] };
const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

let authority: Authority;
let certificate: { cert: string; key: string };
beforeAll(() => {
  authority = makeAuthority();
  const { cert, key } = authority.issue({ name: 'shop' });
  certificate = { cert, key };
});
afterAll(() => {
  authority[Symbol.dispose]();
});

/** A shop that keeps every byte that reaches it as text, past its TLS. */
interface Shop extends AsyncDisposable {
  port: number;
  /** Connections that came, before any TLS. */
  sockets: Socket[];
  received: () => string;
}

async function openShop(secure: boolean, meet: (socket: Socket) => void = () => undefined): Promise<Shop> {
  const sockets: Socket[] = [];
  let received = '';
  const take = (socket: Socket): void => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      if (received.endsWith('{}') || received.startsWith('GET')) socket.end(ANSWER);
    });
    meet(socket);
  };
  const server = secure ? createTls(certificate, take) : createTcp(take);
  server.on('connection', (socket: Socket) => sockets.push(socket));
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    received: () => received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Way {
  secure: boolean;
  proxied: boolean;
}

/** A shop, and a client that reaches it one way. */
async function openWay({ secure, proxied }: Way, meet?: (socket: Socket) => void) {
  const shop = await openShop(secure, meet);
  const proxy = proxied ? await serveConnect() : undefined;
  const route = proxy && EgressProxy.parse(`http://127.0.0.1:${proxy.raw.port}`);
  const client = openHttpClient(local, { ca: [authority.ca], proxy: route });
  const url = new URL(`http${secure ? 's' : ''}://127.0.0.1:${shop.port}/pay`);
  return {
    shop,
    send: (request: Partial<HttpRequest>): Promise<HttpOutcome> =>
      client.send({ method: 'POST', url, headers: {}, body: '{}', timeoutMs: 60_000, ...request }),
    /** Whether the shop sees no open socket any more. */
    async idle(): Promise<boolean> {
      for (let turn = 0; turn < 1000 && shop.sockets.some(({ closed }) => !closed); turn += 1)
        await sleep(10);
      return shop.sockets.every(({ closed }) => closed);
    },
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await shop[Symbol.asyncDispose]();
      await proxy?.[Symbol.asyncDispose]();
    },
  };
}

const ways: [string, Way][] = [
  ['plain', { secure: false, proxied: false }],
  ['TLS', { secure: true, proxied: false }],
  ['plain through a proxy', { secure: false, proxied: true }],
  ['TLS through a proxy', { secure: true, proxied: true }],
];

describe.each(ways)('%s', (_name, way) => {
  test('nothing has arrived before the gate opens, and all of it after', async () => {
    await using open = await openWay(way);
    const seen: [sockets: number, bytes: string][] = [];
    const outcome = await open.send({
      gate: async () => {
        await sleep(300);
        seen.push([open.shop.sockets.length, open.shop.received()]);
        return true;
      },
    });
    expect(seen).toEqual([[1, '']]);
    expect(outcome).toMatchObject({ is: 'response', status: 200 });
    expect(open.shop.received()).toMatch(/^POST \/pay HTTP\/1\.1\r\n[^]*\r\n\r\n\{\}$/);
    expect(open.shop.sockets).toHaveLength(1);
  });

  test('a closed gate is unsent: a connection, and not one byte of the request', async () => {
    await using open = await openWay(way);
    const outcome = await open.send({ gate: () => Promise.resolve(false) });
    expect(outcome).toEqual({ is: 'unsent', code: 'gate_closed' });
    expect(await open.idle()).toBe(true);
    expect(open.shop.sockets).toHaveLength(1);
    expect(open.shop.received()).toBe('');
  });

  test.each<[string, () => Promise<boolean>]>([
    ['rejects', () => Promise.reject(new Error('no store'))],
    [
      'throws',
      () => {
        throw new Error('no store');
      },
    ],
  ])('a gate that %s is closed', async (_how, gate) => {
    await using open = await openWay(way);
    expect(await open.send({ gate })).toEqual({ is: 'unsent', code: 'gate_closed' });
    expect(await open.idle()).toBe(true);
    expect(open.shop.received()).toBe('');
  });

  test('a time that is up during the gate is unsent, even if the gate opens later', async () => {
    await using open = await openWay(way);
    let answer: (open: boolean) => void = () => undefined;
    const gate = (): Promise<boolean> => new Promise((settle) => (answer = settle));
    expect(await open.send({ gate, timeoutMs: 150 })).toEqual({ is: 'unsent', code: 'timed_out' });
    answer(true);
    expect(await open.idle()).toBe(true);
    expect(open.shop.received()).toBe('');
  });

  test('a time that is up just before the gate opens is unsent', async () => {
    await using open = await openWay(way);
    const gate = (): Promise<boolean> => sleep(250, true);
    expect(await open.send({ gate, timeoutMs: 150 })).toEqual({ is: 'unsent', code: 'timed_out' });
    expect(await open.idle()).toBe(true);
    expect(open.shop.received()).toBe('');
  });

  test('an abort during the gate is unsent', async () => {
    await using open = await openWay(way);
    const control = new AbortController();
    const gate = (): Promise<boolean> => {
      control.abort();
      return sleep(50, true);
    };
    expect(await open.send({ gate, signal: control.signal })).toEqual({ is: 'unsent', code: 'cancelled' });
    expect(await open.idle()).toBe(true);
    expect(open.shop.received()).toBe('');
  });

  test.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.end()],
    ['breaks off', (socket) => socket.destroy()],
    ['answers', (socket) => socket.write(ANSWER)],
  ])('a shop that %s while the gate is asked was sent nothing', async (_how, meet) => {
    let hasMet: () => void = () => undefined;
    const met = new Promise<void>((settle) => (hasMet = settle));
    const meetSoon = (socket: Socket): void => {
      meet(socket);
      hasMet();
    };
    await using open = await openWay(way, (socket) => setTimeout(meetSoon, 20, socket));
    // What the shop did has reached the client a moment later.
    const outcome = await open.send({ gate: () => met.then(() => sleep(200, true)) });
    expect(outcome).toEqual({ is: 'unsent', code: 'not_connected' });
    expect(open.shop.received()).toBe('');
  });

  test('what is lost after the gate has opened is cut', async () => {
    await using open = await openWay(way, (socket) => {
      socket.removeAllListeners('data');
      socket.once('data', () => socket.destroy());
    });
    expect(await open.send({ gate: () => sleep(50, true) })).toEqual({ is: 'cut', code: 'answer_cut' });
  });

  test('a read with a gate has a socket of its own each time', async () => {
    await using open = await openWay(way);
    const gate = (): Promise<boolean> => Promise.resolve(true);
    const read = { method: 'GET', body: undefined, gate } as unknown as Partial<HttpRequest>;
    for (let turn = 0; turn < 2; turn += 1) expect(await open.send(read)).toMatchObject({ is: 'response' });
    expect(open.shop.sockets).toHaveLength(2);
  });
});

test('nobody is asked where no connection stands', async () => {
  using client = openHttpClient(local);
  let asked = 0;
  const gate = (): Promise<boolean> => Promise.resolve(++asked > 0);
  const request = { method: 'POST', headers: {}, body: '{}', timeoutMs: 2000, gate } as const;
  const outcomes = [
    await client.send({ ...request, url: new URL(`http://127.0.0.1:${await freePort()}/`) }),
    await client.send({ ...request, url: new URL('http://no-such-host.invalid/') }),
    await client.send({ ...request, url: new URL('http://10.0.0.1/') }),
  ];
  expect(outcomes.map((outcome) => 'code' in outcome && outcome.code)).toEqual([
    'not_connected',
    'host_unknown',
    'egress_refused',
  ]);
  await using shop = await openShop(true);
  const untrusted = await client.send({ ...request, url: new URL(`https://127.0.0.1:${shop.port}/`) });
  expect(untrusted).toEqual({ is: 'unsent', code: 'tls_untrusted' });
  expect(asked).toBe(0);
});

test('a read with a gate follows no redirect', async () => {
  using client = openHttpClient(local);
  let asked = 0;
  await using shop = await openShop(false, (socket) => {
    socket.removeAllListeners('data');
    socket.once('data', () => socket.end('HTTP/1.1 302 Found\r\nlocation: /on\r\ncontent-length: 0\r\n\r\n'));
  });
  const outcome = await client.send({
    method: 'GET',
    url: new URL(`http://127.0.0.1:${shop.port}/`),
    headers: {},
    timeoutMs: 2000,
    gate: () => Promise.resolve(++asked > 0),
  });
  expect(outcome).toMatchObject({ is: 'response', status: 302 });
  expect(asked).toBe(1);
});
