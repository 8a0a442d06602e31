/** Finds out why no connection to Temporal comes about: gRPC itself tells only that none does. */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { ConnectionOptions } from '@temporalio/client';
import { tlsFailureOf, type TlsCode } from '../../contracts/tls-failure.js';

const DEADLINE_MS = 3_000;

/** How every HTTP/2 client begins (RFC 9113), whom a server answers with its own settings. */
const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);

/** Why TLS does not come about as it is set; undefined if it is not TLS. */
export async function probeTls({
  address,
  tls,
}: { address: string } & Pick<ConnectionOptions, 'tls'>): Promise<TlsCode | undefined> {
  const place = placeOf(address);
  if (place === undefined) return undefined;
  if (!tls) return needsTls(place);
  const own = tls === true ? {} : tls;
  const name = own.serverNameOverride ?? (isIP(place.host) === 0 ? place.host : undefined);
  const pair = own.clientCertPair;
  const end = await greeted(() =>
    connectTls({
      ...{ ...place, ALPNProtocols: ['h2'] },
      ...(name === undefined ? {} : { servername: name }),
      ...(own.serverRootCACertificate === undefined ? {} : { ca: Buffer.from(own.serverRootCACertificate) }),
      ...(pair === undefined ? {} : { cert: Buffer.from(pair.crt), key: Buffer.from(pair.key) }),
    }),
  );
  if (end === 'answered') return undefined;
  if (end === 'turned away') return 'tls_certificate_wanted';
  return tlsFailureOf(end) ?? ((await speaksPlain(place)) ? 'tls_not_spoken' : undefined);
}

interface Place {
  host: string;
  port: number;
}

function placeOf(address: string): Place | undefined {
  if (!URL.canParse(`temporal://${address}`)) return undefined;
  const { hostname, port } = new URL(`temporal://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 7233) };
}

async function needsTls(place: Place): Promise<TlsCode | undefined> {
  // Whoever it is, that it speaks TLS at all is what is asked.
  const end = await greeted(() => connectTls({ ...place, ALPNProtocols: ['h2'], rejectUnauthorized: false }));
  if (typeof end === 'string') return 'tls_needed';
  return tlsFailureOf(end) === 'tls_certificate_wanted' ? 'tls_needed' : undefined;
}

const speaksPlain = async (place: Place): Promise<boolean> =>
  (await greeted(() => connectPlain(place))) === 'answered';

/**
 * What comes of greeting a server: that it answers; that it agrees on TLS and on HTTP/2 and then turns its client away, whose
 * certificate it judges last; or how that failed.
 */
async function greeted(open: () => Socket): Promise<'answered' | 'turned away' | Error> {
  return new Promise((resolve) => {
    let socket: Socket | undefined;
    let agreed = false;
    const done = (end: 'answered' | Error): void => {
      socket?.destroy();
      resolve(agreed && end !== 'answered' ? 'turned away' : end);
    };
    try {
      socket = open();
    } catch (error) {
      // A certificate or key that cannot be read.
      resolve(error instanceof Error ? error : new Error('unknown'));
      return;
    }
    socket.setTimeout(DEADLINE_MS, () => {
      agreed = false;
      done(new Error('It takes too long.'));
    });
    socket.once('error', done).once('close', () => {
      done(new Error('It has hung up.'));
    });
    socket.once('secureConnect', () => {
      agreed = socket instanceof TLSSocket && socket.alpnProtocol === 'h2';
    });
    socket.once('data', () => {
      done('answered');
    });
    socket.write(preface);
  });
}
