/** The channel's word for who is writing: signed by it, for one conversation and a limited time (DESIGN §7). */
import { z } from 'zod';
import type { JsonObject } from '../contracts/json.js';
import { readToken, signToken } from './signed-token.js';

const Claims = z.strictObject({
  use: z.literal('voucher'),
  merchant: z.string().min(1),
  /** The conversation's id as the channel sends it with its messages. */
  conversation: z.string().min(1),
  /** Name of the channel in merchant.yaml: only its own key may have signed. */
  channel: z.string().min(1),
  customer: z
    .strictObject({ ref: z.string().min(1).optional(), email: z.string().min(3).optional() })
    .refine(({ ref, email }) => ref !== undefined || email !== undefined),
  /** Epoch milliseconds. */
  expiresAt: z.int(),
});

/** Whom a voucher names, whoever has signed it; for what is not to be shown but found again. */
export function customerInVoucher(token = ''): { ref?: string; email?: string } | undefined {
  const claims = Claims.safeParse(readToken(token, 'voucher')?.claims).data;
  if (claims === undefined) return undefined;
  const { ref, email } = claims.customer;
  return { ...(ref === undefined ? {} : { ref }), ...(email === undefined ? {} : { email }) };
}

/** What a channel vouches for. */
export type Voucher = Omit<z.infer<typeof Claims>, 'use'>;

/** Signs a voucher with a channel's private key. */
export function signVoucher(voucher: Voucher, privateKey: string): string {
  // Plain JSON except for optional members, and canonical JSON omits undefined ones.
  return signToken('voucher', voucher as JsonObject, privateKey);
}

/**
 * Reads a voucher that one of `keysOf(channel)` has signed for this merchant and conversation; undefined for
 * any other. The caller judges its expiry.
 */
export function readVoucher(
  token: string,
  expected: { merchant: string; conversation: string },
  keysOf: (channel: string) => readonly string[],
): Voucher | undefined {
  const read = readToken(token, 'voucher');
  const claims = Claims.safeParse(read?.claims).data;
  if (read === undefined || claims === undefined) return undefined;
  if (claims.merchant !== expected.merchant || claims.conversation !== expected.conversation)
    return undefined;
  return read.isSignedBy(keysOf(claims.channel)) ? claims : undefined;
}
