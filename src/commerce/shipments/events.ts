/** Events of parcels: their `ref` is the tracking number. */
import type { BusinessEvent } from '../business-event.js';
import { moment, text } from '../field.js';

/** What a carrier tells of one scan. */
const scan = { at: moment().optional(), place: text().optional(), description: text().optional() };

/** A parcel was scanned on its way. */
export const shipmentsScanned: BusinessEvent = {
  name: 'shipments.scanned',
  title: 'A parcel has been scanned',
  about: 'shipment',
  fields: scan,
};

/** A parcel has been delivered. */
export const shipmentsDelivered: BusinessEvent = {
  name: 'shipments.delivered',
  title: 'A parcel has been delivered',
  about: 'shipment',
  fields: scan,
};

/** A parcel cannot go on its way as it should. */
export const shipmentsProblem: BusinessEvent = {
  name: 'shipments.problem',
  title: 'A parcel has a problem',
  about: 'shipment',
  fields: scan,
};

/** A carrier has answered what it was asked to look for. */
export const shipmentsInvestigationAnswered: BusinessEvent = {
  name: 'shipments.investigation_answered',
  title: 'A carrier has answered an investigation',
  about: 'investigation',
  fields: { status: text().optional(), answer: text('personal').optional() },
};
