/** Who calls: a channel by a key of its own, or an agent by a token that their personal key has signed. */
import type { Caller } from './route.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { maxAccessLifeMs, readAccess } from '../security/access-token.js';
import { isApiKey } from '../security/api-key.js';

/** Those of a merchant who may call: channels with the hashes of their keys, agents with their public keys. */
export interface MerchantCallers {
  channels: Readonly<Record<string, { apiKeys?: readonly string[] }>>;
  approvers: Readonly<Record<string, { keys: readonly string[] }>>;
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
}

/** How far the clocks of an agent's machine and ours may differ, ms. */
const clockWindowMs = 5 * 60 * 1000;

/**
 * The caller of a merchant's address. Throws `caller_unknown` for a wrong key and for an unknown merchant alike, and
 * `caller_forbidden` for an agent's token from another machine.
 */
export function callerOf(callers: Callers, merchant: string, credentials: Credentials): Caller {
  const key = /^bearer +([\w.~+/=-]+)$/i.exec(credentials.authorization ?? '')?.[1];
  const { channels, approvers } = callers.get(merchant) ?? { channels: {}, approvers: {} };
  if (key !== undefined) {
    for (const [channel, { apiKeys = [] }] of Object.entries(channels))
      if (isApiKey(key, apiKeys)) return { merchant, kind: 'channel', name: channel };
    const agent = agentOf(key, merchant, approvers, credentials.now);
    if (agent !== undefined && credentials.isLocal) return { merchant, kind: 'agent', name: agent };
    if (agent !== undefined)
      throw new OrderlyError('caller_forbidden', "Agents' tokens count on the machine of the API only.");
  }
  throw new OrderlyError('caller_unknown', 'The key is missing, or not one of this merchant.');
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
