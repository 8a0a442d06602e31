/** Documents come out of answers in each form, and only those that may be passed on. */
import { describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { fileNameOf } from '../../../src/commerce/documents/file-name.js';
import { mediaTypeOf, MOST_DOCUMENT_BYTES } from '../../../src/commerce/documents/media-type.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { connectionFile, issuesOf } from './support/called.js';

const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n', 'latin1');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex');
const ZPL = '^XA^FO50,50^ADN,36,20^FDReturn 17^FS^XZ\n';

const label = (document: string, more = ''): string => `  returns.label:
    request: { path: /labels, body: { order: "\${inputs.order.ref}" } }
    fields: { carrier: $.carrier }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    document: ${document}
${more}`;

interface Made {
  attempt: Attempt;
  hits: Hit[];
}

/** Calls it; `answer` writes the answer to each request. */
async function made(
  file: string,
  answer: (response: ServerResponse, hit: Hit, url: string) => void,
  more = '',
): Promise<Made> {
  let own = '';
  await using server = await serve((hit, response) => {
    answer(response, hit, own);
  });
  own = server.url;
  const built = buildConnection({
    ...{ file: 'shop.yaml', text: connectionFile(server.url, file, more).replace('60s', '5s, body: 8MB') },
    ...{ secrets: () => 'S3CRET', egressAllow: ['127.0.0.1'], tokens: memoryTokens() },
  });
  expect(built.issues).toEqual([]);
  const inputs = { order: { ref: 'o1' }, lines: [], form: 'label' };
  const attempt = await built.connection!.attempt({
    ...{ operation: 'returns.label', inputs, idempotencyKey: 'k1' },
  });
  return { attempt, hits: server.hits };
}

const inJson =
  (value: object) =>
  (response: ServerResponse): void => {
    answerJson(response, 200, value);
  };

