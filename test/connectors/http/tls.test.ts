import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpOutcome, type HttpRequest, openHttpClient } from '../../../src/connectors/http/client.js';
import {
  type Authority,
  type Certificate,
  makeAuthority,
  pfxPassphrase,
} from '../../support/certificates.js';

const local = { connection: ['127.0.0.1'], operator: ['127.0.0.1'] };

let authority: Authority;
let server: Server;
let url: URL;
let client1: Certificate;
let client2: Certificate;
/** Who was shown on which socket. */
let seen: { who: string; port: number }[] = [];

beforeAll(async () => {
  authority = makeAuthority();
  client1 = authority.issue({ name: 'client-1' });
  client2 = authority.issue({ name: 'client-2' });
  const { cert, key } = authority.issue({ name: 'server' });
  server = createServer({ cert, key, ca: authority.ca, requestCert: true, rejectUnauthorized: false });
  server.on('request', (request, response) => {
    const socket = request.socket as unknown as TLSSocket; // of an https server
    const who = socket.getPeerCertificate().subject as { CN?: string } | undefined;
    seen.push({ who: who?.CN ?? 'nobody', port: socket.remotePort ?? 0 });
    request.resume().on('end', () => response.end(who?.CN ?? 'nobody'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  authority[Symbol.dispose]();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const get = (request: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeoutMs: 5000,
  ...request,
});

const bodyOf = (outcome: HttpOutcome): string =>
  outcome.is === 'response' ? outcome.body.toString() : outcome.code;

describe('whom a request trusts', () => {
  test('an authority of its own is refused until a file names it', async () => {
    using plain = openHttpClient(local);
    expect(await plain.send(get())).toEqual({ is: 'unsent', code: 'tls_untrusted' });
    using knowing = openHttpClient(local, { ca: [authority.ca] });
    expect(bodyOf(await knowing.send(get()))).toBe('nobody');
    expect(bodyOf(await plain.send(get({ tls: { ca: [authority.ca] } })))).toBe('nobody');
    expect(await plain.send(get())).toEqual({ is: 'unsent', code: 'tls_untrusted' });
  });

  test('a certificate of another host is refused, whoever has signed it', async () => {
    const { cert, key } = authority.issue({ name: 'other', host: 'DNS:other.example' });
    const other = createServer({ cert, key }, (_request, response) => response.end('never'));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const there = new URL(`https://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    using client = openHttpClient(local, { ca: [authority.ca] });
    expect(await client.send(get({ url: there }))).toEqual({ is: 'unsent', code: 'tls_other_name' });
    expect(await client.send(get({ method: 'POST', body: 'x', url: there }))).toEqual({
      is: 'unsent',
      code: 'tls_other_name',
    });
    other.close();
    await once(other, 'close');
  });

  test('an expired certificate, and a system without TLS, are told as what they are', async () => {
    const expired = createServer({ ...authority.issue({ name: 'server', days: -1 }), pfx: undefined });
    const plain = createPlainServer((_request, response) => response.end('never'));
    using client = openHttpClient(local, { ca: [authority.ca] });
    for (const [listening, code] of [
      [expired, 'tls_expired'],
      [plain, 'tls_not_spoken'],
    ] as const) {
      listening.listen(0, '127.0.0.1');
      await once(listening, 'listening');
      const there = new URL(`https://127.0.0.1:${(listening.address() as AddressInfo).port}/`);
      expect(await client.send(get({ url: there }))).toEqual({ is: 'unsent', code });
      listening.close();
      await once(listening, 'close');
    }
  });

  test('a system that wants a client certificate is told as such', async () => {
    const { cert, key } = authority.issue({ name: 'server' });
    const wanting = createServer({ cert, key, ca: authority.ca, requestCert: true });
    wanting.listen(0, '127.0.0.1');
    await once(wanting, 'listening');
    const there = new URL(`https://127.0.0.1:${(wanting.address() as AddressInfo).port}/`);
    using client = openHttpClient(local, { ca: [authority.ca] });
    expect(await client.send(get({ url: there }))).toMatchObject({ code: 'tls_certificate_wanted' });
    wanting.close();
    await once(wanting, 'close');
  });

  test('verification stays on where the environment turns it off', async () => {
    const code = `
      const { openHttpClient } = await import(${JSON.stringify(new URL('../../../src/connectors/http/client.ts', import.meta.url).href)});
      const client = openHttpClient(${JSON.stringify(local)});
      const request = { method: 'GET', url: new URL(${JSON.stringify(url.href)}), headers: {}, timeoutMs: 5000 };
      process.stdout.write(JSON.stringify(await client.send(request)));`;
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '' };
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    expect(JSON.parse(stdout)).toEqual({ is: 'unsent', code: 'tls_untrusted' });
  });
});

describe('a client certificate', () => {
  test('is shown as PEM and as PKCS #12', async () => {
    using client = openHttpClient(local, { ca: [authority.ca] });
    const { cert, key, pfx } = client1;
    expect(bodyOf(await client.send(get({ tls: { cert, key } })))).toBe('client-1');
    expect(bodyOf(await client.send(get({ tls: { pfx, passphrase: pfxPassphrase } })))).toBe('client-1');
    const write = get({ method: 'POST', body: 'x', tls: { cert, key } });
    expect(bodyOf(await client.send(write))).toBe('client-1');
  });

  test('never shares its socket with a request without it, or with another one', async () => {
    seen = [];
    using client = openHttpClient(local, { ca: [authority.ca] });
    const who = [client1, undefined, client2, undefined, client1, client2, client1, undefined];
    for (const certificate of who) {
      const tls = certificate && { cert: certificate.cert, key: certificate.key };
      await client.send(get(tls ? { tls } : {}));
    }
    expect(seen.map((hit) => hit.who)).toEqual(who.map((one) => nameOf(one)));
    const ports = new Map(seen.map((hit) => [hit.port, hit.who]));
    // One socket for each of the three, kept open.
    expect([...ports.values()].sort()).toEqual(['client-1', 'client-2', 'nobody']);
  });

  test('that cannot be used leaves the request unsent', async () => {
    using client = openHttpClient(local, { ca: [authority.ca] });
    const { cert, pfx } = client1;
    for (const tls of [
      { cert, key: 'no key' },
      { cert, key: client2.key },
      { pfx, passphrase: 'wrong' },
    ])
      expect(await client.send(get({ tls }))).toEqual({ is: 'unsent', code: 'tls_failed' });
  });
});

const nameOf = (one: Certificate | undefined): string =>
  one === client1 ? 'client-1' : one === client2 ? 'client-2' : 'nobody';
