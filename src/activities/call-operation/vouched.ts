/** The customer for whom the channel vouches, if it does. */
import { opaqueId } from '../../security/keyed-hash.js';
import { readVoucher, type Voucher } from '../../security/voucher.js';
import type { Dependencies } from '../dependencies.js';
import type { PlannedCall } from './planned-call.js';

/** A customer with a voucher of this merchant and conversation. */
export interface Vouched {
  customer: Voucher['customer'];
  /** False once the voucher has expired: it opens no further order, what it has opened stays so for its time. */
  current: boolean;
  /** Under which the orders that it opened are noted: another customer in the same conversation has another. */
  scope: string;
}

/** Reads the call's voucher; what the message itself says of the customer counts for nothing. */
export function vouchedCustomer(deps: Dependencies, call: PlannedCall): Vouched | undefined {
  const { merchant, conversation, customer: claim } = call.request;
  if (claim?.voucher === undefined) return undefined;
  const { channels } = call.merchant.config;
  const keysOf = (channel: string): readonly string[] =>
    Object.hasOwn(channels, channel) ? (channels[channel]?.keys ?? []) : [];
  const voucher = readVoucher(claim.voucher, { merchant, conversation }, keysOf);
  if (voucher === undefined) return undefined;
  const { customer, expiresAt } = voucher;
  const scope = opaqueId(
    deps.secret,
    'vouched',
    merchant,
    conversation,
    customer.ref ?? null,
    customer.email ?? null,
  );
  return { customer, current: deps.now() < expiresAt, scope };
}
