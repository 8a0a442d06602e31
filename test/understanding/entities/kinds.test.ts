import { describe, expect, test } from 'vitest';
import { type EntityHints, findEntities } from '../../../src/understanding/entities/find-entities.js';
import type { EntityType } from '../../../src/contracts/understanding.js';

/** A Thursday. */
const today = '2026-11-26';

function values(type: EntityType, text: string, hints: EntityHints = { today }): string {
  const found = findEntities(text, hints).filter((entity) => entity.type === type);
  for (const { raw, start, end } of found) expect(text.slice(start, end)).toBe(raw);
  return found.map(({ value }) => value).join(' | ');
}

describe('an amount is minor units and a currency', () => {
  test.each([
    ['12.30 € please', '1230 EUR'],
    ['EUR 12,30', '1230 EUR'],
    ['it was $5', '500 USD'],
    ['20 euros', '2000 EUR'],
    ['1.249,00 € statt 1.149 €', '124900 EUR | 114900 EUR'],
    ['500 yen', '500 JPY'],
    ['HK$ 129.90', '12990 HKD'],
    ['49,90 zł', '4990 PLN'],
    ['Rs 1,499', '149900 INR'],
    ['1290 Kč', '129000 CZK'],
    ['₩15,000', '15000 KRW'],
    ['order 48213', ''],
  ])('%j: %j', (text, expected) => {
    expect(values('amount', text)).toBe(expected);
  });
});

describe('a date is a day by the shop’s calendar', () => {
  test.each([
    ['last Tuesday', '2026-11-24'],
    ['since Monday', '2026-11-23'],
    ['next Thursday', '2026-12-03'],
    ['until Friday', '2026-11-27'],
    ['3 October', '2026-10-03'],
    ['am 3.10. bestellt', '2026-10-03'],
    ['on the 3rd of January', '2027-01-03'],
    ['gestern', '2026-11-25'],
    ['the day before yesterday', '2026-11-24'],
    ['vorgestern', '2026-11-24'],
    ['in two weeks', '2026-12-10'],
    ['vor drei Wochen', '2026-11-05'],
    ['a month ago', '2026-10-26'],
    ['on the 30th', '2026-11-30'],
    ['Guten Morgen', ''],
    ['morgen bitte', '2026-11-27'],
    ['order 12 may be late', ''],
    ['at 10.5 cm', ''],
    ['03/05/2026', ''],
  ])('%j: %j', (text, expected) => {
    expect(values('date', text)).toBe(expected);
  });

  test('told from today is none where today is not known', () => {
    expect(values('date', 'yesterday, and on 3 May 2026', {})).toBe('2026-05-03');
  });
});

describe('a quantity is a number of things', () => {
  test.each([
    ['two of them', '2'],
    ['3x', '3'],
    ['zwei Stück', '2'],
    ['I ordered 3 shirts', '3'],
    ['vier Stühle', '4'],
    ['in two days', ''],
    ['size 43', ''],
  ])('%j: %j', (text, expected) => {
    expect(values('quantity', text)).toBe(expected);
  });
});

describe('people and places', () => {
  test.each<[EntityType, string, string]>([
    ['name', 'my name is jane doe', 'jane doe'],
    ['name', 'Mein Name ist Jana Petersen', 'Jana Petersen'],
    ['name', 'Where is it?\nKind regards,\nHarriet Blum', 'Harriet Blum'],
    ['name', 'Bestellung fehlt.\nViele Grüße\nSvenja', 'Svenja'],
    ['name', 'ask for Mrs Okafor', 'Okafor'],
    ['name', 'I am Angry', ''],
    ['name', 'I am so angry. Refund please', ''],
    ['address', 'to 14 Heather Lane, LS6 2AB', '14 Heather Lane'],
    ['address', 'an Lindenallee 12, 50668 Köln', 'Lindenallee 12'],
    ['address', 'Am Markt 5', 'Am Markt 5'],
    ['city', 'Lindenallee 12, 50668 Köln', 'Köln'],
    ['city', 'Chicago, IL 60607', 'Chicago'],
    ['phone', 'call 07700 900412', '07700900412'],
    ['phone', 'Tel. +49 (0)40 1234567', '+49401234567'],
    ['phone', 'phone (212) 555-0187', '2125550187'],
    ['phone', 'order 0048213', ''],
    ['sku', 'SKU BT-4410-RED', 'BT-4410-RED'],
    ['sku', 'Artikelnummer 440012', '440012'],
    ['sku', 'SKU 42, please', '42'],
    ['sku', 'Artikelnummer 17', '17'],
    ['sku', 'model 42', ''],
  ])('%s in %j: %j', (type, text, expected) => {
    expect(values(type, text)).toBe(expected);
  });
});

describe('a tracking number of digits alone needs its check digit and its carrier', () => {
  test.each([
    ['FedEx 986578788855', '986578788855'],
    ['FedEx 986578788854', ''],
    ['986578788855', ''],
    ['RB 123 456 785 GB', 'RB123456785GB'],
    ['RB 123 456 784 GB', ''],
    ['DHL 3318810025', '3318810025'],
    ['TBA123456789012', 'TBA123456789012'],
    ['UPS 1Z999AA10123456784', '1Z999AA10123456784'],
  ])('%j: %j', (text, expected) => {
    expect(values('tracking_number', text)).toBe(expected);
  });
});

describe('a merchant’s own forms of order numbers', () => {
  const orderNumbers = { patterns: ['W\\d{7}', '\\d{3} \\d{3}'], only: true };
  test.each([
    ['w8830124 is late', 'W8830124'],
    ['it is 881 204', '881204'],
    ['order 48213', ''],
    ['XW8830124', ''],
  ])('alone count: %j has %j', (text, expected) => {
    expect(values('order_number', text, { orderNumbers })).toBe(expected);
  });

  test('count beside the general ones', () => {
    const siblingFiles = { orderNumbers: { ...orderNumbers, only: false } };
    expect(values('order_number', 'W8830124 and order 48213', siblingFiles)).toBe('W8830124 | 48213');
  });
});
