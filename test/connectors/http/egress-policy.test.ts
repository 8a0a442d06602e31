import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { isIP } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHttpClient } from '../../../src/connectors/http/client.js';
import {
  type EgressPolicy,
  guardedLookup,
  isAddressAmong,
  isEgressEntry,
  isPrivate,
  mayConnect,
  type Resolve,
} from '../../../src/connectors/http/egress-policy.js';
import { serve } from '../../support/hostile-server.js';
import { serveRaw } from '../../support/raw-server.js';
import { publicAddresses, refusedHosts, refusedUrls } from './egress-cases.js';

const nobody: EgressPolicy = { connection: [], operator: [] };
const refused = { is: 'unsent', code: 'egress_refused' };

/** Attempts of `send` to open a TCP connection: every one goes through such a handle. Other files of the process open some, too. */
let connects = 0;
const sending = new AsyncLocalStorage<true>();
const hook = createHook({
  init(_id, type) {
    if (type === 'TCPCONNECTWRAP' && sending.getStore() === true) connects += 1;
  },
});
beforeAll(() => {
  hook.enable();
});
afterAll(() => {
  hook.disable();
});

/** What comes of a read, and of a write alike. */
const send = (url: string, policy = nobody, resolve?: Resolve) =>
  sending.run(true, () => sendBoth(url, policy, resolve));

async function sendBoth(url: string, policy: EgressPolicy, resolve?: Resolve) {
  using client = openHttpClient(policy, resolve ? { resolve } : {});
  const request = { url: new URL(url), headers: {}, timeoutMs: 60_000 };
  const read = await client.send({ ...request, method: 'GET' });
  const write = await client.send({ ...request, method: 'POST', body: 'x' });
  expect('code' in write ? write : write.status).toEqual('code' in read ? read : read.status);
  return read;
}

