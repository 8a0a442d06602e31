import { describe, expect, test } from 'vitest';
import { UNSET } from '../../../../src/connectors/declarative/base-address.js';
import { Report } from '../../../../src/connectors/declarative/report-issues.js';
import { compileRequest } from '../../../../src/connectors/declarative/requests/request.js';
import type { RequestRules } from '../../../../src/connectors/declarative/requests/schema.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { readDocument } from '../../../../src/flows/yaml/document.js';
import { ask, issuesOf } from './ask.js';
import { REFUND, shopWsdl } from './shop-wsdl.js';

const inputs: JsonObject = {
  order: {
    ref: 'R1',
    status: 'open',
    createdAt: 0,
    lines: [
      { sku: 'A', name: 'a', quantity: 2 },
      { sku: 'B', name: 'b', quantity: 1 },
    ],
  },
  amount: { minor: 1205, currency: 'EUR' },
  reason: 'damaged',
};
const NS = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
const content = '<Refund xmlns="urn:acme">${inputs.order.ref}</Refund>';
const sent = (soap: JsonObject, files = {}) => ask({ request: { soap }, inputs, files });

describe('an envelope', () => {
  test('of SOAP 1.1 has a quoted action, an empty one without it, and goes to the base address', async () => {
    const hit = await sent({ envelope: content });
    expect([
      hit?.url,
      hit?.headers['content-type'],
      hit?.headers['soapaction'],
      hit?.headers['accept'],
    ]).toEqual(['/api', 'text/xml; charset=utf-8', '""', 'text/xml']);
    expect(hit?.body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${NS['1.1']}"><soap:Body><Refund xmlns="urn:acme">R1</Refund></soap:Body></soap:Envelope>`,
    );
  });

  test('of SOAP 1.2 has its action in the media type', async () => {
    const hit = await sent({ version: '1.2', action: 'urn:a', envelope: content });
    expect(hit?.headers['content-type']).toBe('application/soap+xml; charset=utf-8; action="urn:a"');
    expect(hit?.headers['soapaction']).toBeUndefined();
    expect(hit?.body).toContain(NS['1.2']);
  });

  test('that is whole keeps its prefixes, and tells its version by its namespace', async () => {
    const envelope = `<e:Envelope xmlns:e="${NS['1.2']}"><e:Body>${content}</e:Body></e:Envelope>`;
    const hit = await sent({ envelope });
    expect(hit?.headers['content-type']).toBe('application/soap+xml; charset=utf-8');
    expect(hit?.body).toContain('<e:Body><Refund xmlns="urn:acme">R1</Refund></e:Body>');
  });

  test.each<[string, string, string]>([
    ['the content of Body', content, '<soap:Header><h/></soap:Header><soap:Body>'],
    [
      'an Envelope without a Header',
      `<e:Envelope xmlns:e="${NS['1.1']}"><e:Body>${content}</e:Body></e:Envelope>`,
      '<e:Header><h/></e:Header><e:Body>',
    ],
    [
      'an Envelope with one',
      `<Envelope xmlns="${NS['1.1']}"><Header><a/></Header><Body>${content}</Body></Envelope>`,
      '<Header><h/><a/></Header><Body>',
    ],
  ])('has a place for header blocks: %s', (_name, envelope, expected) => {
    const { document } = readDocument('f', 'a: b');
    const scope = {
      report: new Report(document!),
      used: [],
      inputs: new Map(),
      secrets: () => '',
      siblingFiles: () => undefined,
      effect: 'read',
    } as const;
    const rules: RequestRules = { soap: { envelope: envelope.replace('${inputs.order.ref}', 'x') } };
    const built = compileRequest(rules, undefined, UNSET, [], { ...scope, used: [] }).build({
      inputs: {},
    });
    expect(built?.envelope?.('<h/>')).toContain(expected);
    expect(built?.body).toBe(built?.envelope?.(''));
    expect(built?.body).not.toContain('<h/>');
  });

  test.each<[string, JsonObject, string]>([
    [
      'of another version',
      { version: '1.1', envelope: `<e:Envelope xmlns:e="${NS['1.2']}"><e:Body/></e:Envelope>` },
      'The envelope is for SOAP 1.2, not 1.1.',
    ],
    [
      'does not belong to any version',
      { envelope: '<e:Envelope xmlns:e="urn:x"><e:Body/></e:Envelope>' },
      'The namespace of `Envelope` does not belong to any version of SOAP.',
    ],
    ['without Body', { envelope: `<e:Envelope xmlns:e="${NS['1.1']}"/>` }, 'The envelope has no `Body`.'],
    [
      'with a value in its action',
      { action: '${inputs.order.ref}', envelope: content },
      'An action cannot contain values.',
    ],
    [
      'beside a WSDL',
      { envelope: content, wsdl: 'a.wsdl', operation: 'x' },
      'A SOAP request needs `envelope`, or `wsdl` and `operation`.',
    ],
  ])('%s is refused at check', async (_name, soap, message) => {
    expect((await issuesOf({ request: { soap } })).map((issue) => issue.message)).toContain(message);
  });
});

