/** Values grow within bounds: in bytes, in fuel, and never by parts that are shared. */
import { describe, expect, test } from 'vitest';
import {
  lengthCost,
  boundResult,
  evaluate,
  type Scope,
} from '../../../src/workflows/interpreter/expression/evaluate.js';
import type { ExprIr } from '../../../src/contracts/ir.js';
import { jsonBytes, maxResultBytes } from '../../../src/workflows/interpreter/limits.js';
import { RunError } from '../../../src/workflows/interpreter/run-error.js';
import type { Json } from '../../../src/contracts/json.js';
import { read, value } from './flows.js';

function scope(fuel = 10_000): Scope & { left(): number } {
  let left = fuel;
  return {
    roots: new Map<string, Json>(),
    left: () => left,
    burn(steps) {
      left -= steps;
      if (left <= 0) throw new RunError('fuel_spent');
    },
  };
}

const tooLarge = expect.objectContaining({ code: 'data_too_large' });
const each = (list: ExprIr, body: ExprIr): ExprIr => ({ k: 'macro', fn: 'map', list, as: 'x', body });

/** `[start].map(x, body).map(x, body)…`: each level holds the one before it. */
function grown(start: ExprIr, body: ExprIr, levels: number): ExprIr {
  let expr: ExprIr = { k: 'list', items: [start] };
  for (let level = 0; level < levels; level++) expr = each(expr, body);
  return expr;
}

const x = read('x');
const tenfold: ExprIr = { k: 'list', items: Array.from({ length: 10 }, () => x) };
const doubled: ExprIr = { k: 'op', op: 'add', args: [x, x] };

describe('a result', () => {
  test.each<Json>([
    'x'.repeat(maxResultBytes - 2),
    [],
    {},
    [1, 'a', null, true],
    { a: [1, 2], b: { c: 'ä' } },
  ])('of at most 64 kB is one', (json) => {
    expect(() => {
      boundResult(json);
    }).not.toThrow();
  });

  test.each<[string, Json]>([
    ['one byte more', 'x'.repeat(maxResultBytes - 1)],
    ['letters of two bytes', 'ä'.repeat(40_000)],
    ['many small items', Array.from({ length: 40_000 }, () => 1)],
    ['many fields', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, 1]))],
  ])('over 64 kB is none: %s', (_, json) => {
    expect(() => {
      boundResult(json);
    }).toThrow(tooLarge);
  });

  test('that fills 64 kB to the last byte is one', () => {
    const items: Json[] = Array.from({ length: maxResultBytes / 4 - 1 }, () => 'a');
    const full = [...items, 'a'.repeat(3 + 0)];
    const rest = maxResultBytes - jsonBytes(full);
    const exact = [...items, 'a'.repeat(3 + rest)];
    expect(jsonBytes(exact)).toBe(maxResultBytes);
    expect(() => {
      boundResult(exact);
    }).not.toThrow();
  });

  test('whose parts are shared ten times at each of thirty levels ends at once', () => {
    expect(() => evaluate(grown(value('word'), tenfold, 30), scope())).toThrow(tooLarge);
  });
});

describe('what is made on the way', () => {
  test.each<[string, ExprIr]>([
    ['a text that doubles', value('word')],
    ['a list that doubles', value([1, 2, 3])],
  ])('%s ends with 64 kB, even where its size alone is asked for', (_, start) => {
    const size: ExprIr = {
      k: 'call',
      fn: 'size',
      args: [{ k: 'index', of: grown(start, doubled, 40), at: value(0) }],
    };
    expect(() => evaluate(size, scope())).toThrow(tooLarge);
  });

  test('reading a long text from end to end costs fuel', () => {
    for (const fn of ['lowerAscii', 'upperAscii', 'size', 'contains'] as const) {
      const run = scope();
      evaluate({ k: 'call', fn, args: [value('x'.repeat(10_240)), value('y')] }, run);
      expect(run.left()).toBe(9_990);
    }
  });

  test('looking for an item in a long list costs fuel', () => {
    const run = scope();
    evaluate(
      { k: 'op', op: 'in', args: [value(-1), value(Array.from({ length: 640 }, (_, item) => item))] },
      run,
    );
    expect(run.left()).toBe(9_990);
  });

  test('short ones cost nothing', () => {
    const run = scope();
    evaluate({ k: 'call', fn: 'lowerAscii', args: [value('ÄBC é')] }, run);
    evaluate({ k: 'op', op: 'in', args: [value('a'), value(['a', 'b'])] }, run);
    expect(run.left()).toBe(10_000);
    expect([lengthCost(0), lengthCost(1), lengthCost(1025)]).toEqual([0, 1, 2]);
  });
});

test('letters of the alphabet change their case, all others stay as they are', () => {
  const change = (fn: 'lowerAscii' | 'upperAscii', text: string) =>
    evaluate({ k: 'call', fn, args: [value(text)] }, scope());
  expect(change('lowerAscii', 'ÄBC İ x😀Y')).toBe('Äbc İ x😀y');
  expect(change('upperAscii', 'äbc ß x😀y')).toBe('äBC ß X😀Y');
});
