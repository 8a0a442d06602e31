import { describe, expect, test } from 'vitest';
import { evaluate, type Scope } from '../../../src/workflows/interpreter/expression/evaluate.js';
import type { ExprIr, FunctionName, Operator } from '../../../src/contracts/ir.js';
import type { Json } from '../../../src/contracts/json.js';
import { read, value } from './flows.js';

const eur = (minor: number): Json => ({ minor, currency: 'EUR' });
const usd = (minor: number): Json => ({ minor, currency: 'USD' });

function scope(fuel = 10_000): Scope {
  let left = fuel;
  return {
    roots: new Map<string, Json>([
      ['inputs', { name: 'Ann', nothing: null, list: [1, 2, 3], order: { amount: eur(100) } }],
    ]),
    burn(steps) {
      left -= steps;
      if (left <= 0) throw Object.assign(new Error('fuel_spent'), { code: 'fuel_spent' });
    },
  };
}

const op = (name: Operator, ...args: Json[]): ExprIr => ({ k: 'op', op: name, args: args.map(value) });
const fn = (name: FunctionName, ...args: Json[]): ExprIr => ({ k: 'call', fn: name, args: args.map(value) });
const all = (name: 'map' | 'filter' | 'exists' | 'all', list: Json, body: ExprIr): ExprIr => ({
  k: 'macro',
  fn: name,
  list: value(list),
  as: 'x',
  body,
});
const above = (limit: number): ExprIr => ({ k: 'op', op: 'gt', args: [read('x'), value(limit)] });

