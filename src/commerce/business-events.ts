/** The catalogue of business events: one line each. */
import type { BusinessEvent, RecordEvent } from './business-event.js';
import { channelAnswered, channelClosed, channelMessage } from './channel/events.js';
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
    ...[channelMessage, channelAnswered, channelClosed],
  ].map((event) => [event.name, event]),
);

/** Those about records: flows wait for them and are started by them. */
export const recordEvents: ReadonlyMap<string, RecordEvent> = new Map(
  [...businessEvents].flatMap(([name, event]): [string, RecordEvent][] =>
    event.about === 'ticket' ? [] : [[name, { ...event, about: event.about }]],
  ),
);
