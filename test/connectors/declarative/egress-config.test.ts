/** What a connection says of its way to the system: region, authorities, limits that answers tell. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildConnection, checkConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { EgressProxy, type EgressRoutes } from '../../../src/connectors/http/egress-routes.js';
import { makeAuthority } from '../../support/certificates.js';
import { freePort, serveConnect } from '../../support/forward-proxy.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const fileOf = (url: string, ...lines: string[]): string => `
connection: shop
connector: declarative
baseUrl: ${url}
${lines.join('\n')}
operations:
  orders.get:
    request: { path: "/orders/\${inputs.number}" }
    fields: { ref: $.data.id, number: $.data.no, customerEmail: $.data.mail, status: { path: $.data.state, values: { NEW: open } } }
`;
const local = 'egress: { allow: [127.0.0.1] }';
const order = { data: { id: '1', no: '7', mail: 'a@b.example', state: 'NEW' } };

const context = { secrets: () => 'S', egressAllow: ['127.0.0.1'], tokens: memoryTokens() };

function build(text: string, egressRoutes?: EgressRoutes, file = 'f'): Connection {
  const { connection, issues } = buildConnection({ file, text, ...context, egressRoutes });
  expect(issues).toEqual([]);
  return connection!;
}

const get = (connection: Connection) =>
  connection.attempt({ operation: 'orders.get', inputs: { number: '7' } });

describe('a region', () => {
  const routes = (port: number): EgressRoutes => ({
    usual: { addresses: [] },
    regions: new Map([['eu', { proxy: EgressProxy.parse(`http://127.0.0.1:${port}`)!, addresses: [] }]]),
  });
  const inRegion = 'egress: { allow: [127.0.0.1], region: eu }';

  test('leads through its proxy, and others do not', async () => {
    await using shop = await serve((_hit, response) => {
      answerJson(response, 200, order);
    });
    await using proxy = await serveConnect();
    expect(await get(build(fileOf(shop.url, inRegion), routes(proxy.raw.port)))).toMatchObject({
      is: 'done',
    });
    expect(proxy.heads).toHaveLength(1);
    expect(await get(build(fileOf(shop.url, local), routes(proxy.raw.port)))).toMatchObject({ is: 'done' });
    expect(proxy.heads).toHaveLength(1);
  });

  test('whose proxy is down sends nothing, and nothing goes around it', async () => {
    await using shop = await serve((_hit, response) => response.end());
    const attempt = await get(build(fileOf(shop.url, inRegion), routes(await freePort())));
    expect(attempt).toEqual({ is: 'unsent', code: 'proxy_unreachable' });
    expect(shop.hits).toHaveLength(0);
  });

  test('that the operator does not have is an issue; a check cannot know', () => {
    const text = fileOf('https://shop.example', 'egress: { region: eus }');
    const { connection, issues } = buildConnection({ file: 'f', text, ...context, egressRoutes: routes(1) });
    expect(connection).toBeUndefined();
    expect(issues).toMatchObject([
      { code: 'connection_region_unknown', line: 5, column: 19, hint: 'Did you mean `eu`?' },
    ]);
    expect(checkConnection({ file: 'f', text }).issues).toEqual([]);
  });
});

describe('authorities of a file', () => {
  test('are trusted beside the public ones', async () => {
    using authority = makeAuthority();
    const { cert, key } = authority.issue({ name: 'shop' });
    const shop = createServer({ cert, key }, (_request, response) => {
      response.end(JSON.stringify(order));
    }).listen(0, '127.0.0.1');
    await once(shop, 'listening');
    const url = `https://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    const folder = mkdtempSync(join(tmpdir(), 'orderly-way-'));
    writeFileSync(join(folder, 'shop-ca.pem'), authority.ca);
    const file = join(folder, 'shop.yaml');
    const trusting = build(fileOf(url, local, 'tls: { ca: shop-ca.pem }'), undefined, file);
    expect(await get(trusting)).toMatchObject({ is: 'done' });
    expect(await get(build(fileOf(url, local)))).toEqual({ is: 'unsent', code: 'tls_untrusted' });
    rmSync(folder, { recursive: true });
    shop.closeAllConnections();
    shop.close();
    await once(shop, 'close');
  });

  test.each([
    ['missing.pem', undefined, 'connection_file_missing'],
    ['ca.pem', 'no certificate', 'connection_ca_invalid'],
    ['ca.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'connection_ca_invalid'],
  ])('in %s, holding %j, are an issue', (name, content, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'orderly-way-'));
    if (content !== undefined) writeFileSync(join(folder, name), content);
    const text = fileOf('https://shop.example', `tls: { ca: ${name} }`);
    const { issues } = checkConnection({ file: join(folder, 'shop.yaml'), text });
    expect(issues).toMatchObject([{ code, line: 5 }]);
    rmSync(folder, { recursive: true });
  });

  test('verification cannot be turned off: there is no word for it', () => {
    for (const word of ['verify: false', 'rejectUnauthorized: false', 'insecure: true'])
      expect(
        checkConnection({ file: 'f', text: fileOf('https://shop.example', `tls: { ca: a.pem, ${word} }`) })
          .issues,
      ).toMatchObject([{ code: 'key_unknown' }]);
  });
});

describe('limits that answers tell', () => {
  async function twice(limits: string, headers: IncomingHttpHeaders, body: object, status = 200) {
    await using shop = await serve((_hit, response) => {
      answerJson(response, status, body, headers as Record<string, string>);
    });
    const connection = build(fileOf(shop.url, local, limits));
    return { first: await get(connection), second: await get(connection), hits: shop.hits.length };
  }

  test('a bucket with too little is waited for, after an answer and after a refusal alike', async () => {
    const limits =
      'limits: { bucket: { available: $.extensions.cost.left, restore: $.extensions.cost.rate, requested: $.extensions.cost.asked } }';
    const extensions = { cost: { left: 10, rate: 50, asked: 1010 } };
    const { first, second, hits } = await twice(limits, {}, { ...order, extensions });
    expect(first).toMatchObject({ is: 'done' });
    expect(second).toMatchObject({ is: 'unsent', code: 'limit_reached' });
    expect((second as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(15_000);
    expect((second as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(20_000);
    expect(hits).toBe(1);
    const refused = await twice(limits, {}, { errors: [{}], extensions }, 400);
    expect(refused).toMatchObject({ second: { is: 'unsent', code: 'limit_reached' }, hits: 1 });
  });

  test('a bucket that nothing is said of holds nobody back', async () => {
    const limits = 'limits: { bucket: { available: $.a, restore: $.b, requested: $.c } }';
    expect(await twice(limits, {}, order)).toMatchObject({ second: { is: 'done' }, hits: 2 });
  });

  test.each([
    ['well-known headers', '', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }],
    [
      'own headers',
      'limits: { headers: { reset: X-Acme-Reset, as: seconds, remaining: X-Acme-Left } }',
      { 'x-acme-left': '0', 'x-acme-reset': '30' },
    ],
  ])('%s close the connection when nothing is left', async (_name, limits, headers) => {
    const { first, second, hits } = await twice(limits, headers, order);
    expect(first).toMatchObject({ is: 'done' });
    expect(second).toMatchObject({ is: 'unsent', code: 'limit_reached' });
    expect(hits).toBe(1);
  });

  test('a 429 closes it for as long as its headers say, or for a moment', async () => {
    const told = await twice('', { 'x-ratelimit-reset': '30' }, {}, 429);
    expect(told).toMatchObject({
      first: { is: 'later', code: 'rate_limited' },
      second: { is: 'unsent' },
      hits: 1,
    });
    expect((told.second as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(25_000);
    const silent = await twice('', {}, {}, 429);
    expect(silent).toMatchObject({ second: { is: 'unsent', code: 'limit_reached' }, hits: 1 });
  });

  test.each([
    ['limits: { headers: { as: weeks } }', 'connection_invalid'],
    ['limits: { headers: { reset: "a b" } }', 'connection_invalid'],
    ['limits: { bucket: { available: $.a } }', 'connection_invalid'],
    ['limits: { bucket: { available: "a[", restore: $.b, requested: $.c } }', 'connection_path_invalid'],
  ])('%s is an issue', (limits, code) => {
    const { issues } = checkConnection({ file: 'f', text: fileOf('https://shop.example', limits) });
    expect(issues.map((issue) => issue.code)).toContain(code);
    expect(issues[0]?.line).toBe(5);
  });
});
