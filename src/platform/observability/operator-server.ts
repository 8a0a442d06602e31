/** What operators' machines query: /metrics, /healthz, /readyz. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';

/** What the pages need. */
export interface OperatorPages {
  registry: Registry;
  /** Address of the page of Temporal's core, `http://127.0.0.1:<port>/metrics`. */
  coreMetricsUrl: string;
  /** Why the worker is not ready; undefined when it is. */
  notReady(): Promise<string | undefined>;
}

/** How long the core's page is waited for; without it the rest is still served. */
const coreTimeoutMs = 500;

/** Where the pages are served: an address of this machine, and a port (0: any free one). */
interface OperatorPlace {
  host: string;
  port: number;
}

/** Serves the pages; returns their address. Throws `port_in_use`, or `config_invalid` for a place that is none. */
export async function serveOperators(
  pages: OperatorPages,
  { host, port }: OperatorPlace,
): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(pages, request.url ?? '', response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(notServed({ host, port }, error));
    });
    server.listen(port, host, resolve);
  });
  // A listening TCP server has an AddressInfo, never a path.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The product's error for an address that a server could not listen at. */
export function notServed({ host, port }: OperatorPlace, cause: NodeJS.ErrnoException): OrderlyError {
  if (cause.code === 'EADDRINUSE')
    return new OrderlyError('port_in_use', `Port ${port} on ${host} is in use`, { cause });
  const message = `Cannot listen on ${host}, port ${port} (${cause.code})`;
  const hint = 'Correct ORDERLY_HTTP_HOST and ORDERLY_HTTP_PORT.';
  return new OrderlyError('config_invalid', message, { hint, cause });
}

async function answer(pages: OperatorPages, url: string, response: ServerResponse): Promise<void> {
  switch (url.split('?', 1)[0]) {
    case '/metrics':
      response.setHeader('content-type', pages.registry.contentType);
      response.end(`${await pages.registry.metrics()}\n${await coreMetrics(pages.coreMetricsUrl)}`);
      return;
    case '/healthz':
      response.end('ok\n');
      return;
    case '/readyz': {
      const reason = await pages.notReady();
      response.statusCode = reason === undefined ? 200 : 503;
      response.end(`${reason ?? 'ready'}\n`);
      return;
    }
    default:
      response.statusCode = 404;
      response.end('Available: /metrics, /healthz and /readyz.\n');
  }
}

/** The page of Temporal's core; empty while it does not answer. */
export async function coreMetrics(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(coreTimeoutMs) });
    return await response.text();
  } catch {
    return '';
  }
}
