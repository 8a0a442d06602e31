/** Answers in several parts: what is read of them, and what is said of those that cannot be. */
import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../src/contracts/json.js';
import { java, php } from './support/envelopes.js';
import { bodyOf, largeBodyOf } from './support/read.js';

const PDF = Buffer.from('%PDF-1.7\n--b\r\n%âãÏÓ\r\n\r\n', 'latin1');

type Part = [headers: string, content: string | Buffer];

/** A body of parts with the boundary `b`; each header ends its line. */
const inParts = (...parts: Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(([headers, content]) => [
      Buffer.from(`--b\r\n${headers === '' ? '' : `${headers.replaceAll('\n', '\r\n')}\r\n`}\r\n`),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--b--\r\n'),
  ]);

const mixed = { answer: { format: 'multipart' }, contentType: 'multipart/mixed; boundary="b"' };
const viewOf = async (...read: Parameters<typeof largeBodyOf>): Promise<Json> => {
  const found = await largeBodyOf(...read);
  if ('problem' in found) throw new Error(found.why);
  return found.view;
};

describe('format: multipart', () => {
  test('each part is read by its own type: JSON, text, and bytes in base64 to the last one', async () => {
    const body = inParts(
      ['Content-Type: application/json; charset=utf-8', '{"no": 17, "price": 12.30}'],
      [
        'Content-Type: Application/PDF\nContent-ID: <label@x>\nContent-Disposition: attachment; filename="l;1.pdf"',
        PDF,
      ],
      ['Content-Disposition: form-data; name="zpl"', '^XA^FDRückgabe^XZ'],
      ['Content-Type: application/pdf\nContent-Transfer-Encoding: BASE64', `${PDF.toString('base64')}\r\n`],
      ['Content-Type: application/vnd.shop+json', '[]'],
      ['Content-Type: text/xml; charset=iso-8859-1', Buffer.from('<größe/>', 'latin1')],
      ['Content-Type: nothing', ''],
    );
    const base64 = PDF.toString('base64');
    expect(await viewOf(body, mixed)).toEqual({
      parts: [
        { type: 'application/json', content: { no: 17, price: expect.anything() } },
        { type: 'application/pdf', id: 'label@x', name: 'l;1.pdf', content: base64 },
        { type: 'text/plain', name: 'zpl', content: '^XA^FDRückgabe^XZ' },
        { type: 'application/pdf', content: base64 },
        { type: 'application/vnd.shop+json', content: [] },
        { type: 'text/xml', content: '<größe/>' },
        { type: 'application/octet-stream', content: '' },
      ],
    });
  });

  test('what stands before the first part and after the last one is no part', async () => {
    const body = Buffer.concat([Buffer.from('Preamble\r\n'), inParts(['', 'one']), Buffer.from('Epilogue')]);
    expect(await viewOf(body, mixed)).toEqual({ parts: [{ type: 'text/plain', content: 'one' }] });
  });

  test('an answer that is in no parts, such as an error, is its only one', async () => {
    expect(await viewOf('{"error": "NO_LABEL"}', { ...mixed, contentType: 'application/json' })).toEqual({
      parts: [{ type: 'application/json', content: { error: 'NO_LABEL' } }],
    });
  });

  const one: Part = ['Content-Type: text/plain', 'one'];
  test.each<[string, Buffer, string, 'unreadable' | 'refused', string]>([
    ['a type without a boundary', inParts(one), 'multipart/mixed', 'unreadable', 'boundary'],
    [
      'another boundary than that of its type',
      inParts(one),
      'multipart/mixed; boundary=c',
      'unreadable',
      'cut off',
    ],
    [
      'an end that is missing',
      inParts(one).subarray(0, -8),
      'multipart/mixed; boundary=b',
      'unreadable',
      'cut off',
    ],
    [
      'headers that never end',
      Buffer.from('--b\r\nContent-Type: text/plain\r\n'),
      'multipart/mixed; boundary=b',
      'unreadable',
      'cut off',
    ],
    [
      'a hundred and one parts',
      inParts(...Array<Part>(101).fill(one)),
      'multipart/mixed; boundary=b',
      'refused',
      'more than 100',
    ],
    [
      'parts in a part',
      inParts(['Content-Type: multipart/mixed; boundary=c', '--c--']),
      'multipart/mixed; boundary=b',
      'refused',
      'in parts itself',
    ],
    [
      'an encoding of mails',
      inParts(['Content-Transfer-Encoding: quoted-printable', '=41']),
      'multipart/mixed; boundary=b',
      'refused',
      'base64',
    ],
  ])('%s is told, without a word of the body', async (_what, body, contentType, problem, words) => {
    const found = await largeBodyOf(body, { ...mixed, contentType });
    expect(found).toEqual({ problem, why: expect.stringContaining(words) });
  });

  test('a JSON part that is none is unreadable', async () => {
    const body = inParts(['Content-Type: application/json', '<html>']);
    expect(await largeBodyOf(body, mixed)).toMatchObject({ problem: 'unreadable' });
  });

  test('another format says how its parts are read', () => {
    const found = bodyOf(inParts(one), { contentType: 'multipart/mixed; boundary=b' });
    expect(found).toEqual({ problem: 'refused', why: expect.stringContaining('format: multipart') });
  });
});

describe('SOAP and XML', () => {
  const contentType =
    'multipart/related; type="application/xop+xml"; start="<root@x>"; start-info="text/xml"; boundary="b"';
  const include = (href: string): string =>
    `<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="${href}"/>`;
  const label = (href: string): string =>
    `<ns1:R xmlns:ns1="urn:shop"><no>17</no><pdf>${include(href)}</pdf></ns1:R>`;
  const rooted = (xml: string, ...parts: Part[]): Buffer =>
    inParts(...parts, ['Content-Type: application/xop+xml; charset=UTF-8\nContent-ID: <root@x>', xml]);
  const pdf: Part = ['Content-Type: application/pdf\nContent-ID: <a+b@x>', PDF];
  const soap = { kind: 'soap', contentType } as const;

  test.each([
    ['SOAP', java(label('cid:a%2Bb@x')), soap],
    [
      'SOAP of which only some namespaces are named',
      php(label('cid:a%2bb@x')),
      { ...soap, answer: { namespaces: { s: 'urn:shop' } } },
    ],
    ['XML', label('cid:a%2Bb@x'), { contentType, answer: { format: 'xml' } }],
  ])('an attachment stands in its place, in base64 (MTOM): %s', async (_what, xml, asked) => {
    const view = JSON.stringify(await viewOf(rooted(xml, pdf), asked));
    expect(view).toContain(`"pdf":"${PDF.toString('base64')}"`);
  });

  test('one too large for the event loop is read in its thread', async () => {
    const xml = java(label('cid:a%2Bb@x').replace('17', '17'.repeat(80_000)));
    expect(JSON.stringify(await viewOf(rooted(xml, pdf), soap))).toContain(PDF.toString('base64'));
  });

  test('without a `start` the root is the first part', async () => {
    const body = inParts(['Content-Type: text/xml', '<R><no>17</no></R>'], pdf);
    const asked = { answer: { format: 'xml' }, contentType: 'multipart/related; boundary=b' };
    expect(await viewOf(body, asked)).toEqual({ R: { no: '17' } });
  });

  test.each<[string, Buffer, string]>([
    ['that has not come', rooted(java(label('cid:other@x')), pdf), 'has not come'],
    ['that is named by no content id', rooted(java(label('https://x/label.pdf')), pdf), 'has not come'],
    ['twice', rooted(java(label('cid:a%2Bb@x').repeat(2)), pdf), 'one twice'],
    ['of which there are two', rooted(java(label('cid:a%2Bb@x')), pdf, pdf), 'same Content-ID'],
    ['and no root', inParts(pdf), 'root is not among them'],
  ])('a part %s is told', async (_what, body, words) => {
    expect(await largeBodyOf(body, soap)).toEqual({
      problem: 'unreadable',
      why: expect.stringContaining(words),
    });
  });
});
