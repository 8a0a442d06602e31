import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/contracts/json.js';
import { bodyOf, problemOf, viewOf, xml } from './support/read.js';

/** What it is, the document, its view, the paths that are asked. */
type Case = [what: string, document: string, view: Json, ...paths: string[]];

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const XSD = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

describe('XML is read into the one view', () => {
  const cases: Case[] = [
    ['an element with text', '<a>x</a>', { a: 'x' }],
    ['an empty element', '<a/>', { a: '' }],
    ['an element with nothing in it', '<a></a>', { a: '' }],
    ['leading zeros', '<a>00123</a>', { a: '00123' }],
    ['hexadecimal digits', '<a>0x1F</a>', { a: '0x1F' }],
    ['an exponent', '<a>1e5</a>', { a: '1e5' }],
    ['a telephone number', '<a>+49123</a>', { a: '+49123' }],
    ['a trailing zero', '<a>1.10</a>', { a: '1.10' }],
    ['a truth value', '<a>true</a>', { a: 'true' }],
    ['a big integer', '<a>12345678901234567890</a>', { a: '12345678901234567890' }],
    ['numbers in attributes', '<a n="007"/>', { a: { '@n': '007' } }],
    ['spaces in a text', '<a>  x y </a>', { a: '  x y ' }],
    ['a text of spaces alone', '<a>  </a>', { a: '  ' }],
    ['attributes and text', '<a id="1">x</a>', { a: { '@id': '1', '#text': 'x' } }],
    ['attributes and blank text', '<a id="1"> </a>', { a: { '@id': '1' } }],
    ['an attribute in single quotes', `<a t='say "x"'/>`, { a: { '@t': 'say "x"' } }],
    ['spaces around an equals sign', '<a t = "x"/>', { a: { '@t': 'x' } }],
    ['line ends in an attribute', '<a t="x\n\ty"/>', { a: { '@t': 'x  y' } }],
    ['a line end as a reference in an attribute', '<a t="x&#10;y"/>', { a: { '@t': 'x\ny' } }],
    ['children', '<a><b>1</b><c>2</c></a>', { a: { b: '1', c: '2' } }],
    ['children written over lines', '<a>\n  <b>1</b>\n</a>', { a: { b: '1' } }],
    ['mixed content', '<a>x<b>1</b>y</a>', { a: { b: '1', '#text': 'xy' } }],
    ['an element that occurs twice', '<a><b>1</b><b>2</b></a>', { a: { b: ['1', '2'] } }],
    ['one that occurs twice apart', '<a><b>1</b><c/><b>2</b></a>', { a: { b: ['1', '2'], c: '' } }],
    ['a list with one', '<a><b>1</b></a>', { a: { b: ['1'] } }, '$.a.b[*]'],
    ['a list with many', '<a><b>1</b><b>2</b><b>3</b></a>', { a: { b: ['1', '2', '3'] } }, '$.a.b[0]'],
    ['a list with none', '<a><c/></a>', { a: { b: [], c: '' } }, '$.a.b[*]'],
    ['a list with none in an empty element', '<a/>', { a: { b: [] } }, '$.a.b[*].c'],
    ['a list with none in a blank element', '<a>\n</a>', { a: { b: [] } }, '$.a.b[*]'],
    ['a list with none beside attributes', '<a n="0"/>', { a: { '@n': '0', b: [] } }, '$.a.b[*]'],
    ['no list in an element of text', '<a>none</a>', { a: 'none' }, '$.a.b[*]'],
    ['no list where its parent is missing', '<a><x/></a>', { a: { x: '' } }, '$.a.lines.line[*]'],
    ['lists in lists', '<a><b><c>1</c></b></a>', { a: { b: [{ c: ['1'] }] } }, '$.a.b[*].c[*]'],
    ['a list anywhere', '<a><x><b>1</b></x></a>', { a: { x: { b: ['1'] } } }, '$..b[*]'],
    ['a list by a name in brackets', '<a><b>1</b></a>', { a: { b: ['1'] } }, "$['a']['b'][?@ == '1']"],
    ['prefixes of any name', '<x:a xmlns:x="urn:1"><x:b>1</x:b></x:a>', { a: { b: '1' } }],
    ['a default namespace', '<a xmlns="urn:1"><b>1</b></a>', { a: { b: '1' } }],
    [
      'a prefix with another meaning inside',
      '<p:a xmlns:p="u:1"><p:b xmlns:p="u:2"/></p:a>',
      { a: { b: '' } },
    ],
    [
      'one name of two namespaces',
      '<a xmlns:p="u:1" xmlns:q="u:2"><p:id>1</p:id><q:id>2</q:id></a>',
      { a: { id: ['1', '2'] } },
    ],
    ['declarations, which are no attributes', '<a xmlns="urn:1" xmlns:p="urn:2">x</a>', { a: 'x' }],
    ['attributes with a prefix', '<a xmlns:p="u:1" p:id="1"/>', { a: { '@id': '1' } }],
    [
      'attributes of one name of two namespaces',
      '<a xmlns:p="u:1" id="1" p:id="2"/>',
      { a: { '@id': ['1', '2'] } },
    ],
    ['nil', `<a ${XSI}><b xsi:nil="true"/></a>`, { a: { b: null } }],
    ['nil as a number', `<a ${XSI}><b xsi:nil="1" id="7"/></a>`, { a: { b: null } }],
    ['not nil', `<a ${XSI}><b xsi:nil="false">x</b></a>`, { a: { b: 'x' } }],
    [
      'nil by another prefix',
      '<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>',
      { a: null },
    ],
    ['nil by the prefix that node-soap does not declare', '<a><b xsi:nil="true"/></a>', { a: { b: null } }],
    ['an attribute that is called nil', '<a nil="true"/>', { a: { '@nil': 'true' } }],
    ['types, which are no data', `<a ${XSI} ${XSD}><b xsi:type="xsd:int">3</b></a>`, { a: { b: '3' } }],
    ['CDATA', '<a><![CDATA[<b>&amp;</b>]]></a>', { a: '<b>&amp;</b>' }],
    ['CDATA between texts', '<a>x<![CDATA[ ]]>y<![CDATA[]]]]><![CDATA[>]]></a>', { a: 'x y]]>' }],
    ['comments', '<a><!-- <b> -->x<!----></a><!-- end -->', { a: 'x' }],
    ['a comment that ends with a tag', '<a><!--</a>--><b/></a>', { a: { b: '' } }],
    ['instructions', '<?xml version="1.0"?><?style x?><a>x<?y?></a>', { a: 'x' }],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a/>\n', { a: '' }],
    ['a line before the declaration', '\n<?xml version="1.0"?><a/>', { a: '' }],
    ['references by name', '<a>&lt;&gt;&amp;&quot;&apos;</a>', { a: `<>&"'` }],
    ['references by number', '<a>&#65;&#x42;&#0067;</a>', { a: 'ABC' }],
    ['references beyond 16 bits', '<a>&#x1F600;&#128512;</a>', { a: '😀😀' }],
    ['a reference to a reference', '<a>&amp;lt;</a>', { a: '&lt;' }],
    ['line ends of Windows', '<a>x\r\ny\rz</a>', { a: 'x\ny\nz' }],
    [
      'names that objects have',
      '<a><constructor>1</constructor><toString/></a>',
      { a: { constructor: '1', toString: '' } },
    ],
    ['a name that objects must not have', '<a><__proto__><b/></__proto__><c/></a>', { a: { c: '' } }],
    ['attributes with names that objects have', '<a __proto__="1"/>', { a: { '@__proto__': '1' } }],
    ['names with letters of all alphabets', '<größe><数量>1</数量></größe>', { größe: { 数量: '1' } }],
    ['JSON in an element, as a text', '<a>{"b":1}</a>', { a: '{"b":1}' }],
    [
      'the items of PHP’s maps',
      '<d><item><key>no</key><value>7</value></item></d>',
      { d: { item: [{ key: 'no', value: '7' }] } },
      '$.d.item[*].key',
    ],
  ];
  test.each(cases)('%s', (_what, document, view, ...paths) => {
    const read = viewOf(document, xml(...paths));
    expect(read).toEqual(view);
    // Plain JSON: nothing is lost on its way through a history.
    expect(JSON.parse(JSON.stringify(read))).toEqual(read);
  });

  test('and prototypes stay untouched', () => {
    viewOf('<__proto__><polluted>1</polluted></__proto__>', xml());
    expect(Object.keys(viewOf('<a><constructor/></a>', xml()) as object)).toEqual(['a']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect({}.constructor).toBe(Object);
  });
});

describe('with namespaces stated', () => {
  const strict = (document: string, ...paths: string[]) =>
    viewOf(document, { answer: { format: 'xml', namespaces: { o: 'urn:o', k: 'urn:k' } }, paths });

  test.each<Case>([
    ['names have the stated prefixes', '<x:a xmlns:x="urn:o"><x:b>1</x:b></x:a>', { 'o:a': { 'o:b': '1' } }],
    [
      'names of other namespaces are left out',
      '<a xmlns="urn:o"><b xmlns="urn:z"><c/></b><d>1</d></a>',
      { 'o:a': { 'o:d': '1' } },
    ],
    ['an element of such alone is no text', '<a xmlns="urn:o">\n<b xmlns="urn:z">x</b></a>', { 'o:a': {} }],
    [
      'names without a namespace stay as they are',
      '<x:a xmlns:x="urn:o"><b>1</b></x:a>',
      { 'o:a': { b: '1' } },
    ],
    [
      'one local name of two namespaces is two',
      '<o:a xmlns:o="urn:k" xmlns:k="urn:o"><o:id>1</o:id><k:id>2</k:id></o:a>',
      { 'k:a': { 'k:id': '1', 'o:id': '2' } },
    ],
    [
      'attributes too',
      '<a xmlns:p="urn:k" xmlns:q="urn:z" id="1" p:id="2" q:id="3"/>',
      { a: { '@id': '1', '@k:id': '2' } },
    ],
    ['lists are lists', '<a xmlns="urn:o"><b>1</b></a>', { 'o:a': { 'o:b': ['1'] } }, "$['o:a']['o:b'][*]"],
    ['lists with none too', '<a xmlns="urn:o"/>', { 'o:a': { 'o:b': [] } }, "$['o:a']['o:b'][*]"],
  ])('%s', (_what, document, view, ...paths) => {
    expect(strict(document, ...paths)).toEqual(view);
  });
});

describe('What is not well-formed has no view', () => {
  test.each([
    ['an end tag that is missing', '<r><a>1</r>'],
    ['end tags that cross', '<a><b></a></b>'],
    ['an end tag alone', '</a>'],
    ['an end tag more', '<a/></a>'],
    ['an end tag of a longer name', '<a></ab>'],
    ['an end tag of a shorter name', '<ab></a>'],
    ['two roots', '<a/><b/>'],
    ['two roots with text', '<a>1</a><a>2</a>'],
    ['text before the root', 'x<a/>'],
    ['text behind the root', '<a/>x'],
    ['CDATA behind the root', '<a/><![CDATA[x]]>'],
    ['no root', '<?xml version="1.0"?><!-- nothing -->'],
    ['a page of HTML', '<html><body><p>Error<br></body></html>'],
    ['JSON', '{"a":1}'],
    ['plain text', 'Internal error'],
    ['an unknown reference', '<a>&eacute;</a>'],
    ['a lone ampersand', '<a>x & y</a>'],
    ['an unfinished reference', '<a>&amp</a>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['a reference to a control character', '<a>&#x1;</a>'],
    ['a reference to half a character', '<a>&#xD83D;</a>'],
    ['a reference to a non-character', '<a>&#xFFFF;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['a reference of many digits', '<a>&#99999999999999999999;</a>'],
    ['an unknown reference in an attribute', '<a t="&x;"/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a null character', '<a>\u0000</a>'],
    ['an attribute twice', '<a t="1" t="2"/>'],
    ['an attribute twice by two prefixes', '<a xmlns:p="u" xmlns:q="u" p:t="1" q:t="2"/>'],
    ['an attribute without value', '<a t/>'],
    ['an attribute without quotes', '<a t=1/>'],
    ['attributes without space', '<a t="1"u="2"/>'],
    ['markup in an attribute', '<a t="<b>"/>'],
    ['a prefix that is not declared', '<p:a/>'],
    ['a prefix of an attribute that is not declared', '<a p:t=""/>'],
    ['a prefix that is declared elsewhere', '<a><b xmlns:p="u"/><p:c/></a>'],
    ['a prefix that is taken back', '<a xmlns:p="u"><b xmlns:p=""/></a>'],
    ['xml with another meaning', '<a xmlns:xml="u"/>'],
    ['a name with two colons', '<a:b:c xmlns:a="u"/>'],
    ['a name that begins with a digit', '<1a/>'],
    ['a name that is empty', '<a>< b/></a>'],
    ['an open comment', '<a/><!-- '],
    ['open CDATA', '<a><![CDATA[x</a>'],
    ['an open instruction', '<a/><?x '],
    ['a declaration inside', '<a><?xml version="1.0"?></a>'],
    ['other markup', '<a><!ELEMENT b></a>'],
  ])('%s', (_what, document) => {
    const read = bodyOf(document, xml());
    expect(read).toEqual({ problem: 'unreadable', why: expect.any(String) });
  });

  test('and neither has a document that is cut off, wherever it is', () => {
    const document = `<?xml version="1.0"?><a xmlns:p="u" t="1"><!-- c --><p:b>x&amp;y</p:b><![CDATA[z]]><c/></a>`;
    const ends = Array.from({ length: document.length }, (_, end) => document.slice(0, end));
    expect(ends.filter((cut) => 'view' in bodyOf(cut, xml()))).toEqual([]);
    expect(problemOf(document, xml())).toBe('it has a view');
  });
});

test('An empty answer is told as that', () => {
  for (const body of ['', ' \n']) expect(problemOf(body, xml())).toBe('empty');
});

test('Why it has no view never says what stands in it', () => {
  for (const document of [
    '<a>CANARY',
    '<CANARY:a/>',
    '<a CANARY="1" CANARY="2"/>',
    '<a>&CANARY;</a>',
    'CANARY',
  ])
    expect(JSON.stringify(bodyOf(document, xml()))).not.toContain('CANARY');
});
