/** What the shop keeps of a subscription, before an API puts it into words of its own. */
import type { Customer } from '../order.js';

/** The shop's states of a subscription. */
type SubscriptionStatus = 'AKTIV' | 'PAUSIERT' | 'GEKUENDIGT' | 'ABGELAUFEN' | 'ZAHLUNG_OFFEN';

/** What can be subscribed to; a price is in cents of EUR for each delivery. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly cents: number;
  readonly every: number;
  readonly unit: 'WOCHE' | 'MONAT';
}

/** Every plan that the shop sells. */
export const plans: readonly Plan[] = [
  { id: 'kaffee-klein', name: 'Kaffee 250 g', sku: 'KA-250', cents: 990, every: 1, unit: 'MONAT' },
  { id: 'kaffee-gross', name: 'Kaffee 500 g', sku: 'KA-500', cents: 1690, every: 1, unit: 'MONAT' },
  { id: 'kaffee-vorrat', name: 'Kaffee 1 kg', sku: 'KA-1000', cents: 2990, every: 2, unit: 'MONAT' },
  { id: 'kaffee-buero', name: 'Kaffee 2 kg', sku: 'KA-2000', cents: 5490, every: 2, unit: 'WOCHE' },
];

/** The last time that the customer was charged. */
interface Charge {
  readonly id: string;
  readonly at: number;
  readonly cents: number;
  readonly refundedCents: number;
}

/** A subscription; moments are epoch milliseconds. */
export interface Subscription {
  /** Opaque, `b_…`. */
  readonly id: string;
  /** What the customer knows: `ABO-` and five digits. */
  readonly number: string;
  readonly customer: Customer;
  readonly status: SubscriptionStatus;
  readonly plan: Plan;
  readonly startedAt: number;
  /** Before it, the subscription cannot end. */
  readonly boundUntil: number;
  readonly lastAt?: number;
  readonly nextAt?: number;
  readonly pausedUntil?: number;
  readonly cancelledAt?: number;
  readonly endsAt?: number;
  readonly reason?: string;
  /** What it can be changed to, where that is not every plan of the shop. */
  readonly others?: readonly Plan[];
  readonly charge?: Charge;
}
