/** Sessions at the desk: who a browser's cookie says is calling, and whether a page of ours has sent the request. */
import type { FastifyRequest } from 'fastify';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { AgentKeys } from '../../security/identity/agent-keys.js';
import { linkHash, newLinkToken } from '../../security/link-token.js';
import type { SignIns } from '../../security/identity/sign-in.js';
import type { SecretsOf } from '../../security/secrets.js';
import type { Sealer } from '../../security/sealing.js';
import type { Sessions } from '../../store/desk.js';
import type { Callers } from '../callers.js';
import { isLocal } from '../is-local.js';

/** A session that lasts. */
export interface DeskSession {
  /** By which the store knows it; it opens nothing. */
  hash: string;
  merchant: string;
  agent: string;
  by: 'link' | 'openid';
  /** Epoch ms. */
  signedInAt: number;
  expiresAt: number;
  /** The issuer's token, of one that began by OpenID Connect. */
  token?: string;
}

/** What sessions need. */
export interface SessionDependencies {
  sessions: Sessions;
  /** Seals the issuer's tokens in the store. */
  sealer: Sealer;
  agentKeys: AgentKeys;
  callers: Callers;
  /** Where the desk is for whoever is not on this machine. */
  publicUrl: string;
  now: () => number;
}

/** What signing in needs. */
export interface SignInDependencies extends SessionDependencies {
  signIns: SignIns;
  secretsOf: SecretsOf;
  /** Address of the Temporal UI, if one is known. */
  uiUrl?: string | undefined;
}

/** How long a session lasts, ms: an agent's working day. */
const sessionLifeMs = 12 * 60 * 60 * 1000;

/** How long a one-time link opens the desk, ms. */
const linkLifeMs = 5 * 60 * 1000;

/** Header that only a page of the same origin can send without being asked first (CORS). */
const ownHeader = 'x-orderly-desk';

/** Where the desk is for a browser: on this machine it may come without TLS, from anywhere else it does not. */
export function originFor(request: FastifyRequest, { publicUrl }: Pick<SessionDependencies, 'publicUrl'>) {
  return isLocal(request) ? `http://${request.headers.host ?? ''}` : new URL(publicUrl).origin;
}

/** The cookie's name: no other host, path or plain HTTP can set the one with the prefix (RFC 6265bis). */
function cookieName(request: FastifyRequest): string {
  // On one machine all ports share their cookies.
  if (isLocal(request)) return `orderly-desk-${request.socket.localPort ?? 0}`;
  return '__Host-orderly-desk';
}

/** A header that sets or, with an empty value, takes back a cookie. */
export function cookieHeader(
  request: FastifyRequest,
  {
    name,
    value,
    maxAgeS,
    site = 'Strict',
  }: { name: string; value: string; maxAgeS: number; site?: 'Strict' | 'Lax' },
): string {
  const secure = isLocal(request) ? '' : '; Secure';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=${site}; Max-Age=${maxAgeS}${secure}`;
}

/** A cookie's value; undefined if there is none, or several of this name. */
export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const values = pairs.flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []));
  return values.length === 1 ? values[0] : undefined;
}

/** Throws `request_foreign` unless a page of the desk has sent the request: its cookie comes along with anybody's. */
export function requireOwnPage(request: FastifyRequest, deps: Pick<SessionDependencies, 'publicUrl'>): void {
  const { headers, method } = request;
  const site = headers['sec-fetch-site'];
  const isRead = method === 'GET' || method === 'HEAD';
  const isSame = site === undefined || site === 'same-origin' || (isRead && site === 'none');
  const { origin } = headers;
  const own = originFor(request, deps);
  const isOrigin = isRead ? origin === undefined || origin === own : origin === own;
  if (isSame && isOrigin && (isRead || headers[ownHeader] === '1')) return;
  throw new OrderlyError('request_foreign', 'The request was not sent by a page of the desk.');
}

/** Begins a session for the browser that sends the request; returns the header that sets its cookie. */
export async function beginSession(
  request: FastifyRequest,
  { sessions, sealer, now }: SessionDependencies,
  { token, ...session }: Omit<DeskSession, 'hash' | 'expiresAt'>,
): Promise<string> {
  const { merchant, agent, by: kind, signedInAt } = session;
  const value = newLinkToken() + newLinkToken();
  const hash = linkHash(value);
  const sealed = token === undefined ? {} : { token: sealer.seal(token, hash) };
  const expiresAt = now() + sessionLifeMs;
  await sessions.begin({ hash, merchant, agent, kind, signedInAt, expiresAt, ...sealed });
  return cookieHeader(request, {
    ...{ name: cookieName(request), value, maxAgeS: sessionLifeMs / 1_000 },
  });
}

/** The session of a request, if its cookie names one that counts here and now. */
export async function sessionOf(
  request: FastifyRequest,
  { sessions, sealer, agentKeys, callers }: SessionDependencies,
): Promise<DeskSession | undefined> {
  const value = cookieOf(request, cookieName(request));
  // The store is asked for what may be ours alone.
  if (value === undefined || !/^[\w-]{44}$/.test(value)) return undefined;
  const row = await sessions.find(linkHash(value));
  if (row === undefined) return undefined;
  const { hash, merchant, agent, kind: by, signedInAt, expiresAt, token: sealed } = row;
  const agents = callers.get(merchant)?.approvers ?? {};
  if (!Object.hasOwn(agents, agent)) return undefined;
  // What a link has opened stays on this machine, and ends with the agent's key.
  if (by === 'link' && (!isLocal(request) || agentKeys.keyOf(merchant, agent, agents) === undefined))
    return undefined;
  const token = sealed === undefined ? undefined : sealer.open(sealed, hash);
  if (by === 'openid' && token === undefined) return undefined;
  return { hash, merchant, agent, by, signedInAt, expiresAt, ...(token === undefined ? {} : { token }) };
}

/** Ends the session of a request, if it has one; returns the header that takes back its cookie. */
export async function endSession(
  request: FastifyRequest,
  { sessions }: Pick<SessionDependencies, 'sessions'>,
): Promise<string> {
  const name = cookieName(request);
  const value = cookieOf(request, name);
  if (value !== undefined) await sessions.end(linkHash(value));
  return cookieHeader(request, { name, value: '', maxAgeS: 0 });
}

/** The address of a link that opens the desk once, for an agent whose key is on this machine; its token is in no request line. */
export async function newSignInLink(
  { sessions }: Pick<SessionDependencies, 'sessions'>,
  url: string,
  { merchant, agent }: { merchant: string; agent: string },
): Promise<string> {
  const token = newLinkToken();
  await sessions.addLink({ hash: linkHash(token), merchant, agent }, linkLifeMs);
  return `${url.replace(/\/$/, '')}/desk/sign-in#${token}`;
}

/** Whom a one-time link signs in; throws `link_invalid`. */
export async function takeSignInLink(
  request: FastifyRequest,
  { sessions, agentKeys, callers }: SessionDependencies,
  token: string,
): Promise<{ merchant: string; agent: string }> {
  // Whoever is elsewhere must not even use it up.
  const found = isLocal(request) ? await sessions.takeLink(linkHash(token)) : undefined;
  const agents = callers.get(found?.merchant ?? '')?.approvers ?? {};
  if (found !== undefined && agentKeys.keyOf(found.merchant, found.agent, agents) !== undefined) return found;
  throw new OrderlyError('link_invalid', 'The link has been used, has expired, or is not for this machine.');
}
