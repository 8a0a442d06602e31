/** The catalogue of operations: one line each. */
import type { Catalogue, Vocabulary } from './operation.js';
import {
  ordersAddNote,
  ordersCancel,
  ordersChangeAddress,
  ordersChangeLines,
  ordersQuoteReplacement,
  ordersReplace,
  ordersVariants,
} from './orders/changes.js';
import { ordersFind, ordersGet } from './orders/operations.js';
import { paymentsQuoteRefund, paymentsRefund, paymentsRefundStatus } from './payments/operations.js';
import { shipmentsTrack } from './shipments/operations.js';

/** Every operation of the product by its name; a merchant's own are in its vocabulary. */
export const catalogue: Catalogue = new Map(
  [
    ordersGet,
    ordersFind,
    ordersCancel,
    ordersChangeLines,
    ordersChangeAddress,
    ordersVariants,
    ordersQuoteReplacement,
    ordersReplace,
    ordersAddNote,
    paymentsQuoteRefund,
    paymentsRefund,
    paymentsRefundStatus,
    shipmentsTrack,
  ].map((operation) => [operation.name, operation]),
);

/** What a merchant without anything of its own can name. */
export const productVocabulary: Vocabulary = { catalogue, ownFields: {} };
