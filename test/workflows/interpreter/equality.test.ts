/** When two values are the same, and which comes first: a wrong mapping must never read as "no". */
import { describe, expect, test } from 'vitest';
import { contains, equal, order } from '../../../src/workflows/interpreter/expression/evaluate.js';
import {
  asBool,
  asInteger,
  asList,
  asText,
  isMoney,
} from '../../../src/workflows/interpreter/expression/value-kinds.js';
import type { Json } from '../../../src/contracts/json.js';

const eur = (minor: number): Json => ({ minor, currency: 'EUR' });
const error = (code: string): unknown => expect.objectContaining({ code });

const samples: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  '',
  'a',
  [],
  [1],
  [1, 2],
  [2, 1],
  [[1]],
  [{ a: 1 }],
  [1, 'a'],
  {},
  { a: 1 },
  { a: 2 },
  { b: 1 },
  { a: 1, b: 1 },
  { a: [1] },
  { a: { b: 1 } },
  { length: 0 },
  { 0: 1, length: 1 },
];

/** The kinds that may be compared with each other. */
const kindOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

describe('equality', () => {
  test.each(samples.map((sample) => [JSON.stringify(sample), sample] as const))(
    '%s is the same as its copy, and as nothing else of its kind',
    (_, sample) => {
      for (const other of samples) {
        const copy = JSON.parse(JSON.stringify(other)) as Json;
        if (kindOf(other) === kindOf(sample)) expect(equal(sample, copy)).toBe(other === sample);
        else expect(() => equal(sample, copy)).toThrow(error('value_type'));
      }
    },
  );

  test('parts of two kinds are not the same, and no error: a list may hold several kinds', () => {
    expect(equal([1], ['1'])).toBe(false);
    expect(equal([[]], [{}])).toBe(false);
    expect(equal([{}], [[]])).toBe(false);
    expect(equal([null], [{}])).toBe(false);
    expect(equal({ a: [] }, { a: {} })).toBe(false);
  });

  test('a field that only one side has makes a difference, whatever JavaScript lends the other', () => {
    expect(equal({ constructor: 1 }, { a: 1 })).toBe(false);
    expect(equal({ a: 1 }, { constructor: 1 })).toBe(false);
    expect(equal({ a: 1, b: 2 }, { a: 1, c: 2 })).toBe(false);
  });

  test('money is compared as money: by amount, and never across currencies', () => {
    expect(equal(eur(5), eur(5))).toBe(true);
    expect(equal(eur(5), eur(6))).toBe(false);
    expect(() => equal(eur(5), { minor: 5, currency: 'USD' })).toThrow(error('currency_mixed'));
    expect(equal(eur(5), { a: 1 })).toBe(false);
  });

  test('a list holds what is equal to one of its items', () => {
    expect(contains([{ a: 1 }, { a: 2 }], { a: 2 })).toBe(true);
    expect(contains([{ a: 1 }], { a: 2 })).toBe(false);
    expect(contains([], 1)).toBe(false);
    expect(() => contains(['1'], 1)).toThrow(error('value_type'));
  });
});

describe('order', () => {
  test.each<[Json, Json, number]>([
    [1, 2, -1],
    [2, 2, 0],
    [30, 2, 1],
    ['a', 'b', -1],
    ['b', 'b', 0],
    ['c', 'b', 1],
    ['Z', 'a', -1],
    [eur(1), eur(20), -1],
    [eur(20), eur(20), 0],
    [eur(20), eur(1), 1],
  ])('%j and %j: %d', (left, right, expected) => {
    expect(order(left, right)).toBe(expected);
  });

  test.each<[Json, Json]>([
    [eur(1), 1],
    [1, eur(1)],
    ['1', 1],
    [1, '1'],
    [true, false],
    [[1], [2]],
  ])('%j and %j have none', (left, right) => {
    expect(() => order(left, right)).toThrow(error('value_type'));
  });
});

describe('kinds', () => {
  test.each<[Json, boolean]>([
    [eur(0), true],
    [{ minor: 0.5, currency: 'EUR' }, false],
    [{ minor: '5', currency: 'EUR' }, false],
    [{ minor: 5, currency: 978 }, false],
    [{ minor: 5, currency: 'EUR', note: '' }, false],
    [{ minor: 5 }, false],
    [[5, 'EUR'], false],
    [null, false],
  ])('%j is money: %s', (value, expected) => {
    expect(isMoney(value)).toBe(expected);
  });

  test('a value of another kind is an error, never converted', () => {
    expect(() => asBool('true')).toThrow(error('value_type'));
    expect(() => asInteger('1')).toThrow(error('value_type'));
    expect(() => asInteger(1.5)).toThrow(error('number_unsafe'));
    expect(() => asText(1)).toThrow(error('value_type'));
    expect(() => asList('abc')).toThrow(error('value_type'));
    expect(() => asList({ length: 1 })).toThrow(error('value_type'));
  });
});
