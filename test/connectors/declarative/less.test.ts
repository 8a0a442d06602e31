import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { called } from './support/called.js';
import { mappingOf } from './support/reading.js';

const amount = (less: string): string =>
  `    fields:\n      amount: { decimal: $.total, less: "${less}", currency: EUR }`;
const quote = (less: string, answer: JsonObject) =>
  mappingOf('payments.quote_refund', amount(less)).read({ order: {} }, answer);

describe('an amount, less others', () => {
  test.each<[string, JsonObject, number]>([
    ['one', { total: '10.00', back: ['2.50'] }, 750],
    ['many', { total: '10.00', back: ['0.10', '0.20', '2'] }, 770],
    ['none', { total: '10.00', back: [] }, 1000],
    ['none that is named', { total: '10.00' }, 1000],
  ])('of which there is %s', (_, answer, minor) => {
    expect(quote('$.back[*]', answer)).toMatchObject({
      result: 'refundable',
      outputs: { amount: { minor, currency: 'EUR' } },
    });
  });

  test.each([['10.00'], ['10.01']])('of %s leaves nothing', (back) => {
    expect(quote('$.back', { total: '10.00', back })).toMatchObject({ result: 'nothing_left', outputs: {} });
  });

  test.each([[null], ['x'], ['0.001'], [{}]])('of which one is %p is of the wrong shape', (back) => {
    expect(quote('$.back', { total: '10.00', back }).wrong).toBeDefined();
  });

  test('is checked', () => {
    expect(mappingOf('payments.quote_refund', amount('back')).issues).toHaveLength(1);
  });
});

describe('an amount of a quote', () => {
  const minorOf = (rules: string, answer: JsonObject): unknown => {
    const read = mappingOf('payments.quote_refund', `    fields:\n      amount: ${rules}`).read(
      { order: {} },
      answer,
    );
    return (read.outputs as { amount?: { minor: number } } | undefined)?.amount?.minor;
  };

  test.each([
    ['half_up', '41.935', 4194],
    ['half_up', '0.005', 1],
    ['half_even', '41.925', 4192],
    ['half_even', '41.9251', 4193],
    ['down', '41.9399', 4193],
  ])('is rounded %s: %s is %d', (round, total, minor) => {
    expect(minorOf(`{ decimal: $.total, currency: EUR, round: ${round} }`, { total })).toBe(minor);
  });

  test('can be the sum of several, chosen by a filter', () => {
    const paid = [
      { paid: true, cents: 110 },
      { paid: false, cents: 7 },
      { paid: true, cents: 220 },
    ];
    expect(minorOf('{ minor: { sum: "$.all[?@.paid == true].cents" }, currency: EUR }', { all: paid })).toBe(
      330,
    );
    const parts = { all: ['1.10', 2.2] };
    expect(minorOf('{ decimal: { sum: "$.all[*]" }, currency: EUR }', parts)).toBe(330);
  });

  test.each([
    '{ minor: $.total, currency: EUR, round: down }',
    '{ decimal: $.total, currency: EUR, round: up }',
  ])('%s is an issue', (rules) => {
    const { issues } = mappingOf('payments.quote_refund', `    fields:\n      amount: ${rules}`);
    expect(issues).toEqual([expect.stringContaining('`round`')]);
  });
});

test('a key can be written in 32 characters, for systems that take capitals only', async () => {
  const key = '0a1b2c3d-0000-8000-8000-abcdefabcdef';
  const rules = `  payments.refund:
    request: { path: /refunds, form: { key: { from: idempotencyKey, as: compact } } }
    idempotency: { key: { window: 24h } }
    fields: { refundRef: $.id }
`;
  const inputs = { order: {}, amount: { minor: 1, currency: 'EUR' }, reason: 'other' };
  const { hits } = await called(rules, { operation: 'payments.refund', inputs, idempotencyKey: key }, () => ({
    id: 'r',
  }));
  expect(hits.map(({ body }) => body)).toEqual(['key=0A1B2C3D000080008000ABCDEFABCDEF']);
});
