/** Entities as values of the flow language: amounts are money, quantities numbers, the rest texts and dates. */
import type { Json } from '../../contracts/json.js';
import type { Type } from '../../contracts/ir.js';
import { refundReasons } from '../../contracts/refund-reason.js';
import type { Entity, EntityType } from '../../contracts/understanding.js';

/** The type of each kind of entity in flows. */
export const entityTypes: Readonly<Record<EntityType, Type>> = {
  order_number: { t: 'text' },
  email: { t: 'text' },
  tracking_number: { t: 'text' },
  postcode: { t: 'text' },
  sku: { t: 'text' },
  phone: { t: 'text' },
  amount: { t: 'money' },
  quantity: { t: 'number' },
  date: { t: 'date' },
  name: { t: 'text' },
  address: { t: 'text' },
  city: { t: 'text' },
  reason: { t: 'enum', name: 'refund_reason', values: refundReasons },
  asks: { t: 'text' },
};

/** The fields of `classify`'s `entities`, and their kinds. */
export const classifiedEntities: Readonly<Record<string, EntityType>> = {
  orderNumber: 'order_number',
  email: 'email',
  trackingNumber: 'tracking_number',
  postcode: 'postcode',
  sku: 'sku',
  phone: 'phone',
  amount: 'amount',
  quantity: 'quantity',
  date: 'date',
  name: 'name',
  address: 'address',
  city: 'city',
  reason: 'reason',
  asks: 'asks',
};

/** The one value of a kind of entity; different values count as none, as nobody can say which is meant. */
export function onlyValue(entities: readonly Entity[], type: string): Json | undefined {
  const found = entities.filter((entity) => entity.type === type);
  const [value, ...others] = new Set(found.map((entity) => entity.value));
  return value === undefined || others.length > 0 ? undefined : valueOf(type, value);
}

function valueOf(type: string, value: string): Json | undefined {
  if (type === 'quantity') return wholeNumber(value);
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;
  if (type !== 'amount') return value;
  const [minor = '', currency = ''] = value.split(' ');
  const units = wholeNumber(minor);
  return units === undefined || !/^[A-Z]{3}$/.test(currency) ? undefined : { minor: units, currency };
}

function wholeNumber(written: string): number | undefined {
  const number = Number(written);
  return /^\d+$/.test(written) && Number.isSafeInteger(number) ? number : undefined;
}
