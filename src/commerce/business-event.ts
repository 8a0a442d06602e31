/** What a business event is: something that a system tells us by webhook, in our words (DESIGN §17). */
import type { Fields } from './operation.js';

/** The record that an event is about, which its `ref` names. */
type EventSubject =
  'order' | 'cancellation' | 'refund' | 'return' | 'shipment' | 'investigation' | 'subscription';

/** An event about a record, which flows can wait for; the others are about a ticket of a help desk. */
export type RecordEvent = BusinessEvent & { about: EventSubject };

/** The business record of a subject, and which of its fields an event names it by. */
export const eventRecords: Readonly<Record<EventSubject, { record: string; names: string }>> = {
  order: { record: 'Order', names: 'ref' },
  // No flow holds one: a call hears of it.
  cancellation: { record: 'Cancellation', names: 'ref' },
  refund: { record: 'Refund', names: 'ref' },
  return: { record: 'Return', names: 'ref' },
  shipment: { record: 'Shipment', names: 'trackingNumber' },
  investigation: { record: 'Investigation', names: 'ref' },
  subscription: { record: 'Subscription', names: 'ref' },
};

/** A business event; one file per domain declares them. */
export interface BusinessEvent {
  /** `<domain>.<what has happened>`, e.g. `returns.received`. */
  name: string;
  title: string;
  /** What `ref` names: the system's own id of it, for a shipment its tracking number. */
  about: EventSubject | 'ticket';
  /** What the system may tell besides; all of it optional, as no system owes us any. */
  fields: Fields;
  /** The operation whose accepted writes it settles: it then says how one came out, `done` or `refused`. */
  settles?: string;
  /** The operation whose writes it undoes after they were done. */
  undoes?: string;
  /** The flow of the product that it starts. */
  starts?: string;
}
