/** One request to a service that keeps a master key: a JSON object there and back. */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Outgoing } from '../../connectors/auth/scheme.js';
import type { HttpClient } from '../../connectors/http/client.js';

const LIMITS = { timeoutMs: 10_000, maxBytes: 100_000 } as const;

/** What a service answers; `body` is empty if it is no JSON object. */
export interface ServiceAnswer {
  status: number;
  body: Readonly<Record<string, unknown>>;
}

/** Sends it; `master_key_unavailable` without an answer. */
export async function askService(http: HttpClient, request: Outgoing): Promise<ServiceAnswer> {
  const outcome = await http.send({ ...request, ...LIMITS });
  if (outcome.is !== 'response') throw unavailable(`the request failed with \`${outcome.code}\``);
  return { status: outcome.status, body: objectIn(outcome.body) };
}

/** The failure of a service that answers otherwise than it should; `why` holds nothing that it was sent. */
export const unavailable = (why: string): OrderlyError =>
  new OrderlyError(
    'master_key_unavailable',
    `The service of the master key denies access or does not answer: ${why}`,
  );

/** The failure of a service that cannot unwrap what it is given. */
export const unreadable = (): OrderlyError =>
  new OrderlyError(
    'key_unreadable',
    'The service of the master key cannot unwrap a key: another master key wrapped it',
  );

/** A text of an answer, from base64 if it is bytes. */
export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw unavailable(`its answer contains no ${what}`);
  return value;
}

function objectIn(body: Buffer): ServiceAnswer['body'] {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as ServiceAnswer['body']) : {};
  } catch {
    return {};
  }
}