const SCHEMA = `
  <x:import namespace="urn:types" schemaLocation="types.xsd"/>
  <x:complexType name="Base"><x:sequence><x:element name="ref" type="x:string"/></x:sequence></x:complexType>
  <x:element name="Refund"><x:complexType><x:complexContent><x:extension base="t:Base"><x:sequence>
    <x:element name="line" minOccurs="0" maxOccurs="unbounded"><x:complexType><x:sequence>
      <x:element name="sku" type="x:string"/><x:element name="count" type="x:int"/></x:sequence></x:complexType></x:element>
    <x:element name="at" type="x:dateTime" minOccurs="0"/>
    <x:element name="note" type="x:string" nillable="true"/>
    <x:element name="sum" type="y:Sum" xmlns:y="urn:types" minOccurs="0" form="unqualified"/>
    <x:choice><x:element name="reason" type="y:Reason" xmlns:y="urn:types"/><x:element name="code" type="x:int"/></x:choice>
  </x:sequence></x:extension></x:complexContent></x:complexType></x:element>
  <x:element name="RefundResponse"><x:complexType><x:sequence/></x:complexType></x:element>`;
const TYPES = `<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:types" xmlns="urn:types">
  <x:simpleType name="Reason"><x:restriction base="x:string"><x:enumeration value="damaged"/><x:enumeration value="lost"/></x:restriction></x:simpleType>
  <x:complexType name="Sum"><x:simpleContent><x:extension base="x:decimal"><x:attribute name="currency" type="x:string" use="required"/></x:extension></x:simpleContent></x:complexType>
</x:schema>`;
const files = { 'shop.wsdl': shopWsdl('1.1', SCHEMA), 'types.xsd': TYPES };
const soap = (values: JsonObject): JsonObject => ({ wsdl: 'shop.wsdl', operation: 'Refund', values });

