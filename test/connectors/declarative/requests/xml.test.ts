import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { ask, issuesOf } from './ask.js';

const inputs: JsonObject = {
  order: { ref: 'R1', status: 'open' },
  amount: { minor: 1205, currency: 'EUR' },
  reason: 'damaged',
};
const bodyOf = async (xml: string, rest: JsonObject = {}): Promise<string | undefined> =>
  (await ask({ request: { path: '/o', xml, ...rest }, inputs }))?.body;

describe('an XML body', () => {
  test('is sent as it is written, as XML, with another type if the file says so', async () => {
    const xml =
      '<?xml version="1.0" encoding="utf-8"?>\n<!-- ours -->\n<a:r xmlns:a="urn:a"><![CDATA[<x>]]><e k=\'1\' l=\'"\'/>&amp; ${inputs.order.ref}</a:r>';
    const hit = await ask({ request: { path: '/o', xml, contentType: 'application/vnd.acme+xml' }, inputs });
    expect([hit?.method, hit?.headers['content-type']]).toEqual(['POST', 'application/vnd.acme+xml']);
    expect(hit?.body).toBe(
      '<?xml version="1.0" encoding="utf-8"?><!-- ours --><a:r xmlns:a="urn:a"><![CDATA[<x>]]><e k="1" l="&quot;"/>&amp; R1</a:r>',
    );
  });

  test('keeps what stands right behind its root', async () => {
    expect(await bodyOf('<r/><!-- ours -->')).toBe('<r/><!-- ours -->');
  });

  test('leaves an element or attribute out whose only content is absent', async () => {
    const xml =
      '<r t="${inputs.order.type}" s="${inputs.order.ref}"><n u="EUR"> ${inputs.order.number} </n><p><q>${inputs.order.region}</q></p></r>';
    expect(await bodyOf(xml)).toBe('<r s="R1"><p/></r>');
  });

  test.each([
    ['<r><n>No. ${inputs.order.number}</n></r>'],
    ['<r n="No. ${inputs.order.number}"/>'],
    ['<r>${inputs.order.number}</r>'],
  ])('is not sent with an absent value among other text, or for its root: %s', async (xml) => {
    expect(await bodyOf(xml.replace('<r', '<r ref="${inputs.order.ref}"'))).toBeUndefined();
  });

  test('reads variables, so that a file can hold words of the system', async () => {
    const variables = { why: { from: 'inputs.reason', values: { damaged: '<KAPUTT>', '*': 'X' } } };
    expect(await bodyOf('<r>${variables.why}</r>', { variables })).toBe('<r>&lt;KAPUTT&gt;</r>');
  });

  test('escapes secrets too', async () => {
    expect(await bodyOf('<r k="${secret.K}">${inputs.order.ref}</r>')).toBe('<r k="S&lt;&amp;&quot;">R1</r>');
  });

  test('can stand in a file beside the connection', async () => {
    const files = { 'r.xml': '<r>${inputs.order.ref}</r>' };
    expect((await ask({ request: { path: '/o', xml: 'r.xml' }, inputs, files }))?.body).toBe('<r>R1</r>');
  });
});

describe('is refused at check, at its place in the file', () => {
  test.each<[string, string, string]>([
    [
      'a value in CDATA',
      '<r><![CDATA[|${inputs.order.ref}]]></r>',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    [
      'a value in a comment',
      '<r><!-- |${inputs.order.ref} --></r>',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    [
      'a value in an instruction',
      '<r><?x |${inputs.order.ref}?></r>',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    [
      'a value as an element',
      '<r><|${inputs.order.ref}/></r>',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    [
      'a value as an attribute',
      '<r |${inputs.order.ref}="1"/>',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    [
      'a value as a namespace',
      '<r xmlns:a="|${inputs.order.ref}"/>',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    [
      'an amount',
      '<r>|${inputs.amount}</r>',
      '`inputs.amount` is not a single value; use one of its fields.',
    ],
    ['an unknown input', '<r>|${inputs.amuont}</r>', 'There is no `inputs.amuont` in the inputs.'],
    ['an unknown variable', '<r>|${variables.x}</r>', 'There is no `variables.x` in the variables.'],
    ['a wrong end', '<r><a>|</b></r>', 'Expected closing tag `a` instead of closing tag `b`.'],
    ['an open element', '<r>|<a>', '`<a>` is not closed.'],
    ['a second root', '<r/>|<r/>', 'There is more than one root element.'],
    ['a bare ampersand', '<r>a |& b</r>', 'Write `&` as `&amp;`.'],
    ['an entity of a DTD', '<r>|&nbsp;</r>', 'Write `&` as `&amp;`.'],
    ['an attribute twice', '<r a="1" |a="2"/>', 'Attribute `a` is repeated.'],
    ['markup in an attribute', '<r>|<a b="<"/></r>', '`<` is not allowed here.'],
    ['an end that text has', '<r>|<a>]]></a></r>', '`]]>` is not allowed here.'],
    ['no element', '|x', 'There is no element.'],
    ['text around it', '|x<r/>', 'Text is only allowed inside elements.'],
    [
      'a value around it',
      '<r/>|${inputs.order.ref}',
      'Values are only allowed in the text of an element or in an attribute.',
    ],
    ['an open comment', '<r>|<!-- </r>', 'This is not well-formed XML.'],
    ['a DOCTYPE', '|<!DOCTYPE r><r/>', 'A template cannot have a DOCTYPE.'],
    ['a prefix of nothing', '<r>|<x:a/></r>', 'The prefix `x` is not declared.'],
  ])('%s', async (_name, marked, message) => {
    const text = `\n${marked.replace('|', '')}`;
    const [issue, ...more] = await issuesOf({
      request: { path: '/o', xml: 'r.xml' },
      files: { 'r.xml': text },
    });
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      file: 'r.xml',
      line: 2,
      column: marked.indexOf('|') + 1,
      message,
    });
    // Whatever the file is, no line of it is quoted.
    expect(issue?.source).toBeUndefined();
    expect(issue?.hint).not.toBe('');
  });

  test('another charset', async () => {
    const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><r/>';
    expect(await issuesOf({ request: { path: '/o', xml } })).toMatchObject([
      { message: 'Requests are sent in UTF-8.', hint: 'Leave `encoding` out.' },
    ]);
  });

  test('a file that is not there, or lies elsewhere', async () => {
    for (const xml of ['r.xml', '../r.xml', '/etc/passwd'])
      expect(await issuesOf({ request: { path: '/o', xml } })).toMatchObject([
        { code: 'connection_file_missing', file: 'shop.yaml' },
      ]);
  });
});
