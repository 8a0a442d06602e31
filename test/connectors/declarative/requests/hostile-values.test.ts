import { describe, expect, test } from 'vitest';
import { XMLParser } from 'fast-xml-parser';
import type { Json } from '../../../../src/contracts/json.js';
import type { Hit } from '../../../support/hostile-server.js';
import { ask, withValue } from './ask.js';
import { hostileValues, isHeaderText, isUnicode, isXmlText } from './hostile-values.js';
import { REFUND, shopWsdl } from './shop-wsdl.js';

const REF = '${inputs.order.ref}';
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  alwaysCreateTextNode: true,
});

const WSDL = shopWsdl('1.2', REFUND);

/** A place for a value: how it is asked, how a parser of somebody else reads it, and which values can stand there. */
interface Place {
  request: Json;
  read: (hit: Hit) => unknown;
  takes: (value: string) => boolean;
}

const decode = (text: string | undefined): string => decodeURIComponent(text ?? '');
const url = ({ url }: Hit): URL => new URL(url, 'http://x');
const xml = ({ body }: Hit): Record<string, never> => parser.parse(body) as Record<string, never>;
const isSegment = (value: string): boolean => isUnicode(value) && value !== '.' && value !== '..';
const text = (node: { '#text': unknown }): unknown => node['#text'];

const places: Record<string, Place> = {
  'a segment of the path': {
    request: { path: `/o/${REF}/refunds` },
    read: (hit) => {
      const [empty, api, o, value, refunds, ...more] = url(hit).pathname.split('/');
      expect([empty, api, o, refunds, more]).toEqual(['', 'api', 'o', 'refunds', []]);
      return decode(value);
    },
    takes: (value) => isSegment(value) && encodeURIComponent(value).length < 8000,
  },
  'a query parameter': {
    request: { path: '/o', query: { a: REF, z: 'end' } },
    read: (hit) => {
      const [[, a] = [], ...rest] = [...url(hit).searchParams];
      expect(rest).toEqual([['z', 'end']]);
      return a;
    },
    takes: (value) => isUnicode(value) && encodeURIComponent(value).length < 8000,
  },
  'a header': {
    request: { path: '/o', headers: { 'X-Ref': REF } },
    read: ({ headers }) => {
      expect(Object.keys(headers)).not.toContain('x-admin');
      return headers['x-ref'];
    },
    takes: isHeaderText,
  },
  'a field of JSON': {
    request: { path: '/o', body: { a: REF, z: 'end' } },
    read: ({ body }) => {
      const { a, ...rest } = JSON.parse(body) as Record<string, string>;
      expect(rest).toEqual({ z: 'end' });
      return a;
    },
    takes: isUnicode,
  },
  'a field of a form': {
    request: { path: '/o', form: { a: REF, z: 'end' } },
    read: ({ body }) => {
      const [[, a] = [], ...rest] = [...new URLSearchParams(body)];
      expect(rest).toEqual([['z', 'end']]);
      return a;
    },
    takes: isUnicode,
  },
  'plain text': {
    request: { path: '/o', text: `<<${REF}>>` },
    read: ({ body }) => body.slice(2, -2),
    takes: isUnicode,
  },
  'a variable of GraphQL': {
    request: { graphql: 'mutation($id: String!) { refund(id: $id) { ok } }', variables: { id: REF } },
    read: ({ body }) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, string> };
      expect(query).toBe('mutation($id: String!) { refund(id: $id) { ok } }');
      expect(Object.keys(variables)).toEqual(['id']);
      return variables['id'];
    },
    takes: isUnicode,
  },
  'the text of an element': {
    request: { path: '/o', xml: `<r><v>${REF}</v><w>${REF}></w><z>end</z></r>` },
    read: (hit) => {
      const { r } = xml(hit) as unknown as { r: Record<string, { '#text': string }> };
      expect(Object.keys(r)).toEqual(['v', 'w', 'z']);
      expect(r['w']?.['#text']).toBe(`${r['v']?.['#text'] ?? ''}>`);
      return text(r['v']!);
    },
    takes: isXmlText,
  },
  'an attribute': {
    request: { path: '/o', xml: `<r a="${REF}" b='${REF}' z="end"/>` },
    read: (hit) => {
      const { r } = xml(hit) as unknown as { r: Record<string, string> };
      expect(Object.keys(r).filter((key) => key !== '#text')).toEqual(['@a', '@b', '@z']);
      expect(r['@b']).toBe(r['@a']);
      return r['@a'];
    },
    takes: isXmlText,
  },
  'SOAP 1.1 by an envelope': {
    request: { soap: { action: 'urn:a#b', envelope: `<a:v xmlns:a="urn:a">${REF}</a:v>` } },
    read: (hit) => {
      expect(hit.headers['soapaction']).toBe('"urn:a#b"');
      const envelope = xml(hit) as unknown as {
        'soap:Envelope': { 'soap:Body': Record<string, { '#text': string }> };
      };
      const body = envelope['soap:Envelope']['soap:Body'];
      expect(Object.keys(body).filter((key) => key !== '#text')).toEqual(['a:v']);
      return text(body['a:v']!);
    },
    takes: isXmlText,
  },
  'SOAP 1.2 by a WSDL': {
    request: { soap: { wsdl: 'shop.wsdl', operation: 'Refund', values: { '@mark': REF, ref: REF } } },
    read: (hit) => {
      expect(hit.headers['content-type']).toBe(
        'application/soap+xml; charset=utf-8; action="urn:acme#Refund"',
      );
      const envelope = xml(hit) as unknown as {
        'soap:Envelope': { 'soap:Body': Record<string, Record<string, { '#text': string }>> };
      };
      const refund = envelope['soap:Envelope']['soap:Body']['n1:Refund']!;
      expect(
        Object.keys(refund)
          .filter((key) => key !== '#text')
          .sort(),
      ).toEqual(['@mark', '@xmlns:n1', 'n1:ref']);
      expect(refund['@mark']).toBe(refund['n1:ref']?.['#text']);
      return text(refund['n1:ref']!);
    },
    takes: isXmlText,
  },
};

