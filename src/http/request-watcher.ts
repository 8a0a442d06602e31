/** What one request does on its socket: whether bytes may have left, and what no response may do. */
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** Most interim responses (1xx) that are waited through. */
const MOST_INTERIM = 8;

/** Follows one request from its start. */
export class RequestWatcher {
  #sent = false;
  #socket: Socket | undefined;

  /** Whether bytes of the request may have been sent. */
  get sent(): boolean {
    return this.#sent;
  }

  /** Watches the request; calls `fail` for responses that would never end. */
  watch(outgoing: ClientRequest, url: URL, fail: (error: Error) => void): void {
    const meet = (socket: Socket): void => {
      this.#socket = socket;
      whenConnected(socket, url, () => (this.#sent = true));
    };
    if (outgoing.socket) meet(outgoing.socket);
    else outgoing.once('socket', meet);
    let interim = 0;
    outgoing.on('information', () => {
      if (++interim > MOST_INTERIM) fail(new Error('too many interim answers'));
    });
    // Nobody asked for another protocol (101), and Node never ends such a request.
    outgoing.once('upgrade', (_answer, socket: Socket) => {
      socket.destroy();
      fail(new Error('another protocol'));
    });
  }

  /** After a failure the socket is never reused, whatever is on it. */
  break(): void {
    this.#socket?.destroy();
  }
}

/** Calls back once bytes of the request may leave: connected, and past the TLS handshake. */
function whenConnected(socket: Socket, url: URL, callback: () => void): void {
  const secure = url.protocol === 'https:';
  const busy =
    socket.connecting || (secure && 'secureConnecting' in socket && socket.secureConnecting === true);
  if (busy) socket.once(secure ? 'secureConnect' : 'connect', callback);
  // If a look-up fails at once, the socket is neither connecting nor connected.
  else if (!socket.destroyed) callback();
}
