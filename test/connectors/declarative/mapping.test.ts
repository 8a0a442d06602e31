import { describe, expect, test } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../src/connectors/operator-events.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const head = (url: string): string => `
connection: shop
connector: declarative
baseUrl: ${url}/api/
limits: { timeout: 60s }
egress: { allow: [127.0.0.1] }
operations:
`;

const ORDER = `
      ref: $.id
      number: $.no
      customerEmail: $.mail
      status: { path: $.state, values: { NEW: open, "7": packed } }
`;

/** Calls an operation of a connection against a system that answers `pages` in turn. */
async function call(operations: string, name: string, inputs: JsonObject, ...pages: Json[]) {
  const events: ConnectionEvent[] = [];
  await using server = await serve((_hit, response) => {
    answerJson(response, 200, pages[Math.min(server.hits.length, pages.length) - 1] ?? {});
  });
  const context = { secrets: () => 'S', egressAllow: ['127.0.0.1'], tokens: memoryTokens() };
  const text = head(server.url) + operations;
  const built = buildConnection({ file: 'f', text, ...context, log: (event) => events.push(event) });
  expect(built.issues).toEqual([]);
  const attempt = await built.connection!.attempt({ operation: name, inputs, idempotencyKey: 'key-1' });
  return { attempt, events, hits: server.hits };
}

const get = (fields: string, answer: Json) =>
  call(
    `  orders.get:\n    request: { method: GET, path: "/orders/\${inputs.number}" }\n    fields:${ORDER}${fields}`,
    'orders.get',
    { number: '007' },
    answer,
  );

const order = { id: 12345, no: '007', mail: 'a@b.example', state: 'NEW' };
const outputs = (attempt: Attempt): JsonObject =>
  attempt.is === 'done' ? attempt.outputs : { failed: attempt.is };

describe('an order', () => {
  test('has only declared fields; numbers become texts where texts are needed, zeros stay', async () => {
    const { attempt } = await get('', { ...order, password: 'x' });
    expect(outputs(attempt)).toEqual({
      order: {
        ref: '12345',
        number: '007',
        customerEmail: 'a@b.example',
        status: 'open',
        lines: [],
        shipments: [],
        returns: [],
      },
    });
  });

  test('with an unknown status is `other`, with the word, and it is counted', async () => {
    const { attempt, events } = await get('', { ...order, state: 'WEIRD' });
    expect(outputs(attempt)).toMatchObject({ order: { status: 'other', statusText: 'WEIRD' } });
    expect(events).toEqual([
      { kind: 'unknown_value', connection: 'shop', operation: 'orders.get', field: 'order.status' },
    ]);
  });

  test('with a number for a status finds its word', async () => {
    expect(outputs((await get('', { ...order, state: 7 })).attempt)).toMatchObject({
      order: { status: 'packed' },
    });
  });

  test('leaves out what is null, empty or missing', async () => {
    const fields = '      region: $.area\n      type: $.type\n      customerName: $.name\n';
    const { attempt } = await get(fields, { ...order, area: null, type: '' });
    expect(Object.keys(outputs(attempt)['order'] as JsonObject)).not.toEqual(
      expect.arrayContaining(['region']),
    );
  });

  test('takes own fields dotted or nested, money from decimals, an address only if there is one', async () => {
    const fields =
      '      custom.region: $.area\n      custom.tier: $.tier\n      amount: { decimal: $.total, currency: $.cur }\n      shippingAddress: { city: $.city }\n';
    const { attempt } = await get(fields, { ...order, area: 'nord', tier: 3, total: '12.30', cur: 'eur' });
    expect(outputs(attempt)).toMatchObject({
      order: { custom: { region: 'nord', tier: '3' }, amount: { minor: 1230, currency: 'EUR' } },
    });
    expect(outputs(attempt)['order']).not.toHaveProperty('shippingAddress');
  });

  const lines = '      lines: { each: "$.items[*]", fields: { name: $.n, quantity: $.q } }\n';
  test.each<[string, Json]>([
    ['one item', [{ n: 'a', q: '2' }]],
    ['none', []],
  ])('has a list with %s', async (_name, items) => {
    const { attempt } = await get(lines, { ...order, items });
    const expected = (items as Json[]).map(() => ({ name: 'a', quantity: 2 }));
    expect(outputs(attempt)).toMatchObject({ order: { lines: expected } });
  });

  test.each<[string, JsonObject, string]>([
    ['a missing list', {}, 'order.lines'],
    ['null for a list', { items: null }, 'order.lines'],
    ['an object for a list', { items: { n: 'a', q: 1 } }, 'order.lines'],
    ['an item without a required field', { items: [{ n: 'a' }] }, 'order.lines.0.quantity'],
    ['a fraction for an integer', { items: [{ n: 'a', q: 1.5 }] }, 'order.lines.quantity'],
    ['a list for a text', { items: [{ n: ['a'], q: 1 }] }, 'order.lines.name'],
    ['no id', { items: [], id: null }, 'order.ref'],
  ])('with %s is of the wrong shape, and its place is told without a value', async (_name, answer, field) => {
    const { attempt, events } = await get(lines, { ...order, ...answer });
    expect(attempt).toEqual({ is: 'later', code: 'answer_shape' });
    expect(events).toEqual([
      expect.objectContaining({ kind: 'wrong_shape', field: expect.stringContaining(field) }),
    ]);
  });

  test('may leave an empty list out where the connection says so', async () => {
    const fields =
      '      lines: { each: "$.items[*]", missing: empty, fields: { name: $.n, quantity: $.q } }\n';
    expect(outputs((await get(fields, order)).attempt)).toMatchObject({ order: { lines: [] } });
  });
});

