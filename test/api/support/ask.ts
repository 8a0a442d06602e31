/** A request that says exactly what a test wants it to say: `fetch` would put right what is wrong. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

/** What to send. */
export interface Asked {
  method?: string;
  /** Path and query, sent as they are. */
  path: string;
  headers?: Readonly<Record<string, string | string[]>>;
  body?: string | Buffer;
}

/** What came back. */
export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

/** Sends a request and reads the whole answer. */
export async function ask(url: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, method, path, headers: { ...headers }, agent: false });
  // A server that has answered may close before it has read a large body.
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  sent.end(body);
  const response = await answer;
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => void chunks.push(chunk));
  await once(response, 'end');
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}
