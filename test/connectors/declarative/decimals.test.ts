/** A system's own decimals, wherever an amount is written or read; and the currency that was paid. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { called, issuesOf, outputsOf } from './support/called.js';

const decimals = 'decimals: { IDR: 0, ISK: 2, KWD: { digits: 3, multipleOf: 10 } }\n';

const refund = (body: string, chain = ''): string => `  payments.refund:
${chain}    request: { path: /refunds, body: ${body} }
    idempotency: { key: { header: Key, window: 24h } }
    success: { path: $.ok, is: 'true' }
`;
const order = { ref: 'o1', number: '1', status: 'open', lines: [], shipments: [], returns: [] };
const call = (minor: number, currency: string) => ({
  operation: 'payments.refund',
  inputs: { order, amount: { minor, currency }, reason: 'damaged' },
  idempotencyKey: '0b0e7a52-9a3f-4a49-8d6c-0d6c7f5d4a11',
});
const sentBy = async (body: string, minor: number, currency: string): Promise<string> => {
  const { attempt, hits } = await called(refund(body), call(minor, currency), () => ({ ok: true }), decimals);
  if (attempt.is === 'done') return `${(JSON.parse(hits[0]!.body) as { a: string | number }).a}`;
  expect(hits).toEqual([]);
  return 'code' in attempt ? `${attempt.is} ${attempt.code}` : attempt.is;
};

/** Ways to write an amount: as the system counts it, and with its decimals. */
const ways = {
  '{ a: "${inputs.amount.minor}" }': ['5000', '200', '5120', '1230'],
  '{ a: { from: inputs.amount.minor } }': ['5000', '200', '5120', '1230'],
  '{ a: { from: inputs.amount, as: minor } }': ['5000', '200', '5120', '1230'],
  '{ a: { from: inputs.amount, as: decimal } }': ['5000', '2.00', '5.120', '12.30'],
  '{ a: { from: inputs.amount, as: number } }': ['5000', '2', '5.12', '12.3'],
  '{ a: "sum=${inputs.amount.minor};" }': ['sum=5000;', 'sum=200;', 'sum=5120;', 'sum=1230;'],
};

describe('an amount is written as the system counts it', () => {
  test.each(Object.entries(ways))('%s', async (body, told) => {
    const amounts = [
      [500_000, 'IDR'],
      [2, 'ISK'],
      [5120, 'KWD'],
      [1230, 'EUR'],
    ] as const;
    for (const [index, [minor, currency]] of amounts.entries())
      expect(await sentBy(body, minor, currency)).toBe(told[index]);
    expect(await sentBy(body, 500_050, 'IDR')).toBe('refused amount_unsayable');
    expect(await sentBy(body, 5124, 'KWD')).toBe('refused amount_unsayable');
  });
});

const quote = (amount: string): string => `  payments.quote_refund:
    request: { method: GET, path: /q }
    fields: { amount: ${amount} }
`;
const readAs = async (amount: string, answer: JsonObject): Promise<JsonObject> =>
  outputsOf(
    await called(
      quote(amount),
      { operation: 'payments.quote_refund', inputs: { order } },
      () => answer,
      decimals,
    ),
  );

test('an amount is read as the system counts it, sums and what is taken off too', async () => {
  const written = '{ minor: { sum: "$.a[*]" }, less: "$.less[*]", currency: $.c }';
  const isk = await readAs(written, { a: [1200, 300], less: [200], c: 'ISK' });
  expect(isk['amount']).toEqual({ minor: 13, currency: 'ISK' });
  const idr = await readAs(written, { a: [5000], less: [], c: 'IDR' });
  expect(idr['amount']).toEqual({ minor: 500_000, currency: 'IDR' });
  const decimal = await readAs('{ decimal: $.a, currency: $.c }', { a: '12.00', c: 'ISK' });
  expect(decimal['amount']).toEqual({ minor: 12, currency: 'ISK' });
  expect(await readAs(written, { a: [1250], less: [], c: 'ISK' })).toMatchObject({
    failed: expect.stringContaining('answer_shape'),
  });
});

const PAID = `    chain:
      - id: payment
        request: { method: GET, path: /payment }
        paidIn: $.currency
`;

test.each([
  ['eur', 'done'],
  ['USD', 'refused currency_mismatch'],
  [undefined, 'unsent answer_shape'],
])('what was paid in %s: a refund in EUR is %s', async (currency, outcome) => {
  const answer = (hit: { method: string }) =>
    hit.method === 'GET' ? { ...(currency === undefined ? {} : { currency }) } : { ok: true };
  const { attempt, hits } = await called(
    refund('{ a: "${inputs.amount.minor}" }', PAID),
    call(5, 'EUR'),
    answer,
  );
  expect('code' in attempt ? `${attempt.is} ${attempt.code}` : attempt.is).toBe(outcome);
  expect(hits.filter(({ method }) => method === 'POST')).toHaveLength(outcome === 'done' ? 1 : 0);
});

test('what is no rule is told', () => {
  expect(issuesOf(quote('{ minor: $.a, currency: EUR }'), 'decimals: { EUR: 7 }\n')).toEqual([
    expect.stringContaining('connection_invalid 6'),
  ]);
  const chained = quote('{ minor: $.a, currency: EUR }').replace('    request', `${PAID}    request`);
  expect(issuesOf(chained)).toEqual([expect.stringContaining('connection_chain_invalid')]);
});
