/** Operations on orders. */
import { z } from 'zod';
import { text } from '../field.js';
import { Order } from './order.js';
import type { Operation } from '../operation.js';

/** One order by the number that the customer knows. */
export const ordersGet: Operation = {
  name: 'orders.get',
  title: 'Look an order up by its number',
  effect: 'read',
  privacy: 'customer_data',
  inputs: { number: text() },
  results: { found: { order: Order }, not_found: {} },
  subject: 'number',
  empty: 'not_found',
};

/** The verified customer's orders: by the vouched e-mail, or the one order that facts have verified. */
export const ordersFind: Operation = {
  name: 'orders.find',
  title: "List the customer's orders",
  effect: 'read',
  privacy: 'customer_data',
  inputs: {},
  results: { found: { orders: z.array(Order) }, none: {} },
  subject: 'list',
  empty: 'none',
};
