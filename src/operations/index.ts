/** The catalogue of operations: a line each. */
import type { Operation } from './operation.js';
import { ordersFind, ordersGet } from './orders.js';
import { paymentsQuoteRefund, paymentsRefund } from './payments.js';
import { shipmentsTrack } from './shipments.js';

/** Every operation of the catalogue by its name. */
export const catalogue: ReadonlyMap<string, Operation> = new Map(
  [ordersGet, ordersFind, paymentsQuoteRefund, paymentsRefund, shipmentsTrack].map((operation) => [
    operation.name,
    operation,
  ]),
);
