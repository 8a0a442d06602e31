/** An API of the shop: how requests of one kind are answered, without knowing of sockets. */
import type { IncomingHttpHeaders } from 'node:http';

/** A request whose body has been read whole. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path with its query, as it came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the requests that are its own, and leaves others to the next API. */
export type Api = (request: ApiRequest) => Answer | undefined;

/** An answer in JSON. */
export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** The idempotency key of a request. */
export function keyOf({ headers }: ApiRequest): string | undefined {
  const key = headers['idempotency-key'];
  return Array.isArray(key) ? key[0] : key;
}

/** The value that a body's JSON stands for; `undefined` if it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