const answering =
  (...addresses: string[]): Resolve =>
  (_name, _options, answer) => {
    answer(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
  };

describe('refused by default', () => {
  test('there are at least 160 cases', () => {
    expect(refusedHosts.length + refusedUrls.length).toBeGreaterThanOrEqual(160);
    expect(new Set(refusedHosts.map(([host]) => host)).size).toBe(refusedHosts.length);
  });

  test.each(refusedHosts)('%s (%s)', async (host) => {
    const before = connects;
    expect(await send(`http://${host}/`)).toEqual(refused);
    expect(await send(`https://${host}:8443/`)).toEqual(refused);
    expect(connects).toBe(before);
  });

  test.each(refusedUrls)('%j (%s)', async (url) => {
    const before = connects;
    expect(await send(url)).toEqual(refused);
    expect(connects).toBe(before);
  });

  test('also by a name that leads there, alone or beside a public one, with no socket', async () => {
    const before = connects;
    const addresses = new Set(
      refusedHosts.map(([host]) => new URL(`http://${host}/`).hostname.replace(/^\[|\]$/g, '')),
    );
    expect(addresses.size).toBeGreaterThan(100);
    for (const address of addresses) {
      expect(await send('https://shop.example/', nobody, answering(address))).toEqual(refused);
      expect(await send('https://shop.example/', nobody, answering('93.184.216.34', address))).toEqual(
        refused,
      );
    }
    expect(connects).toBe(before);
  });

  test('the counter of sockets counts', async () => {
    await using server = await serve((_hit, response) => response.end());
    const before = connects;
    await send(server.url, { connection: ['127.0.0.1'], operator: ['127.0.0.1'] });
    expect(connects).toBe(before + 2);
  });

  test.each(['localhost', 'LOCALHOST', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'ｌｏｃａｌｈｏｓｔ', 'l\u00ADocalhost'])(
    'the name %s',
    async (host) => {
      expect(await send(`http://${host}:9/`)).toEqual(refused);
    },
  );

  test('a name in Punycode like any other', async () => {
    const names: string[] = [];
    const resolve: Resolve = (name, options, answer) => {
      names.push(name);
      answering('10.0.0.1')(name, options, answer);
    };
    expect(await send('https://münchen.example/', nobody, resolve)).toEqual(refused);
    expect(new Set(names)).toEqual(new Set(['xn--mnchen-3ya.example']));
  });
});

describe('a public address', () => {
  test('there are 40', () => {
    expect(publicAddresses).toHaveLength(40);
  });

  test.each(publicAddresses)('%s may be asked', (address) => {
    expect(isPrivate(address)).toBe(false);
    const host = isIP(address) === 6 ? `[${address}]` : address;
    expect(mayConnect(new URL(`https://${host}/`), nobody)).toBe(true);
  });
});

describe('a private address', () => {
  const url = new URL('http://10.1.2.3');
  test.each([
    [['10.0.0.0/8'], ['10.0.0.0/8'], true],
    [['10.1.2.3'], ['10.0.0.0/8'], true],
    [['10.0.0.0/8'], ['10.1.2.3'], true],
    [['10.1.2.3/32'], ['0.0.0.0/0'], true],
    [['192.168.0.1', '10.1.2.3'], ['10.1.2.0/24', '::1'], true],
    [['10.0.0.0/8'], [], false],
    [[], ['10.0.0.0/8'], false],
    [['10.1.2.4'], ['10.0.0.0/8'], false],
    [['10.1.2.3'], ['10.1.3.0/24'], false],
    [['shop.internal'], ['10.0.0.0/8'], false],
    [['::/0'], ['::/0'], false],
  ])('needs the file (%j) and the operator (%j)', (connection, operator, allowed) => {
    expect(mayConnect(url, { connection, operator })).toBe(allowed);
  });

  test.each([
    [['shop.internal'], ['10.0.0.0/8'], true],
    [['SHOP.internal.'], ['shop.internal'], true],
    [['10.0.0.0/8'], ['shop.internal'], true],
    [['shop.internal'], ['shop'], false],
    [['internal'], ['10.0.0.0/8'], false],
    [['shop.internal'], [], false],
    [['other.internal'], ['10.0.0.0/8'], false],
  ])('behind a name too: the file (%j), the operator (%j)', async (connection, operator, allowed) => {
    const found = await new Promise((settle) => {
      guardedLookup({ connection, operator }, answering('10.1.2.3'))(
        'shop.internal',
        { all: true },
        (error) => {
          settle(error === null);
        },
      );
    });
    expect(found).toBe(allowed);
  });

  test('that both allow is reached by name and by address', async () => {
    await using server = await serve((_hit, response) => response.end());
    const { port } = new URL(server.url);
    const policy = { connection: ['shop.internal', '127.0.0.1'], operator: ['127.0.0.0/8'] };
    for (const host of ['shop.internal', '127.0.0.1', '2130706433'])
      expect(await send(`http://${host}:${port}/`, policy, answering('127.0.0.1'))).toMatchObject({
        is: 'response',
      });
    expect(server.hits).toHaveLength(6);
  });
});

describe('a name that changes its answer', () => {
  const good = '127.0.0.1';
  const bad = '127.0.0.2';
  const policy = { connection: [good], operator: [good] };

  test('never leads to what was not checked: 0 hits in 500 turns', async () => {
    await using shop = await serve((_hit, response) => response.end());
    const port = Number(new URL(shop.url).port);
    await using canary = await serveRaw((socket) => socket.end(), { host: bad, port });
    let asked = 0;
    const turns: (readonly string[])[] = [[good], [bad], [good, bad], [bad, good], [good, good]];
    const resolve: Resolve = (name, options, answer) => {
      answering(...(turns[asked++ % turns.length] ?? []))(name, options, answer);
    };
    const outcomes = new Map<string, number>();
    for (let turn = 0; turn < 500; turn += 1) {
      // Each with a socket of its own, as a kept one needs no look-up.
      using client = openHttpClient(policy, { resolve });
      const method = turn % 2 === 0 ? 'GET' : 'POST';
      const outcome = await client.send({
        method,
        url: new URL(`http://shop.internal:${port}/`),
        headers: {},
        timeoutMs: 5000,
      });
      const came = outcome.is === 'response' ? 'response' : outcome.code;
      outcomes.set(came, (outcomes.get(came) ?? 0) + 1);
    }
    expect(asked).toBe(500);
    expect(Object.fromEntries(outcomes)).toEqual({ response: 200, egress_refused: 300 });
    expect(shop.hits).toHaveLength(200);
    expect(canary.sockets().ever).toBe(0);
  });

  const unknown: Resolve = (_name, _options, answer) => {
    answer(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
  };

  test.each([
    ['no address', answering()],
    ['no name', unknown],
  ])('to %s leads nowhere', async (_name, resolve) => {
    const outcome = await send('http://shop.internal/', policy, resolve);
    expect(outcome).toMatchObject({ is: 'unsent' });
  });
});

test('a name of this machine needs both too', async () => {
  const look = (policy: EgressPolicy) =>
    new Promise((settle) => {
      guardedLookup(policy)('localhost', { all: true }, (error, addresses) => {
        settle(error ? error.code : addresses);
      });
    });
  expect(await look(nobody)).toBe('EGRESS_REFUSED');
  const policy = { connection: ['localhost'], operator: ['127.0.0.0/8', '::1'] };
  expect(await look(policy)).toEqual(
    expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]),
  );
});

test('anything that is no address counts as private', () => {
  for (const text of ['nonsense', '', '1.2.3', '1.2.3.4/8', ':::']) expect(isPrivate(text)).toBe(true);
});

test.each([
  ['shop.internal', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0/8', false],
  ['shop.internal/8', false],
  ['*.internal', false],
  ['http://shop.internal', false],
  ['shop.internal:8080', false],
  ['-shop', false],
  ['', false],
])('%j can stand in an allow list: %j', (entry, can) => {
  expect(isEgressEntry(entry)).toBe(can);
});

test.each([
  ['192.0.2.9', ['192.0.2.0/28'], true],
  ['192.0.2.16', ['192.0.2.0/28'], false],
  ['2001:db8::9', ['192.0.2.9', '2001:db8::/64'], true],
  ['192.0.2.9', ['2001:db8::/64'], false],
  ['192.0.2.9', [], false],
])('%s is among %j: %j', (address, entries, among) => {
  expect(isAddressAmong(address, entries)).toBe(among);
});