describe('a list of orders', () => {
  const find = `  orders.find:
    request: { method: GET, path: /orders, query: { email: "\${inputs.email}", since: "\${inputs.since}" } }
    paging: { cursor: $.next, param: after, max: 3 }
    each: $.data[*]
    fields:${ORDER}`;
  const one = (no: number, mail = 'A@b.example'): JsonObject => ({ ...order, no, mail });
  const list = (...pages: Json[]) => call(find, 'orders.find', { email: 'a@B.example' }, ...pages);

  test('is read page by page, and an absent value leaves its parameter out', async () => {
    const { attempt, hits } = await list({ data: [one(1)], next: 'p 2' }, { data: [one(2)], next: null });
    expect(outputs(attempt)['orders']).toHaveLength(2);
    expect(hits.map(({ url }) => url)).toEqual([
      '/api/orders?email=a%40B.example',
      '/api/orders?email=a%40B.example&after=p%202',
    ]);
  });

  test('drops and counts orders of somebody else', async () => {
    const { attempt, events } = await list({
      data: [one(1, 'x@b.example'), one(2), { ...one(3), mail: null }],
    });
    expect((outputs(attempt)['orders'] as Json[]).length).toBe(1);
    expect(events).toEqual([
      { kind: 'records_dropped', connection: 'shop', operation: 'orders.find', count: 2 },
    ]);
  });

  test('of nobody else’s orders alone is none, as an empty one is', async () => {
    expect((await list({ data: [one(1, 'x@b.example')] })).attempt).toMatchObject({
      is: 'done',
      result: 'none',
    });
    expect((await list({ data: [] })).attempt).toMatchObject({ is: 'done', result: 'none' });
  });

  test('ends at the most pages, and where a cursor comes again', async () => {
    const endless = await list(
      { data: [one(1)], next: 'a' },
      { data: [], next: 'b' },
      { data: [], next: 'c' },
    );
    expect([endless.hits.length, endless.events]).toEqual([
      3,
      [{ kind: 'pages_cut', connection: 'shop', operation: 'orders.find' }],
    ]);
    const round = await list({ data: [one(1)], next: 'a' });
    expect(round.hits).toHaveLength(2);
  });

  test('is not asked for without an e-mail', async () => {
    const { attempt, hits } = await call(find, 'orders.find', {});
    expect([attempt, hits.length]).toEqual([{ is: 'done', result: 'none', outputs: {} }, 0]);
  });
});

describe('a request', () => {
  const refund = (request: string, inputs: JsonObject = {}) =>
    call(
      `  payments.refund:
    request:
      method: POST
${request}
    idempotency: { key: { body: once, window: 1h } }
    success: { path: $.errors, is: empty }
`,
      'payments.refund',
      { order: { ref: 'a/b?ü' }, amount: { minor: 1205, currency: 'EUR' }, reason: 'damaged', ...inputs },
      { errors: [] },
    );

  test('keeps types, maps words, writes decimals and constants, and leaves absent values out', async () => {
    const { attempt, hits } = await refund(`      path: /o/\${inputs.order.ref}/refunds
      query: { key: "\${secret.K}" }
      headers: { X-Trace: "\${idempotencyKey}" }
      body:
        cents: \${inputs.amount.minor}
        total: { from: inputs.amount, as: decimal }
        why: { from: inputs.reason, values: { damaged: KAPUTT, "*": SONST } }
        note: Order \${inputs.order.number}
        nested: { list: [ "\${inputs.amount.currency}", "\${inputs.order.type}" ], yes: { value: "true", as: bool } }`);
    expect(attempt).toMatchObject({ is: 'done', result: 'done' });
    expect(hits[0]?.url).toBe('/api/o/a%2Fb%3F%C3%BC/refunds?key=S');
    expect(hits[0]?.headers['x-trace']).toBe('key-1');
    expect(JSON.parse(hits[0]?.body ?? '')).toEqual({
      cents: 1205,
      total: '12.05',
      why: 'KAPUTT',
      nested: { list: ['EUR'], yes: true },
      once: 'key-1',
    });
  });

  test('can be a form', async () => {
    const { hits } = await refund(
      '      path: /r\n      form: { sum: "${inputs.amount.minor}", none: "${inputs.order.type}" }',
    );
    expect(hits[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(hits[0]?.body).toBe('sum=1205&once=key-1');
  });

  test.each([['..'], ['.'], [''], ['\ud800']])(
    'with the reference %j is not sent: it would be another path',
    async (ref) => {
      const { attempt, hits } = await refund('      path: /o/${inputs.order.ref}/refunds', {
        order: { ref },
      });
      expect([attempt, hits.length]).toEqual([{ is: 'refused', code: 'input_unusable' }, 0]);
    },
  );

  test('with a line break for a header is not sent', async () => {
    const { attempt, hits } = await refund(
      '      path: /r\n      headers: { X-Ref: "${inputs.order.ref}" }',
      {
        order: { ref: 'a\r\nhost: b' },
      },
    );
    expect([attempt, hits.length]).toEqual([{ is: 'refused', code: 'input_unusable' }, 0]);
  });

  test('that succeeds only with an empty list of errors does not succeed without the list', async () => {
    const operations = `  payments.refund:
    request: { method: POST, path: /r, body: { a: "\${inputs.amount.minor}" } }
    idempotency: none
    success: { path: $.errors, is: empty }
`;
    const inputs = { amount: { minor: 1, currency: 'EUR' } };
    expect((await call(operations, 'payments.refund', inputs, {})).attempt).toMatchObject({
      is: 'unclear',
      code: 'answer_shape',
    });
  });
});
