/** What a business event is: something that a system tells us by webhook, in our words (DESIGN §17). */
import type { Fields } from './operation.js';

/** The record that an event is about, which its `ref` names. */
type EventSubject = 'order' | 'refund' | 'return' | 'shipment' | 'investigation' | 'subscription';

/** A business event; one file per domain declares them. */
export interface BusinessEvent {
  /** `<domain>.<what has happened>`, e.g. `returns.received`. */
  name: string;
  title: string;
  /** What `ref` names: the system's own id of it, for a shipment its tracking number. */
  about: EventSubject;
  /** What the system may tell besides; all of it optional, as no system owes us any. */
  fields: Fields;
  /** The operation whose accepted writes it settles: it then says how one came out, `done` or `refused`. */
  settles?: string;
  /** The operation whose writes it undoes after they were done. */
  undoes?: string;
}
