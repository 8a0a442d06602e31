import { describe, expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { problemOf, viewOf } from './support/read.js';
import '../../../support/fixed-seed.js';

describe('CSV is a list of records', () => {
  const csv = (text: string, rules: JsonObject = {}) => viewOf(text, { answer: { format: 'csv', ...rules } });

  test.each<[string, string, JsonObject, Json]>([
    [
      'with the names of its first line',
      'no,state\n00123,sent\n7,\n',
      {},
      [
        { no: '00123', state: 'sent' },
        { no: '7', state: '' },
      ],
    ],
    [
      'with stated names',
      '7;sent',
      { delimiter: ';', header: ['no', 'state'] },
      [{ no: '7', state: 'sent' }],
    ],
    ['with tabs', 'a\tb\n1\t2', { delimiter: '\t' }, [{ a: '1', b: '2' }]],
    ['with quotes', 'a,b\n"x, ""y""","line\nend"\n', {}, [{ a: 'x, "y"', b: 'line\nend' }]],
    ['with other quotes', "a,b\n'x,y',2\n", { quote: "'" }, [{ a: 'x,y', b: '2' }]],
    ['without quotes', 'a,b\n5" disk,2\n', { quote: '' }, [{ a: '5" disk', b: '2' }]],
    ['with line ends of Windows', 'a,b\r\n1,2\r\n', {}, [{ a: '1', b: '2' }]],
    ['without a line end at its end', 'a\n1', {}, [{ a: '1' }]],
    ['with blank lines', '\na,b\n\n1,2\n\n', {}, [{ a: '1', b: '2' }]],
    ['with a BOM', '\ufeffa,b\n1,2', {}, [{ a: '1', b: '2' }]],
    ['with spaces around names, not around values', ' a , b\n 1 , 2', {}, [{ a: ' 1 ', b: ' 2' }]],
    ['with none', 'a,b\n', {}, []],
    ['with nothing coerced', 'a,b,c\n1e5,0x1F,true', {}, [{ a: '1e5', b: '0x1F', c: 'true' }]],
    ['with names that objects have', 'constructor,a\n1,2', {}, [{ constructor: '1', a: '2' }]],
    ['with a name that objects must not have', '__proto__,a\n1,2', {}, [{ a: '2' }]],
  ])('%s', (_what, text, rules, view) => {
    expect(csv(text, rules)).toEqual(view);
  });

  test.each<[string, string, JsonObject]>([
    ['a line with fewer columns', 'a,b\n1\n', {}],
    ['a line with more columns', 'a,b\n1,2,3\n', {}],
    ['a quote that is open', 'a,b\n"1,2\n', {}],
    ['a quote inside of a value', 'a,b\nx"y,2\n', {}],
    ['text behind a quote', 'a,b\n"x"y,2\n', {}],
    ['a name twice', 'a,a\n1,2\n', {}],
    ['more columns than stated', '1,2', { header: ['a'] }],
    ['fewer columns than stated', '1,2', { header: ['a', 'b', 'c'] }],
  ])('%s is unreadable', (_what, text, rules) => {
    expect(problemOf(text, { answer: { format: 'csv', ...rules } })).toBe('unreadable');
  });

  test('and an empty answer is told as that', () => {
    expect(problemOf('\n', { answer: { format: 'csv' } })).toBe('empty');
  });
});

describe('CSV of several pieces', () => {
  const field = fc.oneof(
    { weight: 5, arbitrary: fc.string({ maxLength: 8 }).map((text) => text.replace(/["'\r\n,]/g, '')) },
    fc.constantFrom('"a,b"', '"a ""b"""', '""', '"two\nlines"', '"two\r\nlines"', '"""\n"""', '"\r"'),
  );
  const tables = fc.record({
    rows: fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 40 }),
    end: fc.constantFrom('\n', '\r\n', '\r'),
  });

  test('is read as the whole is by its parser', () => {
    fc.assert(
      fc.property(tables, ({ rows, end }) => {
        const some = rows.map((row) => `${row.join()},1234567890${end}`).join('');
        const text = `a,b,c${end}${some.repeat(Math.ceil(40_000 / some.length))}`;
        const theirs = parse(text, { columns: true, record_delimiter: end, skip_empty_lines: true });
        expect(viewOf(text, { answer: { format: 'csv' } })).toEqual(theirs);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['a line with fewer columns', '1\n'],
    ['a quote that is open', '"1,2\n'],
    ['a quote inside of a value', 'x"y,2\n'],
  ])('%s far behind its start makes it unreadable', (_what, line) => {
    const text = `a,b\n${'1,2\n'.repeat(20_000)}${line}`;
    expect(problemOf(text, { answer: { format: 'csv' } })).toBe('unreadable');
    expect(problemOf(`${text}${'1,2\n'.repeat(20_000)}`, { answer: { format: 'csv' } })).toBe('unreadable');
  });

  test('of more than 300 000 lines is refused', () => {
    const lines = (count: number) => `a\n${'1\n'.repeat(count)}`;
    expect(problemOf(lines(300_000), { answer: { format: 'csv' } })).toBe('it has a view');
    expect(problemOf(lines(300_001), { answer: { format: 'csv' } })).toBe('refused');
  });

  test('with a quote of its own doubled', () => {
    const text = "a,b\n'it''s',2\n";
    expect(viewOf(text, { answer: { format: 'csv', quote: "'" } })).toEqual([{ a: "it's", b: '2' }]);
  });
});

describe('A form is a record', () => {
  const form = { answer: { format: 'form' } };

  test.each<[string, string, Json]>([
    ['with texts', 'no=00123&state=sent+today', { no: '00123', state: 'sent today' }],
    ['with percent-encoding', 'a=%C3%A4%20%26%3D&b%5B%5D=1', { a: 'ä &=', 'b[]': '1' }],
    ['with a name that occurs twice', 'a=1&a=2', { a: ['1', '2'] }],
    ['with empty values', 'a=&=b', { a: '', '': 'b' }],
    ['with an equals sign in a value', 'a=b=c', { a: 'b=c' }],
    ['with a line end at its end', 'a=1\r\n', { a: '1' }],
    ['with names that objects have', '__proto__=1&constructor=2', { constructor: '2' }],
  ])('%s', (_what, text, view) => {
    expect(viewOf(text, form)).toEqual(view);
  });

  test('with lists where a path says so, with none, one or many', () => {
    expect(viewOf('a=1&c=2&c=3', { ...form, paths: ['$.a[*]', '$.b[*]', '$.c[*]'] })).toEqual({
      a: ['1'],
      b: [],
      c: ['2', '3'],
    });
  });

  test('whose percent-encoding is in its charset', () => {
    expect(viewOf('a=%E4%80', { answer: { format: 'form', charset: 'windows-1252' } })).toEqual({ a: 'ä€' });
    expect(problemOf('a=%E4', form)).toBe('unreadable');
  });

  test.each([['OK'], ['a=1&OK'], ['<html>'], ['a=1 b=2'], ['a=100%'], ['{"a":1}'], ['a=%zz']])(
    '%j is none',
    (text) => {
      expect(problemOf(text, form)).toBe('unreadable');
    },
  );
});

describe('A text gives the groups of its pattern', () => {
  const text = (body: string, pattern: string, rules: JsonObject = {}) =>
    viewOf(body, { answer: { format: 'text', pattern, ...rules } });

  test('once, from where it stands first', () => {
    expect(text('OK 00123;sent\nOK 2;open', '(?P<number>\\d+);(?P<state>\\w+)')).toEqual({
      number: '00123',
      state: 'sent',
    });
    expect(text('a=1', '(?<a>a)=(?P<b>\\d)(\\d)?(?P<c>x)?')).toEqual({ a: 'a', b: '1', c: null });
  });

  test('many times, as a list', () => {
    expect(text('1;a\nx\n2;b', '(?P<n>\\d);(?P<s>\\w)', { many: 'true' })).toEqual([
      { n: '1', s: 'a' },
      { n: '2', s: 'b' },
    ]);
    expect(text('1;a', '(?P<n>\\d);(?P<s>\\w)', { many: 'true' })).toEqual([{ n: '1', s: 'a' }]);
    expect(text('xyx', '(?P<y>y*)', { many: 'true' })).toEqual([{ y: 'y' }]);
  });

  test('by lines, where it says so', () => {
    expect(text('a\nb', '(?m)^(?P<line>b)$')).toEqual({ line: 'b' });
  });

  test.each([['true'], ['false']])('and is unreadable when it is not found (many: %s)', (many) => {
    expect(problemOf('Internal error', { answer: { format: 'text', pattern: '(?P<n>\\d+)', many } })).toBe(
      'unreadable',
    );
  });

  test('in linear time', () => {
    const pattern = '^(?P<a>(a+)+)$';
    expect(problemOf('a'.repeat(50_000) + '!', { answer: { format: 'text', pattern } })).toBe('unreadable');
    expect(problemOf('a'.repeat(200_001), { answer: { format: 'text', pattern } })).toBe('refused');
  });
});
