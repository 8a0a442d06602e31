/** SOAP and XML in several parts (MTOM): attachments stand in their places. */
import { expect, test } from 'vitest';
import { java, php } from './support/envelopes.js';
import { inParts, type Part, PDF, viewOfParts } from './support/in-parts.js';
import { largeBodyOf } from './support/read.js';

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
  const view = JSON.stringify(await viewOfParts(rooted(xml, pdf), asked));
  expect(view).toContain(`"pdf":"${PDF.toString('base64')}"`);
});

test('one too large for the event loop is read in its thread', async () => {
  const xml = java(label('cid:a%2Bb@x').replace('17', '17'.repeat(80_000)));
  expect(JSON.stringify(await viewOfParts(rooted(xml, pdf), soap))).toContain(PDF.toString('base64'));
});

test('without a `start` the root is the first part', async () => {
  const body = inParts(['Content-Type: text/xml', '<R><no>17</no></R>'], pdf);
  const asked = { answer: { format: 'xml' }, contentType: 'multipart/related; boundary=b' };
  expect(await viewOfParts(body, asked)).toEqual({ R: { no: '17' } });
});

test.each<[string, Buffer, string]>([
  ['that is missing', rooted(java(label('cid:other@x')), pdf), 'that is missing'],
  ['that is named by no content id', rooted(java(label('https://x/label.pdf')), pdf), 'that is missing'],
  ['twice', rooted(java(label('cid:a%2Bb@x').repeat(2)), pdf), 'one twice'],
  ['of which there are two', rooted(java(label('cid:a%2Bb@x')), pdf, pdf), 'same Content-ID'],
  ['and no root', inParts(pdf), 'its root part is missing'],
])('a part %s is told', async (_what, body, words) => {
  expect(await largeBodyOf(body, soap)).toEqual({
    problem: 'unreadable',
    why: expect.stringContaining(words),
  });
});