const results: [string, ExprIr, Json][] = [
  ['a value', value('a'), 'a'],
  ['a field', read('inputs.name'), 'Ann'],
  ['a list item', { k: 'index', of: read('inputs.list'), at: value(1) }, 2],
  ['a list', { k: 'list', items: [value(1), read('inputs.name')] }, [1, 'Ann']],
  ['and', op('and', true, false), false],
  ['or', op('or', false, true), true],
  ['not', op('not', false), true],
  ['and of what holds', op('and', true, true), true],
  ['or of what does not hold', op('or', false, false), false],
  ['not of what does not hold', op('not', true), false],
  ['if', op('if', true, 1, 2), 1],
  ['if not', op('if', false, 1, 2), 2],
  ['equal texts', op('eq', 'a', 'a'), true],
  ['equal records whatever the order of fields', op('eq', { a: 1, b: [2] }, { b: [2], a: 1 }), true],
  ['unequal lists', op('ne', [1, 2], [1, 3]), true],
  ['equal money', op('eq', eur(5), { currency: 'EUR', minor: 5 }), true],
  ['equal lists are not unequal', op('ne', [1, 2], [1, 2]), false],
  ['less', op('lt', 1, 2), true],
  ['the same is not less', op('lt', 2, 2), false],
  ['less or equal', op('le', 2, 2), true],
  ['more is not less or equal', op('le', 3, 2), false],
  ['greater money', op('gt', eur(3), eur(2)), true],
  ['the same is not greater', op('gt', 2, 2), false],
  ['greater or equal', op('ge', 2, 2), true],
  ['less is not greater or equal', op('ge', 1, 2), false],
  ['texts in order', op('ge', '2026-01-02', '2026-01-01'), true],
  ['sum', op('add', 2, 3), 5],
  ['sum of money', op('add', eur(1), eur(2)), eur(3)],
  ['moment plus duration', op('add', 1_700_000_000_000, 86_400_000), 1_700_086_400_000],
  ['joined texts', op('add', 'a', 'b'), 'ab'],
  ['joined lists', op('add', [1], [2]), [1, 2]],
  ['difference', op('sub', 5, 7), -2],
  ['difference of money', op('sub', eur(1), eur(2)), eur(-1)],
  ['product', op('mul', 4, 5), 20],
  ['product without negative zero', op('mul', 0, -1), 0],
  ['the largest number that is exact', op('add', Number.MAX_SAFE_INTEGER, 0), Number.MAX_SAFE_INTEGER],
  ['money times number', op('mul', eur(5), 3), eur(15)],
  ['number times money', op('mul', 3, eur(5)), eur(15)],
  ['quotient towards zero', op('div', -7, 2), -3],
  ['remainder without negative zero', op('mod', -4, 2), 0],
  ['remainder with the sign of the dividend', op('mod', -7, 3), -1],
  ['negated number', op('neg', 5), -5],
  ['negated money', op('neg', eur(7)), eur(-7)],
  ['negated money without negative zero', op('neg', eur(0)), eur(0)],
  ['in', op('in', 2, [1, 2]), true],
  ['not in', op('in', 3, [1, 2]), false],
  ['has', { k: 'has', root: 'inputs', path: ['order', 'amount'] }, true],
  ['has of what is null', { k: 'has', root: 'inputs', path: ['nothing'] }, false],
  ['has below what is missing', { k: 'has', root: 'inputs', path: ['gone', 'x'] }, false],
  ['has never sees what JavaScript adds', { k: 'has', root: 'inputs', path: ['constructor'] }, false],
  ['has never sees the length of a text', { k: 'has', root: 'inputs', path: ['name', 'length'] }, false],
  ['orValue of what is missing', { k: 'call', fn: 'orValue', args: [read('inputs.gone'), value(7)] }, 7],
  ['orValue of what is there', { k: 'call', fn: 'orValue', args: [read('inputs.name'), value(7)] }, 'Ann'],
  [
    'orValue past the end',
    { k: 'call', fn: 'orValue', args: [{ k: 'index', of: read('inputs.list'), at: value(9) }, value(7)] },
    7,
  ],
  [
    'orValue of an item of a list that is missing',
    {
      k: 'call',
      fn: 'orValue',
      args: [{ k: 'index', of: read('inputs.gone.list'), at: value(0) }, value(7)],
    },
    7,
  ],
  [
    'orValue of an item in an item',
    {
      k: 'call',
      fn: 'orValue',
      args: [{ k: 'index', of: { k: 'index', of: value([[5]]), at: value(0) }, at: value(0) }, value(7)],
    },
    5,
  ],
  ['orValue of what is computed', { k: 'call', fn: 'orValue', args: [op('add', 1, 2), value(7)] }, 3],
  ['has of a field of null', { k: 'has', root: 'inputs', path: ['nothing', 'x'] }, false],
  ['has of a root that is not there', { k: 'has', root: 'item', path: ['x'] }, false],
  ['has never sees the length of a list', { k: 'has', root: 'inputs', path: ['list', 'length'] }, false],
  ['size of a text counts letters', fn('size', 'a👍'), 2],
  ['size of a list', fn('size', [1, 2]), 2],
  ['size of a record counts fields', fn('size', { a: 1, b: 2 }), 2],
  ['contains', fn('contains', 'abc', 'b'), true],
  ['contains not', fn('contains', 'abc', 'd'), false],
  ['startsWith', fn('startsWith', 'abc', 'ab'), true],
  ['startsWith not', fn('startsWith', 'abc', 'b'), false],
  ['endsWith', fn('endsWith', 'abc', 'bc'), true],
  ['endsWith not', fn('endsWith', 'abc', 'b'), false],
  ['lowerAscii leaves other letters', fn('lowerAscii', 'AZÄ@[ XY'), 'azÄ@[ xy'],
  ['upperAscii leaves other letters', fn('upperAscii', 'azä`{ xyß'), 'AZä`{ XYß'],
  ['join', fn('join', ['a', 'b'], ', '), 'a, b'],
  ['join without a separator', fn('join', ['a', 'b']), 'ab'],
  ['map', all('map', [1, 2], { k: 'op', op: 'mul', args: [read('x'), value(2)] }), [2, 4]],
  ['filter', all('filter', [1, 2, 3], above(1)), [2, 3]],
  ['exists', all('exists', [1, 2], above(1)), true],
  ['exists not', all('exists', [1, 2], above(2)), false],
  ['all', all('all', [1, 2], above(0)), true],
  ['all not', all('all', [1, 2], above(1)), false],
];

