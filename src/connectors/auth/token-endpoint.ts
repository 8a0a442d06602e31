/** One request to a token endpoint (RFC 6749 §3.2) and its response; tolerates what real servers get wrong. */
import { z } from 'zod';
import { textOf } from '../http/charset.js';
import type { HttpClient, HttpOutcome } from '../http/client.js';
import { lifetimeMs } from './token-source.js';

/** What is sent: parameters in order, as a form or as one JSON object. */
export interface TokenRequest {
  url: URL;
  parameters: readonly (readonly [string, string])[];
  headers?: Readonly<Record<string, string>>;
  as: 'form' | 'json';
  timeoutMs: number;
}

/**
 * `refused`: the server answered without a token (`error` of RFC 6749 §5.2); `unsent`: no byte left; `unclear`: it
 * may have acted, but its response did not arrive.
 */
export type TokenReply =
  | { is: 'token'; value: string; lifetimeMs: number; refresh?: string }
  | { is: 'refused'; status: number; error?: string }
  | { is: 'unsent' | 'unclear'; code: string };

/** Most bytes read of a token endpoint's response. */
export const TOKEN_BYTES = 64_000;

/** Sends one token request. */
export async function askForToken(http: HttpClient, request: TokenRequest): Promise<TokenReply> {
  const { parameters, url, timeoutMs } = request;
  const form = request.as === 'form';
  const outcome = await http.send({
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      ...request.headers,
    },
    body: form ? formBody(parameters) : JSON.stringify(jsonBody(parameters)),
    timeoutMs,
    maxBytes: TOKEN_BYTES,
  });
  return readReply(outcome);
}

function formBody(parameters: TokenRequest['parameters']): string {
  const form = new URLSearchParams();
  for (const [name, value] of parameters) form.append(name, value);
  return form.toString();
}

/** A repeated parameter becomes a list. */
function jsonBody(parameters: TokenRequest['parameters']): Record<string, string | string[]> {
  const body: Record<string, string | string[]> = {};
  for (const [name] of parameters) {
    const values = parameters.filter(([other]) => other === name).map(([, value]) => value);
    body[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return body;
}

/** A token that is safe in a header, with nothing that would end it. */
export const HeaderToken = z
  .string()
  .min(1)
  .max(16_000)
  .regex(/^[\x21-\x7e]+$/);

const TokenBody = z.object({
  access_token: HeaderToken,
  expires_in: z.unknown().optional(),
  // An unusable one must not count as absent: the old one would be sent again.
  refresh_token: z.union([HeaderToken, z.literal(''), z.null()]).optional(),
});

/** The codes of RFC 6749 §5.2 and those of RFC 7521, 7523, 8707; no other word from a server is repeated. */
const KNOWN_ERRORS = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'access_denied',
  'temporarily_unavailable',
  'server_error',
  'slow_down',
]);

function readReply(outcome: HttpOutcome): TokenReply {
  if (outcome.is === 'unsent') return outcome;
  if (outcome.is === 'cut') return { is: 'unclear', code: outcome.code };
  const { status } = outcome;
  const body = jsonOf(textOf(outcome));
  if (status >= 200 && status < 300) {
    const token = TokenBody.safeParse(body);
    if (token.success) {
      const { access_token: value, expires_in: seconds, refresh_token: refresh } = token.data;
      return { is: 'token', value, lifetimeMs: lifetimeMs(seconds), ...(refresh ? { refresh } : {}) };
    }
  }
  const error = errorOf(body);
  const decided = status < 500 || error === 'invalid_grant';
  if (error !== undefined && decided) return { is: 'refused', status, error };
  return status >= 300 && status < 500
    ? { is: 'refused', status }
    : { is: 'unclear', code: 'answer_unreadable' };
}

function errorOf(body: unknown): string | undefined {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof error === 'string' && KNOWN_ERRORS.has(error) ? error : undefined;
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
