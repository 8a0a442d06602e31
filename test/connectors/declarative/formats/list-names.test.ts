import { expect, test } from 'vitest';
import { listNamesOf, type AskedPath } from '../../../../src/connectors/declarative/formats/list-names.js';

const names = (...paths: AskedPath[]) =>
  Object.fromEntries([...listNamesOf(paths)].map(([parent, lists]) => [parent, [...lists]]));

test.each<[string, Record<string, string[]>]>([
  ['$.a', {}],
  ['$.a.b', {}],
  ['$.a[*]', { '': ['a'] }],
  ['$.a.b[*]', { a: ['b'] }],
  ['$.a.b[0]', { a: ['b'] }],
  ['$.a.b[-1:]', { a: ['b'] }],
  ["$.a.b[?@.c == 'x'].d", { a: ['b'] }],
  ["$['a']['b'][*]", { a: ['b'] }],
  ["$.a['b','c'][*]", { a: ['b', 'c'] }],
  ['$.a[*].b[*].c', { '': ['a'], a: ['b'] }],
  ['$.a[0][1]', { '': ['a'] }],
  ['$.a.b[0,2]', { a: ['b'] }],
  ['$..b[*]', { '*': ['b'] }],
  ['$.a..b[*].c[*]', { '*': ['b'], b: ['c'] }],
  ['$.*.b[*]', { '*': ['b'] }],
  ['$.a.*[*]', {}],
  ['$[*].b', {}],
  ['$.a[?@.c[0].d == $.z.y[1].x]', { '': ['a'], a: ['c'], z: ['y'] }],
  ['$.a[?length(@.e[*].f) > 1 && !@.g]', { '': ['a'], a: ['e'] }],
  ['no path', {}],
])('%s', (path, lists) => {
  expect(names({ path })).toEqual(lists);
});

test('a path of an item begins where the items stand', () => {
  expect(names({ path: '$.skus[*]', base: '$.order.lines.line[*]' })).toEqual({
    lines: ['line'],
    line: ['skus'],
  });
  expect(names({ path: '$[0]', base: '$.order.line' })).toEqual({ order: ['line'] });
});

test('the lists of all paths count', () => {
  expect(names({ path: '$.a.b[*]' }, { path: '$.a.c[0]' }, { path: '$.d[*]' })).toEqual({
    a: ['b', 'c'],
    '': ['d'],
  });
});
