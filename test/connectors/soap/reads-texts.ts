/** Answers with texts of all kinds, and orders that are asked for by such. */
import type { ReadCase } from './case.js';

const text = (name: string, note: string): ReadCase => ({ name, order: { note }, reads: { region: note } });
const raw = (name: string, markup: string, region: string): ReadCase => ({
  name,
  order: { note: { raw: markup } },
  reads: { region },
});

const texts: readonly ReadCase[] = [
  text('markup in a text', `<b>&amp; "A" & 'B'</b>`),
  text('letters of many alphabets', 'Grüße, Ελλάδα, 数量, ру́сский, עברית'),
  text('characters of four bytes', '😀 𝒳 𠮷 👩‍👩‍👧'),
  text('combining characters', 'e\u0301 n\u0303 o\u0308'),
  text('blanks around a text', '  x  y  '),
  text('line breaks and tabs', 'a\nb\tc\n\nd'),
  text('blanks that are none of ASCII', '\u00a0a\u2003b\u200b'),
  text('JSON', '{"a": [1, "00"]}'),
  text('a text of 4000 characters', 'Größe 😀 '.repeat(444)),
  raw('CDATA', '<![CDATA[<b>&amp;</b>]]>', '<b>&amp;</b>'),
  raw('CDATA between texts', 'x<![CDATA[ < ]]>y<![CDATA[]]]]><![CDATA[>]]>', 'x < y]]>'),
  raw('references by number', '&#65;&#x42;&#x1F600;', 'AB😀'),
  raw('a carriage return by its reference', 'a&#13;&#10;b', 'a\r\nb'),
  raw('comments and instructions in a text', 'a<!-- <b/> -->b<?x y?>c', 'abc'),
  {
    name: 'attributes with letters of all kinds',
    order: { parcel: [{ '@carrier': 'Grüße 😀 数量', tracking: '1' }] },
    reads: { shipments: [{ carrier: 'Grüße 😀 数量' }] },
  },
  {
    name: 'attributes with markup',
    order: { parcel: [{ '@carrier': `A & "B" <c> 'd'`, tracking: '1' }] },
    reads: { shipments: [{ carrier: `A & "B" <c> 'd'` }] },
  },
];

/** Values that people may type as a number; each comes back as it was understood. */
const asked: readonly ReadCase[] = (
  [
    ['quotes', `4'7"1`],
    ['markup', '</m:number><m:number>1'],
    ['the end of CDATA', ']]>'],
    ['a reference', '&lt;&#65;&amp;amp;'],
    ['a placeholder', '${inputs.number}'],
    ['a path', '../../etc/passwd?a=b&c'],
    ['characters of four bytes', '😀𠮷'],
    ['leading zeros', '000042'],
    ['line breaks', 'a\nb\r\nc\td'],
  ] as const
).map(([name, number]) => ({ name: `asked with ${name}`, number, reads: { number, ref: 'echo' } }));

const blanksAround: ReadCase = {
  name: 'asked with blanks around',
  number: ' 47 11 ',
  reads: { ref: 'echo' },
  cannot: { 'node-soap': 'it trims the texts of requests' },
};

/** What no XML can carry is not sent. */
const unsent: readonly ReadCase[] = (
  [
    ['a null character', 'a\u0000'],
    ['a control character', 'a\u0001'],
    ['half a character', 'a\ud83d'],
    ['a character that is none', 'a\uffff'],
  ] as const
).map(([name, number]) => ({
  name: `asked with ${name}`,
  number,
  comes: { is: 'done', result: 'not_found' },
}));

/** Cases of texts, in answers and in what is asked. */
export const textCases: readonly ReadCase[] = [...texts, ...asked, blanksAround, ...unsent];
