/** Operations on orders. */
import { z } from 'zod';
import { text } from '../field.js';
import { Order } from './order.js';
import type { Operation } from '../operation.js';

/** One order by the number that the customer knows. */
export const ordersGet: Operation = {
  name: 'orders.get',
  title: 'Look up an order by its number',
  effect: 'read',
  privacy: 'customer_data',
  inputs: { number: text() },
  results: { found: { order: Order }, not_found: {} },
  subject: 'number',
  empty: 'not_found',
  imports: {
    names: [
      /^(get_?order|order|order_?(get|details|by_?(number|id|no)))$/i,
      /^GET .*orders?\/\{\}$/i,
      /^(get|find|read|fetch)?_?order_?(by|info|detail)/i,
      /^(get|find|read|fetch).*order$/i,
      /^(auftrag|bestellung)_?(lesen|holen|abrufen)$/i,
    ],
    inputs: [
      [
        /^(order)?(number|no|nr|name|id|code|incrementid|key)$|order(id|no|number|name)$|linkid$|^(bestell|auftrags?|beleg)?nummer$|(bestell|auftrags?|beleg)(nummer|nr)$/,
        '${inputs.number}',
      ],
    ],
    gives: 'order',
  },
  coverage: { record: 'order', noun: 'order', output: 'order', by: { option: 'order', input: 'number' } },
};

/** The verified customer's orders: by the authenticated e-mail, or the one order that facts have verified. */
export const ordersFind: Operation = {
  name: 'orders.find',
  title: "List the customer's orders",
  effect: 'read',
  privacy: 'customer_data',
  inputs: {},
  results: { found: { orders: z.array(Order) }, none: {} },
  subject: 'list',
  empty: 'none',
  imports: {
    names: [
      /^(get|list|find|search)_?orders$|^orders$/i,
      /^GET .*orders$/i,
      /^(auftr(ae|ä)ge|bestellungen)_?(suchen|finden)$/i,
    ],
    inputs: [
      [/e?mail/, '${inputs.email}'],
      [/^(query|filter|q|search)$/, 'email:${inputs.email}'],
    ],
    gives: 'order',
  },
  coverage: { record: 'order', noun: 'order', output: 'orders', by: { option: 'email', input: 'email' } },
};
