import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { mappingOf, orderIn, readOrder } from './support/reading.js';

/** The field `name` of an order that is mapped by `rules`. */
const field = (name: string, rules: string, answer: JsonObject): Json | undefined =>
  orderIn(readOrder(`${name}: ${rules}`, answer))[name];

describe('a text', () => {
  test.each<[string, JsonObject, Json | undefined]>([
    ['$.a', { a: '00123' }, '00123'],
    ['$.a', { a: '1e5' }, '1e5'],
    ['$.a', { a: '+49 30' }, '+49 30'],
    ['$.a', { a: 17 }, '17'],
    ['$.a', { a: '12345678901234567890' }, '12345678901234567890'],
    ['$.a', { a: null }, undefined],
    ['$.a', { a: '' }, undefined],
    ['$.a', {}, undefined],
    ['{ path: [$.a, $.b] }', { b: 'second' }, 'second'],
    ['{ path: [$.a, $.b] }', { a: 'first', b: 'second' }, 'first'],
    ['{ path: [$.a, $.b] }', { a: null, b: '' }, undefined],
    ['{ join: [$.a, $.b], with: " " }', { a: 'Mia', b: 'Meier' }, 'Mia Meier'],
    ['{ join: [$.a, $.b], with: " " }', { b: 'Meier' }, 'Meier'],
    ['{ join: [$.a, $.b] }', { a: 1, b: 2 }, '12'],
    ['{ join: [$.a, $.b] }', {}, undefined],
    ['{ path: $.a, trim: true }', { a: '  x y ' }, 'x y'],
    ['{ path: $.a, trim: true }', { a: '   ' }, undefined],
    [`{ path: $.a, pattern: '^ORD-(?P<value>\\d+)' }`, { a: 'ORD-0042-X' }, '0042'],
    [`{ path: $.a, pattern: 'Paket: (?P<value>\\S+)' }`, { a: 'kein Paket' }, undefined],
    ['{ path: $.a, split: { by: "-", part: 2 } }', { a: 'a-b-c' }, 'b'],
    ['{ path: $.a, split: { by: "-", part: -1 } }', { a: 'a-b-c' }, 'c'],
    ['{ path: $.a, split: { by: "-", part: 9 } }', { a: 'a-b-c' }, undefined],
    ['{ path: $.a, values: { N: Nord, "*": Rest } }', { a: 'N' }, 'Nord'],
    ['{ path: $.a, values: { N: Nord, "*": Rest } }', { a: 'Q' }, 'Rest'],
    ['{ path: $.a, values: { N: Nord } }', { a: 'constructor' }, 'constructor'],
    ['{ path: $.a, default: keine }', {}, 'keine'],
    ['{ path: $.a, default: keine }', { a: 'x' }, 'x'],
    ['{ value: fest }', {}, 'fest'],
    ['{ path: $root.a }', { a: 'x' }, 'x'],
  ])('%s of %j is %j', (rules, answer, expected) => {
    expect(field('region', rules, answer)).toEqual(expected);
  });

  test('is found by a pattern in linear time, however it is written', () => {
    const rules = `{ path: $.a, pattern: '^(a+)+(?P<value>b)$' }`;
    expect(field('region', rules, { a: 'a'.repeat(50_000) })).toBeUndefined();
  });
});

