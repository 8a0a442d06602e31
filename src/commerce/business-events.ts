/** The catalogue of business events: one line each. */
import type { BusinessEvent } from './business-event.js';
import { ordersCancelSettled, ordersChanged } from './orders/events.js';
import { paymentsRefundFailed, paymentsRefundSettled } from './payments/events.js';
import { returnsInspected, returnsReceived } from './returns/events.js';
import {
  shipmentsDelivered,
  shipmentsInvestigationAnswered,
  shipmentsProblem,
  shipmentsScanned,
} from './shipments/events.js';
import { subscriptionsChanged, subscriptionsPaymentFailed } from './subscriptions/events.js';

/** Every business event by its name. */
export const businessEvents: ReadonlyMap<string, BusinessEvent> = new Map(
  [
    ordersChanged,
    ordersCancelSettled,
    paymentsRefundSettled,
    paymentsRefundFailed,
    returnsReceived,
    returnsInspected,
    shipmentsScanned,
    shipmentsDelivered,
    shipmentsProblem,
    shipmentsInvestigationAnswered,
    subscriptionsChanged,
    subscriptionsPaymentFailed,
  ].map((event) => [event.name, event]),
);
