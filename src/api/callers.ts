/** Who calls: a channel by its key or its own token, an agent by their sign-in or a token of their personal key. */
import { decodeJwt, jwtVerify } from 'jose';
import type { AgentTokens } from '../security/identity/agent-tokens.js';
import type { AgentScope, Approver, Channel, MerchantConfig, SignIn } from '../merchants/merchant.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { maxAccessLifeMs, readAccess } from '../security/access-token.js';
import { isApiKey } from '../security/api-key.js';
import { publicKeyFrom } from '../security/signing-keys.js';
import { maxTokenLength } from '../security/signed-token.js';

// A channel's word for who is calling the HTTP API: a JSON Web Token (RFC 7519) that its own key has signed.

/** Longest lifetime, seconds; a clock may be wrong by as much. */
const longestLifeS = 5 * 60;

/** Whom a channel's token is for: `orderly/<merchant>`. */
const audienceOf = (merchant: string): string => `orderly/${merchant}`;

/** The name of a channel of this merchant whose token counts at a moment (epoch ms); undefined for any other. */
async function channelOfToken(
  token: string,
  merchant: string,
  channels: Readonly<Record<string, { keys?: readonly string[] }>>,
  at: number,
): Promise<string | undefined> {
  const claimed = claimedBy(token);
  const written =
    claimed !== undefined && Object.hasOwn(channels, claimed) ? (channels[claimed]?.keys ?? []) : [];
  for (const key of written.flatMap((text) => publicKeyFrom(text) ?? [])) {
    try {
      const { payload } = await jwtVerify(token, key, {
        ...{ algorithms: ['EdDSA', 'Ed25519'], audience: audienceOf(merchant) },
        ...{ requiredClaims: ['iss', 'iat', 'exp'], clockTolerance: longestLifeS },
        ...{ maxTokenAge: longestLifeS, currentDate: new Date(at) },
      });
      const { exp = Infinity, iat = 0 } = payload;
      return exp - iat <= longestLifeS ? claimed : undefined;
    } catch {
      // Perhaps the other key has signed it.
    }
  }
  return undefined;
}

function claimedBy(token: string): string | undefined {
  if (token.length > maxTokenLength) return undefined;
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** Who calls, for which merchant: a channel, or an agent, by their names in merchant.yaml. */
export interface Caller {
  merchant: string;
  kind: 'channel' | 'agent';
  name: string;
}

/** Those of a merchant who may call: channels with hashes of keys and public keys, agents with logins and public keys. */
export interface MerchantCallers extends Partial<
  Pick<MerchantConfig, 'name' | 'zone' | 'language' | 'currency' | 'handover'>
> {
  channels: Readonly<Record<string, Pick<Channel, 'apiKeys' | 'isTest'> & { keys?: readonly string[] }>>;
  approvers: Readonly<Record<string, Omit<Approver, 'roles'> & { roles?: readonly string[] }>>;
  signIn?: SignIn;
}

/** By merchant. */
export type Callers = ReadonlyMap<string, MerchantCallers>;

/** What of a request says who calls. */
export interface Credentials {
  authorization: string | undefined;
  /** It came from this machine, and not through a proxy. */
  isLocal: boolean;
  /** Epoch ms. */
  now: number;
  /** Who has signed in. */
  agents: AgentTokens;
}

/** How far the clocks of an agent's machine and ours may differ, ms. */
const clockWindowMs = 5 * 60 * 1000;

const nobody: MerchantCallers = { channels: {}, approvers: {} };

/**
 * The caller of a merchant's address. Throws `caller_unknown` for a wrong key and for an unknown merchant alike,
 * `caller_forbidden` for a token of an agent's own key from another machine, `issuer_unavailable`.
 */
export async function callerOf(
  callers: Callers,
  merchant: string,
  credentials: Credentials,
): Promise<Caller> {
  const key = bearerOf(credentials.authorization);
  const own = callers.get(merchant) ?? nobody;
  const { channels, approvers } = own;
  const { now, agents, isLocal } = credentials;
  if (key !== undefined) {
    for (const [channel, { apiKeys = [] }] of Object.entries(channels))
      if (isApiKey(key, apiKeys)) return { merchant, kind: 'channel', name: channel };
    const agent = agentOf(key, merchant, approvers, now);
    if (agent !== undefined && isLocal) return { merchant, kind: 'agent', name: agent };
    if (agent !== undefined)
      throw new OrderlyError(
        'caller_forbidden',
        'This token is valid only on the machine that runs the API.',
      );
    const channel = await channelOfToken(key, merchant, channels, now);
    if (channel !== undefined) return { merchant, kind: 'channel', name: channel };
    const signedIn = await agents.identify(own, key, now);
    if (signedIn !== undefined) return { merchant, kind: 'agent', name: signedIn.approver };
  }
  throw new OrderlyError('caller_unknown', 'The key is missing, or does not belong to this merchant.');
}

/** What `Authorization` bears. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];

/** Throws `caller_forbidden` if an agent may not do what a scope is for. */
export function requireScope(callers: Callers, { merchant, name }: Caller, scope: AgentScope): void {
  const scopes = callers.get(merchant)?.approvers[name]?.scopes;
  if (scopes !== undefined && !scopes.includes(scope))
    throw new OrderlyError('caller_forbidden', `The \`scopes\` of ${name} do not include \`${scope}\`.`);
}

function agentOf(
  token: string,
  merchant: string,
  approvers: MerchantCallers['approvers'],
  now: number,
): string | undefined {
  const read = readAccess(token);
  if (read === undefined) return undefined;
  const { approver, issuedAt, expiresAt } = read.claims;
  const keys = Object.hasOwn(approvers, approver) ? (approvers[approver]?.keys ?? []) : [];
  const isInTime =
    issuedAt <= now + clockWindowMs && now < expiresAt && expiresAt - issuedAt <= maxAccessLifeMs;
  const isTheirs = read.claims.merchant === merchant && read.isSignedBy(keys);
  return isInTime && isTheirs ? approver : undefined;
}
