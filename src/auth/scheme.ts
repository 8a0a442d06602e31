/** What an authentication scheme is: it puts credentials on a request, and renews them when they are refused. */
import type { z } from 'zod';
import type { HttpClient, HttpRequest } from '../http/client.js';
import type { Secrets } from '../security/secrets.js';
import type { Tokens } from '../store/store.js';

/** A request before its time-out and caps are set. */
export interface Outgoing extends Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body' | 'tls'> {
  /** For SOAP: the whole envelope, with these header blocks (markup) put into its `Header`; `body` is the one without any. */
  envelope?: (headerBlocks: string) => string;
}

/** The request with credentials (`credential` names them for `renew`), or why there are none at the moment. */
export type Authorized =
  | { is: 'ready'; request: Outgoing; credential?: string }
  | { is: 'not_now'; code: 'token_unavailable'; retryAfterMs: number };

/** Credentials of one connection. */
export interface AuthScheme {
  apply(request: Outgoing): Promise<Authorized>;
  /** The system refused this credential with a 401: makes the next `apply` use another one. Absent: there is none. */
  renew?(credential: string): Promise<void>;
}

/** What a scheme gets to work with. */
export interface AuthContext {
  connection: string;
  http: HttpClient;
  tokens: Tokens;
  timeoutMs: number;
}

/** A kind of scheme: the settings of its `auth:` block, already free of `${secret.…}`, and how to make it. */
export interface SchemeKind<Settings = unknown> {
  settings: z.ZodType<Settings>;
  open(settings: Settings, context: AuthContext): AuthScheme;
}

/** Keeps a kind's settings and its `open` of one type. */
export const schemeKind = <Settings>(kind: SchemeKind<Settings>): SchemeKind => ({
  settings: kind.settings,
  // `settings` has parsed the value that comes back here.
  open: (settings, context) => kind.open(settings as Settings, context),
});

/** Fills `${secret.NAME}` in a text; the names of missing secrets are collected instead of a text. */
export function fillSecrets(text: string, secrets: Secrets): { text: string; missing: readonly string[] } {
  const missing: string[] = [];
  const filled = text.replace(/\$\{secret\.([A-Za-z0-9_]+)\}/g, (_whole, name: string) => {
    const value = secrets(name);
    if (value === undefined || value === '') missing.push(name);
    return value ?? '';
  });
  return { text: filled, missing };
}

/** The request with one header more. */
export function withHeader(request: Outgoing, name: string, value: string): Outgoing {
  return { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } };
}
