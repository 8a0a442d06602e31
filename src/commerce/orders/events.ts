/** Events of orders. */
import type { BusinessEvent } from '../business-event.js';
import { text } from '../field.js';
import { OrderStatus } from './order.js';

/** Something about an order is not as it was. */
export const ordersChanged: BusinessEvent = {
  name: 'orders.changed',
  title: 'An order has changed',
  about: 'order',
  fields: { number: text().optional(), status: OrderStatus.optional() },
};

/** A cancellation that was only accepted is done, or refused after all. */
export const ordersCancelSettled: BusinessEvent = {
  name: 'orders.cancel_settled',
  title: 'A cancellation has been completed or refused',
  about: 'cancellation',
  fields: { code: text().optional(), number: text().optional() },
  settles: 'orders.cancel',
};
