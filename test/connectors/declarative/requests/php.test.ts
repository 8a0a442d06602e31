import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/contracts/json.js';
import { askAt, withValue } from './ask.js';
import { hostileValues, isHeaderText, isUnicode, isXmlText } from './hostile-values.js';
import { hasPhp, type Seen, startPhp } from './php.js';
import { REFUND, shopWsdl } from './shop-wsdl.js';

const REF = '${inputs.order.ref}';
const wsdl = shopWsdl('1.1', REFUND);
const soapValues = { wsdl: 'shop.wsdl', operation: 'Refund', values: { ref: REF, '@mark': REF } };
const envelope = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><a:Refund xmlns:a="urn:acme" mark='${REF}'><a:ref>${REF}</a:ref></a:Refund></e:Body></e:Envelope>`;

const isShort = (value: string): boolean => isUnicode(value) && value.length < 5000;
const isPath = (value: string): boolean => isShort(value) && !/^\.{1,2}$/.test(value);

/** A place: what is sent, which of PHP's variables must hold the value and nothing else, and which values can stand there. */
const places: Record<
  string,
  [Json, (seen: Seen) => unknown, (value: string) => unknown, (value: string) => boolean]
> = {
  'the path': [
    { path: `/o/${REF}/r` },
    ({ uri }) => uri.split('/').map(decodeURIComponent),
    (value) => ['', 'api', 'o', value, 'r'],
    isPath,
  ],
  $_GET: [{ path: '/o', query: { a: REF, z: '1' } }, ({ get }) => get, (a) => ({ a, z: '1' }), isShort],
  $_POST: [{ path: '/o', form: { a: REF, z: '1' } }, ({ post }) => post, (a) => ({ a, z: '1' }), isUnicode],
  'a header': [
    { path: '/o', headers: { 'x-ref': REF } },
    ({ headers }) => [headers['x-ref'] ?? headers['X-Ref'], headers['X-Admin'] ?? headers['x-admin']],
    (value) => [value, undefined],
    isHeaderText,
  ],
  json_decode: [
    { path: '/o', body: { a: REF, z: '1' } },
    ({ json }) => json,
    (a) => ({ a, z: '1' }),
    isUnicode,
  ],
  $_FILES: [
    { path: '/o', multipart: { a: REF, f: { value: REF, type: 'text/csv', filename: 'a.csv' } } },
    ({ post, files }) => [post, files],
    (value) => [{ a: value }, { f: ['a.csv', 'text/csv', value] }],
    isUnicode,
  ],
  'the name of a file': [
    { path: '/o', multipart: { f: { value: 'x', type: 'text/csv', filename: REF } } },
    ({ post, files }) => [post, files],
    (value) => [[], { f: [value, 'text/csv', 'x'] }],
    (value) => isUnicode(value) && !/["\\/\p{Cc}]|%(22|0a|0d)|^\s|\s$|^\.+$/iu.test(value),
  ],
  DOMDocument: [
    { path: '/o', xml: `<r a="${REF}" z="1"><v>${REF}</v><z>1</z></r>` },
    ({ xml, attributes }) => [xml, attributes],
    (value) => [
      { v: value, z: '1' },
      { a: value, z: '1' },
    ],
    isXmlText,
  ],
  'SoapServer by a WSDL': [
    { soap: soapValues },
    ({ soap }) => soap,
    (value) => ({ ref: value, mark: value }),
    isXmlText,
  ],
  'SoapServer by an envelope': [
    { soap: { action: 'urn:acme#Refund', envelope } },
    ({ soap }) => soap,
    (value) => ({ ref: value, mark: value }),
    isXmlText,
  ],
};

const describeWithPhp = hasPhp ? describe : describe.skip;

describeWithPhp(`PHP understands${hasPhp ? '' : ' (php with DOM and SOAP is not installed)'}`, () => {
  let php: Awaited<ReturnType<typeof startPhp>>;
  beforeAll(async () => {
    php = await startPhp(wsdl);
  });
  afterAll(async () => {
    await php[Symbol.asyncDispose]();
  });

  test.each(Object.entries(places))(
    'every hostile value in %s as what it was, or it is refused',
    async (_place, [request, read, expected, takes]) => {
      for (const [name, value] of hostileValues) {
        if (takes !== isXmlText && value.length > 50_000 && !takes(value)) continue;
        const attempt = await askAt(php.url, withValue(request, value, { 'shop.wsdl': wsdl }));
        expect([name, attempt.is]).toEqual([name, takes(value) ? 'done' : 'refused']);
        if (!takes(value)) continue;
        const seen = JSON.parse(await readFile(php.seen, 'utf8')) as Seen;
        const same = JSON.stringify(read(seen)) === JSON.stringify(expected(value));
        expect([name, same ? 'the same' : JSON.stringify(read(seen)).slice(0, 300)]).toEqual([
          name,
          'the same',
        ]);
      }
    },
  );
});
