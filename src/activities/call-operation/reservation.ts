/** One open money call per order: the order is taken from the approval request on until the call has ended (DESIGN §5). */
import { mailboxOf } from '../../fields/email.js';
import type { Money } from '../../fields/money.js';
import { digestOf, opaqueId } from '../../security/keyed-hash.js';
import type { EffectId, EffectState, ReservationRequest } from '../../store/store.js';
import type { Dependencies } from '../dependencies.js';
import type { PlannedCall } from './planned-call.js';

// ISO 4217 for "no currency": the order is taken, no amount counts for a band.
const noAmount: Money = { minor: 0, currency: 'XXX' };

/** Names the holder of a reservation; no secret in it, so that a rotated one never leaves an order taken. */
export function holderOf({ merchant, workflowId, step, visit }: EffectId): string {
  return digestOf([merchant, workflowId, step, visit]);
}

/** Takes the order for this call, or again; with a band, says whether the band spares the approval. */
export function reserve(
  deps: Dependencies,
  call: PlannedCall,
  spared: Pick<ReservationRequest, 'band' | 'refunded'> = {},
): ReturnType<Dependencies['store']['money']['reserve']> {
  const { merchant } = call.request;
  const key = holderOf(call.id);
  const orderRef = call.order?.ref ?? key;
  const { customerRef, customerEmail } = call.order ?? {};
  const customer = customerRef ?? (customerEmail === undefined ? orderRef : mailboxOf(customerEmail));
  return deps.store.money.reserve({
    merchant,
    orderRef,
    key,
    customer: opaqueId(deps.secret, 'customer', merchant, customer),
    amount: call.amount ?? noAmount,
    ...spared,
  });
}

/** Ends a reservation as its effect has ended; doing it again changes nothing. */
export async function closeReservation(
  deps: Dependencies,
  call: PlannedCall,
  state: Exclude<EffectState, 'sending'>,
): Promise<void> {
  if (call.effect !== 'money') return;
  const key = holderOf(call.id);
  const { money } = deps.store;
  switch (state) {
    case 'done':
      return money.paid(key, call.amount ?? noAmount);
    case 'refused':
      return money.free(key);
    case 'unknown':
      return money.keep(key);
  }
}

/** Gives the order back: nothing was sent, nothing will be. */
export async function freeReservation(deps: Dependencies, call: PlannedCall): Promise<void> {
  if (call.effect === 'money') await deps.store.money.free(holderOf(call.id));
}
