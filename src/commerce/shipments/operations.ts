/** Operations on parcels. */
import { Document } from '../documents/document.js';
import { moment, text } from '../field.js';
import { Order, Shipment } from '../orders/order.js';
import { Delivery, judgeDelivery } from './judge-delivery.js';
import { Investigation, InvestigationReason } from './investigation.js';
import { shipmentsQuoteRedirect, shipmentsRedirect } from './redirect-operations.js';
import { Tracking } from './tracking.js';
import type { Operation } from '../operation.js';

/** Where one parcel of an order is, with its scans. */
const shipmentsTrack: Operation = {
  name: 'shipments.track',
  title: 'Track a parcel',
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

/**
 * Has the carrier tell of a parcel's scans. It changes nothing that a customer or a ledger could see, and asked twice
 * it is asked once: a read.
 */
const shipmentsFollow: Operation = {
  name: 'shipments.follow',
  title: 'Subscribe to a parcel’s scans',
  effect: 'read',
  privacy: 'none',
  inputs: { shipment: Shipment },
  results: { followed: {}, not_followed: {} },
  subject: 'none',
  empty: 'not_followed',
};

const ofOrder = { privacy: 'customer_data', subject: 'record' } as const;

/** Who has signed for a parcel, with what the carrier has on paper. */
const shipmentsProofOfDelivery: Operation = {
  name: 'shipments.proof_of_delivery',
  title: 'Get a proof of delivery',
  effect: 'read',
  ...ofOrder,
  inputs: { order: Order, shipment: Shipment },
  results: {
    found: { document: Document, signedBy: text('personal').optional(), at: moment().optional() },
    none: {},
  },
  empty: 'none',
};

/** Asks the carrier to look for a parcel. */
export const shipmentsOpenInvestigation: Operation = {
  name: 'shipments.open_investigation',
  title: 'Open an investigation for a parcel',
  effect: 'write',
  ...ofOrder,
  inputs: { order: Order, shipment: Shipment, reason: InvestigationReason },
  results: { done: { investigation: Investigation, investigationRef: text().optional() } },
  reference: 'investigationRef',
  refusals: ['already_open', 'too_early', 'too_late', 'not_investigable', 'money_open', 'write_open'],
};

/** How far the carrier's search is. */
export const shipmentsInvestigation: Operation = {
  name: 'shipments.investigation',
  title: 'Get the status of an investigation',
  effect: 'read',
  ...ofOrder,
  inputs: { order: Order, investigation: Investigation },
  results: { found: { investigation: Investigation }, not_found: {} },
  empty: 'not_found',
};

/** All of them, for the catalogue. */
export const shipmentOperations: readonly Operation[] = [
  shipmentsTrack,
  shipmentsFollow,
  shipmentsProofOfDelivery,
  shipmentsQuoteRedirect,
  shipmentsRedirect,
  shipmentsOpenInvestigation,
  shipmentsInvestigation,
];
