/** Systems that only promise: their answer is told from a success, and what becomes of it can be asked. */
import { describe, expect, test } from 'vitest';
import type { Attempt, OperationCall } from '../../../src/connectors/connector.js';
import { buildConnection, checkConnection } from '../../../src/connectors/build-connection.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import { serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { called, connectionFile } from './support/called.js';

const SETTLES =
  'settles: { ask: { operation: payments.refund_status, every: [1m, 5 min, 4h] } }, within: 10 days';
const KEY = '{ key: { header: Idempotency-Key, window: 24h } }';

const refund = (accepted: string, idempotency = KEY, more = ''): string => `  payments.refund:
    request: { path: /refunds, body: { cents: "\${inputs.amount.minor}" } }
    idempotency: ${idempotency}
    refusal: { path: $.error, values: { NO: not_refundable } }
    accepted: ${accepted}
    success: { path: $.ok, is: "true" }
${more}`;

const PATH = `{ when: { path: $.status, is: received }, ref: $.pspReference, ${SETTLES} }`;
const inputs = { order: { ref: 'o1' }, amount: { minor: 5, currency: 'EUR' }, reason: 'other' };
const call: OperationCall = { operation: 'payments.refund', inputs, idempotencyKey: 'k1' };

describe('an answer that only accepts', () => {
  const of = async (
    answer: JsonObject | [number, JsonObject],
    file = refund(PATH),
    made = call,
  ): Promise<Attempt> => (await called(file, made, () => answer)).attempt;

  test('is accepted, with the reference by which the system will name it', async () => {
    expect(await of({ status: 'received', pspReference: '0815' })).toEqual({
      is: 'accepted',
      reference: '0815',
    });
    expect(await of([202, { status: 'received', pspReference: 4711 }])).toEqual({
      is: 'accepted',
      reference: '4711',
    });
  });

  test('goes before success, and behind refusals and error rules', async () => {
    const received = { status: 'received', pspReference: '1', ok: true };
    expect(await of(received)).toMatchObject({ is: 'accepted' });
    expect(await of({ ...received, error: 'NO' })).toEqual({ is: 'refused', code: 'not_refundable' });
    expect(await of([429, received])).toMatchObject({ is: 'later', code: 'rate_limited' });
    expect(await of([500, received])).toMatchObject({ is: 'unclear', code: 'system_error' });
    expect(await of({ ...received, status: 'done' })).toMatchObject({ is: 'done' });
  });

  test.each([
    ['none', {}],
    ['null', { pspReference: null }],
    ['an empty one', { pspReference: '' }],
    ['a structure', { pspReference: {} }],
  ])('with %s as its reference is not clear: nobody could say what became of it', async (_what, answer) => {
    expect(await of({ status: 'received', ...answer })).toEqual({ is: 'unclear', code: 'answer_shape' });
  });

  test('can be told by its status alone, and have our own reference', async () => {
    const own = refund(`{ when: { status: 202 }, ref: "\${idempotencyKey}", ${SETTLES} }`);
    expect(await of([202, {}], own)).toEqual({ is: 'accepted', reference: 'k1' });
    expect(await of([201, { ok: true }], own)).toMatchObject({ is: 'done' });
    const bare = refund(`{ when: { status: 202 }, ${SETTLES} }`, 'none');
    expect(await of([202, {}], bare)).toEqual({ is: 'accepted' });
  });

  test.each([
    ['an empty body', '', { is: 'accepted' }],
    ['a page of HTML', '<p>Bitte warten', { is: 'unclear', code: 'answer_unreadable' }],
  ])('told by its status with %s is %p', async (_what, body, attempt) => {
    await using server = await serve((_hit, response) => response.writeHead(202).end(body));
    const { connection } = buildConnection({
      file: 'shop.yaml',
      text: connectionFile(server.url, refund(`{ when: { status: 202 }, ${SETTLES} }`)),
      secrets: () => undefined,
      egressAllow: ['127.0.0.1'],
      tokens: memoryTokens(),
    });
    expect(await connection?.attempt(call)).toEqual(attempt);
  });
});

