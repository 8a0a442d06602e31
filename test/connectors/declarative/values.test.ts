import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { query } from 'jsonpath-rfc9535';
import type { Json } from '../../../src/contracts/json.js';
import { decimalOf, minorOf } from '../../../src/connectors/declarative/mapping/amounts.js';
import { compilePath } from '../../../src/connectors/declarative/json-path.js';
import { NotRead } from '../../../src/connectors/declarative/formats/body-reader.js';
import { readJson } from '../../../src/connectors/declarative/read-json.js';
import { atOnce } from '../../../src/connectors/declarative/cooperative.js';
import { retryAfterMs } from '../../../src/connectors/http/retry-after.js';
import '../../support/fixed-seed.js';

const read = (text: string) => {
  try {
    return atOnce(readJson(text));
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
};

describe('decimal amounts', () => {
  test.each([
    ['12.30', 'EUR', 1230],
    ['12.3', 'EUR', 1230],
    ['12', 'EUR', 1200],
    ['0.07', 'EUR', 7],
    ['1.10', 'EUR', 110],
    ['19.99', 'EUR', 1999],
    ['-4.2', 'EUR', -420],
    ['1234', 'JPY', 1234],
    ['1.234', 'KWD', 1234],
    ['12.3000', 'EUR', 1230],
    ['90071992547409.91', 'EUR', 9007199254740991],
  ])('%s %s is %i and back', (decimal, currency, minor) => {
    expect(minorOf(decimal, currency)).toBe(minor);
    expect(minorOf(decimalOf(minor, currency), currency)).toBe(minor);
  });

  test.each([['12,30'], ['1.234.5'], ['12.345'], ['1e3'], [''], ['.5'], ['0x10'], ['99999999999999.99']])(
    '%s is none',
    (decimal) => {
      expect(minorOf(decimal, 'EUR')).toBeUndefined();
    },
  );

  test('are written as the currency has them', () => {
    expect([decimalOf(5, 'EUR'), decimalOf(-1205, 'EUR'), decimalOf(5, 'JPY'), decimalOf(5, 'KWD')]).toEqual([
      '0.05',
      '-12.05',
      '5',
      '0.005',
    ]);
  });
});

describe('JSON', () => {
  test.each([
    ['12345678901234567890', '12345678901234567890'],
    ['[-9007199254740993,1]', ['-9007199254740993', 1]],
    ['{"9007199254740993":9007199254740991}', { '9007199254740993': 9007199254740991 }],
    ['"12345678901234567890"', '12345678901234567890'],
    ['"a\\"12345678901234567890"', 'a"12345678901234567890'],
    ['12345678901234567890.5', '12345678901234567890.5'],
    ['1e400', '1e400'],
    ['[]', []],
  ])('%s keeps its digits', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each([
    [''],
    ['<html>'],
    ['{"a":1'],
    ['"open'],
    ['1 2'],
    ['{a:1}'],
    ['12345678901234567890x'],
    ['NaN'],
  ])('%s is none', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('is read to a depth of 64, and prototypes stay untouched', () => {
    expect(read('['.repeat(64) + ']'.repeat(64))).toBeDefined();
    expect(read('['.repeat(65) + ']'.repeat(65))).toBeUndefined();
    expect(read('['.repeat(1_000_000))).toBeUndefined();
    expect(read('{"__proto__":{"admin":true},"a":{"\\u005f_proto__":2}}')).toEqual({
      a: {},
    });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  test('full of quotes that never close is refused in one pass', () => {
    expect(read(`"${'\\"'.repeat(900_000)}`)).toBeUndefined();
  });
});

describe('ways that are walked here lead where the library leads', () => {
  const names = fc.constantFrom('a', 'b', 'c');
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<Json>(1, null, 'x'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(names, tie('tree'), { maxKeys: 3 }),
    ),
  }));

  // RFC 9535 2.1.2: a segment's nodes come value by value; the library mixes them where `..` starts from several.
  const inOrder = (root: Json, text: string): Json[] => {
    const [before = text, after] = text.split('..', 2);
    const found = query(root as never, before);
    return after === undefined ? found : found.flatMap((value) => query(value, `$..${after}`));
  };

  test.each([
    ['$..a'],
    ["$..['a']"],
    ['$..*'],
    ['$..[*]'],
    ['$..[0]'],
    ['$..[-1]'],
    ['$.a..b'],
    ['$..a[*]'],
    ['$..a.b[0]'],
    ['$[*]..c[*]'],
    ['$.a[*].b'],
  ])('%s', (text) => {
    const compiled = compilePath(text);
    fc.assert(
      fc.property(tree, (root) => {
        expect('path' in compiled && compiled.path.select(root)).toEqual(inOrder(root, text));
      }),
      { numRuns: 300 },
    );
  });

  test('$[*]..c[*] ends with one value before it begins with the next', () => {
    const compiled = compilePath('$[*]..c[*]');
    const root = [{ a: { c: [1] } }, { c: [2] }];
    expect('path' in compiled && compiled.path.select(root)).toEqual([1, 2]);
  });
});

describe('paths', () => {
  const root = { a: { b: [{ c: 1 }, { c: 2 }] }, list: [], n: null };
  const select = (text: string) => {
    const compiled = compilePath(text);
    return 'path' in compiled ? compiled.path.select(root) : compiled.problem;
  };

  test.each([
    ['$', [root]],
    ['$.a.b[1].c', [2]],
    ["$['a']['b'][-1].c", [2]],
    ['$.a.b[*].c', [1, 2]],
    ['$.a.b[?@.c > 1].c', [2]],
    ["$.a.b[?@.c != '$.n'].c", [1, 2]],
    ['$..c', [1, 2]],
    ['$.x', []],
    ['$.a.b.c', []],
    ['$.n', [null]],
    ['$.constructor', []],
    ['$.list[0]', []],
  ])('%s', (text, expected) => {
    expect(select(text)).toEqual(expected);
  });

  test.each([
    ['a.b'],
    ['$.a['],
    ["$.a[?match(@.c, 'x')]"],
    ["$.a[?search(@.c, '(a+)+')]"],
    ["$.a[?@.b[?search(@.c, 'x')]]"],
    ['$..a..b'],
    ['$..[?count(@..*) > 1]'],
    ['$.a.b[?@.c == $.n]'],
    ['$.a.b[?$.list]'],
    ['$.a.b[?!$.list[0] && @.c]'],
    ['$.a.b[?count($.list[*]) > 1]'],
    ['$.a.b[?length($.list) > @.c]'],
    ['$.a[?@[?$.n]]'],
    ['$.a[?$]'],
    [`$.${'a'.repeat(600)}`],
  ])('%s is refused', (text) => {
    expect(typeof select(text)).toBe('string');
  });
});

test.each([
  ['7', 7000],
  ['0', 0],
  ['999999', 3_600_000],
  ['Sat, 21 Nov 2026 14:05:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 14:00:00 GMT', 0],
  ['soon', undefined],
  ['-1', undefined],
  ['2026', 2_026_000],
  [undefined, undefined],
])('Retry-After %s', (header, expected) => {
  expect(retryAfterMs(header, Date.UTC(2026, 10, 21, 14, 5))).toBe(expected);
});