describe('an operation of a WSDL', () => {
  test('is written in the order, the namespaces and the forms of its schema', async () => {
    const values = {
      reason: '${inputs.reason}',
      sum: { '#text': { from: 'inputs.amount', as: 'decimal' }, '@currency': '${inputs.amount.currency}' },
      at: '${inputs.order.createdAt}',
      line: { each: 'inputs.order.lines', value: { count: '${item.quantity}', sku: '${item.sku}' } },
      ref: '${inputs.order.ref}',
      note: '${inputs.order.type}',
    };
    const hit = await sent(soap(values), files);
    expect(hit?.headers['soapaction']).toBe('"urn:acme#Refund"');
    expect(/<soap:Body>(.*)<\/soap:Body>/.exec(hit?.body ?? '')?.[1]).toBe(
      '<n1:Refund xmlns:n1="urn:acme" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><n1:ref>R1</n1:ref>' +
        '<n1:line><n1:sku>A</n1:sku><n1:count>2</n1:count></n1:line><n1:line><n1:sku>B</n1:sku><n1:count>1</n1:count></n1:line>' +
        '<n1:at>1970-01-01T00:00:00.000Z</n1:at><n1:note xsi:nil="true"/><sum currency="EUR">12.05</sum><n1:reason>damaged</n1:reason></n1:Refund>',
    );
  });

  test.each<[string, JsonObject]>([
    [
      'an absent value that must be there',
      { ref: '${inputs.order.number}', reason: 'lost', note: '${inputs.reason}' },
    ],
    ['a word that its type does not have', { ref: '${inputs.order.ref}', reason: 'stolen' }],
    ['a text for a number', { ref: '${inputs.order.ref}', code: '${inputs.reason}' }],
  ])('is not sent with %s', async (_name, values) => {
    expect(await sent(soap(values), files)).toBeUndefined();
  });

  test('of rpc/literal has an element for each part', async () => {
    const wsdl = shopWsdl('1.1', REFUND, { style: 'rpc', part: 'type="x:int"' });
    const hit = await sent(soap({ in: '${inputs.amount.minor}' }), { 'shop.wsdl': wsdl });
    expect(hit?.body).toContain(
      '<soap:Body><n1:Refund xmlns:n1="urn:acme"><in>1205</in></n1:Refund></soap:Body>',
    );
  });

  test.each<[string, JsonObject, string, string]>([
    [
      'an unknown name',
      { ref: 'x', notee: 'y' },
      'The element `notee` does not exist here.',
      'Did you mean `note`?',
    ],
    [
      'a missing name',
      { note: 'x' },
      '`ref` is missing.',
      'Use one of: ref, line, at, note, sum, reason, code.',
    ],
    [
      'an unknown name below',
      { ref: 'x', line: [{ sku: 'a', count: '1', size: 'b' }] },
      'The element `size` does not exist here.',
      'Use one of: `sku`, `count`.',
    ],
    [
      'a missing attribute',
      { ref: 'x', sum: { '#text': '1' } },
      '`@currency` is missing.',
      'Use one of: @currency, #text.',
    ],
    ['a list of one', { ref: ['x', 'y'] }, '`ref` can only occur once.', 'connection_soap_invalid'],
    [
      'a text for elements',
      { ref: 'x', line: 'y' },
      '`line` has elements: sku, count.',
      'connection_soap_invalid',
    ],
    [
      'elements for a text',
      { ref: { a: 'x' } },
      '`ref` is a text, and has no elements.',
      'connection_soap_invalid',
    ],
  ])('is refused at check with %s', async (_name, values, message, hint) => {
    const [issue, ...more] = await issuesOf({ request: { soap: soap(values) }, files });
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'connection_soap_invalid', file: 'shop.yaml', message });
    expect([issue?.hint, issue?.code]).toContain(hint);
  });

  const wsdlOf = (options: Parameters<typeof shopWsdl>[2]) => ({
    'shop.wsdl': shopWsdl('1.1', REFUND, options),
  });
  test.each<[string, JsonObject, Record<string, string>, string]>([
    [
      'rpc/encoded',
      {},
      wsdlOf({ style: 'rpc', use: 'encoded', part: 'type="x:int"' }),
      '`Refund` cannot be built from its WSDL: it is rpc/encoded, which is not supported.',
    ],
    [
      'MTOM',
      {},
      {
        'shop.wsdl': shopWsdl('1.1', REFUND).replace(
          '<types>',
          '<o:OptimizedMimeSerialization xmlns:o="urn:o"/><types>',
        ),
      },
      '`Refund` cannot be built from its WSDL: it requires MTOM, which is not supported.',
    ],
    [
      'document with a type',
      {},
      wsdlOf({ part: 'type="x:int"' }),
      '`Refund` cannot be built from its WSDL: its part has a type instead of an element.',
    ],
    ['an unknown operation', { operation: 'Refnd' }, wsdlOf({}), 'The WSDL has no operation `Refnd`.'],
    ['a version without a port', { version: '1.2' }, wsdlOf({}), 'The WSDL has no such SOAP port.'],
    [
      'an unknown element',
      {},
      wsdlOf({ part: 'element="t:Nothing"' }),
      'The schemas have no element `Nothing` in the namespace `urn:acme`. Schemas are not downloaded: save them beside the WSDL.',
    ],
    [
      'a schema that is not there',
      {},
      { 'shop.wsdl': shopWsdl('1.1', SCHEMA) },
      'The WSDL needs the file `types.xsd`, which is not beside the connection.',
    ],
    ['no WSDL', {}, { 'shop.wsdl': '<a/>' }, '`shop.wsdl` is not a WSDL 1.1: its root element is `a`.'],
    ['no XML', {}, { 'shop.wsdl': '\n<a>' }, "`shop.wsdl`, line 2: Unclosed tag 'a'."],
  ])('is refused at check in words: %s', async (_name, rules, siblingFiles, message) => {
    const request = { soap: { wsdl: 'shop.wsdl', operation: 'Refund', ...rules } };
    expect((await issuesOf({ request, files: siblingFiles })).map((issue) => issue.message)).toEqual([
      message,
    ]);
  });
});

test('a WSDL that holds itself is read, and its address counts only on the host of the connection', async () => {
  const schema = `<x:element name="Refund" type="t:Node"/><x:complexType name="Node"><x:sequence>
    <x:element name="v" type="x:string"/><x:element name="node" type="t:Node" minOccurs="0"/></x:sequence></x:complexType>`;
  const values: Json = { v: '${inputs.order.ref}', node: { v: 'b', node: { v: 'c' } } };
  const hit = await sent(soap(values), { 'shop.wsdl': shopWsdl('1.1', schema) });
  expect(hit?.body).toContain(
    '<n1:v>R1</n1:v><n1:node><n1:v>b</n1:v><n1:node><n1:v>c</n1:v></n1:node></n1:node>',
  );
  expect(hit?.url).toBe('/api');
});
