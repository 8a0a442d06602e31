/** Refunds as far as their reservations go: what `reserve` of `src/activities/calls` makes of them in a store. */
import type { PlannedCall } from '../../../src/activities/calls/plan.js';
import type { CallPorts } from '../../../src/activities/calls/ports.js';
import { reserve, type Reserved } from '../../../src/activities/calls/reservation.js';
import type { Amount, Band } from '../../../src/contracts/policy.js';
import type { EffectChange, Store } from '../../../src/store/store.js';
import { fresh } from './subject.js';

/** Euros, by cents. */
export const eur = (minor: number) => ({ minor, currency: 'EUR' });

/** A refund as far as its reservation goes. */
export interface Refund {
  merchant: string;
  orderRef: string;
  key: string;
  customer: string;
  amount: Amount;
  band?: Band;
  refunded?: Amount;
}

/** A refund of an order of its own, with a band. */
export function ask(change: Partial<Refund> = {}): Refund {
  const name = {
    merchant: fresh('merchant'),
    orderRef: fresh('order'),
    key: fresh('key'),
    customer: fresh('customer'),
  };
  return { ...name, amount: eur(1_000), band: { upTo: eur(5_000) }, ...change };
}

const placeOf = ({ merchant, key }: Refund) => ({
  id: { merchant, workflowId: key, step: 'refund', visit: 1 },
  holder: key,
});

/** What `reserve` reads of a planned call. */
function planned(refund: Refund): PlannedCall {
  const { orderRef, customer, amount } = refund;
  const place = placeOf(refund);
  return {
    ...{ id: place.id, place, effect: 'money', amount, about: { kind: 'order' } },
    subject: { ref: orderRef, customerRef: customer, emails: [] },
    operation: { name: 'payments.refund', pays: 'to_customer' },
  } as unknown as PlannedCall;
}

/** Reservations of one client. */
export function moneyOf(store: Store) {
  const close = (refund: Refund, reservation: NonNullable<EffectChange<void>['reservation']>) =>
    store.effects.change(placeOf(refund), () => ({ reservation, value: undefined }));
  return {
    reserve(refund: Refund): Promise<Reserved> {
      const { band, refunded } = refund;
      const ports = { store, secret: 'a secret of at least thirty-two characters' } as unknown as CallPorts;
      const call = planned(refund);
      return reserve(ports, call, band && { band, refunded, record: call.subject });
    },
    free: (refund: Refund) => close(refund, { state: 'freed' }),
    keep: (refund: Refund) => close(refund, { state: 'kept' }),
    paid: (refund: Refund) => close(refund, { state: 'paid', amount: refund.amount }),
    holds: (refund: Refund) => store.effects.change(placeOf(refund), ({ held }) => ({ value: held })),
  };
}

/** See `moneyOf`. */
export type Money = ReturnType<typeof moneyOf>;

/** Somebody else has the order. */
export const held: Reserved = { is: 'held', code: 'money_open' };

/** Reserves and pays. */
export async function payNow(money: Money, refund: Refund): Promise<void> {
  await money.reserve(refund);
  await money.paid(refund);
}