const failures: [string, ExprIr, string][] = [
  ['a missing field', read('inputs.gone'), 'value_missing'],
  ['a missing root', read('steps.x'), 'value_missing'],
  ['null', read('inputs.nothing'), 'value_missing'],
  ['an inherited member', read('inputs.constructor'), 'value_missing'],
  ['an index past the end', { k: 'index', of: read('inputs.list'), at: value(3) }, 'value_missing'],
  ['an item of a text', { k: 'index', of: read('inputs.name'), at: value(0) }, 'value_type'],
  ['an index that is no number', { k: 'index', of: read('inputs.list'), at: value('0') }, 'value_type'],
  [
    'an item of a list that is missing',
    { k: 'index', of: read('inputs.gone'), at: value(0) },
    'value_missing',
  ],
  ['a negative index', { k: 'index', of: read('inputs.list'), at: value(-1) }, 'value_missing'],
  [
    'a missing value left of or',
    { k: 'op', op: 'or', args: [read('inputs.gone'), value(true)] },
    'value_missing',
  ],
  [
    'a missing value right of and',
    { k: 'op', op: 'and', args: [value(true), read('inputs.gone')] },
    'value_missing',
  ],
  ['text against number', op('eq', '120', 120), 'value_type'],
  ['order of text and number', op('gt', '120', 100), 'value_type'],
  ['two currencies compared', op('lt', eur(1), usd(2)), 'currency_mixed'],
  ['two currencies equated', op('eq', eur(1), usd(1)), 'currency_mixed'],
  ['two currencies added', op('add', eur(1), usd(2)), 'currency_mixed'],
  ['money and number', op('add', eur(1), 2), 'value_type'],
  ['two currencies subtracted', op('sub', eur(1), usd(2)), 'currency_mixed'],
  ['number and money', op('add', 2, eur(1)), 'value_type'],
  ['money less a number', op('sub', eur(1), 2), 'value_type'],
  ['a number less money', op('sub', 2, eur(1)), 'value_type'],
  ['money times money', op('mul', eur(1), eur(2)), 'value_type'],
  ['text and number', op('add', 'a', 1), 'value_type'],
  ['number and text', op('add', 1, 'a'), 'value_type'],
  ['list and text', op('add', [1], 'a'), 'value_type'],
  ['text and list', op('add', 'a', [1]), 'value_type'],
  ['a negated text', op('neg', 'a'), 'value_type'],
  ['a search in no list', op('in', 'a', 'abc'), 'value_type'],
  ['a text where a condition stands', op('if', 'true', 1, 2), 'value_type'],
  ['a number that is negated as a condition', op('not', 0), 'value_type'],
  ['a part that is no text', fn('contains', 'a1', 1), 'value_type'],
  ['the size of a number', fn('size', 1), 'value_type'],
  ['join of what is no text', fn('join', [1], ','), 'value_type'],
  ['too much money', op('mul', eur(Number.MAX_SAFE_INTEGER), 2), 'number_unsafe'],
  ['a missing operand', op('add', 1), 'internal'],
  ['a missing argument', fn('size'), 'internal'],
  ['a fraction', op('add', 0.1, 0.2), 'number_unsafe'],
  ['past the safe integers', op('mul', Number.MAX_SAFE_INTEGER, 2), 'number_unsafe'],
  ['division by zero', op('div', 1, 0), 'divided_by_zero'],
  ['remainder by zero', op('mod', 1, 0), 'divided_by_zero'],
  ['a condition that is no bool', op('and', 1, true), 'value_type'],
  ['a map over no list', all('map', 'abc', read('x')), 'value_type'],
  ['a result over 64 kB', fn('join', ['x'.repeat(40_000), 'x'.repeat(40_000)], ''), 'data_too_large'],
];

describe('expressions', () => {
  test.each(results)('%s', (_, expr, expected) => {
    expect(evaluate(expr, scope())).toEqual(expected);
  });

  test.each(failures)('%s is an error', (_, expr, code) => {
    expect(() => evaluate(expr, scope())).toThrow(expect.objectContaining({ code }));
  });

  test('what the left side decides, the right side is not asked', () => {
    const guarded: ExprIr = {
      k: 'op',
      op: 'and',
      args: [{ k: 'has', root: 'inputs', path: ['gone'] }, read('inputs.gone')],
    };
    expect(evaluate(guarded, scope())).toBe(false);
  });

  test('every item of a macro costs fuel', () => {
    const body = all('map', [1, 2, 3], value(1));
    expect(() =>
      evaluate({ k: 'macro', fn: 'map', list: value([1, 2, 3]), as: 'y', body }, scope(10)),
    ).toThrow('fuel_spent');
  });

  test('a long text costs fuel by its length', () => {
    expect(() => evaluate(op('add', 'x'.repeat(20_000), 'y'), scope(10))).toThrow('fuel_spent');
  });

  test('the variable of a macro is gone after it', () => {
    const after: ExprIr = { k: 'list', items: [all('map', [1], read('x')), read('x')] };
    expect(() => evaluate(after, scope())).toThrow(expect.objectContaining({ code: 'value_missing' }));
  });
});
