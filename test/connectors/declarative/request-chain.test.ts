/** Requests that go before the last one commit nothing, and whatever breaks among them leaves the write unsent. */
import { describe, expect, test } from 'vitest';
import { keyOfRequest } from '../../../src/connectors/declarative/request-chain.js';
import { called, issuesOf, outputsOf } from './support/called.js';

const REFUND = `  payments.refund:
    chain:
      - id: order
        request: { method: GET, path: "/orders/\${inputs.order.ref}" }
        take: { entity: $.entity_id, version: $.version }
        refusal: { path: $.locked, values: { "true": not_refundable } }
      - id: draft
        staging: true
        request:
          method: POST
          path: "/orders/\${chain.order.entity}/drafts"
          headers: { Idempotency-Key: "\${requestKey}" }
          body: { version: "\${chain.order.version}" }
        take: { id: $.draft }
    request:
      method: POST
      path: "/drafts/\${chain.draft.id}/commit"
      body: { amount: "\${inputs.amount.minor}" }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    fields: { refundRef: $.refund }
`;

const call = (repeated = false) => ({
  operation: 'payments.refund',
  inputs: {
    order: { ref: 'o1', number: '1', status: 'open', lines: [], shipments: [], returns: [] },
    amount: { minor: 100, currency: 'EUR' },
    reason: 'damaged',
  },
  idempotencyKey: '0b0e7a52-9a3f-4a49-8d6c-0d6c7f5d4a11',
  repeated,
});

const good = (url: string) =>
  url.includes('/commit')
    ? { refund: 'R1' }
    : url.endsWith('/drafts')
      ? { draft: 'd9' }
      : { entity_id: 42, version: '007', locked: false };

