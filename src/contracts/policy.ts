/** Values of a merchant’s policy that more than one package reads. */
import { type RefundReason, refundReasons } from './refund-reason.js';

/** An amount in minor units of an ISO 4217 currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** Reasons that a system's own data bear out: cancelled there, back and received there, or lost by the carrier's word. */
export const borneOutReasons = ['cancelled', 'returned', 'lost'] as const;

/** One of them. */
export type BorneOutReason = (typeof borneOutReasons)[number];

/** Every reason that a band can name: for those that no data bear out, the customer's word is enough. */
export const bandReasons = [...new Set([...borneOutReasons, ...refundReasons])] as const;

/** One of them. */
export type BandReason = BorneOutReason | RefundReason;

/** A band of the merchant's policy (DESIGN §6). */
export interface Band {
  upTo?: Amount;
  perCustomer?: { count: number; ms: number };
  /** Why money is paid back without an approval; those that data bear out by default. */
  reasons?: readonly BandReason[];
}
