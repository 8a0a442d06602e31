/** The end of a browser sign-in: a loopback-only server that waits for the callback (RFC 8252 §7.3). */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** Waits for the browser's callback. */
export interface CallbackServer extends AsyncDisposable {
  /** Where the system sends the browser back to. */
  redirectUri: string;
  /** Passes each callback to `take`, which returns what the browser shows and, to end the wait, a result. */
  wait<Result>(take: (callback: URL) => Promise<Answer<Result>>, ms: number): Promise<Result | undefined>;
}

/** What the browser shows; a result ends the wait. */
interface Answer<Result> {
  status: 200 | 400;
  text: string;
  result?: Result;
}

const PATH = '/callback';

/** Listens on a port of 127.0.0.1 (0 picks a free one); `sign_in_failed` if the port is taken. */
export async function listenForCallback(port: number): Promise<CallbackServer> {
  let take: ((callback: URL) => Promise<Answer<unknown>>) | undefined;
  let settle: (result: unknown) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const server = createServer((request, response) => {
    const callback = new URL(request.url ?? '/', redirectUri);
    // Browsers also request icons.
    if (request.method === 'GET' && callback.pathname === PATH && take)
      take(callback).then(
        ({ status, text, result }) => {
          show(response, status, text, () => {
            if (result !== undefined) settle(result);
          });
        },
        (error: unknown) => {
          show(response, 500, 'The sign-in failed; see the terminal.', () => {
            fail(error);
          });
        },
      );
    else response.writeHead(404).end();
  });
  await listen(server, port);
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`; // it listens on a port
  return {
    redirectUri,
    async wait<Result>(given: (callback: URL) => Promise<Answer<Result>>, ms: number) {
      const taken = new Promise<unknown>((resolve, reject) => ([settle, fail] = [resolve, reject]));
      take = given;
      const timer = setTimeout(() => {
        settle(undefined);
      }, ms);
      const result = await taken.finally(() => {
        clearTimeout(timer);
      });
      return result as Result | undefined; // `settle` gets the result of `take`, or nothing on timeout
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function show(response: ServerResponse, status: number, text: string, then: () => void): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${text}\n`, then);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise<void>((listening, failed) => {
    server.once('error', () => {
      const hint = 'Choose another --port.';
      failed(new OrderlyError('sign_in_failed', `Port ${port} of 127.0.0.1 is taken`, { hint }));
    });
    server.listen(port, '127.0.0.1', listening);
  });
}
