/** Secrets with awkward characters, wherever a connection can put them and whatever a system does with them: never shown. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shown } from '../../../src/cli/call/exchange-text.js';
import { type HostileServer, serve } from '../../support/hostile-server.js';
import { linesOf } from '../run-cli.js';
import { type Acme, writeAcme } from './acme.js';
import { foundIn } from './decodings.js';

/** Those of `HEAD` can stand in a header too. */
const HEAD = {
  MARKUP: `Kn<a>&b"c'd`,
  FORM: 'p+q/r s=t%u',
  SHORT: 'x7Q',
  LONG: `L0ng-${'aZ9_'.repeat(40)}end`,
};
const secrets = { ...HEAD, UMLAUT: 'zürich ß €19', LINES: 'back\\slash\nline' };
const canaries = Object.values(secrets);

const KINDS = ['json', 'form', 'xml', 'text', 'parts', 'graphql', 'soap'] as const;
const places = (names: Record<string, string>): string[] =>
  Object.keys(names).map((name) => `${name}: "\${secret.${name}} and more"`);
const map = `{ ${places(secrets).join(', ')}, text: "\${inputs.text}" }`;
const xml = `<ask a="\${secret.MARKUP}" b="\${secret.UMLAUT}">${Object.keys(secrets)
  .map((name) => `<k>\${secret.${name}}</k>`)
  .join('')}<t>\${inputs.text}</t></ask>`;
const payloads: Record<(typeof KINDS)[number], string> = {
  json: `body: ${map}`,
  form: `form: ${map}`,
  xml: `xml: '${xml.replaceAll("'", "''")}'`,
  text: `text: '${Object.keys(secrets)
    .map((name) => `\${secret.${name}}`)
    .join('|')} \${inputs.text}'`,
  parts: `multipart: ${map}`,
  graphql: `graphql: 'query($a: String, $b: String, $t: String) { a(a: $a, b: $b, t: $t) }', variables: { a: "\${secret.MARKUP}", b: "\${secret.UMLAUT}", t: "\${inputs.text}" }`,
  soap: `soap: { action: a, envelope: '${xml.replaceAll("'", "''")}' }`,
};

/** Where the code stands in answers that are no plain JSON. */
const inside: Partial<Record<(typeof KINDS)[number], string>> = { xml: '.r', graphql: '.extensions' };

const merchant = `operations: { ${KINDS.map((kind) => `${kind}: api`).join(', ')} }
custom:
  operations:
${KINDS.map((kind) => `    ${kind}.ask: { inputs: { text: text }, outputs: { ref: text }, effect: read, privacy: none }`).join('\n')}
`;

const connection = `connection: api
connector: declarative
baseUrl: \${secret.API_URL}
auth: { scheme: basic, user: me, password: "\${secret.FORM}" }
egress: { allow: [127.0.0.1] }
operations:
${KINDS.map(
  (kind) => `  ${kind}.ask:
    request:
      method: POST
      path: /ask/\${secret.MARKUP}/\${secret.FORM}/\${secret.UMLAUT}/\${secret.SHORT}
      query: { ${places(secrets).join(', ')} }
      headers: { ${places(HEAD)
        .map((place) => `X-${place}`)
        .join(', ')} }
      ${payloads[kind].replaceAll(/, variables/g, '\n      variables')}
    ${kind === 'xml' ? 'answer: { format: xml }' : ''}
    refusal: { path: $${inside[kind] ?? ''}.code, message: $${inside[kind] ?? ''}.message, status: 422 }
    fields: { ref: ${kind === 'graphql' ? '$.data.a' : '$.id'} }`,
).join('\n')}
`;

let acme: Acme;
let server: HostileServer;

beforeAll(async () => {
  server = await serve((hit, response) => {
    const all = `${hit.url} ${JSON.stringify(hit.headers)} ${hit.body}`;
    const every = [all, hit.body, encodeURIComponent(all), Buffer.from(all).toString('base64'), ...canaries];
    const written = [
      ...every,
      ...canaries.map((each) => Buffer.from(`user:${each}`).toString('base64url')),
      ...canaries.map((each) => Buffer.from(each).toString('hex')),
    ];
    const headers = { 'set-cookie': `sid=${encodeURIComponent(canaries[1] ?? '')}` };
    if (/xml/.test(String(hit.headers['content-type']))) {
      const text = written.map((each) => each.replaceAll('&', '&amp;').replaceAll('<', '&lt;')).join(' ');
      response.writeHead(422, { ...headers, 'content-type': 'text/xml; charset=utf-8' });
      response.end(`<r><code>NO</code><message>${text}</message><!-- ${encodeURIComponent(all)} --></r>`);
    } else {
      const said = { code: 'NO', message: `no ${canaries.join(' ')}` };
      response.writeHead(422, { ...headers, 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...said, extensions: said, [canaries[0] ?? '']: written }));
    }
  });
  acme = await writeAcme({ merchant, connection, secrets: { ...secrets, API_URL: server.url } });
});

afterAll(async () => {
  await acme[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

test('the canaries would be found where they stand', () => {
  const [hit] = server.hits;
  expect(hit).toBeUndefined();
  for (const text of [
    JSON.stringify(canaries),
    encodeURIComponent(canaries.join(' ')),
    Buffer.from(`a${canaries.join(' ')}`).toString('base64'),
  ])
    expect(
      foundIn(
        text,
        canaries.filter((each) => each.length > 3),
      ),
    ).toHaveLength(canaries.length - 1);
});

test.each(KINDS)(
  'a request with a payload of %s and its answer are shown without any of them',
  async (kind) => {
    await using caller = await acme.open();
    const seen = await caller.call(`${kind}.ask`, { text: 'Hello' });
    expect(server.hits.at(-1)?.method).toBe('POST');
    const [exchange] = shown(seen.exchanges, caller.secrets);
    expect(foundIn(JSON.stringify(exchange), canaries)).toEqual([]);
    expect(foundIn(exchange?.request.body ?? '', canaries)).toEqual([]);
    expect(exchange?.request.body).toContain('Hello');
    expect(exchange?.request.url).toMatch(/\/ask\/•••\/•••\/•••\/•••\?/);
    const printed = JSON.stringify(caller.secrets.maskedIn({ ...seen.attempt }));
    expect(foundIn(printed, canaries)).toEqual([]);
  },
);

test.each(['json', 'xml'])('the command prints and records none of them, over %s', async (kind) => {
  const file = join(acme.folder, `${kind}.json`);
  const args = ['connections', 'try', 'acme', `${kind}.ask`, 'text=Hello', '--record', file];
  const [plain, json] = [await acme.run(args), await acme.run([...args, '--json'])];
  expect(linesOf(plain.stdout).some((line) => line.startsWith('= refused: no'))).toBe(true);
  for (const text of [plain.stdout, plain.stderr, json.stdout, json.stderr, await readFile(file, 'utf8')])
    expect(foundIn(text, canaries)).toEqual([]);
});
