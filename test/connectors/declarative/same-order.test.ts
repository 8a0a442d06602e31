import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { mappingOf } from './support/reading.js';

const quote = (rules: string) =>
  mappingOf(
    'payments.quote_refund',
    `    same: ${rules}\n    fields: { amount: { minor: $.cents, currency: EUR } }\n`,
  );

describe('an answer that says which order it is about', () => {
  const mapping = quote('{ ref: $.order.id, number: $.order.no }');
  const read = (order: Json) => mapping.read({ order: { ref: '7', number: '007' } }, { cents: 5, order });

  test('is believed when it is about the one that was given', () => {
    expect(read({ id: 7, no: '007' })).toEqual({
      dropped: 0,
      result: 'refundable',
      outputs: { amount: { minor: 5, currency: 'EUR' } },
    });
  });

  test.each<[string, Json]>([
    ['another order', { id: '8', no: '007' }],
    ['another number', { id: '7', no: '7' }],
    ['no order', {}],
    ['null', { id: null, no: '007' }],
    ['a list', { id: ['7'], no: '007' }],
  ])('is dropped and counted when it is about %s', (_, order) => {
    const reading = read(order);
    expect(reading.outputs).toBeUndefined();
    expect(reading.dropped).toBe(1);
    expect(reading.wrong).toContain('about a different record');
  });
});

test.each([
  ['payments.quote_refund', '{}', 'connection_invalid'],
  ['payments.quote_refund', '{ ref: order }', 'connection_path_invalid'],
  ['orders.get', '{ ref: $.id }', 'connection_invalid'],
])('%s with `same: %s` is an issue', (operation, rules, code) => {
  const fields =
    operation === 'orders.get'
      ? '{ ref: $.id, number: $.no, status: { value: open } }'
      : '{ amount: { minor: $.c, currency: EUR } }';
  const compile = () => mappingOf(operation, `    same: ${rules}\n    fields: ${fields}\n`).issues;
  if (rules === '{}') expect(compile).toThrow('`same` needs');
  else expect(compile()).toEqual([expect.stringContaining(code)]);
});

test('an order without its number is a wrong shape, not "not found"', () => {
  const rules =
    '    fields: { ref: $.id, number: $.no, status: { value: open }, lines: { each: "$.l[*]", fields: { name: $.n } } }\n';
  const reading = mappingOf('orders.get', rules).read({ number: '7' }, { id: null, no: null, l: [] });
  expect(reading).toEqual({ dropped: 0, wrong: 'number: missing' });
});
