/** Credentials that a system gives: the token of a login in a chain, of a scheme, a session's cookie. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shown, type ShownExchange } from '../../../src/cli/call/exchange-text.js';
import { record } from '../../../src/cli/call/record-call.js';
import { answerJson, type HostileServer, serve } from '../../support/hostile-server.js';
import { type Acme, writeAcme } from './acme.js';
import { foundIn } from './decodings.js';

const TOKEN = 'tok<en>+of/the "login"'.replaceAll(/[ <>"]/g, '~');
const SCHEME = 'Sch3me+T0ken/of~this';
const SESSION = 771;

const merchant =
  `operations: { by-name: api, by-place: api, by-login: api, short: api, search: api, xml: api }
custom:
  operations:
${['by-name', 'by-place', 'by-login', 'short', 'search', 'xml']
  .map(
    (name) =>
      `    ${name.replaceAll('-', '_')}.read: { inputs: { text: text }, outputs: { ref: text }, effect: read, privacy: none }`,
  )
  .join('\n')}
`.replace(/^operations.*$/m, (line) => line.replaceAll('-', '_'));

const read = 'fields: { ref: $.id }';
const login = "path: /login, body: { user: me, word: '${secret.PASSWORD}' }";
const connection = `connection: api
connector: declarative
baseUrl: \${secret.API_URL}
auth: { scheme: login-token, loginUrl: "\${secret.API_URL}/scheme", json: { p: "\${secret.PASSWORD}" }, token: $.scheme, header: X-Scheme, prefix: '' }
egress: { allow: [127.0.0.1] }
operations:
  by_name.read:
    chain: [{ id: first, request: { path: /login }, take: { session: $.token } }]
    request: { path: '/read/\${chain.first.session}', query: { t: '\${inputs.text}' } }
    ${read}
  by_place.read:
    chain: [{ id: first, request: { path: /login }, take: { v: $.token } }]
    request: { path: /read, headers: { Authorization: 'Bearer \${chain.first.v}' }, query: { t: '\${inputs.text}' } }
    ${read}
  by_login.read:
    chain: [{ id: first, staging: true, request: { ${login} }, take: { v: $.token } }]
    request: { path: /read, body: { method: read, params: ['\${chain.first.v}', '\${inputs.text}'] } }
    ${read}
  short.read:
    chain: [{ id: first, request: { path: /login }, take: { v: $.number } }]
    request: { path: /read, query: { sid: '\${chain.first.v}', t: '\${inputs.text}' } }
    ${read}
  search.read:
    chain: [{ id: find, request: { path: /search, query: { t: '\${inputs.text}' } }, take: { id: $.found } }]
    request: { path: '/read/\${chain.find.id}' }
    ${read}
  xml.read:
    chain: [{ id: first, request: { path: /login }, take: { v: $.token } }]
    request: { path: /read, xml: '<read><sessionId>\${chain.first.v}</sessionId><t>\${inputs.text}</t></read>' }
    ${read}
`;

let acme: Acme;
let server: HostileServer;

beforeAll(async () => {
  server = await serve((hit, response) => {
    const cookie = { 'set-cookie': `sid=${encodeURIComponent(TOKEN)}; HttpOnly` };
    if (hit.url === '/scheme') answerJson(response, 200, { scheme: SCHEME });
    else if (hit.url === '/login')
      answerJson(
        response,
        200,
        { token: TOKEN, number: SESSION, also: [`x ${encodeURIComponent(TOKEN)}`] },
        cookie,
      );
    else if (hit.url.startsWith('/search')) answerJson(response, 200, { found: 'order-4711' });
    else
      answerJson(response, 200, { id: 'r1', echo: `${hit.url} ${hit.body} ${JSON.stringify(hit.headers)}` });
  });
  acme = await writeAcme({ merchant, connection, secrets: { PASSWORD: 'Passw<>rd', API_URL: server.url } });
});

afterAll(async () => {
  await acme[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

async function exchangesOf(operation: string): Promise<{ told: ShownExchange[]; recorded: string }> {
  await using caller = await acme.open();
  const seen = await caller.call(operation, { text: 'Hello' });
  expect(seen.attempt).toMatchObject({ is: 'done' });
  const file = join(acme.folder, `${operation}.json`);
  const said = await record(file, { merchant: 'acme', operation, inputs: { text: 'Hello' }, seen }, caller);
  expect(said).toBeUndefined();
  return { told: shown(seen.exchanges, caller.secrets), recorded: await readFile(file, 'utf8') };
}

test.each(['by_name', 'by_place', 'by_login', 'xml'])(
  'a token taken in a chain is shown nowhere, not in its own answer either: %s',
  async (name) => {
    const { told, recorded } = await exchangesOf(`${name}.read`);
    expect(server.hits.at(-1)).toBeDefined();
    expect(told).toHaveLength(2);
    for (const text of [JSON.stringify(told), recorded, ...told.map(({ request }) => request.body ?? '')])
      expect(foundIn(text, [TOKEN, SCHEME, 'Passw<>rd'])).toEqual([]);
    expect(JSON.stringify(told)).toContain('Hello');
  },
);

test('one of three digits is hidden where it stands alone, and numbers around it are not', async () => {
  const { told } = await exchangesOf('short.read');
  expect(told[1]?.request.url).toMatch(/\/read\?sid=•••&t=Hello$/);
  expect(JSON.stringify(told)).not.toMatch(/\b771\b/);
});

test('what is no credential is shown: the number that a search has found', async () => {
  const { told } = await exchangesOf('search.read');
  expect(told[1]?.request.url).toMatch(/\/read\/order-4711$/);
  expect(told[1]?.request.headers['x-scheme']).toBe('•••');
});
