/** The last check before a request leaves: made once its socket is ready, which is then handed over at once. */
import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { hand, type SocketOptions } from './tunnel.js';

/** Whether the request may be sent now. */
export type Gate = () => Promise<boolean>;

/** A code of `failures.ts`. */
class GateClosed extends Error {
  readonly code = 'GATE_CLOSED';
}

/** Makes a fresh agent connect first, then ask, and only then hand the socket to its request. */
export function behindGate<A extends Agent>(agent: A, gate: Gate): A {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const { given } = options as unknown as SocketOptions; // of `gotOptions` in client.ts
    hand(
      readySocket(connect, options, given).then((socket) => throughGate(socket, gate, given)),
      done,
    );
    return undefined;
  };
  return agent;
}

/** A socket that is connected and, for TLS, past its handshake. */
function readySocket(
  connect: Agent['createConnection'],
  options: Parameters<Agent['createConnection']>[0],
  given: AbortSignal,
): Promise<Duplex> {
  return new Promise((settle, fail) => {
    const socket = connect(options, (error, open?: Duplex) => {
      // A tunnel brings a ready socket; Node's own agents have already returned theirs, and bring nothing.
      if (error) fail(error);
      else if (open) settle(open);
    });
    if (!socket) return;
    socket.once('error', fail);
    const giveUp = destroyer(socket, fail);
    given.addEventListener('abort', giveUp, { once: true });
    socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => {
      given.removeEventListener('abort', giveUp);
      settle(socket);
    });
    if (given.aborted) giveUp();
  });
}

/** Awaits nothing between the gate's answer and handing over the socket; the request is sent at the next tick. */
function throughGate(socket: Duplex, gate: Gate, given: AbortSignal): Promise<Duplex> {
  return new Promise((settle, fail) => {
    // It stays attached: a socket may fail at any time until its request listens.
    socket.on('error', fail);
    const giveUp = destroyer(socket, fail);
    const close = destroyer(socket, fail, new GateClosed('the gate is closed'));
    if (given.aborted) {
      giveUp();
      return;
    }
    given.addEventListener('abort', giveUp, { once: true });
    asked(gate).then((open) => {
      given.removeEventListener('abort', giveUp);
      if (!open) close();
      else if (!isUntouched(socket)) giveUp();
      else settle(socket);
    }, close);
  });
}

/** A gate that throws synchronously counts as one that rejects. */
const asked = async (gate: Gate): Promise<boolean> => gate();

/** Whether the server neither sent data nor hung up while the gate was asked, as nothing was sent to it yet. */
const isUntouched = (socket: Duplex): boolean => socket.writable && socket.readableLength === 0;

const destroyer =
  (socket: Duplex, fail: (error: Error) => void, reason = new Error('given up')) =>
  (): void => {
    socket.destroy();
    fail(reason);
  };
