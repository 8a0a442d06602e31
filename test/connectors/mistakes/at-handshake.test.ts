/** What stands between a connection and an answer is told by its cause: certificates, ports, hosts, addresses. */
import { once } from 'node:events';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCatalogue, isErrorCode } from '../../../src/contracts/errors/catalogue.js';
import { openHttpClient } from '../../../src/connectors/http/client.js';
import { type Authority, makeAuthority } from '../../support/certificates.js';

let authority: Authority;
const servers: Server[] = [];

beforeAll(() => {
  authority = makeAuthority();
});
afterAll(async () => {
  authority[Symbol.dispose]();
  for (const server of servers) {
    server.close();
    await once(server, 'close');
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function secure(given: { host?: string; days?: number }): Promise<number> {
  const { cert, key } = authority.issue({ name: 'shop', ...given });
  return listening(createServer({ cert, key }, (_, response) => response.end('{}')));
}

/** The code of a request to an address, and what the catalogue says to do. */
async function codeOf(url: string, ca?: string): Promise<string> {
  using client = openHttpClient(
    { connection: ['127.0.0.1'], operator: ['127.0.0.1'] },
    ca === undefined ? {} : { ca: [ca] },
  );
  const request = { method: 'GET', url: new URL(url), headers: {}, timeoutMs: 10_000 } as const;
  const outcome = await client.send(request);
  return outcome.is === 'response' ? String(outcome.status) : outcome.code;
}

const hintOf = (code: string): string => (isErrorCode(code) ? errorCatalogue[code].hint : '');

test('a private authority is to be named, and then it is trusted', async () => {
  const url = `https://127.0.0.1:${await secure({})}/`;
  expect(await codeOf(url)).toBe('tls_untrusted');
  expect(hintOf('tls_untrusted')).toContain('`tls: { ca: authority.pem }`');
  expect(await codeOf(url, authority.ca)).toBe('200');
});

test('an expired certificate is to be renewed', async () => {
  expect(await codeOf(`https://127.0.0.1:${await secure({ days: -1 })}/`, authority.ca)).toBe('tls_expired');
  expect(hintOf('tls_expired')).toContain('Renew');
});

test('a certificate of another host is not one of a strange authority', async () => {
  const port = await secure({ host: 'DNS:other.example' });
  expect(await codeOf(`https://127.0.0.1:${port}/`, authority.ca)).toBe('tls_other_name');
  expect(hintOf('tls_other_name')).toContain('`baseUrl`');
});

test('a port that speaks plain HTTP speaks no TLS', async () => {
  const port = await listening(createPlain((_, response) => response.end('{}')));
  expect(await codeOf(`https://127.0.0.1:${port}/`, authority.ca)).toBe('tls_not_spoken');
  expect(hintOf('tls_not_spoken')).toContain('`http://`');
});
