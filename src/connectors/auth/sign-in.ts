/** A person's sign-in at the system (RFC 6749 §4.1, RFC 7636, RFC 8252), and how its result reaches the store. */
import { randomUUID } from 'node:crypto';
import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  validateAuthResponse,
} from 'oauth4webapi';
import type { Tokens } from '../../store/store.js';
import type { AskGrant, GrantSettings } from './oauth2-client.js';
import { connectedRow } from './refresh-grant.js';
import { renewalTime } from './renewal-times.js';
import type { SignedIn, SignIn } from './scheme.js';
import type { TokenReply } from './token-endpoint.js';
import { readRow } from './token-row.js';

/** Settings of the schemes that a person connects. */
export type RefreshingSettings = GrantSettings & {
  clientId: string;
  reuse: 'never' | 'always' | number;
  refreshToken?: string | undefined;
  authorizationUrl?: string | undefined;
  authorizationParameters?: Record<string, string> | undefined;
};

/** Where the tokens are kept. */
export interface SignInRow {
  tokens: Tokens;
  key: string;
  /** The longest time that one renewal may take. */
  leaseMs: number;
}

/** How a person connects a refreshing scheme. */
export function signInOf(settings: RefreshingSettings, ask: AskGrant, row: SignInRow): Omit<SignIn, 'works'> {
  const keep = (token: string, access?: Access): Promise<boolean> =>
    keepRefresh(row, settings.refreshToken, token, access);
  const { authorizationUrl } = settings;
  if (authorizationUrl === undefined) return { keep };
  return {
    keep,
    async begin(redirectUri) {
      const [state, verifier] = [generateRandomState(), generateRandomCodeVerifier()];
      const url = await authorizationAddress(authorizationUrl, settings, { redirectUri, state, verifier });
      const finish = async (callback: URL): Promise<SignedIn> => {
        const answer = codeIn(callback, settings, state);
        if (answer.is !== 'code') return answer;
        const reply = await ask('authorization_code', [
          ['code', answer.code],
          ['redirect_uri', redirectUri],
          ['code_verifier', verifier],
        ]);
        return keepReply(reply, keep);
      };
      return { url, finish };
    },
  };
}

interface Flow {
  redirectUri: string;
  state: string;
  verifier: string;
}

async function authorizationAddress(
  authorizationUrl: string,
  { clientId, scope, audience, resource, authorizationParameters }: RefreshingSettings,
  { redirectUri, state, verifier }: Flow,
): Promise<URL> {
  const url = new URL(authorizationUrl);
  const parameters: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    audience,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...authorizationParameters,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  for (const value of typeof resource === 'string' ? [resource] : (resource ?? []))
    url.searchParams.append('resource', value);
  return url;
}

/** The code from a callback; one with another state is not ours, whoever sent it. */
function codeIn(
  callback: URL,
  { clientId }: RefreshingSettings,
  state: string,
): { is: 'code'; code: string } | Exclude<SignedIn, { is: 'connected' }> {
  if (callback.searchParams.get('state') !== state) return { is: 'foreign' };
  try {
    // The issuer is unknown: systems are described only by their URLs.
    const issuer = callback.searchParams.get('iss') ?? 'https://unknown.invalid';
    const answer = validateAuthResponse({ issuer }, { client_id: clientId }, callback, state);
    const code = answer.get('code');
    if (code !== null && code !== '') return { is: 'code', code };
  } catch {
    // An error of RFC 6749 §4.1.2.1, or a repeated parameter.
  }
  const error = callback.searchParams.get('error') ?? '';
  return { is: 'failed', why: /^[a-z_]{1,40}$/.test(error) ? error : 'no_code' };
}

type Access = { value: string; lifetimeMs: number };

async function keepReply(
  reply: TokenReply,
  keep: (token: string, access: Access) => Promise<boolean>,
): Promise<SignedIn> {
  if (reply.is === 'refused') return { is: 'failed', why: reply.error ?? `status_${reply.status}` };
  if (reply.is !== 'token') return { is: 'failed', why: reply.code };
  // Systems issue one only for certain scopes or parameters: `offline_access`, `access_type: offline`.
  if (reply.refresh === undefined) return { is: 'failed', why: 'no_refresh_token' };
  return (await keep(reply.refresh, reply)) ? { is: 'connected' } : { is: 'failed', why: 'store_busy' };
}

/** Waits until no worker is renewing, then stores the new refresh token over whatever is there. */
async function keepRefresh(
  { tokens, key, leaseMs }: SignInRow,
  seed: string | undefined,
  token: string,
  access?: Access,
): Promise<boolean> {
  const holder = randomUUID();
  const giveUp = Date.now() + leaseMs + 5_000;
  while (!(await tokens.lease(key, holder, leaseMs))) {
    if (Date.now() > giveUp) return false;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  try {
    const row = await readRow(tokens, key);
    return await row.save({ refresh: connectedRow(row.kept, token, seed), ...accessRow(access) });
  } finally {
    await tokens.release(key, holder);
  }
}

function accessRow(access: Access | undefined) {
  if (!access) return {};
  const { value, lifetimeMs } = access;
  const since = Date.now();
  const times = { since, endsAt: since + lifetimeMs, renewAt: since + renewalTime(lifetimeMs) };
  return { access: { value, ...times, forced: false } };
}
