/** Operations that send a parcel elsewhere while it is on its way (DESIGN §21). */
import { Address } from '../address.js';
import { date, named, text } from '../field.js';
import { Money } from '../money.js';
import type { Operation } from '../operation.js';
import { Order, Shipment } from '../orders/order.js';

/** Where a parcel shall go instead: to another address, to a place where it is fetched, back, or the same way on another day. */
export const RedirectTo = named('redirect_to', ['address', 'pickup_point', 'sender', 'date']);

/** `address` goes with `to: address`, `date` with `to: date`. */
const asked = {
  order: Order,
  shipment: Shipment,
  to: RedirectTo,
  address: Address.optional(),
  date: date().optional(),
};

/** Whether the carrier can still do it, and what it charges the shop. */
export const shipmentsQuoteRedirect: Operation = {
  name: 'shipments.quote_redirect',
  title: 'Check whether a parcel can be redirected',
  effect: 'read',
  privacy: 'customer_data',
  inputs: asked,
  results: { possible: { amount: Money }, not_possible: { reason: text('personal').optional() } },
  subject: 'record',
  // As of a parcel whose carrier is not bound.
  empty: 'not_possible',
};

/** Has the carrier take a parcel elsewhere, for the amount that it quoted. */
export const shipmentsRedirect: Operation = {
  name: 'shipments.redirect',
  title: 'Redirect a parcel',
  effect: 'money',
  privacy: 'customer_data',
  inputs: { ...asked, amount: Money },
  results: { done: { redirectRef: text().optional() } },
  subject: 'record',
  guard: 'shipments.quote_redirect',
  pays: 'by_us',
  reference: 'redirectRef',
  refusals: ['not_redirectable', 'address_invalid', 'money_open', 'write_open', 'cap_reached'],
};
