/** A webhook that keeps what it gets, and answers as it is told. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came. */
export interface Delivered {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A webhook. */
export interface Hook extends AsyncDisposable {
  url: string;
  delivered: Delivered[];
  /** The statuses of the next answers; 204 when there are none. */
  answers: number[];
}

/** Starts one on this machine. */
export async function startHook(): Promise<Hook> {
  const hook: Pick<Hook, 'delivered' | 'answers'> = { delivered: [], answers: [] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      hook.delivered.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(hook.answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  return Object.assign(hook, {
    url: `http://127.0.0.1:${port}/approvals`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((settle) =>
        server.close(() => {
          settle();
        }),
      ),
  });
}

/** Whether a delivery bears the signature of the secret, worked out anew. */
export function isSigned({ headers, body }: Delivered, secret: string): boolean {
  const [id, at] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update([id, at, body].join('.')).digest('base64');
  return headers['webhook-signature'] === `v1,${signature}`;
}
