/** What an expression may cost and how large it may grow, so that one flow never takes a worker from the others. */
import { describe, expect, test } from 'vitest';
import {
  evaluate,
  type Scope,
  boundList,
  boundResult,
  boundText,
} from '../../../src/workflows/interpreter/expression/evaluate.js';
import type { ExprIr, FunctionName, Operator } from '../../../src/contracts/ir.js';
import { isList } from '../../../src/workflows/interpreter/expression/value-kinds.js';
import { jsonBytes, utf8Bytes } from '../../../src/workflows/interpreter/limits.js';
import type { Json } from '../../../src/contracts/json.js';
import { read, value } from './flows.js';

const x = (length: number): string => 'x'.repeat(length);
const zeros = (length: number): Json[] => Array<Json>(length).fill(0);
const op = (name: Operator, ...args: Json[]): ExprIr => ({ k: 'op', op: name, args: args.map(value) });
const fn = (name: FunctionName, ...args: Json[]): ExprIr => ({ k: 'call', fn: name, args: args.map(value) });
const over = (name: 'map' | 'filter' | 'exists' | 'all', list: Json, body: ExprIr): ExprIr => ({
  k: 'macro',
  fn: name,
  list: value(list),
  as: 'it',
  body,
});
const tooLarge: unknown = expect.objectContaining({ code: 'data_too_large' });

/** What evaluating the expression burns. */
function cost(expr: ExprIr): number {
  let burnt = 0;
  const scope: Scope = {
    roots: new Map(),
    burn: (steps) => {
      burnt += steps;
    },
  };
  evaluate(expr, scope);
  return burnt;
}

describe('fuel', () => {
  test.each<[string, ExprIr, number]>([
    ['comparing', op('eq', x(5000), x(5000)), 0],
    ['joining two texts of nothing', op('add', '', ''), 0],
    ['joining texts to 1,024 letters', op('add', x(1000), x(24)), 1],
    ['joining texts to 1,025 letters', op('add', x(1000), x(25)), 2],
    ['joining lists to 1,024 items', op('add', zeros(1000), zeros(24)), 1],
    ['joining lists to 1,025 items', op('add', zeros(1000), zeros(25)), 2],
    ['searching 63 items', op('in', 1, zeros(63)), 0],
    ['searching 128 items', op('in', 1, zeros(128)), 2],
    ['searching a text of 1,023 letters', fn('contains', x(1023), 'y'), 0],
    ['searching a text of 2,048 letters', fn('contains', x(2048), 'y'), 2],
    ['searching a text for 1,024 letters', fn('contains', x(1024), x(1024)), 2],
    ['writing 1,024 letters small', fn('lowerAscii', x(1024)), 1],
    ['writing 1,024 letters large', fn('upperAscii', x(1024)), 1],
    ['counting 2,048 letters', fn('size', x(2048)), 2],
    ['counting 2,048 items', fn('size', zeros(2048)), 0],
    ['joining a list with separators to 1,024 letters', fn('join', [x(500), x(520)], '--'), 1],
    ['joining a list with separators to 1,025 letters', fn('join', [x(500), x(521)], '--'), 2],
    ['every item of map', over('map', zeros(7), value(1)), 7],
    ['every item of filter', over('filter', zeros(7), value(true)), 7],
    ['exists, up to the item that decides', over('exists', [0, 1, 0], op('eq', 1, 1)), 1],
    ['all, up to the item that decides', over('all', [0, 1, 0], value(false)), 1],
    ['a macro in a macro', over('map', zeros(3), over('map', zeros(4), value(1))), 15],
    ['texts that grow inside a macro', over('map', [0, 0], fn('size', x(1024))), 4],
  ])('%s', (_, expr, expected) => {
    expect(cost(expr)).toBe(expected);
  });
});

describe('sizes', () => {
  test.each<[string, Json]>([
    ['a text', x(65_534)],
    ['a list of texts', [x(32_765), x(32_764)]],
    ['a list of lists', Array<Json>(21_845).fill([])],
    ['a list of records', Array<Json>(21_845).fill({})],
    ['a list of numbers in a list', [zeros(32_765), 10]],
    ['a record', { a: x(65_528) }],
    ['a text that takes more than it has letters', 'é'.repeat(32_767)],
  ])('%s of 64 kB is a result, and one byte more is none', (_, largest) => {
    expect(jsonBytes(largest)).toBe(65_536);
    expect(() => {
      boundResult(largest);
    }).not.toThrow();
    expect(() => {
      boundResult(larger(largest));
    }).toThrow(tooLarge);
  });

  test('a value whose parts are shared many times over is measured without writing it out', () => {
    let value: Json = 'x';
    for (let depth = 0; depth < 200; depth += 1)
      value = depth % 2 === 0 ? [value, value] : { a: value, b: value };
    expect(() => {
      boundResult(value);
    }).toThrow(tooLarge);
  });

  test('a text or list that could never be a result is not made', () => {
    for (const [bound, largest] of [
      [boundText, 65_536],
      [boundList, 32_768],
    ] as const) {
      expect(() => {
        bound(largest);
      }).not.toThrow();
      expect(() => {
        bound(largest + 1);
      }).toThrow(tooLarge);
    }
    const scope = { roots: new Map<string, Json>(), burn: () => undefined };
    for (const expr of [
      op('add', x(40_000), x(40_000)),
      op('add', zeros(20_000), zeros(20_000)),
      fn('join', [x(40_000), x(40_000)], ''),
    ])
      expect(() => evaluate({ k: 'call', fn: 'size', args: [expr] }, scope)).toThrow(tooLarge);
  });

  test('only what is computed is bounded: an input may be larger', () => {
    const input = x(70_000);
    const scope = { roots: new Map<string, Json>([['inputs', { input }]]), burn: () => undefined };
    expect(evaluate(read('inputs.input'), scope)).toBe(input);
    expect(evaluate(value(input), scope)).toBe(input);
    expect(() => evaluate({ k: 'list', items: [read('inputs.input')] }, scope)).toThrow(tooLarge);
  });

  test.each([
    '',
    'a',
    '\u007f',
    '\u0080',
    'é',
    '\u07ff',
    '\u0800',
    '€',
    '\ud7ff',
    '\ue000',
    '\uffff',
    '\ud800\udc00',
    '👍',
    'a👍€é',
  ])('bytes of %j are those of UTF-8', (text) => {
    expect(utf8Bytes(text)).toBe(Buffer.byteLength(text));
    expect(jsonBytes({ text })).toBe(Buffer.byteLength(JSON.stringify({ text })));
  });

  test.each([
    ['', 0],
    ['\ud800\udc00', 1],
    ['\udbff\udfff', 1],
    ['👍👍', 2],
    ['a\ud83d', 2],
    ['\udc4d\ud83d', 2],
    ['\udc00\udc00', 2],
    ['\ud800\ue000', 2],
    ['\ud7ff\udc00', 2],
    ['\ud800\udbff', 2],
  ])('letters of %j: %d', (text, count) => {
    const scope = { roots: new Map<string, Json>(), burn: () => undefined };
    expect(evaluate(fn('size', text), scope)).toBe(count);
  });
});

/** One byte more of JSON. */
function larger(value: Json): Json {
  if (typeof value === 'string') return `${value}x`;
  if (isList(value)) return [...value.slice(0, -1), oneMore(value.at(-1) ?? '')];
  return { ...(value as object), a: `${(value as { a: string }).a}x` };
}

function oneMore(item: Json): Json {
  if (typeof item === 'string') return `${item}x`;
  if (typeof item === 'number') return item * 10;
  return Array.isArray(item) ? [0] : { '': 0 };
}
