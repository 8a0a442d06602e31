/** What YAML would silently cut, drop or rename is refused with a place; all else keeps its text and its position. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { issueAt, pathText, readDocument } from '../../../src/flows/yaml/document.js';
import { didYouMean, nearest } from '../../../src/flows/yaml/suggest.js';
import { issuesOfZod } from '../../../src/flows/yaml/zod-issues.js';

const told = (text: string, options = {}): string[] =>
  readDocument('f.yaml', text, options).issues.map(({ line, column, code }) => `${line}:${column} ${code}`);

const read = (text: string) => {
  const { document } = readDocument('f.yaml', text);
  if (document === undefined) throw new Error('no document');
  return document;
};

/** How many items of lists are looked at one by one, in search of one of them, while something is done. */
function counting(work: () => void): number {
  let looks = 0;
  const lists = Array.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const names = ['some', 'find', 'findIndex', 'filter', 'includes', 'indexOf'];
  const before = names.map((name) => [name, lists[name]!] as const);
  for (const [name, own] of before)
    lists[name] = function (this: unknown[], search: unknown, ...more: unknown[]) {
      if (typeof search !== 'function') {
        looks += this.length;
        return own.call(this, search, ...more);
      }
      return own.call(this, (...item: unknown[]) => {
        looks += 1;
        return (search as (...item: unknown[]) => unknown)(...item);
      });
    };
  try {
    work();
  } finally {
    for (const [name, own] of before) lists[name] = own;
  }
  return looks;
}

