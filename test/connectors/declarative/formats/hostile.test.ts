import { describe, expect, test } from 'vitest';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { largeBodyOf, xml } from './support/read.js';

const SIZE = 2_000_000;
/** A document of nearly 2 MB: `piece` as often as it fits. */
const full = (piece: string) => `<r>${piece.repeat(Math.floor((SIZE - 7) / piece.length))}</r>`;

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]><a>&lol9;</a>`;

describe('A document with a DOCTYPE is refused, whatever it declares', () => {
  test.each([
    ['billion laughs', LAUGHS],
    [
      'quadratic blow-up',
      `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100_000)}">]><a>${'&x;'.repeat(100_000)}</a>`,
    ],
    ['a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an address', '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]><a>&x;</a>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd">%x;]><a/>'],
    ['a public identifier', '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html/>'],
    ['HTML', '<!doctype html><html></html>'],
    ['nothing', '<?xml version="1.0"?><!-- x --><!DOCTYPE a><a/>'],
    ['much, and it is open', `<!DOCTYPE a [${'<!ENTITY x "y">'.repeat(100_000)}`],
  ])('%s', async (_what, document) => {
    expect(await largeBodyOf(document, xml())).toEqual({
      problem: 'refused',
      why: expect.stringContaining('DOCTYPE'),
    });
  });
});

describe('Limits are told as that', () => {
  test.each([
    ['64 elements in each other', '<a>'.repeat(64) + '</a>'.repeat(64), 'it has a view'],
    ['65 elements in each other', '<a>'.repeat(65) + '</a>'.repeat(65), 'refused'],
    ['200 000 elements in each other', '<a>'.repeat(200_000) + '</a>'.repeat(200_000), 'refused'],
    ['200 000 open elements', '<a>'.repeat(200_000), 'refused'],
    [
      '1000 attributes',
      `<a ${Array.from({ length: 1000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
      'it has a view',
    ],
    [
      '200 000 attributes',
      `<a ${Array.from({ length: 200_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
      'refused',
    ],
    [
      '100 000 namespaces',
      `<a ${Array.from({ length: 100_000 }, (_, n) => `xmlns:a${n}="u"`).join(' ')}/>`,
      'refused',
    ],
    [
      'blanks before many instructions',
      `${' '.repeat(800_000)}${'<?a?>'.repeat(200_000)}<r/>`,
      'it has a view',
    ],
    ['quotes that never end', `<r ${'a="'.repeat(600_000)}`, 'refused'],
    ['2 MB', full('x'), 'it has a view'],
    ['more than 2 MB', full('x') + ' '.repeat(10), 'refused'],
  ])('%s', async (_what, document, end) => {
    expect(await problemOf(document)).toBe(end);
  });
});

/** Documents of 2 MB, and how many children of the root there are. */
const LARGE: [what: string, document: string, children: number][] = [
  ['siblings', full('<a/>'), 499_998],
  ['siblings with text', full('<a>1</a>'), 249_999],
  ['siblings with attributes', full('<a b=""/>'), 222_221],
  ['siblings of a name each', `<r>${Array.from({ length: 190_000 }, (_, n) => `<a${n}/>`).join('')}</r>`, 1],
  ['siblings with a namespace each', full('<a xmlns="u"/>'), 142_856],
  [
    'siblings with a deep namespace',
    `<r xmlns:z="u">${'<b xmlns:a="v">'.repeat(60)}${'<z:x/>'.repeat(300_000)}${'</b>'.repeat(60)}</r>`,
    1,
  ],
  ['numeric references', full('&#65;'), 0],
  ['CDATA', full('<![CDATA[]]>'), 0],
  ['comments', full('x<!---->'), 0],
  ['instructions', full('<?a?>'), 0],
  ['line ends', full('\r\n'), 0],
  ['one long name', `<${'x'.repeat(SIZE - 3)}/>`, 0],
  ['spaces in a tag', `<r${' '.repeat(SIZE - 4)}/>`, 0],
];

describe('2 MB add no more than 64 MB', () => {
  test.each(LARGE)('of %s', async (_what, document, children) => {
    const body = Buffer.from(document);
    collectGarbage();
    const before = getHeapStatistics().used_heap_size;
    const read = await largeBodyOf(body, xml());
    if (!('view' in read)) throw new Error(read.why);
    collectGarbage();
    const added = getHeapStatistics().used_heap_size - before;
    expect(added).toBeLessThan(64_000_000);
    const a = (Object.values(read.view as object)[0] as Record<string, unknown>)['a'];
    if (children > 1) expect(a).toHaveLength(children);
  });

  test.each([
    ['half a million ampersands', full('&')],
    ['half a million references to nothing', full('&#1;')],
    ['tags that never end', `<r>${'<a '.repeat(600_000)}`],
    ['comments that never end', `<r>${'<!--'.repeat(400_000)}`],
    ['CDATA that never ends', `<r>${'<![CDATA['.repeat(200_000)}`],
    ['end tags of nothing', '</a>'.repeat(400_000)],
    ['spaces that lead to nothing', `<r><a${' '.repeat(1_900_000)}`],
    ['colons', `<${':'.repeat(1_900_000)}/>`],
  ])('and %s have no view', async (_what, document) => {
    expect(await problemOf(document)).toBe('unreadable');
  });
});

/** Why a document has no view. */
async function problemOf(document: string): Promise<string> {
  const read = await largeBodyOf(document, xml());
  return 'view' in read ? 'it has a view' : read.problem;
}

/** The collector, without a flag on the command line. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
