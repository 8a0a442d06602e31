/** Sockets through a forward proxy: HTTP CONNECT (RFC 9110 §9.3.6) to the address that the policy has checked. */
import { Agent as HttpAgent, type ClientRequest, type OutgoingHttpHeaders, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as startTls, type ConnectionOptions } from 'node:tls';
import type { EgressProxy } from './egress-routes.js';

/** Why there is no tunnel; codes of `failures.ts`. */
class ProxyFailure extends Error {
  readonly code: 'PROXY_UNREACHABLE' | 'PROXY_REFUSED' | 'PROXY_UNAUTHORIZED' | 'TARGET_UNREACHABLE';

  constructor(code: ProxyFailure['code']) {
    super('no tunnel');
    this.code = code;
  }
}

/** What an agent is told about a socket that it needs. */
export interface SocketOptions extends ConnectionOptions {
  host: string;
  port: number;
  lookup: LookupFunction;
  /** Aborted once the socket is no longer needed. */
  given: AbortSignal;
}

type Done = (error: Error | null, socket: Duplex) => void;

/** Sockets for http targets through the proxy. */
export class TunnelAgent extends HttpAgent {
  readonly #proxy: EgressProxy;

  constructor(proxy: EgressProxy, options: ConstructorParameters<typeof HttpAgent>[0]) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: object, done?: Done): undefined {
    hand(openTunnel(this.#proxy, options as SocketOptions), done); // of `gotOptions` in client.ts
  }
}

/** Sockets for https targets: TLS with the target itself, inside the tunnel. */
export class SecureTunnelAgent extends HttpsAgent {
  readonly #proxy: EgressProxy;

  constructor(proxy: EgressProxy, options: ConstructorParameters<typeof HttpsAgent>[0]) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: object, done?: Done): undefined {
    const wanted = options as SocketOptions; // as above
    const tunnel = openTunnel(this.#proxy, wanted);
    hand(
      tunnel.then((socket) => secure(socket, wanted)),
      done,
    );
  }
}

/** Passes a socket, or why there is none, to the agent that waits for it. */
export function hand(socket: Promise<Duplex>, done: Done | undefined): void {
  socket.then(
    (open) => done?.(null, open),
    // Only errors are thrown here; and given one, Node takes no socket, whatever its type says.
    (error: unknown) => done?.(error as Error, undefined as never),
  );
}

async function openTunnel(proxy: EgressProxy, { host, port, lookup, given }: SocketOptions): Promise<Duplex> {
  const address = await checkedAddress(host, lookup);
  const target = `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
  const authorization = proxy.authorization();
  return connectBy(proxy, target, {
    given,
    headers: {
      host: target,
      ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
    },
  });
}

/** The name is resolved here, not by the proxy: what was checked is what it connects to. IPv4 goes first. */
function checkedAddress(host: string, lookup: LookupFunction): Promise<string> {
  return new Promise((settle, fail) => {
    lookup(host, { all: true }, (error, found) => {
      if (error) {
        fail(error);
        return;
      }
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      settle(addresses.find((address) => isIP(address) === 4) ?? addresses[0] ?? host);
    });
  });
}

interface Connect {
  given: AbortSignal;
  headers: OutgoingHttpHeaders;
}

function connectBy(proxy: EgressProxy, target: string, { given, headers }: Connect): Promise<Duplex> {
  const { host, port } = proxy;
  const options = {
    host,
    port,
    method: 'CONNECT',
    path: target,
    headers,
    agent: false,
    signal: given,
  } as const;
  return new Promise((settle, fail) => {
    const outgoing: ClientRequest = proxy.secure
      ? secureRequest({ ...options, rejectUnauthorized: true })
      : request(options);
    outgoing.once('connect', ({ statusCode = 0 }, socket: Duplex, early: Buffer) => {
      // Only the target may speak in a tunnel, and it waits for our request.
      if (statusCode >= 200 && statusCode < 300 && early.length === 0) settle(socket);
      else {
        socket.destroy();
        fail(new ProxyFailure(failureOf(statusCode)));
      }
    });
    outgoing.once('error', () => {
      fail(new ProxyFailure('PROXY_UNREACHABLE'));
    });
    outgoing.end();
  });
}

function failureOf(status: number): ProxyFailure['code'] {
  // Some proxies answer a wrong password with 401.
  if (status === 407 || status === 401) return 'PROXY_UNAUTHORIZED';
  return status >= 500 ? 'TARGET_UNREACHABLE' : 'PROXY_REFUSED';
}

function secure(tunnel: Duplex, { given, ...options }: SocketOptions): Promise<Duplex> {
  return new Promise((settle, fail) => {
    const socket = startTls({ ...options, socket: tunnel });
    const giveUp = (): void => {
      socket.destroy(new Error('given up'));
    };
    given.addEventListener('abort', giveUp);
    socket.once('secureConnect', () => {
      given.removeEventListener('abort', giveUp);
      socket.off('error', fail);
      settle(socket);
    });
    socket.once('error', fail);
    if (given.aborted) giveUp();
  });
}
