import { describe, expect, test } from '@jest/globals';
import { openHttpClient } from '../../src/http/client.js';
import { type EgressPolicy, guardedLookup, isPrivate, mayConnect } from '../../src/http/egress.js';
import { serve } from '../support/hostile-server.js';

const nobody: EgressPolicy = { connection: [], operator: [] };

describe('refused by default, each for its RFC', () => {
  test.each([
    ['http://0.0.0.0', 'RFC 1122 this host'],
    ['http://10.1.2.3', 'RFC 1918'],
    ['http://172.16.0.1', 'RFC 1918'],
    ['http://172.31.255.255', 'RFC 1918'],
    ['http://192.168.0.1', 'RFC 1918'],
    ['http://100.64.0.1', 'RFC 6598 shared address space'],
    ['http://100.100.100.200', 'metadata in shared address space'],
    ['http://127.0.0.1', 'RFC 1122 loopback'],
    ['http://127.1', 'short form of loopback'],
    ['http://2130706433', 'decimal form of loopback'],
    ['http://0x7f.1', 'hexadecimal form of loopback'],
    ['http://0177.0.0.1', 'octal form of loopback'],
    ['http://127.0.0.1.', 'trailing dot'],
    ['http://①②⑦.0.0.1', 'other digits of loopback'],
    ['http://169.254.169.254', 'RFC 3927 link-local, metadata'],
    ['http://168.63.129.16', 'metadata of a cloud'],
    ['http://192.0.0.1', 'RFC 6890'],
    ['http://192.0.2.1', 'RFC 5737 documentation'],
    ['http://198.18.0.1', 'RFC 2544 benchmarking'],
    ['http://198.51.100.1', 'RFC 5737'],
    ['http://203.0.113.1', 'RFC 5737'],
    ['http://224.0.0.1', 'RFC 5771 multicast'],
    ['http://255.255.255.255', 'RFC 919 broadcast'],
    ['http://[::1]', 'RFC 4291 loopback'],
    ['http://[::]', 'RFC 4291 unspecified'],
    ['http://[::ffff:127.0.0.1]', 'RFC 4291 mapped'],
    ['http://[::ffff:8.8.8.8]', 'RFC 4291 mapped, public too'],
    ['http://[64:ff9b::7f00:1]', 'RFC 6052 NAT64'],
    ['http://[2002:7f00:1::]', 'RFC 3056 6to4'],
    ['http://[2001:0:7f00:1::]', 'RFC 4380 Teredo'],
    ['http://[2001:db8::1]', 'RFC 3849 documentation'],
    ['http://[fc00::1]', 'RFC 4193 unique local'],
    ['http://[fd00:ec2::254]', 'metadata in unique local'],
    ['http://[fe80::1]', 'RFC 4291 link-local'],
    ['http://[ff02::1]', 'RFC 4291 multicast'],
    ['http://user@93.184.216.34', 'user in the address'],
    ['ftp://93.184.216.34', 'no HTTP'],
  ])('%s (%s)', (url) => {
    expect(mayConnect(new URL(url), nobody)).toBe(false);
  });
});

test.each([
  'https://93.184.216.34',
  'https://[2606:2800:220:1::1]',
  'https://shop.example',
  'http://1.1.1.1:8080',
])('%s may be asked', (url) => {
  expect(mayConnect(new URL(url), nobody)).toBe(true);
});

describe('a private address', () => {
  const url = new URL('http://10.1.2.3');
  test.each([
    [['10.0.0.0/8'], ['10.0.0.0/8'], true],
    [['10.1.2.3'], ['10.0.0.0/8'], true],
    [['10.0.0.0/8'], [], false],
    [[], ['10.0.0.0/8'], false],
    [['10.1.2.4'], ['10.0.0.0/8'], false],
  ])('needs the file (%j) and the operator (%j)', (connection, operator, allowed) => {
    expect(mayConnect(url, { connection, operator })).toBe(allowed);
  });
});

describe('a name', () => {
  const look = (policy: EgressPolicy) =>
    new Promise((settle) => {
      guardedLookup(policy)('localhost', { all: true }, (error, addresses) => {
        settle(error ? error.code : addresses);
      });
    });

  test('that resolves to a private address is refused', async () => {
    expect(await look(nobody)).toBe('EGRESS_REFUSED');
  });

  test('is let through when both allow it', async () => {
    const policy = { connection: ['localhost'], operator: ['127.0.0.0/8', '::1'] };
    expect(await look(policy)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]),
    );
  });
});

test('no socket is opened to a refused address', async () => {
  await using server = await serve((_hit, response) => response.end());
  using client = openHttpClient({ connection: ['127.0.0.1'], operator: [] });
  const port = new URL(server.url).port;
  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) {
    const url = new URL(`http://${host}:${port}/`);
    expect(await client.send({ method: 'GET', url, headers: {}, timeoutMs: 1000 })).toEqual({
      is: 'unsent',
      code: 'egress_refused',
    });
  }
  expect(server.hits).toHaveLength(0);
});

test('anything that is no address counts as private', () => {
  expect(isPrivate('nonsense')).toBe(true);
});
