/** Where the fields of an order are looked for, by the names that shops around the world use. */
import { type Names, namesOf } from './vocabularies/index.js';
import type { Term } from './vocabularies/vocabulary.js';

/** Names of a field, and where they count. */
export interface FieldNames {
  names: Names;
  /** What must not match on the path. */
  not?: RegExp;
  /** Deepest place, counted from 1. */
  depth?: number;
}

/** A table from business field to names. */
export type NameTable = Readonly<Record<string, FieldNames>>;

/** The names of a term, and where they count. */
export const field = (term: Term, depth: number, not?: RegExp): FieldNames => ({
  names: namesOf(term),
  depth,
  ...(not === undefined ? {} : { not }),
});

const foreign =
  /billing|invoice|rechnung|facturation|facturacion|factuur|fattura|parent|original|previous|supplier|vendor|seller|store|warehouse|guest|gift|events?\b/;

/** Single values of an order. */
export const orderNames: NameTable = {
  ref: field('order.ref', 1),
  number: field('order.number', 1),
  customerRef: field('order.customerRef', 2, foreign),
  customerEmail: field('order.customerEmail', 3, foreign),
  customerName: field('order.customerName', 2, foreign),
  createdAt: field('order.createdAt', 2, foreign),
  status: field('order.status', 2, /payment|billing|country|address/),
  type: field('order.type', 1),
  region: field('order.region', 1),
  shippedAt: field('order.shippedAt', 2),
  expectedShipDate: field('order.expectedShipDate', 2),
  expectedDeliveryDate: field('order.expectedDeliveryDate', 2),
  deliveredAt: field('order.deliveredAt', 2),
};

/** The total of an order. */
export const orderAmount: FieldNames = field(
  'order.amount',
  2,
  /line|item|tax$|discount|refund|shipping|paid|sub_?total|fee|rounding|payout|balance|commission|base(?!currency)/,
);

/** Records that are a delivery address. */
export const addressRecords: FieldNames = field(
  'order.shippingAddress',
  4,
  /billing|invoice|store|seller|warehouse|email|registration/,
);

/** Single values of an address. */
export const addressNames: NameTable = {
  name: field('address.name', 1),
  street: field('address.street', 1),
  postcode: field('address.postcode', 1),
  city: field('address.city', 1),
  state: field('address.state', 1),
  country: field('address.country', 2),
};

const ofOthers = new RegExp(`${foreign.source}|ship|deliver|address`);

/** Parts of values that are written in two fields. */
export const partNames = {
  firstName: field('address.firstName', 2, ofOthers),
  lastName: field('address.lastName', 2, ofOthers),
  houseNumber: field('address.houseNumber', 1),
} as const;
