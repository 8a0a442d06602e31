/** What is told when TLS to Temporal does not come about: which side lacks what, and the setting that mends it. */
import { once } from 'node:events';
import { createSecureServer, createServer, type SecureServerOptions } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTemporal, type TemporalTarget } from '../../../src/platform/temporal/connect.js';
import { type Authority, makeAuthority } from '../../support/certificates.js';

let own: Authority;
let other: Authority;
const servers: Server[] = [];
const sockets = new Set<Socket>();

beforeAll(() => {
  [own, other] = [makeAuthority(), makeAuthority()];
});

afterAll(async () => {
  for (const server of servers) {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  }
  own[Symbol.dispose]();
  other[Symbol.dispose]();
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  // gRPC keeps what it has opened, and HTTP/2 has no end to it.
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server with a certificate of the authority, which speaks HTTP/2 and is no Temporal. */
const secure = (
  issued: { host?: string; days?: number } = {},
  options: SecureServerOptions = {},
): Promise<string> =>
  listening(createSecureServer({ ...own.issue({ name: 'server', ...issued }), pfx: undefined, ...options }));

const ca = () => Buffer.from(own.ca);

/** How connecting ends, as it is told. */
async function told(address: string, tls?: TemporalTarget['tls']) {
  const target = { address, namespace: 'default', ...(tls === undefined ? {} : { tls }) };
  const error: unknown = await connectTemporal(target).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  const { code, message, hint } = error as { code: string; message: string; hint: string };
  return { code, message: message.replace(address, 'HERE'), hint };
}

const clientCertificates = { requestCert: true, rejectUnauthorized: true };

describe('TLS to Temporal', () => {
  // Each waits for gRPC to give up, so they wait together.
  test.concurrent('none is set', async () => {
    expect(await told(await secure())).toEqual({
      code: 'tls_needed',
      message: 'The Temporal server at HERE requires TLS, but TLS is not configured',
      hint: expect.stringContaining('TEMPORAL_TLS=true'),
    });
  });

  test.concurrent('none is set, and a client certificate is wanted', async () => {
    const address = await secure({}, { ...clientCertificates, ca: own.ca });
    expect(await told(address)).toMatchObject({ code: 'tls_needed' });
  });

  test.concurrent('the client certificate is missing, or of another authority', async () => {
    const address = await secure({}, { ...clientCertificates, ca: own.ca });
    const wanted = {
      code: 'tls_certificate_wanted',
      hint: expect.stringContaining('TEMPORAL_TLS_CLIENT_CERT_PATH'),
    };
    const { cert, key } = other.issue({ name: 'client' });
    const clientCertPair = { crt: Buffer.from(cert), key: Buffer.from(key) };
    const found = await Promise.all([
      told(address, { serverRootCACertificate: ca() }),
      told(address, { serverRootCACertificate: ca(), clientCertPair }),
    ]);
    expect(found).toEqual([expect.objectContaining(wanted), expect.objectContaining(wanted)]);
  });

  test.concurrent('the authority is not trusted', async () => {
    const address = await secure();
    const untrusted = {
      code: 'tls_untrusted',
      hint: 'Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to the certificate of its CA.',
    };
    const found = await Promise.all([
      told(address, true),
      told(address, { serverRootCACertificate: Buffer.from(other.ca) }),
    ]);
    expect(found).toEqual([expect.objectContaining(untrusted), expect.objectContaining(untrusted)]);
  });

  test.concurrent('the certificate is for another name, until it is told', async () => {
    const address = await secure({ host: 'DNS:temporal.example' });
    const tls = { serverRootCACertificate: ca() };
    const found = await Promise.all([
      told(address, tls),
      told(address, { ...tls, serverNameOverride: 'temporal.example' }),
    ]);
    expect(found).toMatchObject([
      { code: 'tls_other_name', hint: expect.stringContaining('TEMPORAL_TLS_SERVER_NAME') },
      { code: 'temporal_unavailable' },
    ]);
  });

  test.concurrent('the certificate has expired', async () => {
    const tls = { serverRootCACertificate: ca() };
    expect(await told(await secure({ days: -1 }), tls)).toMatchObject({ code: 'tls_expired' });
  });

  test.concurrent('it is set, and the server does not speak it', async () => {
    expect(await told(await listening(createServer()), true)).toMatchObject({
      code: 'tls_not_spoken',
      hint: expect.stringContaining('TEMPORAL_ADDRESS'),
    });
  });

  test.concurrent('nobody is there', async () => {
    const tls = { serverRootCACertificate: ca() };
    const found = await Promise.all([told('127.0.0.1:1'), told('127.0.0.1:1', tls)]);
    expect(found).toMatchObject([{ code: 'temporal_unavailable' }, { code: 'temporal_unavailable' }]);
  });
});
