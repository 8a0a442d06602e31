/** No expression gets out of the language: each is refused with an issue, or ends with a value or a run error, and soon. */
import { describe, expect, test } from 'vitest';
import type { ExprIr } from '../../src/contracts/ir.js';
import { themes } from './escape/inputs.js';
import { type Ending, evaluated, tried } from './escape/tried.js';
import { compile, flowWith } from './support/demo.js';

/** Times of further tries, where the first was not quick. */
const again = ({ milliseconds }: Pick<Ending, 'milliseconds'>, source: string): number[] =>
  milliseconds < 1 ? [] : [1, 2, 3, 4, 5].map(() => tried(source).milliseconds);

/** Plain JSON: what comes out is what goes in, with no function and no prototype of its own. */
function isPlain(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return Object.values(value).every(isPlain);
}

const inputs = Object.entries(themes).flatMap(([theme, sources]) =>
  sources.map((source) => ({ theme, source })),
);
const times: { milliseconds: number; source: string }[] = [];

test('there are at least 300 of them', () => {
  expect(new Set(inputs.map(({ source }) => source)).size).toBeGreaterThanOrEqual(300);
});

describe.each(Object.entries(themes))('%s', (_, sources) => {
  test(`${sources.length} expressions are refused, or end with a value or a run error`, () => {
    for (const source of sources) {
      const { refused, value, ...first } = tried(source);
      // The best of a few: the first one warms up, and other programs want the processor too.
      const milliseconds = Math.min(first.milliseconds, ...again(first, source));
      times.push({ milliseconds, source });
      for (const { message, at } of refused ?? []) {
        expect(message).not.toBe('');
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(source.length);
      }
      if (value !== undefined && !isPlain(value)) throw new Error(`${source.slice(0, 100)} gave no JSON`);
    }
  });
});

test('of names that every object has, only those that a declared field has are read', () => {
  const accepted = themes['what every object has']?.filter((source) => tried(source).refused === undefined);
  expect(accepted).toEqual([]);
});

describe('through a whole flow', () => {
  test.each([
    ['a value', (source: string) => `- id: it\n  set:\n    got: ${JSON.stringify(`\${${source}}`)}`],
    ['a condition', (source: string) => `- if: ${JSON.stringify(source)}\n  then: []`],
    ['a sentence', (source: string) => `- say: ${JSON.stringify(`Hello \${${source}}.`)}`],
  ])('as %s, each is compiled or told with its place', (_, step) => {
    // Of each theme some: the whole way costs more than the expression itself.
    const some = Object.values(themes).flatMap((sources) =>
      sources.filter((_, index) => index % Math.ceil(sources.length / 12) === 0),
    );
    for (const source of some) {
      const { file, text } = flowWith(`${step(source)}\n- end: { result: done }`);
      const { issues, flows } = compile([{ file, text }]);
      expect(issues.length > 0 || flows.has('tried')).toBe(true);
      const lines = text.split('\n');
      for (const { line, column } of issues) {
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
      }
    }
  });
});

describe('the evaluator itself, whatever it is given', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', '0'];
  const read = (root: string, ...path: string[]): ExprIr => ({ k: 'read', root, path });

  test.each(names)('reads no `%s` of a root, a record, a list or a text', (name) => {
    const paths = [
      [name],
      ['word', name],
      ['order', name],
      ['order', 'lines', name],
      ['order', 'lines', '0', name],
    ];
    for (const path of paths) {
      expect(evaluated(read('inputs', ...path))).toEqual({ failed: 'value_missing' });
      expect(evaluated({ k: 'has', root: 'inputs', path })).toEqual({ value: false });
    }
    expect(evaluated(read(name))).toEqual({ failed: 'value_missing' });
    expect(evaluated(read(name, name))).toEqual({ failed: 'value_missing' });
  });

  test('reads nothing that a polluted prototype would give', () => {
    Object.defineProperty(Object.prototype, 'polluted', { value: 'secret', configurable: true });
    try {
      expect(evaluated(read('inputs', 'polluted'))).toEqual({ failed: 'value_missing' });
      expect(tried('inputs.polluted').refused?.map(({ code }) => code)).toEqual(['field_unknown']);
      expect(tried('inputs.order.polluted').refused?.map(({ code }) => code)).toEqual(['field_unknown']);
    } finally {
      delete (Object.prototype as { polluted?: string }).polluted;
    }
  });
});

test('how long they take is told', () => {
  const sorted = times.toSorted((a, b) => b.milliseconds - a.milliseconds);
  const shown = (at: number): string => `${(sorted[at]?.milliseconds ?? 0).toFixed(2)} ms`;
  const slowest = sorted[0]?.source.slice(0, 60) ?? '';
  process.stdout.write(
    `${sorted.length} expressions: slowest ${shown(0)} (${slowest}), p99 ${shown(Math.floor(sorted.length / 100))}\n`,
  );
  expect(sorted.length).toBe(inputs.length);
});
