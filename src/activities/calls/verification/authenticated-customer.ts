/** The customer for whom the channel vouches, if any. */
import type { Merchant } from '../../../merchants/merchant.js';
import { opaqueId } from '../../../security/keyed-hash.js';
import { readVoucher } from '../../../security/voucher.js';
import type { CallPorts } from '../ports.js';
import { isOwned } from './compare-facts.js';

/** The keys of a merchant's channel; undefined if it has no such channel. */
export const keysOf =
  ({ config: { channels } }: Pick<Merchant, 'config'>) =>
  (channel: string): readonly string[] | undefined =>
    Object.hasOwn(channels, channel) ? (channels[channel]?.keys ?? []) : undefined;

/** Reads channels' vouchers; what the message itself says about the customer counts for nothing. */
export function customerAuthenticator({
  secret,
  now,
}: Pick<CallPorts, 'secret' | 'now'>): CallPorts['authenticated'] {
  return (served: Merchant, { merchant, conversation, customer: claim }) => {
    if (claim?.voucher === undefined) return undefined;
    const voucher = readVoucher(claim.voucher, { merchant, conversation }, keysOf(served));
    if (voucher === undefined) return undefined;
    const { customer, expiresAt } = voucher;
    const named = [customer.ref ?? null, customer.email ?? null];
    return {
      ...(customer.email === undefined ? {} : { email: customer.email }),
      owns: (record) => isOwned(record, customer),
      current: now() < expiresAt,
      scope: opaqueId(secret, 'authenticated', merchant, conversation, ...named),
    };
  };
}
