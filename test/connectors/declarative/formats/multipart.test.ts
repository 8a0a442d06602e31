/** Answers in several parts: what is read of them, and what is said of those that cannot be. */
import { describe, expect, test } from 'vitest';
import { inParts, type Part, PDF, viewOfParts } from './support/in-parts.js';
import { bodyOf, largeBodyOf } from './support/read.js';

const mixed = { answer: { format: 'multipart' }, contentType: 'multipart/mixed; boundary="b"' };

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
    expect(await viewOfParts(body, mixed)).toEqual({
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
    expect(await viewOfParts(body, mixed)).toEqual({ parts: [{ type: 'text/plain', content: 'one' }] });
  });

  test('an answer that is in no parts, such as an error, is its only one', async () => {
    expect(await viewOfParts('{"error": "NO_LABEL"}', { ...mixed, contentType: 'application/json' })).toEqual(
      {
        parts: [{ type: 'application/json', content: { error: 'NO_LABEL' } }],
      },
    );
  });

  const one: Part = ['Content-Type: text/plain', 'one'];
  test.each<[string, Buffer, string, 'unreadable' | 'refused', string]>([
    ['a type without a boundary', inParts(one), 'multipart/mixed', 'unreadable', 'boundary'],
    [
      'another boundary than that of its type',
      inParts(one),
      'multipart/mixed; boundary=c',
      'unreadable',
      'last part of the answer is incomplete',
    ],
    [
      'an end that is missing',
      inParts(one).subarray(0, -8),
      'multipart/mixed; boundary=b',
      'unreadable',
      'last part of the answer is incomplete',
    ],
    [
      'headers that never end',
      Buffer.from('--b\r\nContent-Type: text/plain\r\n'),
      'multipart/mixed; boundary=b',
      'unreadable',
      'last part of the answer is incomplete',
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
      'has parts itself',
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
