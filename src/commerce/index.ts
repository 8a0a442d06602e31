/** The catalogue of operations: one line each. */
import { channelAssign, channelReply } from './channel/operations.js';
import type { Catalogue, Vocabulary } from './operation.js';
import {
  ordersAddNote,
  ordersCancel,
  ordersChangeAddress,
  ordersChangeLines,
  ordersQuoteReplacement,
  ordersReplace,
  ordersVariants,
} from './orders/change-operations.js';
import { ordersFind, ordersGet } from './orders/operations.js';
import { paymentsQuoteRefund, paymentsRefund, paymentsRefundStatus } from './payments/operations.js';
import { returnOperations } from './returns/operations.js';
import { shipmentOperations } from './shipments/operations.js';
import { subscriptionOperations } from './subscriptions/operations.js';
import { orderSubject } from './orders/subject.js';
import type { SubjectKind } from './subject.js';

/** Every operation of the product by its name; a merchant's own are in its vocabulary. */
export const catalogue: Catalogue = new Map(
  [
    ...[ordersGet, ordersFind],
    ...[ordersCancel, ordersChangeLines, ordersChangeAddress, ordersVariants],
    ...[ordersQuoteReplacement, ordersReplace, ordersAddNote],
    ...[paymentsQuoteRefund, paymentsRefund, paymentsRefundStatus],
    ...returnOperations,
    ...shipmentOperations,
    ...subscriptionOperations,
    ...[channelReply, channelAssign],
  ].map((operation) => [operation.name, operation]),
);

/** Every kind of record that a customer can own. */
export const subjectKinds: readonly SubjectKind[] = [
  ...new Set([...catalogue.values()].map(({ about = orderSubject }) => about)),
];

/** What a merchant without anything of its own can name. */
export const productVocabulary: Vocabulary = { catalogue, ownFields: {} };