describe('content', () => {
  test.each([
    ['base64', PDF.toString('base64'), 'application/pdf', 'label.pdf'],
    ['base64', PNG.toString('base64').replace(/(.{8})/g, '$1\r\n'), 'image/png', 'label.png'],
    ['base64', `data:application/pdf;base64,${PDF.toString('base64')}`, 'application/pdf', 'label.pdf'],
    ['text', ZPL, 'application/zpl', 'label.zpl'],
  ])('in %s is read, whatever it is said to be (%#)', async (form, written, mediaType, name) => {
    const file = label(`{ kind: label, ${form}: $.label }`);
    const { attempt } = await made(file, inJson({ carrier: 'DPD', label: written, type: 'text/html' }));
    expect(attempt).toMatchObject({ is: 'done', result: 'done', outputs: { carrier: 'DPD' } });
    expect(attempt).toMatchObject({ document: { output: 'document', kind: 'label', mediaType, name } });
    expect(JSON.stringify('outputs' in attempt && attempt.outputs)).not.toContain(written.slice(0, 8));
  });

  test('of a binary body is the body', async () => {
    const file = label('{ kind: qr, base64: $ }', '    answer: { format: binary }\n').replace(
      '    fields: { carrier: $.carrier }\n',
      '',
    );
    const { attempt } = await made(file, (response) => response.writeHead(200).end(PNG));
    expect(attempt).toMatchObject({ is: 'done', document: { kind: 'qr', mediaType: 'image/png' } });
    expect(attempt.is === 'done' && attempt.document?.content.equals(PNG)).toBe(true);
  });

  const pdfIn = (type: string, start: string) => (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': `multipart/${type}; boundary=b` });
    response.write(`--b\r\n${start}\r\n--b\r\nContent-Type: application/pdf\r\nContent-ID: <l@x>\r\n\r\n`);
    response.end(Buffer.concat([PDF, Buffer.from('\r\n--b--\r\n')]));
  };
  const xop = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:l@x"/>';

  test.each([
    [
      'beside JSON',
      label(
        '{ kind: label, base64: "$.parts[?@.type==\'application/pdf\'].content" }',
        '    answer: { format: multipart }\n',
      ).replace('$.carrier', "'$.parts[0].content.carrier'"),
      pdfIn('mixed', 'Content-Type: application/json\r\n\r\n{"carrier":"DPD"}'),
    ],
    [
      'included in XML (MTOM)',
      label('{ kind: label, base64: $.L.pdf }', '    answer: { format: xml }\n').replace(
        '$.carrier',
        '$.L.carrier',
      ),
      pdfIn(
        'related',
        `Content-Type: application/xop+xml\r\n\r\n<L><carrier>DPD</carrier><pdf>${xop}</pdf></L>`,
      ),
    ],
  ])('in a part %s is that part', async (_what, file, answer) => {
    const { attempt } = await made(file, answer);
    expect(attempt).toMatchObject({ is: 'done', outputs: { carrier: 'DPD' } });
    expect(attempt.is === 'done' && attempt.document?.content.equals(PDF)).toBe(true);
  });

  test('in a part that is missing, or is a page whatever its type says, is none', async () => {
    const file = label(
      '{ kind: label, base64: "$.parts[?@.type==\'application/pdf\'].content" }',
      '    answer: { format: multipart }\n',
    ).replace('$.carrier', "'$.parts[0].content.carrier'");
    const json = 'Content-Type: application/json\r\n\r\n{"carrier":"DPD"}';
    for (const second of ['', '--b\r\nContent-Type: application/pdf\r\n\r\n<html><script>\r\n']) {
      const { attempt } = await made(file, (response) => {
        response.writeHead(200, { 'content-type': 'multipart/mixed; boundary=b' });
        response.end(`--b\r\n${json}\r\n${second}--b--\r\n`);
      });
      expect(attempt).toEqual({ is: 'unclear', code: 'document_unusable' });
    }
  });

  test('at an address is fetched once it is there, with credentials only where the file says so', async () => {
    for (const credentials of ['', ', credentials: connection']) {
      let asked = 0;
      const file = label(`{ kind: label, name: $.file, url: $.href${credentials} }`);
      const { attempt, hits } = await made(
        file,
        (response, { method }, url) => {
          if (method === 'POST')
            answerJson(response, 200, { carrier: 'DPD', file: 'Retoure 17.PDF', href: `${url}/files/17` });
          else if (++asked < 3) response.writeHead(404).end();
          else response.writeHead(200, { 'content-type': 'text/html' }).end(PDF);
        },
        'auth: { scheme: bearer, token: "${secret.T}" }\n',
      );
      expect(attempt).toMatchObject({ is: 'done', document: { name: 'Retoure_17.pdf' } });
      expect(hits.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
      expect(hits.slice(1).map(({ headers }) => headers.authorization !== undefined)).toEqual(
        Array.from({ length: 3 }, () => credentials !== ''),
      );
    }
  });

  const unclear = { is: 'unclear', code: 'document_unusable' };
  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a page that begins like a label', '^XA<script>alert(1)</script>'],
    ['nothing', ''],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['an archive', 'PK\u0003\u0004'],
    ['a PDF that begins later', ` ${PDF.toString('latin1')}`],
  ])('that is %s is none, and what the write did is not known', async (_what, content) => {
    const base64 = Buffer.from(content).toString('base64');
    const { attempt } = await made(
      label('{ kind: label, base64: $.label }'),
      inJson({ carrier: 'DPD', label: base64 }),
    );
    expect(attempt).toEqual(unclear);
  });

  test.each([
    ['base64', { label: 'not base64!' }],
    ['base64', { label: { of: 'an object' } }],
    ['base64', {}],
    ['text', { label: 17 }],
    ['url', { label: 'http://169.254.169.254/latest/meta-data' }],
    ['url', { label: 'file:///etc/passwd' }],
    ['url', { label: 'javascript:alert(1)' }],
  ])('in %s that is no document (%j) is none', async (form, answer) => {
    const file = label(`{ kind: label, ${form}: $.label }`);
    const { attempt } = await made(file, inJson({ carrier: 'DPD', ...answer }));
    // A refused address too: its write has been done, so nothing may say that it was not sent.
    expect(attempt).toMatchObject({ is: 'unclear' });
  });

  test('goes with credentials to no other system', async () => {
    await using other = await serve((_hit, response) => response.writeHead(200).end(PDF));
    const { attempt } = await made(
      label('{ kind: label, url: $.href, credentials: connection }'),
      inJson({ carrier: 'DPD', href: `${other.url}/17` }),
      'auth: { scheme: bearer, token: "${secret.T}" }\n',
    );
    expect(attempt).toEqual(unclear);
    expect(other.hits).toEqual([]);
  });

  test('larger than the most is none', () => {
    const file = label('{ kind: label, base64: $ }', '    answer: { format: binary }\n').replace(
      '    fields: { carrier: $.carrier }\n',
      '',
    );
    const body = Buffer.alloc(MOST_DOCUMENT_BYTES + 1, 32);
    PDF.copy(body);
    return expect(
      made(file, (response) => response.writeHead(200).end(body)).then(({ attempt }) => attempt),
    ).resolves.toEqual(unclear);
  });
});