const ACME = `merchant: acme
zone: Europe/Berlin
handover: { default: service }
custom:
  operations:
    acme.refund_state:
      inputs: { order: Order }
      outputs: { result: { done: { refundRef: text }, refused: { code: text }, pending: {} } }
      effect: read
    acme.mute: { inputs: { order: Order }, outputs: { result: { done: {}, pending: {} } }, effect: read }
    acme.wordless:
      inputs: { order: Order }
      outputs: { result: { done: {}, refused: { code: number }, pending: {} } }
      effect: read
    acme.other: { inputs: { order: Order, day: date }, outputs: { result: { done: {}, refused: { code: text }, pending: {} } }, effect: read }
    acme.pay: { inputs: { order: Order }, outputs: { bank: text }, effect: write }
    acme.mark: { inputs: { order: Order }, effect: write }
`;
const { vocabulary } = readMerchantFile('merchant.yaml', ACME, { now: 0 }).config!;

const issuesOf = (operations: string): string[] =>
  checkConnection({
    file: 'shop.yaml',
    text: connectionFile('https://shop.example', operations),
    vocabulary,
  }).issues.map(({ path, message }) => `${path}: ${message}`);

describe('how it is settled', () => {
  test('stands in the binding', () => {
    const { connection } = buildConnection({
      file: 'shop.yaml',
      text: connectionFile('https://shop.example', refund(PATH)),
      secrets: () => undefined,
      egressAllow: [],
      tokens: memoryTokens(),
    });
    expect(connection?.bindings.get('payments.refund')?.settling).toEqual({
      ask: { operation: 'payments.refund_status', everyMs: [60_000, 300_000, 14_400_000] },
      withinMs: 864_000_000,
    });
  });

  const asking = (operation: string): string => refund(PATH.replace('payments.refund_status', operation));

  test.each([
    ['payments.refund_status', []],
    ['acme.refund_state', []],
    ['acme.refund_stat', ['The operation `acme.refund_stat` does not exist.']],
    ['acme.mark', ['`acme.mark` cannot report the outcome: it is not a read.']],
    ['acme.mute', ['`acme.mute` cannot report the outcome: it has no result `refused`.']],
    [
      'acme.wordless',
      ['`acme.wordless` cannot report the outcome: its result `refused` has no `code: text`.'],
    ],
    [
      'acme.other',
      ['`acme.other` cannot report the outcome: `payments.refund` has no matching input `day`.'],
    ],
    [
      'orders.get',
      ['`orders.get` cannot report the outcome: `payments.refund` has no matching input `number`.'],
    ],
  ])('by %s', (operation, messages) => {
    const at = 'operations.payments.refund.accepted.settles.ask.operation';
    expect(issuesOf(asking(operation))).toEqual(messages.map((message) => `${at}: ${message}`));
  });

  test('by a read that has what the write gives', () => {
    const file = refund(PATH.replace('payments.refund_status', 'acme.refund_state'))
      .replace('payments.refund:', 'acme.pay:')
      .replace('body: { cents: "${inputs.amount.minor}" }', 'body: { id: "${inputs.order.ref}" }')
      .replace(/ {4}refusal.*\n/, '')
      .replace(/ {4}success.*\n/, '    fields: { bank: $.bank }\n');
    expect(issuesOf(file)).toEqual([
      'operations.acme.pay.accepted.settles.ask.operation: `acme.refund_state` cannot report the outcome: the output `bank` of its result `done` is missing or differs from that of `acme.pay`.',
    ]);
  });

  test.each([
    [
      'an event that there is not',
      PATH.replace('settles: {', 'settles: { event: refund_settled,'),
      '.settles.event: `refund_settled` does not report the outcome of `payments.refund`.',
    ],
    [
      'an event alone that the connection does not take in',
      PATH.replace(/ask: \{.*?\}/, 'event: payments.refund_settled'),
      '.settles.event: `events.kinds` does not describe `payments.refund_settled`.',
    ],
    ['neither', PATH.replace(/ask: \{.*?\}/, ''), '.settles: Add `ask`, `event` or both.'],
    ['nothing', PATH.replace(/settles: .*within/, 'within'), ': `settles` is missing.'],
    [
      'a time that is over at once',
      PATH.replace('10 days', '30s'),
      '.within: The time ends before the system is asked for the first time.',
    ],
    [
      'a time without a unit',
      PATH.replace('10 days', '10'),
      '.within: Write a time such as 30m, 4h or 10 days.',
    ],
    ['working time', PATH.replace('10 days', '10bd'), '.within: Write a time such as 30m, 4h or 10 days.'],
    ['a path that is none', PATH.replace('$.pspReference', 'pspReference'), '.ref'],
  ])('by %s is an issue', (_what, accepted, message) => {
    const [issue, ...others] = issuesOf(refund(accepted));
    expect(issue).toContain(`operations.payments.refund.accepted${message}`);
    expect(others).toEqual([]);
  });

  test('a key that is not sent is no reference', () => {
    const own = PATH.replace('$.pspReference', '"${idempotencyKey}"');
    expect(issuesOf(refund(own))).toEqual([]);
    expect(issuesOf(refund(own, 'none'))).toEqual([
      'operations.payments.refund.accepted.ref: The request does not contain the idempotency key, so the system cannot refer to it.',
    ]);
  });

  test('a read accepts nothing', () => {
    const file = `  payments.quote_refund:
    request: { path: '/x/\${inputs.order.ref}' }
    accepted: ${PATH}
    fields: { amount: { minor: $.cents, currency: EUR } }
`;
    expect(issuesOf(file)).toEqual([
      'operations.payments.quote_refund.accepted: This operation only reads, so it cannot be accepted and done later.',
    ]);
  });
});