describe('an amount', () => {
  const euro = (minor: number) => ({ minor, currency: 'EUR' });
  test.each<[string, JsonObject, Json | undefined]>([
    ['{ decimal: $.a, currency: EUR }', { a: '12.30' }, euro(1230)],
    ['{ decimal: $.a, currency: EUR }', { a: 12.3 }, euro(1230)],
    ['{ decimal: $.a, currency: EUR }', { a: 0.07 }, euro(7)],
    ['{ decimal: $.a, currency: EUR }', { a: 1234567.89 }, euro(123456789)],
    ['{ decimal: $.a, currency: EUR }', { a: '-4.20' }, euro(-420)],
    ['{ decimal: $.a, currency: EUR }', { a: '4.20-' }, euro(-420)],
    ['{ decimal: $.a, currency: EUR }', { a: '(4.20)' }, euro(-420)],
    ['{ decimal: $.a, currency: EUR }', { a: '\u22124.20' }, euro(-420)],
    ['{ decimal: $.a, currency: EUR }', { a: '-0.00' }, euro(0)],
    ['{ decimal: $.a, currency: EUR, format: "1.234,56" }', { a: '1.234,5' }, euro(123450)],
    ['{ decimal: $.a, currency: EUR, format: "1.234,56" }', { a: '1234,56' }, euro(123456)],
    ['{ decimal: $.a, currency: EUR, format: "1.234,56" }', { a: 1234.56 }, euro(123456)],
    ['{ decimal: $.a, currency: EUR, format: "1234,56" }', { a: '12,30' }, euro(1230)],
    ['{ decimal: $.a, currency: EUR, format: "1,234.56" }', { a: '1,234,567.89' }, euro(123456789)],
    [
      `{ decimal: $.a, currency: CHF, format: "1'234.56" }`,
      { a: '1\u2019234.50' },
      { minor: 123450, currency: 'CHF' },
    ],
    ['{ decimal: $.a, currency: EUR, format: "1 234,56" }', { a: '1\u00a0234,56' }, euro(123456)],
    ['{ decimal: $.a, currency: JPY }', { a: '1234' }, { minor: 1234, currency: 'JPY' }],
    ['{ decimal: $.a, currency: BHD }', { a: '1.234' }, { minor: 1234, currency: 'BHD' }],
    ['{ decimal: $.a, currency: HUF }', { a: '1299.50' }, { minor: 129950, currency: 'HUF' }],
    ['{ decimal: $.a, currency: $.c }', { a: '5.000', c: ' kwd ' }, { minor: 5000, currency: 'KWD' }],
    ['{ minor: $.a, currency: EUR }', { a: '500' }, euro(500)],
    ['{ minor: $.a, currency: EUR }', { a: -500 }, euro(-500)],
    [
      `{ decimal: { path: $.a, pattern: '(?P<value>[0-9.,]+)' }, currency: { path: $.a, pattern: '(?P<value>[^0-9., ]+)', values: { "€": EUR } }, format: "1.234,56" }`,
      { a: '1.234,56 €' },
      euro(123456),
    ],
    ['{ decimal: $.a, currency: EUR, default: 0.00 EUR }', {}, euro(0)],
    ['{ decimal: $.a, currency: EUR }', { a: null }, undefined],
  ])('%s of %j is %j', (rules, answer, expected) => {
    expect(field('amount', rules, answer)).toEqual(expected);
  });

  test.each<[string, JsonObject]>([
    ['{ decimal: $.a, currency: EUR, format: "1,234.56" }', { a: '12,50' }],
    ['{ decimal: $.a, currency: EUR, format: "1.234,56" }', { a: '12.50' }],
    ['{ decimal: $.a, currency: EUR }', { a: '12.345' }],
    ['{ decimal: $.a, currency: JPY }', { a: '12.5' }],
    ['{ decimal: $.a, currency: EUR }', { a: '1e3' }],
    ['{ decimal: $.a, currency: EUR }', { a: '--5' }],
    ['{ decimal: $.a, currency: EUR }', { a: '-5-' }],
    ['{ decimal: $.a, currency: EUR }', { a: 1e21 }],
    ['{ decimal: $.a, currency: EUR }', { a: {} }],
    ['{ decimal: $.a, currency: $.c }', { a: '1', c: 'Euro' }],
    ['{ decimal: $.a, currency: $.c }', { a: '1' }],
    ['{ minor: $.a, currency: EUR }', { a: '12.3' }],
    ['{ minor: $.a, currency: EUR }', { a: '99999999999999999' }],
  ])('%s of %j is of the wrong shape, and is told without the value', (rules, answer) => {
    const { wrong } = readOrder(`amount: ${rules}`, answer);
    expect(wrong).toMatch(/^order\.amount: (not |neither |a list|more decimals)/);
    expect(wrong?.replace('ISO 4217', '')).not.toMatch(/\d/);
  });
});

describe('a number of a line', () => {
  const quantity = (rules: string, value: Json) =>
    readOrder(`lines: { each: "$.l[*]", fields: { name: { value: x }, quantity: ${rules} } }`, {
      l: [{ q: value }],
    });
  test.each<[string, Json, number]>([
    ['$.q', 2, 2],
    ['$.q', '2', 2],
    ['$.q', '2.0000', 2],
    ['$.q', '-1', -1],
    ['{ path: $.q, format: "1.234,56" }', '1.200', 1200],
    ['{ path: $.q, default: 1 }', null, 1],
  ])('%s of %j is %j', (rules, value, expected) => {
    expect(orderIn(quantity(rules, value))['lines']).toEqual([{ name: 'x', quantity: expected }]);
  });

  test.each<[string, Json]>([
    ['$.q', '1.5'],
    ['$.q', 'two'],
    ['$.q', true],
    ['$.q', [2]],
    ['$.q', 2 ** 60],
    ['{ path: $.q, format: "1,234.56" }', '1.200'],
  ])('%s of %j is of the wrong shape', (rules, value) => {
    expect(quantity(rules, value).wrong).toMatch(/^order\.lines\.quantity: /);
  });
});