test('a file says one place of the content, of an operation that gives a document, and maps it to no field', () => {
  expect(issuesOf(label('{ kind: label }'))).toEqual([expect.stringContaining('connection_invalid')]);
  expect(issuesOf(label('{ kind: label, base64: $.a, url: $.b }'))).toHaveLength(1);
  expect(issuesOf(label('{ kind: label, base64: $.a, credentials: connection }'))).toHaveLength(1);
  expect(issuesOf(label('{ kind: stamp, base64: $.a }'))).toHaveLength(1);
  expect(issuesOf(label('{ kind: label, base64: $.a }'))).toEqual([]);
  expect(issuesOf(label('{ kind: label, base64: $.a }').replace(/ {4}document.*\n/, ''))).toEqual([
    expect.stringContaining('connection_field_missing'),
  ]);
  expect(issuesOf(label('{ kind: label, base64: $.a }').replace('returns.label', 'returns.cancel'))).toEqual(
    expect.arrayContaining([expect.stringContaining('does not return a document')]),
  );
  expect(
    issuesOf(label('{ kind: label, base64: $.a }').replace('carrier: $.carrier', 'document: { ref: $.a }')),
  ).toEqual([expect.stringContaining('connection_field_unknown')]);
});

test.each([
  [undefined, 'label.pdf'],
  ['', 'label.pdf'],
  ['Label 17.pdf', 'Label_17.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['..\\..\\windows\\system32\\evil.exe', 'evil.exe.pdf'],
  ['/', 'label.pdf'],
  ['...', 'label.pdf'],
  ['CON', 'label.pdf'],
  ['nul.pdf', 'label.pdf'],
  ['a"; filename="b.html', 'a_filename_b.html.pdf'],
  ['a\r\nSet-Cookie: x', 'a_Set-Cookie_x.pdf'],
  ['gpj.\u202Efdp', 'gpj._fdp.pdf'],
  ['\u0000label', 'label.pdf'],
  ['Rückgabe.PDF', 'Rückgabe.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['x'.repeat(300), `${'x'.repeat(80)}.pdf`],
])('a file called %j is called %j', (said, name) => {
  expect(fileNameOf(said, 'label', 'application/pdf')).toBe(name);
});

test('the type is told by the content alone', () => {
  expect(mediaTypeOf(PDF)).toBe('application/pdf');
  expect(mediaTypeOf(PNG)).toBe('image/png');
  expect(mediaTypeOf(Buffer.from(`~CT~~CD,~CC^~CT~${ZPL}`))).toBe('application/zpl');
  expect(mediaTypeOf(Buffer.from('\u0000^XA^XZ'))).toBeUndefined();
  expect(mediaTypeOf(Buffer.from(''))).toBeUndefined();
});
