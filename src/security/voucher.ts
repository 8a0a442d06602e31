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

/** Where a voucher counts. */
interface VoucherPlace {
  merchant: string;
  /** The conversation's id as Temporal shows it. */
  conversation: string;
}

/** Why a voucher does not count. */
export type VoucherFlaw =
  | 'malformed'
  | 'other_merchant'
  | 'other_conversation'
  | 'channel_unknown'
  | 'channel_without_keys'
  | 'signature'
  | 'expired';

/** A voucher that does not count; `channel` is one that there is. */
export interface RejectedVoucher {
  reason: VoucherFlaw;
  channel?: string;
  /** Epoch ms, if it has expired. */
  expiresAt?: number;
}

/** The keys of a channel; undefined if there is no such channel. */
type KeysOf = (channel: string) => readonly string[] | undefined;

function judge(
  token: string,
  expected: VoucherPlace,
  keysOf: KeysOf,
): { voucher: Voucher } | RejectedVoucher {
  const read = readToken(token, 'voucher');
  const claims = Claims.safeParse(read?.claims).data;
  if (read === undefined || claims === undefined) return { reason: 'malformed' };
  const keys = keysOf(claims.channel);
  if (keys === undefined) return { reason: 'channel_unknown' };
  const { channel } = claims;
  if (keys.length === 0) return { reason: 'channel_without_keys', channel };
  if (!read.isSignedBy(keys)) return { reason: 'signature', channel };
  if (claims.merchant !== expected.merchant) return { reason: 'other_merchant', channel };
  return claims.conversation === expected.conversation
    ? { voucher: claims }
    : { reason: 'other_conversation', channel };
}

/**
 * Reads a voucher that one of `keysOf(channel)` has signed for this merchant and conversation; undefined for
 * any other. The caller judges its expiry.
 */
export function readVoucher(token: string, expected: VoucherPlace, keysOf: KeysOf): Voucher | undefined {
  const judged = judge(token, expected, keysOf);
  return 'voucher' in judged ? judged.voucher : undefined;
}

/** Why a voucher does not count at a moment (epoch ms); undefined if it does. */
export function rejectedVoucher(
  token: string,
  expected: VoucherPlace & { at: number },
  keysOf: KeysOf,
): RejectedVoucher | undefined {
  const judged = judge(token, expected, keysOf);
  if (!('voucher' in judged)) return judged;
  const { channel, expiresAt } = judged.voucher;
  return expected.at < expiresAt ? undefined : { reason: 'expired', channel, expiresAt };
}
