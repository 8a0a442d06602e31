/** Schemes that fetch a token and keep it: how it is put on requests, and how its row is named. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../contracts/json.js';
import type { AskGrant, Parameter } from './oauth2-client.js';
import { type AuthContext, type AuthScheme, type Outgoing, withHeader } from './scheme.js';
import { TokenKeeper } from './token-keeper.js';
import type { TokenSource } from './token-source.js';

/** What makes up a scheme with a kept token. */
export interface KeptTokenOptions {
  /** What the token belongs to: other settings mean another token. */
  identity: object;
  source: TokenSource;
  /** How many requests `source` makes at most, in sequence. */
  requests?: number;
  /** Header that carries the token as it is. */
  header?: string | undefined;
  /** Adds the token to a request; by default in that header, or as a bearer token (RFC 6750). */
  put?: (request: Outgoing, token: string) => Outgoing;
}

/** Makes a scheme whose token is held by a keeper. */
export function keptToken(
  context: AuthContext,
  { identity, source, requests = 1, header, put = inHeader(header) }: KeptTokenOptions,
): AuthScheme {
  const keeper = new TokenKeeper({
    key: rowOf(context, identity),
    tokens: context.tokens,
    fetch: source,
    fetchMs: context.timeoutMs * requests,
  });
  return {
    async apply(request) {
      const token = await keeper.token();
      if (token.is === 'not_now') return token;
      return { is: 'ready', request: put(request, token.value), credential: token.value };
    },
    renew: (credential) => Promise.resolve(keeper.refuse(credential)),
  };
}

/** The name of a row: who asks, including the secret, so that a namesake never gets our token. */
export function rowOf({ connection }: AuthContext, identity: object): string {
  // Settings are JSON; undefined members are left out.
  const text = canonicalJson(identity as Json);
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return `${connection}:${digest}`;
}

/** A grant that can be requested repeatedly: nothing is used up. */
export function repeatable(
  ask: AskGrant,
  grantType: string,
  own: () => readonly Parameter[] | Promise<readonly Parameter[]> = () => [],
): TokenSource {
  return async () => {
    const reply = await ask(grantType, await own());
    if (reply.is !== 'token') return { is: 'none' };
    return { is: 'token', value: reply.value, lifetimeMs: reply.lifetimeMs };
  };
}

const inHeader =
  (header: string | undefined) =>
  (request: Outgoing, token: string): Outgoing =>
    header === undefined
      ? withHeader(request, 'authorization', `Bearer ${token}`)
      : withHeader(request, header, token);
