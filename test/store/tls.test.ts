/** What is told when TLS to PostgreSQL does not come about. The server here speaks the beginning of its protocol, and real TLS. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import { type Authority, type Certificate, makeAuthority } from '../support/certificates.js';

let own: Authority;
let other: Authority;
let folder: string;
const servers: Server[] = [];

beforeAll(async () => {
  [own, other] = [makeAuthority(), makeAuthority()];
  folder = await mkdtemp(join(tmpdir(), 'orderly-tls-'));
  writeFileSync(join(folder, 'own.pem'), own.ca);
  writeFileSync(join(folder, 'other.pem'), other.ca);
});

afterAll(async () => {
  for (const server of servers) {
    server.close();
    await once(server, 'close');
  }
  own[Symbol.dispose]();
  other[Symbol.dispose]();
  await rm(folder, { recursive: true });
});

interface Manner {
  /** With which TLS is spoken; none without one. */
  certificate?: Certificate;
  /** How a start is refused, under the code of credentials. */
  refusal?: string;
}

/** A fatal error of the protocol: severity, code and message. */
function refused(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C28000\0M${message}\0\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

const SSL_REQUEST = 80_877_103;

function speak(socket: Socket, { certificate, refusal = 'no' }: Manner): void {
  socket.on('error', () => undefined);
  socket.once('data', (first: Buffer) => {
    if (first.readInt32BE(4) !== SSL_REQUEST) {
      socket.end(refused(refusal));
      return;
    }
    socket.write(certificate === undefined ? 'N' : 'S');
    if (certificate === undefined) return;
    const { cert, key } = certificate;
    const secured = new TLSSocket(socket, { isServer: true, cert, key });
    secured.on('error', () => undefined);
    secured.once('data', () => secured.end(refused(refusal)));
  });
}

async function listening(manner: Manner): Promise<string> {
  const server = createServer((socket) => {
    speak(socket, manner);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `postgresql://orderly:p4ssw0rd@127.0.0.1:${(server.address() as AddressInfo).port}/orderly`;
}

/** How opening the store ends, as it is told. */
async function told(databaseUrl: string): Promise<{ code: string; message: string; hint: string }> {
  const error: unknown = await openStore({ databaseUrl, poolSize: 1 }).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  const { code, message, hint } = error as { code: string; message: string; hint: string };
  expect(message).not.toContain('p4ssw0rd');
  return { code, message, hint };
}

const verified = (authority: 'own' | 'other'): string =>
  `?sslmode=verify-full&sslrootcert=${encodeURIComponent(join(folder, `${authority}.pem`))}`;

// As PostgreSQL 15 writes them.
const noEncryption =
  'no pg_hba.conf entry for host "127.0.0.1", user "orderly", database "orderly", no encryption';
const noCertificate = 'connection requires a valid client certificate';

test('TLS is wanted and none is set', async () => {
  const found = await told(await listening({ refusal: noEncryption }));
  expect(found).toMatchObject({ code: 'tls_needed', hint: expect.stringContaining('sslmode=verify-full') });
  expect(found.message).toMatch(
    /^The store at 127\.0\.0\.1:\d+\/orderly requires TLS, but TLS is not configured$/,
  );
});

test('TLS is set and not spoken', async () => {
  expect(await told(`${await listening({})}${verified('own')}`)).toMatchObject({ code: 'tls_not_spoken' });
});

test('the authority is another one, the certificate has expired, or is for another name', async () => {
  const good = await listening({ certificate: own.issue({ name: 'store' }) });
  expect(await told(`${good}${verified('other')}`)).toMatchObject({
    code: 'tls_untrusted',
    hint: expect.stringContaining('sslrootcert'),
  });
  expect(await told(`${good}?sslmode=verify-full`)).toMatchObject({ code: 'tls_untrusted' });
  const expired = await listening({ certificate: own.issue({ name: 'store', days: -1 }) });
  expect(await told(`${expired}${verified('own')}`)).toMatchObject({ code: 'tls_expired' });
  const elsewhere = await listening({ certificate: own.issue({ name: 'store', host: 'DNS:db.example' }) });
  expect(await told(`${elsewhere}${verified('own')}`)).toMatchObject({ code: 'tls_other_name' });
});

test('a certificate of the client is wanted; credentials alone stay credentials', async () => {
  const certificate = own.issue({ name: 'store' });
  const wanting = await listening({ certificate, refusal: noCertificate });
  expect(await told(`${wanting}${verified('own')}`)).toMatchObject({ code: 'tls_certificate_wanted' });
  const refusing = await listening({ certificate, refusal: 'role "orderly" does not exist' });
  expect(await told(`${refusing}${verified('own')}`)).toMatchObject({
    code: 'store_unavailable',
    hint: expect.stringContaining('user and password'),
  });
});
