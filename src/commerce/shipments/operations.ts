/** Operations on parcels. */
import { Shipment } from '../orders/order.js';
import { Delivery, judgeDelivery } from './delivery.js';
import { Tracking } from './tracking.js';
import type { Operation } from '../operation.js';

/** Where one parcel of an order is, with its scans. */
export const shipmentsTrack: Operation = {
  name: 'shipments.track',
  title: 'Ask the carrier where a parcel is',
  effect: 'read',
  // A parcel comes out of an order that was read for a verified customer, and its scans name no person.
  privacy: 'none',
  inputs: { shipment: Shipment },
  results: { found: { tracking: Tracking }, not_found: {} },
  derived: { result: 'found', outputs: { delivery: Delivery }, derive: judgeDelivery },
  subject: 'none',
  empty: 'not_found',
  imports: {
    names: [/^(get)?.*track(ing)?(response|details|shipment|parcel)?/i, /^GET .*track/i],
    inputs: [
      [/track|inquiry|parcel|shipment(number|id)|^(number|code|id)$/, '${inputs.shipment.trackingNumber}'],
    ],
    gives: 'tracking',
  },
  coverage: {
    record: 'tracking',
    noun: 'parcel',
    output: 'tracking',
    by: { record: 'order', field: 'shipments', input: 'shipment' },
  },
};
