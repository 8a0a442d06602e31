/** Conditions that compare with values of the call: how a look-up finds its write in a list that no system filters. */
import { expect, test } from 'vitest';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { called, connectionFile } from './support/called.js';

const quote = (condition: string): string => `  payments.quote_refund:
    request: { path: /refunds }
    results: { nothing_left: ${condition} }
    fields: { amount: { minor: $.cents, currency: EUR } }
`;

const UNLESS_FOUND = '{ path: "$.notes[*]", not: "Orderly ${idempotencyKey}" }';

async function resultOf(condition: string, notes: readonly string[], call: JsonObject): Promise<unknown> {
  const { inputs = {}, ...rest } = call;
  const whole = { operation: 'payments.quote_refund', inputs: inputs as JsonObject, ...rest };
  const { attempt } = await called(quote(condition), whole, () => ({ cents: 5, notes: [...notes] }));
  return attempt.is === 'done' ? attempt.result : attempt.is;
}

test.each([
  ['its own key', ['other', 'Orderly k1'], { idempotencyKey: 'k1' }, 'refundable'],
  ['the key of another', ['Orderly k2'], { idempotencyKey: 'k1' }, 'nothing_left'],
  ['no key at all', [], { idempotencyKey: 'k1' }, 'nothing_left'],
  ['a key, asked without one', ['Orderly k2'], {}, 'refundable'],
])('a list with %s', async (_what, notes, call, result) => {
  expect(await resultOf(UNLESS_FOUND, notes, call)).toBe(result);
});

test('a value that reads like one of our words is no such word', async () => {
  const condition = '{ path: "$.notes[*]", is: "${inputs.order.number}" }';
  const call = { inputs: { order: { ref: '1', number: 'missing' } } };
  expect(await resultOf(condition, [], call)).toBe('refundable');
  expect(await resultOf(condition, ['missing'], call)).toBe('nothing_left');
});

test('a value that nobody gives is an issue', () => {
  const text = connectionFile('https://shop.example', quote('{ path: $.a, is: "${inputs.nummer}" }'));
  const { issues } = checkConnection({ file: 'shop.yaml', text });
  expect(issues).toMatchObject([{ code: 'connection_input_unknown' }]);
});

test('a value is named where none is known, and compared with nothing: an issue', () => {
  const list = `  orders.find:
    request: { path: /orders, query: { mail: "\${inputs.email}" } }
    each: $.orders[*]
    where: { path: $.mail, is: "\${inputs.email}" }
    fields: { ref: $.id, number: $.no, customerEmail: $.mail, status: { value: open } }
`;
  const { issues } = checkConnection({
    file: 'shop.yaml',
    text: connectionFile('https://shop.example', list),
  });
  expect(issues).toMatchObject([
    { code: 'connection_template_invalid', message: 'Values of the call are not available here.' },
  ]);
});