describe('what is asked', () => {
  const status = (request: string): string => `  payments.refund_status:
    request: ${request}
    each: $.refunds[*]
    fields: { ref: $.id, amount: { minor: $.cents, currency: EUR }, status: { path: $.state, values: { OK: done } } }
`;
  const asked = { operation: 'payments.refund_status', inputs: { order: { ref: 'o1' } } };
  const answer = {
    refunds: [
      { id: '0815', cents: 5, state: 'OK' },
      { id: '7', cents: 1, state: 'HM' },
    ],
  };

  test('is told the reference', async () => {
    const file = status('{ path: "/refunds/${reference}", query: { order: "${inputs.order.ref}" } }');
    const { hits, attempt } = await called(
      file,
      { ...asked, purpose: 'settle', reference: '08/15' },
      () => answer,
    );
    expect(hits[0]?.url).toBe('/api/refunds/08%2F15?order=o1');
    expect(attempt).toEqual({
      is: 'done',
      result: 'found',
      outputs: {
        refunds: [
          { ref: '0815', amount: { minor: 5, currency: 'EUR' }, status: 'done' },
          { ref: '7', amount: { minor: 1, currency: 'EUR' }, status: 'other', statusText: 'HM' },
        ],
      },
    });
  });

  test('leaves the reference out where nothing is settled', async () => {
    const file = status('{ path: /refunds, query: { order: "${inputs.order.ref}", ref: "${reference}" } }');
    const { hits, attempt } = await called(file, asked, () => ({ refunds: [] }));
    expect(hits[0]?.url).toBe('/api/refunds?order=o1');
    expect(attempt).toEqual({ is: 'done', result: 'none', outputs: {} });
  });

  test('is not asked of any write, but of the one with the reference', async () => {
    for (const request of [
      '{ path: /refunds, query: { order: "${inputs.order.ref}", ref: "${reference}" } }',
      '{ path: "/refunds/${reference}", query: { order: "${inputs.order.ref}" } }',
    ]) {
      const { hits, attempt } = await called(status(request), { ...asked, purpose: 'settle' }, () => answer);
      expect(attempt).toEqual({ is: 'unsent', code: 'input_unusable' });
      expect(hits).toEqual([]);
    }
  });

  test('can compare with the reference', async () => {
    const file = `  payments.quote_refund:
    request: { path: /refunds }
    results: { nothing_left: { path: "$.refunds[*].id", is: "\${reference}" } }
    fields: { amount: { minor: $.cents, currency: EUR } }
`;
    const made = { operation: 'payments.quote_refund', inputs: { order: {} } };
    const both = { ...answer, cents: 5 };
    const found = await called(file, { ...made, reference: '7' }, () => both);
    expect(found.attempt).toMatchObject({ result: 'nothing_left' });
    const none = await called(file, { ...made, reference: '8' }, () => both);
    expect(none.attempt).toMatchObject({ result: 'refundable' });
  });
});