describe.each(Object.entries(places))('in %s', (_name, { request, read, takes }) => {
  test.each(hostileValues)('%s arrives as it was, or is refused', async (_value, value) => {
    const hit = await ask(withValue(request, value, { 'shop.wsdl': WSDL }));
    expect(Boolean(hit)).toBe(takes(value));
    // Long texts are not printed.
    if (hit) expect(read(hit) === value ? value.slice(0, 99) : read(hit)).toBe(value.slice(0, 99));
  });
});

/** The body as Node's own fetch understands it. */
async function formOf(
  hit: Hit,
): Promise<Map<string, string | { name: string; type: string; text: () => Promise<string> }>> {
  const headers = { 'content-type': hit.headers['content-type'] ?? '' };
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a second opinion on small bodies, not a server
  return new Map([...(await new Response(hit.body, { headers }).formData())]);
}

describe('in a part of a multipart body', () => {
  const request = {
    path: '/o',
    multipart: {
      a: REF,
      file: { value: REF, type: 'text/csv', filename: 'a.csv' },
      json: { value: { a: REF }, type: 'application/json' },
    },
  };
  test.each(hostileValues)('%s arrives as it was, or is refused', async (_name, value) => {
    const hit = await ask(withValue(request, value));
    expect(Boolean(hit)).toBe(isUnicode(value));
    if (!hit) return;
    const form = await formOf(hit);
    expect([...form.keys()]).toEqual(['a', 'file', 'json']);
    const file = form.get('file') as File;
    const json = form.get('json') as string;
    expect([form.get('a'), await file.text(), file.name, file.type, JSON.parse(json)]).toEqual([
      value,
      value,
      'a.csv',
      'text/csv',
      { a: value },
    ]);
  });

  test.each(hostileValues)(
    'as the name of a file, %s arrives as it was, or is refused',
    async (_name, value) => {
      const hit = await ask(
        withValue({ path: '/o', multipart: { file: { value: 'x', filename: REF } } }, value),
      );
      expect(Boolean(hit)).toBe(!/["\\/\p{Cc}\p{Surrogate}]|%(22|0a|0d)|^\s|\s$|^\.+$/iu.test(value));
      if (!hit) return;
      const form = await formOf(hit);
      expect([...form.keys()]).toEqual(['file']);
      expect((form.get('file') as File).name).toBe(value);
    },
  );
});
