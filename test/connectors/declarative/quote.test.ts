/** A quote of a refund that offers nothing: why, as its connection says, or as amounts and the order tell. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { called } from './support/called.js';
import { mappingOf } from './support/reading.js';

const fields = `    fields:
      amount: { minor: $.left, currency: EUR }
      refunded: { minor: $.back, currency: EUR }
`;
const quote = (answer: JsonObject, order: JsonObject = { status: 'delivered' }) => {
  const { result, outputs } = mappingOf('payments.quote_refund', fields).read({ order }, answer);
  return [result, outputs];
};
const euros = (minor: number) => ({ minor, currency: 'EUR' });

describe('a quote whose amount is not above 0', () => {
  test('is refundable as long as there is an amount', () => {
    expect(quote({ left: 1, back: 4840 })).toEqual([
      'refundable',
      { amount: euros(1), refunded: euros(4840) },
    ]);
  });

  test.each([0, -5])('says what has been paid back, where that is so: %i', (left) => {
    const back = { refunded: euros(4840) };
    expect(quote({ left, back: 4840 })).toEqual(['already_refunded', back]);
    expect(quote({ left, back: 4840 }, { status: 'open' })).toEqual(['already_refunded', back]);
  });

  test.each(['open', 'packed'])('is too early for an order that is %s', (status) => {
    expect(quote({ left: 0, back: 0 }, { status })).toEqual(['not_refundable_yet', {}]);
  });

  test.each(['open', 'packed'])(
    'may have been paid back for an order that is %s, if nobody says',
    (status) => {
      expect(quote({ left: 0 }, { status })).toEqual(['nothing_left', {}]);
    },
  );

  test.each<JsonObject>([{ status: 'delivered' }, { status: 'cancelled' }, {}])(
    'leaves nothing for an order of which only %p is known',
    (order) => {
      expect(quote({ left: 0, back: 0 }, order)).toEqual(['nothing_left', {}]);
    },
  );
});

test('what a connection says itself counts first, with the fields of that result', async () => {
  const rules = `  payments.quote_refund:
    request: { path: /quote }
    results:
      not_refundable_yet: { path: $.why, is: AUTHORIZED }
      already_refunded: { path: $.why, is: DONE, fields: { refunded: { minor: $.sum, currency: EUR } } }
${fields}`;
  const said = async (answer: JsonObject) => {
    const inputs = { order: { status: 'delivered' } };
    const { attempt } = await called(rules, { operation: 'payments.quote_refund', inputs }, () => answer);
    return attempt;
  };
  expect(await said({ left: 0, why: 'AUTHORIZED' })).toMatchObject({ result: 'not_refundable_yet' });
  expect(await said({ left: 0, back: 1, why: 'DONE', sum: 900 })).toMatchObject({
    result: 'already_refunded',
    outputs: { refunded: euros(900) },
  });
  expect(await said({ left: 7, why: 'NONE' })).toMatchObject({ result: 'refundable' });
});
