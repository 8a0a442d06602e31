/** Schemes that fetch and keep a token: how requests carry it, and the name of its row. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../contracts/json.js';
import type { AskGrant, Parameter } from './oauth2-client.js';
import { type AuthContext, type AuthScheme, type Outgoing, withHeader } from './scheme.js';
import { TokenKeeper } from './token-keeper.js';
import type { TokenSource } from './token-source.js';

/** What a scheme with a kept token consists of. */
export interface KeptTokenOptions {
  /** What the token belongs to: other settings get another token. */
  identity: object;
  source: TokenSource;
  /** Maximum number of requests that `source` makes, one after the other. */
  requests?: number;
  /** Adds the token to a request; by default as a bearer token (RFC 6750). */
  put?: (request: Outgoing, token: string) => Outgoing;
}

/** Makes a scheme whose token is held by a keeper. */
export function keptToken(
  context: AuthContext,
  { identity, source, requests = 1, put = asBearer }: KeptTokenOptions,
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

/** The name of a row: includes the secret, so that another client of the same name never gets our token. */
export function rowOf({ connection }: AuthContext, identity: object): string {
  // Settings are JSON; undefined values are left out.
  const text = canonicalJson(identity as Json);
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return `${connection}:${digest}`;
}

/** A grant that can be repeated at will, as nothing is used up. */
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

const asBearer = (request: Outgoing, token: string): Outgoing =>
  withHeader(request, 'authorization', `Bearer ${token}`);