describe('reading', () => {
  test('keeps every scalar as text, leading zeros and words like yes too', () => {
    expect(read('a: 01234\nb: yes\nc: 1.50\nd: null\ne: 2026-01-01\nf:\n').value).toEqual({
      a: '01234',
      b: 'yes',
      c: '1.50',
      d: 'null',
      e: '2026-01-01',
      f: '',
    });
  });

  test.each([
    ['say: One thing: nothing', '1:6 yaml_text_unquoted'],
    ['say: !Hello', '1:6 yaml_text_unquoted'],
    ['say: *hello', '1:6 yaml_text_unquoted'],
    ['say: &hello', '1:6 yaml_text_unquoted'],
    ['say: @hello', '1:6 yaml_text_unquoted'],
    ['say: %hello', '1:6 yaml_text_unquoted'],
    ['say: `hello`', '1:6 yaml_text_unquoted'],
    ['say: order #1', '1:12 yaml_comment'],
    ['say: "order" # 1', '1:14 yaml_comment'],
    ['say: long\n  text # cut', '2:8 yaml_comment'],
    ['a: { b: ${c} }', '1:9 yaml_text_unquoted'],
    ['a: 1\na: 2', '2:1 yaml_syntax'],
    ['a: 1\n---\nb: 1', '2:1 yaml_syntax'],
    ['a: [1', '1:6 yaml_syntax'],
    ['\ta: 1', '1:1 yaml_syntax'],
    ['? [a]\n: b', '1:3 yaml_syntax'],
    ['__proto__: 1', '1:1 yaml_syntax'],
  ])('%s is refused', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  test('does not follow a file into the depth, or to a length, that would take the process down', () => {
    expect(told(`a: ${'['.repeat(100_000)}`)).toEqual(['1:68 yaml_syntax']);
    expect(told(`${'- '.repeat(100_000)}a`)).toEqual(['1:129 yaml_syntax']);
    expect(told(`a:\n${' '.repeat(300)}b: c`)).toEqual(['2:1 yaml_syntax']);
    expect(told(`a: ${'x'.repeat(300_000)}`)).toEqual(['1:1 file_too_large']);
  });

  test('reads, refuses and finds 20,000 keys of a map without comparing each with all others', () => {
    const keys = Array.from({ length: 20_000 }, (_, n) => `k${n}`);
    const compared = counting(() => {
      const document = read(keys.map((key) => `${key}: 1`).join('\n'));
      for (const key of keys) document.locate([key]);
      const twice = [...keys.slice(10_000), ...keys.slice(10_000)];
      expect(told(twice.map((key) => `${key}: 1`).join('\n'))).toHaveLength(10_000);
    });
    expect(compared).toBeLessThan(100 * keys.length);
  });

  test('names every line that is wrong for itself, and what else is broken around them', () => {
    expect(
      told('a: order #1\nb: x: y\nc: @z\nd: ok\ne: order #2\nf:\n  - say: One: two\n  - "a"b\n'),
    ).toEqual([
      ...['1:10 yaml_comment', '2:4 yaml_text_unquoted', '3:4 yaml_text_unquoted', '5:10 yaml_comment'],
      ...['7:10 yaml_text_unquoted', '8:8 yaml_text_unquoted'],
    ]);
    const lines = Array.from({ length: 50 }, (_, line) => `k${line}: x: y`).join('\n');
    expect(told(lines)).toHaveLength(20);
  });

  test('stops where what follows depends on what is wrong', () => {
    expect(told('a: order #1\nb: "x\nc: @z\n')).toEqual(['1:10 yaml_comment', '2:4 yaml_syntax']);
    expect(told('a: { b: $.c[0].d,\n  e: f }\ng: @z\n')).toHaveLength(1);
  });

  test('answers a text without quotes with the line in quotes', () => {
    const { issues } = readDocument('f.yaml', 'steps:\n  - say: One thing: nothing\n');
    expect(issues[0]?.hint).toBe('Put the text in quotes: - say: "One thing: nothing"');
    expect(issues[0]?.source).toBe('  - say: One thing: nothing');
  });

  test('lets engineers use aliases and comments behind values, but no cut texts', () => {
    const text = 'a: &one { b: c } # first\nd: *one # the same\ne: f # why\n';
    expect(readDocument('f.yaml', text, { aliases: true }).document?.value).toEqual({
      a: { b: 'c' },
      d: { b: 'c' },
      e: 'f',
    });
    expect(told('a: order #1\n', { aliases: true })).toEqual(['1:10 yaml_comment']);
    expect(told('a: b # c\n', { trailingComments: true })).toEqual([]);
    expect(told('a: &b c\nd: *b\n', { trailingComments: true })).toHaveLength(2);
  });

  test('refuses aliases that blow up', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array(10)
          .fill(level === 0 ? 'x' : `*l${level - 1}`)
          .join(', ')}]`,
    );
    expect(told(`${levels.join('\n')}\n`, { aliases: true })).toEqual(['1:1 yaml_syntax']);
  });
});

describe('places', () => {
  const document = read(
    '# top\na:\n  - b: one\n    c: >-\n      folded\n      text ${x}\n  - "quoted \\"${y}\\""\ne:\n',
  );

  test('of values, keys, and things that are not there', () => {
    expect(document.locate(['a', 0, 'b'])).toMatchObject({ line: 3, column: 8, source: '  - b: one' });
    expect(document.locate(['a', 0, 'b'], 'key')).toMatchObject({ line: 3, column: 5 });
    expect(document.locate(['a', 7, 'x'])).toMatchObject({ line: 3, column: 3 });
    expect(document.locate(['e'])).toMatchObject({ line: 8, column: 1 });
  });

  test('of characters inside folded and quoted texts', () => {
    const at = (path: (string | number)[], text: string, sign: string) => {
      const { line, column, source } = document.locateIn(path, text.indexOf(sign));
      return [line, source.slice(column - 1, column + 3)];
    };
    expect(at(['a', 0, 'c'], 'folded text ${x}', '${x}')).toEqual([6, '${x}']);
    expect(at(['a', 1], 'quoted "${y}"', '${y}')).toEqual([7, '${y}']);
  });

  test('are written as people write them', () => {
    expect(pathText(['steps', 2, 'cases', 'found'])).toBe('steps[2].cases.found');
    expect(issueAt(document, ['a', 1], 'flow_shape', 'No.').path).toBe('a[1]');
  });
});

describe('what zod refuses', () => {
  const schema = z.strictObject({
    name: z.string(),
    kind: z.enum(['read', 'write']),
    limit: z.strictObject({ body: z.string() }).optional(),
  });
  const issues = (text: string) => {
    const document = read(text);
    const parsed = schema.safeParse(document.value);
    return parsed.success ? [] : issuesOfZod(document, parsed.error, 'flow_shape', { schema });
  };

  test('stands at the unknown key, the wrong value, or the map that lacks one', () => {
    const found = issues('naem: x\nkind: raed\nlimit:\n  bdoy: 1\n').map(
      ({ line, column, code, message, hint }) => [line, column, code, message, hint],
    );
    expect(found).toEqual(
      expect.arrayContaining([
        [1, 1, 'key_unknown', 'The key `naem` is not allowed here.', 'Did you mean `name`?'],
        [2, 7, 'flow_shape', '`raed` is not one of `read`, `write`.', 'Did you mean `read`?'],
        [4, 3, 'key_unknown', 'The key `bdoy` is not allowed here.', 'Did you mean `body`?'],
      ]),
    );
  });

  test('of a map where a text belongs, the line is given in quotes', () => {
    const [issue] = issues('name: { a: b }\nkind: read\n');
    expect(issue).toMatchObject({
      line: 1,
      message: 'Expected a text, but found a map.',
      hint: 'If it is a text, put it in quotes: name: "{ a: b }"',
    });
  });
});

test('the nearest name is suggested, or none', () => {
  expect(nearest('shipd', ['shipped', 'open'])).toBe('shipped');
  expect(nearest('sya', ['say', 'set'])).toBe('say');
  expect(nearest('zzzzzz', ['say', 'set'])).toBeUndefined();
  expect(didYouMean('zzz', [])).toBe('There are none here.');
});
