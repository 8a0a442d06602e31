/** An agent's word for who is calling the HTTP API: signed with their personal key, valid for at most 12 hours. */
import { z } from 'zod';
import { type ReadToken, readToken, signToken } from './signed-token.js';

/** Longest lifetime of an access token, ms. */
export const maxAccessLifeMs = 12 * 60 * 60 * 1000;

const Claims = z.strictObject({
  use: z.literal('access'),
  /** Name of the approver in merchant.yaml. */
  approver: z.string().min(1),
  merchant: z.string().min(1),
  /** Epoch milliseconds. */
  issuedAt: z.int(),
  expiresAt: z.int(),
});

/** What an agent signs. */
export type AccessClaims = Omit<z.infer<typeof Claims>, 'use'>;

/** Signs an agent's access with their private key. */
export function signAccess(claims: AccessClaims, privateKey: string): string {
  return signToken('access', claims, privateKey);
}

/** An access token that is parsed but not yet verified. */
export interface ReadAccess {
  claims: AccessClaims;
  isSignedBy: ReadToken['isSignedBy'];
}

/** Parses an access token; its claims count for nothing until `isSignedBy` says yes. */
export function readAccess(token: string): ReadAccess | undefined {
  const read = readToken(token, 'access');
  const claims = Claims.safeParse(read?.claims).data;
  return read && claims && { claims, isSignedBy: (publicKeys) => read.isSignedBy(publicKeys) };
}
