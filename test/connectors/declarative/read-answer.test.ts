/** What an answer means, by status, header, body, and by the protocol that it speaks. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { called, connectionFile, issuesOf } from './support/called.js';

const REFUND = (rules: string): string => `  payments.refund:
    request: { method: POST, path: /refunds, body: { amount: "\${inputs.amount.minor}" } }
    idempotency: none
${rules}`;

const call = {
  operation: 'payments.refund',
  inputs: {
    order: { ref: 'o1', number: '1', status: 'open', lines: [], shipments: [], returns: [] },
    amount: { minor: 100, currency: 'EUR' },
    reason: 'damaged',
  },
  idempotencyKey: 'k',
};

const refund = async (rules: string, answer: Json | [number, Json, Record<string, string>?], more = '') =>
  (await called(REFUND(rules), call, () => answer, more)).attempt;

describe('the text of a refusal', () => {
  const rules = (message: string): string =>
    `    success: { path: $.ok, is: "true" }\n    refusal: { path: $.code, message: ${message} }\n`;
  const told = async (message: string, answer: Json) => await refund(rules(message), answer);
  test.each<[string, Json, string]>([
    ['a list', ['4.00', 'EUR'], 'Only 4.00 EUR of %3 is left, 50% at most'],
    ['a map', { '2': 'USD' }, 'Only %1 USD of %3 is left, 50% at most'],
    ['nothing', null, 'Only %1 %2 of %3 is left, 50% at most'],
    ['structures', [{}, ['x']], 'Only %1 %2 of %3 is left, 50% at most'],
  ])('has its values from %s', async (_, values, expected) => {
    const text = 'Only %1 %2 of %3 is left, 50% at most';
    const came = await told('{ path: $.text, with: $.values }', { code: 'NO', text, values });
    expect(came).toMatchObject({ is: 'refused', code: 'no', message: expected });
    expect(await told('$.text', { code: 'NO', text, values })).toMatchObject({ message: text });
  });

  test('with values that have names', async () => {
    const answer = { code: 'NO', text: '"%fieldName" is required.', values: { fieldName: 'city' } };
    expect(await told('{ path: $.text, with: $.values }', answer)).toMatchObject({
      message: '"city" is required.',
    });
  });
});

describe('success', () => {
  test.each([
    ['a status', '    success: { status: 202 }\n', [202, {}], 'done'],
    ['another status', '    success: { status: 202 }\n', [200, {}], 'unclear'],
    ['a header', '    success: { header: X-Result, is: OK }\n', [200, {}, { 'x-result': 'OK' }], 'done'],
    [
      'another header',
      '    success: { header: X-Result, is: OK }\n',
      [200, {}, { 'x-result': 'NO' }],
      'unclear',
    ],
    ['no header', '    success: { header: X-Error, is: missing }\n', [200, {}], 'done'],
    ['a value', '    success: { path: $.ok, is: "true" }\n', { ok: true }, 'done'],
    ['false', '    success: { path: $, is: "true" }\n', false, 'unclear'],
    [
      'all of several',
      '    success: { all: [{ path: $.a, is: x }, { path: $.b, is: empty }] }\n',
      { a: 'x', b: [] },
      'done',
    ],
    [
      'not all of several',
      '    success: { all: [{ path: $.a, is: x }, { path: $.b, is: empty }] }\n',
      { a: 'x', b: [1] },
      'unclear',
    ],
    [
      'one of several',
      '    success: { any: [{ status: 201 }, { path: $.state, is: [DONE, ACCEPTED] }] }\n',
      { state: 'ACCEPTED' },
      'done',
    ],
    [
      'none of several',
      '    success: { any: [{ status: 201 }, { path: $.state, is: DONE }] }\n',
      { state: 'X' },
      'unclear',
    ],
    [
      'a list that is not there for an empty one',
      '    success: { path: $.errors, is: empty }\n',
      {},
      'unclear',
    ],
  ] as const)('by %s', async (_what, rules, answer, is) => {
    expect((await refund(rules, answer as never)).is).toBe(is);
  });

  test('a 200 that means no is a refusal, where the file says so', async () => {
    const rules =
      '    success: { path: $, is: "true" }\n    refusal: { path: $, values: { "false": not_refundable } }\n';
    expect(await refund(rules, false)).toEqual({ is: 'refused', code: 'not_refundable' });
  });
});

describe('a refusal and an error rule in one answer', () => {
  const more = 'errorRules: { not_now: { path: $.failed, is: "true" } }\n';
  const answer = { failed: true, code: 'GONE' };
  const rules = (values: string) =>
    `    success: { path: $.id, is: present }\n    refusal: { path: $.code${values} }\n`;

  test('the word that the file names is the refusal', async () => {
    const came = await refund(rules(', values: { GONE: not_refundable }'), answer, more);
    expect(came).toEqual({ is: 'refused', code: 'not_refundable' });
  });

  test('a rule for any word gives way', async () => {
    expect(await refund(rules(''), answer as never, more)).toEqual({ is: 'unclear', code: 'not_now' });
  });
});

describe('error rules of the whole connection', () => {
  const more = `errorRules:
  unauthorized: { path: $.error, is: SESSION_EXPIRED }
  rate_limited: { path: "$.errors[*].code", is: THROTTLED }
  not_now: { header: X-Maintenance, is: present }
`;
  const fields = '    fields: { refundRef: $.id }\n';

  test.each([
    [{ error: 'SESSION_EXPIRED' }, { is: 'later', code: 'unauthorized' }],
    [{ errors: [{ code: 'OTHER' }, { code: 'THROTTLED' }] }, { is: 'later', code: 'rate_limited' }],
    [[200, { id: '1' }, { 'x-maintenance': 'yes' }], { is: 'unclear', code: 'not_now' }],
    [{ id: '1' }, { is: 'done', result: 'done', outputs: { refundRef: '1' } }],
  ] as const)('%j', async (answer, attempt) => {
    expect(await refund(fields, answer as never, more)).toEqual(attempt);
  });

  test('an answer that says "session expired" renews the credential once, and the request goes again', async () => {
    let tokens = 0;
    await using server = await serve(({ url, headers }, response) => {
      const expired = headers.authorization === 'Bearer t1';
      const answer = expired ? { error: 'SESSION_EXPIRED' } : { id: '7' };
      answerJson(response, 200, url === '/token' ? { access_token: `t${++tokens}`, expires_in: 60 } : answer);
    });
    const auth = `auth: { scheme: oauth2-client-credentials, tokenUrl: "${server.url}/token", clientId: c, clientSecret: "\${secret.S}" }\n`;
    const built = buildConnection({
      file: 'shop.yaml',
      text: connectionFile(server.url, REFUND(fields), auth + more),
      secrets: () => 'S',
      egressAllow: ['127.0.0.1'],
      tokens: memoryTokens(),
    });
    expect(await built.connection!.attempt(call)).toMatchObject({ is: 'done', outputs: { refundRef: '7' } });
    expect(server.hits.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/token', undefined],
      ['/api/refunds', 'Bearer t1'],
      ['/token', undefined],
      ['/api/refunds', 'Bearer t2'],
    ]);
  });
});

describe('what is wrong with conditions', () => {
  test.each([
    ['success: {}', 'connection_invalid'],
    ['success: { path: $.a }', 'connection_invalid'],
    ['success: { path: $.a, header: b, is: c }', 'connection_invalid'],
    ['success: { status: 99 }', 'connection_invalid'],
    ['success: { any: [] }', 'connection_invalid'],
    ['success: { any: [{ path: "$[", is: c }] }', 'connection_path_invalid'],
  ])('%s', (rules, code) => {
    expect(issuesOf(REFUND(`    ${rules}\n`)).map((issue) => issue.split(' ')[0])).toContain(code);
  });
});

describe('where a record stands', () => {
  const quote = (rules: string): string => `  payments.quote_refund:
    request: { path: "/quote/\${inputs.order.ref}" }
${rules}    fields:
      amount: { minor: $.open, currency: EUR }
      refunded: { minor: $.paid, currency: EUR }
`;
  const order = call.inputs.order;

  test('counts for several outputs as for one', async () => {
    const came = await called(
      quote('    at: $.data.quote\n'),
      { operation: 'payments.quote_refund', inputs: { order } },
      () => ({ data: { quote: { open: 500, paid: 20 } } }),
    );
    expect(came.attempt).toMatchObject({
      is: 'done',
      outputs: { amount: { minor: 500 }, refunded: { minor: 20 } },
    });
  });

  test('is no list, unless the result is one', () => {
    expect(issuesOf(quote('    each: $.data[*]\n'))).toEqual([expect.stringMatching(/^connection_invalid /)]);
  });
});