describe('a chain', () => {
  test('hands its values on, each request with a key of its own', async () => {
    const came = await called(REFUND, call(), ({ url }) => good(url));
    expect(came.attempt).toEqual({ is: 'done', result: 'done', outputs: { refundRef: 'R1' } });
    expect(came.hits.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/orders/o1', ''],
      ['POST', '/api/orders/42/drafts', '{"version":"007"}'],
      ['POST', '/api/drafts/d9/commit', '{"amount":100}'],
    ]);
    const keys = came.hits.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([undefined, keyOfRequest(call().idempotencyKey, 'draft'), call().idempotencyKey]);
  });

  test('takes one of several for a mistake, and all of them as a list', async () => {
    const find = (take: string, body: string) => `  orders.find:
    chain:
      - id: search
        request: { path: /search, query: { mail: "\${inputs.email}" } }
        take: { refs: ${take} }
    request: { method: POST, path: /read, body: { refs: ${body} } }
    each: $.orders[*]
    fields: { ref: $.ref, number: $.ref, status: { value: open }, customerEmail: $.mail }
`;
    const search = { operation: 'orders.find', inputs: { email: 'a@b.example' } };
    const answer = ({ url }: { url: string }) =>
      url.includes('/search')
        ? { found: [{ ref: 'A' }, { ref: 'B' }] }
        : { orders: [{ ref: 'A', mail: 'a@b.example' }] };
    const one = await called(find('"$.found[*].ref"', '["${chain.search.refs}"]'), search, answer);
    expect(one.attempt.is).not.toBe('done');
    expect(one.events).toContainEqual(
      expect.objectContaining({
        kind: 'wrong_shape',
        field: expect.stringContaining('search.refs: the path'),
      }),
    );
    const all = await called(
      find('{ each: "$.found[*].ref" }', '{ from: chain.search.refs }'),
      search,
      answer,
    );
    expect(all.hits.at(-1)?.body).toBe('{"refs":["A","B"]}');
    expect(all.attempt).toMatchObject({ is: 'done', result: 'found' });
  });

  test('has the same keys on the next attempt, in the form of a UUID', () => {
    const key = call().idempotencyKey;
    expect(keyOfRequest(key, 'draft')).toBe(keyOfRequest(key, 'draft'));
    expect(keyOfRequest(key, 'draft')).not.toBe(keyOfRequest(key, 'other'));
    expect(keyOfRequest(key, 'draft')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test.each([
    ['a first request that fails', 1, [500, {}], { is: 'unsent', code: 'system_error' }],
    [
      'a draft that fails',
      2,
      [503, {}, { 'retry-after': '7' }],
      { is: 'unsent', code: 'not_now', retryAfterMs: 7000 },
    ],
    ['a value that is not there', 1, { version: '1' }, { is: 'unsent', code: 'answer_shape' }],
    ['a draft whose answer is lost', 2, undefined, { is: 'unsent', code: 'answer_cut' }],
    ['a first request that says no', 1, { locked: true }, { is: 'refused', code: 'not_refundable' }],
  ] as const)('%s commits nothing', async (_what, at, answer, attempt) => {
    const came = await called(REFUND, call(), ({ url }, count) => (count === at ? answer : good(url)));
    expect(came.attempt).toEqual(attempt);
    expect(came.hits).toHaveLength(at);
  });

  test('that says no after an earlier attempt says nothing certain: it may be the work of that one', async () => {
    const came = await called(REFUND, call(true), () => ({ locked: true }));
    expect(came.attempt.is).toBe('unclear');
  });

  test('whose last request is lost is not clear, whatever it can be asked again with', async () => {
    const came = await called(REFUND, call(), ({ url }) => (url.includes('/commit') ? undefined : good(url)));
    expect(came.attempt).toEqual({ is: 'unclear', code: 'answer_cut' });
  });
});

const TOGETHER = `  orders.get:
    chain:
      - id: head
        request: { method: GET, path: "/orders/\${inputs.number}" }
        none: { status: 404 }
        take: { id: $.id }
    together: true
    request: { method: GET, path: "/orders/\${chain.head.id}/parcels" }
    fields:
      ref: $.head.id
      number: $.head.no
      status: { value: shipped }
      shipments: { each: "$.answer.parcels[*]", fields: { carrier: $.by, trackingNumber: $.code } }
`;

describe('a chain of reads', () => {
  const get = { operation: 'orders.get', inputs: { number: '7' } };

  test('is read as one document', async () => {
    const came = await called(TOGETHER, get, ({ url }) =>
      url.endsWith('/parcels') ? { parcels: [{ by: 'Blitz', code: 'B1' }] } : { id: 'x1', no: '7' },
    );
    expect(outputsOf(came)).toMatchObject({
      order: { ref: 'x1', number: '7', shipments: [{ carrier: 'Blitz', trackingNumber: 'B1' }] },
    });
  });

  test('that finds nothing asks no further', async () => {
    const came = await called(TOGETHER, get, () => [404, {}]);
    expect(came.attempt).toEqual({ is: 'done', result: 'not_found', outputs: {} });
    expect(came.hits).toHaveLength(1);
  });

  test('is still only an answer about the order that was asked for', async () => {
    const came = await called(TOGETHER, get, ({ url }) =>
      url.endsWith('/parcels') ? { parcels: [] } : { id: 'x1', no: '8' },
    );
    expect(outputsOf(came)).not.toHaveProperty('order');
    expect(came.events).toContainEqual(expect.objectContaining({ kind: 'records_dropped', count: 1 }));
  });
});

describe('what is wrong with a chain', () => {
  test('a write before the last request that is not staging', () => {
    expect(issuesOf(REFUND.replace('        staging: true\n', ''))).toEqual([
      expect.stringMatching(/^connection_chain_invalid 15 /),
    ]);
  });

  test('a name that no earlier request gives', () => {
    expect(issuesOf(REFUND.replace('chain.order.version', 'chain.order.versoin'))).toEqual([
      expect.stringMatching(/^connection_input_unknown 19 .*versoin/),
    ]);
    expect(issuesOf(REFUND.replace('inputs.order.ref', 'chain.draft.id'))[0]).toMatch(
      /connection_input_unknown/,
    );
  });

  test('a name that is taken', () => {
    expect(issuesOf(REFUND.replace('id: draft', 'id: order'))).toContainEqual(
      expect.stringMatching(/^connection_chain_invalid/),
    );
  });
});
