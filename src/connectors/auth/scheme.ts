/** An authentication scheme: it puts credentials on a request, and renews them when they are rejected. */
import type { z } from 'zod';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { HttpClient, HttpRequest, HttpResponse } from '../http/client.js';
import type { Json } from '../../contracts/json.js';
import type { Secrets } from '../../security/secrets.js';
import type { Tokens } from '../../store/store.js';
import { escapedXml } from './xml-escape.js';

/** A request before its timeout and limits are set. */
export interface Outgoing extends Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body' | 'tls'> {
  /** For SOAP: the whole envelope with these header blocks (markup) in its `Header`; `body` has none of them. */
  envelope?: (headerBlocks: string) => string;
}

/** The request with credentials (`credential` names them for `renew`), or why there are none now. */
export type Authorized =
  | { is: 'ready'; request: Outgoing; credential?: string }
  | { is: 'not_now'; code: ErrorCode; retryAfterMs: number };

/** Credentials of one connection. */
export interface AuthScheme {
  apply(request: Outgoing): Promise<Authorized>;
  /**
   * The system rejected this credential with a 401: makes the next `apply` use another. False: there is none, so
   * the request is not sent again. Absent: there never is another.
   */
  renew?(credential: string, answer?: Pick<HttpResponse, 'headers'>): Promise<boolean> | Promise<void>;
  /** For a scheme whose first token a person fetches with `orderly connections connect`. */
  signIn?: SignIn;
}

/** How a person connects a scheme to its system. */
export interface SignIn {
  /** Where the person signs in; absent: the connection has no `authorizationUrl`. */
  begin?(redirectUri: string): Promise<{ url: URL; finish: (callback: URL) => Promise<SignedIn> }>;
  /** Stores a refresh token obtained by other means; false: the store is busy, try again. */
  keep(refreshToken: string): Promise<boolean>;
  /** Whether the system gives an access token for the refresh token that is kept. */
  works(): Promise<boolean>;
}

/** Done, or why not; `foreign`: this callback belongs to another sign-in, and ours is still waiting. */
export type SignedIn = { is: 'connected' } | { is: 'foreign' } | { is: 'failed'; why: string };

/** What a scheme reports to operators; never the value of a secret or token. */
export type AuthEvent =
  /** A person must run `orderly connections connect`: there is no refresh token, or it must not be sent again. */
  | {
      kind: 'connect_needed';
      cause: 'never_connected' | 'refused' | 'interrupted' | 'unclear_answer' | 'unreadable';
    }
  /** The token server or login gave no token; `why` is its OAuth error code, a status or a request error code. */
  | { kind: 'token_failed'; why: string };

/** Reads a file beside the connection's; undefined when there is none. */
export type SiblingFiles = (name: string) => Buffer | undefined;

/** What a scheme has to work with. */
export interface AuthContext {
  connection: string;
  http: HttpClient;
  tokens: Tokens;
  timeoutMs: number;
  siblingFiles: SiblingFiles;
  /** The JSON view of an answer in XML, of SOAP the content of Body; undefined when it is none. */
  viewOfXml: (answer: HttpResponse) => Json | undefined;
  report?: (event: AuthEvent) => void;
}

/** Something in an `auth:` block that is valid in form but cannot work; `path` leads to it from the block. */
export interface SchemeProblem {
  path: readonly (string | number)[];
  message: string;
}

/** Where a scheme puts its credentials, if not every request has it: a SOAP envelope, a body of named values. */
export type Needed = 'envelope' | 'named values';

/** Names of what a scheme sets in every request. */
export interface SetByScheme {
  headers?: readonly string[];
  query?: readonly string[];
}

/** What schemes set that write `Authorization`. */
export const setsAuthorization = (): SetByScheme => ({ headers: ['Authorization'] });

/** What schemes set that write the header of their settings, by default `Authorization`. */
export const setsHeader = ({ header }: { header?: string | undefined }): SetByScheme =>
  header === undefined ? setsAuthorization() : { headers: [header] };

/** A kind of scheme: the settings of its `auth:` block, with `${secret.…}` already filled, and how to make it. */
export interface SchemeKind<Settings = unknown> {
  settings: z.ZodType<Settings>;
  /** What is wrong beyond the form: a missing file, an invalid key. Messages never repeat a setting. */
  check?(settings: Settings, siblingFiles: SiblingFiles): readonly SchemeProblem[];
  needs?(settings: Settings): Needed | undefined;
  /** Headers and query parameters that it sets in every request, whatever a request says. */
  sets?(settings: Settings): SetByScheme;
  /** What its texts may name as `${…}` besides secrets: parts of the request, and `header.<name>`. */
  names?: readonly string[];
  open(settings: Settings, context: AuthContext): AuthScheme;
}

/** Ties a kind's settings and its functions to one type. */
export const schemeKind = <Settings>(kind: SchemeKind<Settings>): SchemeKind => ({
  settings: kind.settings,
  // `settings` has parsed the value passed here, and in the other functions.
  check: (settings, siblingFiles) => kind.check?.(settings as Settings, siblingFiles) ?? [],
  needs: (settings) => kind.needs?.(settings as Settings),
  sets: (settings) => kind.sets?.(settings as Settings) ?? {},
  ...(kind.names === undefined ? {} : { names: kind.names }),
  open: (settings, context) => kind.open(settings as Settings, context),
});

/** Fills `${secret.NAME}` in a text, and collects the names of missing secrets. */
export function fillSecrets(
  text: string,
  secrets: Secrets,
  written: (secret: string) => string = (secret) => secret,
): { text: string; missing: readonly string[] } {
  const missing: string[] = [];
  const filled = text.replace(/\$\{secret\.([A-Za-z0-9_]+)\}/g, (_whole, name: string) => {
    const value = secrets(name);
    if (value === undefined || value === '') missing.push(name);
    return written(value ?? '');
  });
  return { text: filled, missing };
}

/** Fills the secrets in every text of a value, escaped in the text at `xml` itself; calls `missing` with the path and name of each that is not set. */
export function fillSecretsIn(
  value: Json,
  secrets: Secrets,
  missing: (path: readonly string[], name: string) => void,
  path: readonly string[] = [],
): Json {
  if (typeof value === 'string') {
    const filled = fillSecrets(
      value,
      secrets,
      path.length === 1 && path[0] === 'xml' ? escapedXml : undefined,
    );
    for (const name of filled.missing) missing(path, name);
    return filled.text;
  }
  if (value === null || typeof value !== 'object') return value;
  const fill = (item: Json, name: string): Json => fillSecretsIn(item, secrets, missing, [...path, name]);
  if (Array.isArray(value)) return value.map((item: Json, index) => fill(item, String(index)));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, Json]) => [name, fill(item, name)]),
  );
}

/** The request with one more header. */
export function withHeader(request: Outgoing, name: string, value: string): Outgoing {
  return { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } };
}
