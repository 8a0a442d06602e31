/** Who an agent is, by the OpenID Connect token of the merchant's own sign-in: checked against the issuer's keys. */
import { decodeJwt, errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { AuthenticatedAgent } from '../../contracts/approval.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { type HttpClientOptions, openHttpClient } from '../../connectors/http/client.js';
import type { Approver, SignIn } from '../../merchants/merchant.js';
import { maxDecisionLifeMs } from '../decision-token.js';
import { type FetchingLimits, IssuerKeys } from '../issuer-keys.js';
import { maxTokenLength } from '../signed-token.js';

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
  identify(names: AgentNames, token: string, at: number): Promise<AuthenticatedAgent | undefined>;
}

/** What reading needs. */
interface AgentTokensOptions extends FetchingLimits {
  /** The operator's list of private targets. */
  egressAllow: readonly string[];
  /** Proxy and own authorities. */
  http: HttpClientOptions;
}

/** Signatures that only the issuer can make: none is made with a shared secret, and `none` is none. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** How far the issuer's clock and ours may differ, seconds. */
const clockToleranceS = 60;
const timeoutMs = 5_000;
const answerBytes = 262_144;

/** Opens a reader, which remembers issuers' keys. */
export function openAgentTokens(options: AgentTokensOptions): AgentTokens {
  const issuers = new Map<string, IssuerKeys>();
  const keysOf = (signIn: SignIn): IssuerKeys => {
    const id = JSON.stringify([signIn.issuer, signIn.egressAllow]);
    const keys = issuers.get(id) ?? new IssuerKeys(keysAt(signIn, options), options);
    issuers.set(id, keys);
    return keys;
  };
  return {
    async identify({ signIn, approvers }, token, at) {
      if (signIn === undefined || !isMeantFor(signIn, token)) return undefined;
      const payload = await verified(signIn, token, at, keysOf(signIn));
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
  keys: IssuerKeys,
): Promise<JWTPayload | undefined> {
  const wanted = {
    ...{ issuer, audience, algorithms, clockTolerance: clockToleranceS, currentDate: new Date(at) },
    requiredClaims: ['exp', 'iat'],
  };
  try {
    const payload = await keys.verify(token, wanted, Date.now());
    const isFuture = (payload.iat ?? Infinity) > at / 1_000 + clockToleranceS;
    return isFuture ? undefined : payload;
  } catch (error) {
    if (error instanceof OrderlyError) throw error;
    // It is the issuer's answer that cannot be read, and not the token.
    if (error instanceof errors.JWKSInvalid) throw unavailable(issuer, error);
    return undefined;
  }
}

function agentOf(
  { claim }: SignIn,
  approvers: AgentNames['approvers'],
  payload: JWTPayload,
): AuthenticatedAgent | undefined {
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

/** Until when (epoch ms) decisions count that are made with a sign-in's token; undefined if it does not say. */
export function decisionsCountUntil(token: string): number | undefined {
  // A token of a personal key is no JSON Web Token: with it comes a decision signed for itself.
  if (token.split('.').length !== 3) return undefined;
  const { iat, exp, auth_time: signedIn } = decodeJwt(token);
  const at = typeof signedIn === 'number' ? Math.min(iat ?? signedIn, signedIn) : iat;
  if (at === undefined || exp === undefined) return undefined;
  return Math.min(exp * 1_000, at * 1_000 + maxDecisionLifeMs);
}

const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });

/** Fetches the issuer's keys, from where its document says (OpenID Connect Discovery 1.0). */
function keysAt(signIn: SignIn, options: AgentTokensOptions): () => Promise<unknown> {
  const { issuer, egressAllow } = signIn;
  const policy = { connection: egressAllow, operator: options.egressAllow };
  const ask = async (place: string): Promise<unknown> => {
    using client = openHttpClient(policy, options.http);
    const headers = { accept: 'application/json' };
    const url = new URL(place);
    const answer = await client.send({ method: 'GET', url, headers, timeoutMs, maxBytes: answerBytes });
    if (answer.is !== 'response' || answer.status !== 200) throw unavailable(issuer, answer);
    try {
      return JSON.parse(answer.body.toString('utf8')) as unknown;
    } catch (error) {
      throw unavailable(issuer, error);
    }
  };
  let found: string | undefined;
  return async () => {
    if (found === undefined) {
      const said = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      const document = Discovery.safeParse(said).data;
      // Another issuer's document would have us trust another issuer's keys.
      if (document?.issuer !== issuer) throw unavailable(issuer, 'another issuer');
      found = document.jwks_uri;
    }
    return ask(found);
  };
}

const unavailable = (issuer: string, cause: unknown): OrderlyError =>
  new OrderlyError('issuer_unavailable', `The keys of ${issuer} cannot be fetched`, { cause });
