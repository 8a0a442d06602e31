/** Who an agent is, by the OpenID Connect token of the merchant's own sign-in: checked against the issuer's keys. */
import { createRemoteJWKSet, customFetch, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { VouchedAgent } from '../contracts/approval.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { type HttpClientOptions, openHttpClient } from '../http/client.js';
import type { Approver, SignIn } from '../merchants/merchant.js';
import { maxTokenLength } from '../security/signed-token.js';

/** Of a merchant's file: how agents sign in, and whom their names stand for. */
interface AgentNames {
  signIn?: SignIn;
  approvers: Readonly<Record<string, Pick<Approver, 'login'>>>;
}

/** Reads agents' tokens. */
export interface AgentTokens {
  /**
   * The agent of a token that counts at a moment (epoch ms); undefined for any other. Throws `issuer_unavailable` if
   * the issuer's keys cannot be fetched.
   */
  identify(names: AgentNames, token: string, at: number): Promise<VouchedAgent | undefined>;
}

/** What reading needs. */
interface AgentTokensOptions {
  /** The operator's list of private targets. */
  egressAllow: readonly string[];
  /** Proxy and own authorities. */
  http: HttpClientOptions;
  /** An unknown key id fetches the issuer's keys at most so often, ms; half a minute by default. */
  cooldownMs?: number;
  /** An issuer that did not answer is asked again after so long, ms; five seconds by default. */
  retryMs?: number;
}

/** Signatures that only the issuer can make: none is made with a shared secret, and `none` is none. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** How far the issuer's clock and ours may differ, seconds. */
const clockToleranceS = 60;
const usualCooldownMs = 30_000;
const usualRetryMs = 5_000;
const timeoutMs = 5_000;
const answerBytes = 262_144;

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Opens a reader, which remembers issuers' keys: one that it does not know is looked for again, so they may rotate. */
export function openAgentTokens(options: AgentTokensOptions): AgentTokens {
  const keySets = new Map<string, Promise<KeySet>>();
  const failures = new Map<string, { error: unknown; at: number }>();
  const keysOf = (id: string, signIn: SignIn): Promise<KeySet> => {
    const known = keySets.get(id);
    if (known !== undefined) return known;
    const found = discover(signIn, options);
    keySets.set(id, found);
    found.catch(() => keySets.delete(id));
    return found;
  };
  const read = async (signIn: SignIn, token: string, at: number): Promise<JWTPayload | undefined> => {
    const id = JSON.stringify([signIn.issuer, signIn.egressAllow]);
    const failed = failures.get(id);
    // Whoever sends tokens cannot have us ask an issuer that is down with each of them.
    if (failed !== undefined && performance.now() - failed.at < (options.retryMs ?? usualRetryMs))
      throw failed.error;
    try {
      return await verified(signIn, token, at, await keysOf(id, signIn));
    } catch (error) {
      failures.set(id, { error, at: performance.now() });
      throw error;
    }
  };
  return {
    async identify({ signIn, approvers }, token, at) {
      if (signIn === undefined || !isMeantFor(signIn, token)) return undefined;
      const payload = await read(signIn, token, at);
      return payload === undefined ? undefined : agentOf(signIn, approvers, payload);
    },
  };
}

/** Whether it says that it is this issuer's and for us, so that only such a token makes us ask the issuer. */
function isMeantFor({ issuer, audience }: SignIn, token: string): boolean {
  if (token.length > maxTokenLength || token.split('.').length !== 3) return false;
  try {
    const { iss, aud } = decodeJwt(token);
    return iss === issuer && [aud].flat().includes(audience);
  } catch {
    return false;
  }
}

async function verified(
  { issuer, audience }: SignIn,
  token: string,
  at: number,
  keys: KeySet,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience, algorithms, clockTolerance: clockToleranceS, currentDate: new Date(at) },
      requiredClaims: ['exp', 'iat'],
    });
    const isFuture = (payload.iat ?? Infinity) > at / 1_000 + clockToleranceS;
    return isFuture ? undefined : payload;
  } catch (error) {
    if (error instanceof OrderlyError) throw error;
    if (isOfKeys(error)) throw unavailable(issuer, error);
    return undefined;
  }
}

/** Whether it is the issuer's answer that cannot be read, and not the token. */
const isOfKeys = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code);

function agentOf(
  { claim }: SignIn,
  approvers: AgentNames['approvers'],
  payload: JWTPayload,
): VouchedAgent | undefined {
  const login = payload[claim];
  const { iat = 0, exp = 0, auth_time: signedIn } = payload;
  // An address that the issuer does not say it has checked is only a claim.
  if (typeof login !== 'string' || (claim === 'email' && payload['email_verified'] !== true))
    return undefined;
  const found = Object.entries(approvers).find(([, approver]) => approver.login === login);
  if (found === undefined) return undefined;
  const agent = { approver: found[0], expiresAt: exp * 1_000 };
  if (signedIn === undefined) return agent;
  return typeof signedIn === 'number' ? { ...agent, signedInAt: Math.min(iat, signedIn) * 1_000 } : undefined;
}

const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });

/** Finds the issuer's keys (OpenID Connect Discovery 1.0); they are fetched when a token needs them. */
async function discover(signIn: SignIn, options: AgentTokensOptions): Promise<KeySet> {
  const { issuer, egressAllow } = signIn;
  const policy = { connection: egressAllow, operator: options.egressAllow };
  const ask = async (url: URL): Promise<Response> => {
    using client = openHttpClient(policy, options.http);
    const headers = { accept: 'application/json' };
    const answer = await client.send({ method: 'GET', url, headers, timeoutMs, maxBytes: answerBytes });
    if (answer.is !== 'response' || answer.status !== 200) throw unavailable(issuer, answer);
    return new Response(new Uint8Array(answer.body), { status: 200, headers: { ...headers } });
  };
  const place = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const said = await (await ask(place)).json().catch(() => undefined);
  const document = Discovery.safeParse(said).data;
  // Another issuer's document would have us trust another issuer's keys.
  if (document?.issuer !== issuer) throw unavailable(issuer, 'another issuer');
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    cooldownDuration: options.cooldownMs ?? usualCooldownMs,
    [customFetch]: (url) => ask(new URL(url)),
  });
}

const unavailable = (issuer: string, cause: unknown): OrderlyError =>
  new OrderlyError('issuer_unavailable', `The keys of ${issuer} cannot be fetched`, { cause });
