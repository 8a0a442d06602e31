/** Where a parcel is, in business fields (DESIGN §9, Shipment tracking). */
import { z } from 'zod';
import { type FieldMeta, moment, named, text } from '../field.js';

/** States of a parcel, the same for every carrier. */
export const TrackingStatus = named('tracking_status', [
  'label_created',
  'ready_for_shipment',
  'in_transit',
  'ready_for_pickup',
  'delivered',
  'problem',
  'returning',
  'other',
]);

/** One scan of a parcel; `language`: the BCP 47 tag of `description`, which is written only to those who read it. */
export const TrackingEvent = z
  .object({
    at: moment(),
    place: text().optional(),
    description: text(),
    language: text().optional(),
    code: text().optional(),
  })
  .meta({ type: 'record', name: 'TrackingEvent' } satisfies FieldMeta);

/** What a carrier says of one parcel; events newest last, `rerouteUrl` where its recipient sends it elsewhere. */
export const Tracking = z
  .object({
    trackingNumber: text('personal'),
    carrier: text().optional(),
    status: TrackingStatus,
    statusText: text().optional(),
    url: text('personal').optional(),
    rerouteUrl: text('personal').optional(),
    expectedFrom: moment().optional(),
    expectedDelivery: moment().optional(),
    deliveredTo: text('personal').optional(),
    events: z.array(TrackingEvent),
  })
  .meta({ type: 'record', name: 'Tracking' } satisfies FieldMeta);

/** What a carrier says of one parcel. */
export type Tracking = z.infer<typeof Tracking>;
