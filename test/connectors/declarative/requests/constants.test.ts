/** Constants of a request: in JSON, what has no quotes has JSON's own types. */
import { expect, test } from 'vitest';
import { checkConnection } from '../../../../src/connectors/build-connection.js';
import { called, connectionFile } from '../support/called.js';

const order = { ref: 'R1', number: '1', status: 'open', lines: [], shipments: [], returns: [] };
const inputs = { order, amount: { minor: 100, currency: 'EUR' }, reason: 'damaged' };
const refund = (request: string): string =>
  `  payments.refund:\n    request: { path: /refunds, ${request} }\n    idempotency: none\n    success: { status: 200 }\n`;

async function sent(request: string): Promise<string> {
  const came = await called(refund(request), { operation: 'payments.refund', inputs }, () => ({ ok: true }));
  return came.hits[0]?.body ?? '';
}

test('without quotes they have the type of JSON, with quotes they are texts', async () => {
  expect(JSON.parse(await sent('body: { a: 1, b: -1.50, c: true, d: null, e: [false, 0] }'))).toEqual({
    ...{ a: 1, b: -1.5, c: true, d: null, e: [false, 0] },
  });
  expect(JSON.parse(await sent(`body: { a: "1", b: 'true', c: "null", d: 007, e: yes, f: 1.2.3 }`))).toEqual({
    ...{ a: '1', b: 'true', c: 'null', d: '007', e: 'yes', f: '1.2.3' },
  });
});

test('also as the word for a value, as a default, and among the variables of GraphQL', async () => {
  const words = '{ from: inputs.reason, values: { damaged: 3, "*": "9" } }';
  expect(JSON.parse(await sent(`body: { a: ${words}, b: { from: inputs.order.type, default: 0 } }`))).toEqual(
    { a: 3, b: 0 },
  );
  const graphql = 'graphql: "mutation M($a: Int, $b: String) { pay(a: $a, b: $b) }"';
  expect(JSON.parse(await sent(`${graphql}, variables: { a: 1, b: "1" }`))).toMatchObject({
    variables: { a: 1, b: '1' },
  });
});

test('elsewhere they are texts as they stand', async () => {
  expect(await sent('form: { a: 1, b: null, c: 1.50 }')).toBe('a=1&b=null&c=1.50');
  expect(await sent('text: "1.50"')).toBe('1.50');
});

test('a number that would lose digits is an issue', () => {
  const text = connectionFile('https://shop.example', refund('body: { a: 12345678901234567890 }'));
  expect(checkConnection({ file: 'shop.yaml', text }).issues).toMatchObject([
    { message: '`12345678901234567890` has more digits than a JSON number can hold.' },
  ]);
});