describe('a moment', () => {
  test.each<[string, JsonObject, string]>([
    [
      '{ join: [$.d, $.t], format: yyyyMMddHHmmss, zone: Europe/Berlin }',
      { d: '20261121', t: '140509' },
      '2026-11-21T13:05:09.000Z',
    ],
    [
      '{ path: $.d, format: [dd.MM.yyyy HH:mm, dd.MM.yyyy], zone: Europe/Berlin }',
      { d: '21.11.2026' },
      '2026-11-20T23:00:00.000Z',
    ],
    [
      `{ path: $.d, pattern: 'Date\\((?P<value>-?\\d+)', format: milliseconds }`,
      { d: '/Date(1795270000000+0100)/' },
      '2026-11-21T14:06:40.000Z',
    ],
    ['{ path: $.d, default: "2026-01-01T00:00:00Z" }', {}, '2026-01-01T00:00:00.000Z'],
  ])('%s of %j is %s', (rules, answer, expected) => {
    expect(field('createdAt', rules, answer)).toBe(Date.parse(expected));
  });

  test('of another format is of the wrong shape', () => {
    const { wrong } = readOrder('createdAt: { path: $.d, format: dd.MM.yyyy, zone: UTC }', {
      d: '2026-11-21',
    });
    expect(wrong).toBe('order.createdAt: not a date in the declared format');
  });
});

describe('a status', () => {
  const get = (rules: string) =>
    mappingOf('orders.get', `    fields: { ref: $.id, number: $.no, status: ${rules} }\n`);
  test.each<[string, Json, JsonObject, number]>([
    ['{ path: $.s, values: { NEW: open } }', 'NEW', { status: 'open' }, 0],
    ['{ path: $.s, values: { NEW: open } }', 'OLD', { status: 'other', statusText: 'OLD' }, 1],
    ['{ path: $.s, values: { NEW: open, "*": shipped } }', 'OLD', { status: 'shipped' }, 0],
    ['{ path: $.s, values: { NEW: open, "*": other } }', 'OLD', { status: 'other', statusText: 'OLD' }, 0],
    ['{ path: $.s, values: { "7": open } }', 7, { status: 'open' }, 0],
    [`{ path: $.s, split: { by: ":" }, values: { NEW: open } }`, 'NEW:1', { status: 'open' }, 0],
    ['{ path: $.s, values: { NEW: open }, default: packed }', null, { status: 'packed' }, 0],
  ])('%s of %j is %j', (rules, value, expected, counted) => {
    const mapping = get(rules);
    expect(mapping.issues).toEqual([]);
    const { outputs } = mapping.read({ number: '7' }, { id: 1, no: 7, s: value });
    expect(outputs?.['order']).toEqual({
      ref: '1',
      number: '7',
      lines: [],
      shipments: [],
      returns: [],
      ...expected,
    });
    expect(mapping.unknown).toHaveLength(counted);
  });
});

test('a field that is required is named when it is missing, one that is not is left out', () => {
  expect(readOrder('region: { path: $.a, required: true }', {}).wrong).toBe('order.region: missing');
  expect(readOrder('amount: { minor: $.a, currency: EUR, required: true }', {}).wrong).toBe(
    'order.amount: missing',
  );
  expect(readOrder('region: { path: $.a, required: false }', {}).wrong).toBeUndefined();
});

