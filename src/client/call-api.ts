/** One request to the HTTP API, and the product's errors out of its problems. */
import { isErrorCode } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** Where the API is, and who calls. */
export interface HttpAccess {
  /** `https://host`, with the part of a path that a proxy puts before `/v1`, if it does. */
  url: string;
  /** A channel's key, or an agent's token. */
  key: string;
}

interface CallOptions {
  query?: Readonly<Record<string, string>>;
  /** Sent with POST; without one it is a GET. */
  body?: object;
}

/** Longest time for an answer, ms: more than a request may wait for replies. */
const timeoutMs = 60_000;

/** A path under `/v1/merchants/`, its values escaped. */
export const path = (parts: TemplateStringsArray, ...values: string[]): string =>
  parts.map((part, index) => part + encodeURIComponent(values[index] ?? '')).join('');

/** The body of the answer; throws the error that a problem tells, `api_unreachable` for whatever is no answer of ours. */
export async function callApi(
  { url, key }: HttpAccess,
  place: string,
  { query = {}, body }: CallOptions = {},
): Promise<unknown> {
  const address = `${url.replace(/\/$/, '')}/v1/merchants/${place}?${new URLSearchParams(query).toString()}`;
  const { status, value } = await ask(address, {
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    // A key goes to the address that it was given for, and to no other.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (status < 300) return value;
  throw problemError(status, value);
}

async function ask(address: string, request: RequestInit): Promise<{ status: number; value: unknown }> {
  try {
    const response = await fetch(address, request);
    return { status: response.status, value: await response.json() };
  } catch (cause) {
    const { origin } = new URL(address);
    throw new OrderlyError('api_unreachable', `The API at ${origin} did not answer`, { cause });
  }
}

function problemError(status: number, value: unknown): OrderlyError {
  const problem = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { code, detail, hint } = problem;
  // A newer API may know codes that this client does not.
  if (typeof code !== 'string' || !isErrorCode(code) || typeof detail !== 'string')
    return new OrderlyError(
      'api_unreachable',
      `The API answered with status ${status} and an unknown problem`,
    );
  return new OrderlyError(code, detail, typeof hint === 'string' ? { hint } : {});
}

/** Values as a query writes them, without those that are missing. */
export const queryOf = (
  values: Readonly<Record<string, string | number | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
