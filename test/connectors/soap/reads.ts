/** Answers: types, dates, nothing in all its forms, envelopes. */
import type { ReadCase } from './case.js';
import { line, listCases } from './reads-lists.js';
import { textCases } from './reads-texts.js';

const day = (text: string): number => Date.parse(text);
const euro = (minor: number) => ({ minor, currency: 'EUR' });
const total = (decimal: string, currency: string) => ({ total: { '@currency': currency, '#': decimal } });

const values: readonly ReadCase[] = [
  { name: 'an attribute, and a text beside one', reads: { ref: 'A1', status: 'shipped' } },
  { name: 'leading zeros', order: { buyer: '00123' }, reads: { customerName: '00123' } },
  { name: 'an exponent is a text', order: { buyer: '1e5' }, reads: { customerName: '1e5' } },
  { name: 'a telephone number', order: { buyer: '+4930901820' }, reads: { customerName: '+4930901820' } },
  { name: 'hexadecimal digits', order: { buyer: '0x1F' }, reads: { customerName: '0x1F' } },
  {
    name: 'an integer over 2^53',
    order: { serial: '9007199254740993' },
    reads: { customerRef: '9007199254740993' },
  },
  {
    name: 'an integer over 2^63',
    order: { serial: '12345678901234567890' },
    reads: { customerRef: '12345678901234567890' },
    cannot: { php: 'SoapServer writes xsd:integer as a signed 64-bit number' },
  },
  { name: 'true', order: { gift: true }, reads: { type: 'true' } },
  { name: 'false', order: { gift: false }, reads: { type: 'false' } },
  { name: 'a decimal', order: total('1234567.80', 'EUR'), reads: { amount: euro(123_456_780) } },
  { name: 'a decimal below nothing', order: total('-4.20', 'EUR'), reads: { amount: euro(-420) } },
  { name: 'a decimal of four places', order: total('9.9900', 'EUR'), reads: { amount: euro(999) } },
  {
    name: 'a currency without minor units',
    order: total('1200', 'JPY'),
    reads: { amount: { minor: 1200, currency: 'JPY' } },
  },
  {
    name: 'a currency of three places',
    order: total('1.234', 'BHD'),
    reads: { amount: { minor: 1234, currency: 'BHD' } },
  },
];

const dates: readonly ReadCase[] = (
  [
    ['a moment in UTC', '2026-11-02T09:00:00Z', '2026-11-02T09:00:00Z'],
    ['a moment with an offset', '2026-11-03T17:30:00+05:30', '2026-11-03T12:00:00Z'],
    ['a moment without zone, in winter', '2026-11-03T17:30:00', '2026-11-03T16:30:00Z'],
    ['a moment without zone, in summer', '2026-07-03T17:30:00', '2026-07-03T15:30:00Z'],
    ['a moment with parts of a second', '2026-11-02T09:00:00.250Z', '2026-11-02T09:00:00.250Z'],
  ] as const
).map(([name, placedAt, moment]) => ({ name, order: { placedAt }, reads: { createdAt: day(moment) } }));

const days: readonly ReadCase[] = [
  {
    name: 'a day',
    order: { dueOn: '2026-11-09' },
    reads: { expectedDeliveryDate: day('2026-11-08T23:00:00Z') },
  },
  {
    name: 'a day with its zone',
    order: { dueOn: '2026-11-09Z' },
    reads: { expectedDeliveryDate: day('2026-11-09T00:00:00Z') },
  },
  {
    name: 'dates in two formats of the house',
    order: {
      parcel: [
        { '@carrier': 'DHL', tracking: '1', sentAt: '20261102' },
        { '@carrier': 'DHL', tracking: '2', sentAt: '02.11.2026 14:05' },
      ],
    },
    reads: {
      shipments: [{ shippedAt: day('2026-11-01T23:00:00Z') }, { shippedAt: day('2026-11-02T13:05:00Z') }],
    },
  },
];

const nothing: readonly ReadCase[] = [
  { name: 'a nil moment', order: { placedAt: null }, reads: { createdAt: undefined } },
  { name: 'an absent moment', reads: { createdAt: undefined } },
  { name: 'a nil text', order: { note: null }, reads: { region: undefined } },
  { name: 'an empty text', order: { note: '' }, reads: { region: undefined } },
  { name: 'an absent text', reads: { region: undefined } },
  { name: 'a nil record', order: { address: null }, reads: { shippingAddress: undefined } },
  {
    name: 'a record with a nil member',
    order: { address: { street: null, city: 'Köln' } },
    reads: { shippingAddress: { city: 'Köln' } },
  },
  { name: 'a nil list', order: { lines: null }, reads: { lines: [] } },
  { name: 'an empty list', order: { lines: {} }, reads: { lines: [] } },
  { name: 'an absent list', reads: { lines: [], shipments: [] } },
  { name: 'a nil order is none', answer: { order: null }, comes: { is: 'done', result: 'not_found' } },
  {
    name: 'an answer without order is none',
    answer: { empty: true },
    comes: { is: 'done', result: 'not_found' },
  },
];

const envelopes: readonly ReadCase[] = [
  { name: 'SOAP 1.2: an order', version: '1.2', order: total('12.50', 'EUR'), reads: { amount: euro(1250) } },
  {
    name: 'SOAP 1.2: nil',
    version: '1.2',
    order: { note: null, lines: null },
    reads: { region: undefined, lines: [] },
  },
  {
    name: 'SOAP 1.2: one item',
    version: '1.2',
    order: { lines: { line: [line('Hut')] } },
    reads: { lines: [{ name: 'Hut' }] },
  },
  {
    name: 'SOAP 1.2: CDATA and letters of all kinds',
    version: '1.2',
    order: { note: { raw: '<![CDATA[<ü>]]>😀' } },
    reads: { region: '<ü>😀' },
  },
  {
    name: 'SOAP 1.2: none',
    version: '1.2',
    answer: { order: null },
    comes: { is: 'done', result: 'not_found' },
  },
  {
    name: 'by namespaces',
    order: { note: 'A' },
    // node-soap writes the elements of the types' schema in the namespace of the messages.
    rules: {
      answer: { format: 'soap', namespaces: { m: 'urn:order-desk', t: 'urn:order-desk:types' } },
      at: "$['m:GetOrderResponse']['m:order']",
      none: { path: "$['m:GetOrderResponse']['m:order']", is: 'null' },
      fields: {
        ref: "$['@id']",
        number: { path: ["$['t:number']", "$['m:number']"] },
        status: { value: 'open' },
        region: { path: ["$['t:note']", "$['m:note']"] },
      },
    },
    reads: { ref: 'A1', region: 'A' },
  },
];

/** All cases of answers. */
export const readCases: readonly ReadCase[] = [
  ...values,
  ...dates,
  ...days,
  ...nothing,
  ...listCases,
  ...textCases,
  ...envelopes,
];