describe('own fields have the types that the merchant declares', () => {
  const ownFields = new Map([
    ['tier', { kind: 'text', optional: true }],
    ['points', { kind: 'number', optional: true }],
    ['gift', { kind: 'bool', optional: true }],
    ['fee', { kind: 'money', optional: true }],
    ['callAt', { kind: 'moment', optional: true }],
    ['birthday', { kind: 'date', optional: true }],
  ] as const);
  const fields = `custom:
  tier: $.t
  points: $.p
  gift: { path: $.g, values: { Y: true, N: false, "*": false } }
  fee: { minor: $.f, currency: EUR }
  callAt: $.at
  birthday: { path: $.b, format: dd.MM.yyyy }`;

  test('each as its own', () => {
    const answer = { t: 3, p: '12', g: 'Y', f: 5, at: '2026-11-21T00:00:00Z', b: '01.02.1990' };
    expect(orderIn(readOrder(fields, answer, { ownFields }))['custom']).toEqual({
      tier: '3',
      points: 12,
      gift: true,
      fee: { minor: 5, currency: 'EUR' },
      callAt: Date.UTC(2026, 10, 21),
      birthday: '1990-02-01',
    });
    expect(orderIn(readOrder(fields, { g: 'whatever' }, { ownFields }))['custom']).toEqual({ gift: false });
  });

  test('one that is not declared is an issue at its place', () => {
    const rules = '    fields: { ref: $.id, number: $.no, status: { value: open }, custom.teir: $.t }\n';
    expect(mappingOf('orders.get', rules, { ownFields }).issues).toEqual([
      '7 connection_field_unknown The business field `teir` does not exist here.',
    ]);
  });
});

describe('rules that cannot be right are issues', () => {
  test.each<[string, string]>([
    ['region: { path: $.a, pattern: "(a" }', 'connection_pattern_invalid'],
    ['region: { path: $.a, pattern: "no group" }', 'connection_pattern_invalid'],
    ['region: { path: $.a, pattern: "(?P<value>a)(?=b)" }', 'connection_pattern_invalid'],
    ['region: { path: $.a, split: "-" }', 'connection_invalid'],
    ['region: { path: $.a, split: { by: "-", part: 0 } }', 'connection_invalid'],
    ['region: { path: $.a, trim: yes }', 'connection_invalid'],
    ['region: { path: $.a, required: yes }', 'connection_invalid'],
    ['region: { join: $.a }', 'connection_invalid'],
    ['region: { join: [] }', 'connection_invalid'],
    ['region: { path: [$.a, b] }', 'connection_path_invalid'],
    ['region: { path: $rooot.a }', 'connection_path_invalid'],
    ['region: { path: "$[?@.a && @.b && @.c]" }', 'connection_path_invalid'],
    ['region: { path: $.a, defualt: x }', 'key_unknown'],
    ['region: { lookup: { in: "$root.x[*]", where: $.id }, path: $.b }', 'connection_invalid'],
    ['amount: { decimal: $.a, currency: EUR, format: "1_234" }', 'connection_format_invalid'],
    ['amount: { decimal: $.a, currency: EUR, default: 5 }', 'connection_value_unknown'],
    ['createdAt: { path: $.a, format: [yyyyMMdd], zone: Mars }', 'connection_format_invalid'],
    ['createdAt: { path: $.a, format: [yyyyMMdd, HHmm], zone: UTC }', 'connection_format_invalid'],
    ['createdAt: { path: $.a, default: yesterday }', 'connection_value_unknown'],
    ['lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, missing: yes }', 'connection_invalid'],
    [
      'lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, where: { path: $.a } }',
      'connection_invalid',
    ],
    ['lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, limit: many }', 'connection_invalid'],
    [
      'lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, sort: { by: sku, order: ascending } }',
      'connection_field_missing',
    ],
    [
      'lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, sort: { by: qty, order: ascending } }',
      'connection_field_unknown',
    ],
    [
      'lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, sort: { by: name, order: newest_first } }',
      'connection_field_unknown',
    ],
    [
      'lines: { each: "$.l[*]", fields: { name: $.n, quantity: $.q }, within: { name: 90d } }',
      'connection_field_unknown',
    ],
    [
      'shipments: { each: "$.l[*]", fields: { carrier: $.n, trackingNumber: $.q, shippedAt: $.s }, within: { shippedAt: 90 } }',
      'connection_invalid',
    ],
    ['shippingAddress: { at: $.a, fields: { city: $.c }, zip: $.z }', 'key_unknown'],
  ])('%s', (rules, code) => {
    const { issues } = mappingOf(
      'orders.get',
      `    fields:\n      ref: $.id\n      number: $.no\n      status: { value: open }\n      ${rules}\n`,
    );
    expect(issues.map((issue) => issue.split(' ').slice(0, 2).join(' '))).toEqual([`11 ${code}`]);
  });
});
