/** An approver's decision, signed by whoever authenticated them; valid for at most 15 minutes (DESIGN §6). */
import { z } from 'zod';
import { type ReadToken, readToken, signToken } from './signed-token.js';

/** Longest lifetime of a decision token, ms. */
export const maxDecisionLifeMs = 15 * 60 * 1000;

const Claims = z.strictObject({
  use: z.literal('decision'),
  /** Name of the approver in merchant.yaml. */
  approver: z.string().min(1),
  merchant: z.string().min(1),
  requestId: z.string().min(1),
  digest: z.string().min(1),
  decision: z.enum(['approved', 'rejected']),
  /** Epoch milliseconds. */
  issuedAt: z.int(),
  expiresAt: z.int(),
});

/** What an approver signs. */
export type DecisionClaims = Omit<z.infer<typeof Claims>, 'use'>;

/** Signs a decision with an approver's private key. */
export function signDecision(claims: DecisionClaims, privateKey: string): string {
  return signToken('decision', claims, privateKey);
}

/** A decision token that is parsed but not yet verified. */
export interface ReadDecision {
  claims: DecisionClaims;
  isSignedBy: ReadToken['isSignedBy'];
}

/** Parses a decision token; its claims count for nothing until `isSignedBy` says yes. */
export function readDecision(token: string): ReadDecision | undefined {
  const read = readToken(token, 'decision');
  const claims = Claims.safeParse(read?.claims).data;
  return read && claims && { claims, isSignedBy: (publicKeys) => read.isSignedBy(publicKeys) };
}
