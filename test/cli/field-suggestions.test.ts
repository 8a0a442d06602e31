/** Editors know the business fields under `fields:`, also of lists and records within records. */
import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';

interface Node {
  properties?: Readonly<Record<string, Node>>;
  allOf?: readonly Node[];
  $ref?: string;
}

const schema = JSON.parse(readFileSync('schemas/connection.schema.json', 'utf8')) as {
  definitions: Readonly<Record<string, Node>>;
};

const fieldsOf = (operation: string): Node | undefined =>
  schema.definitions['operations']?.properties?.[operation]?.allOf?.[1]?.properties?.['fields'];

test('the fields of an operation are suggested, and those of what it holds', () => {
  const order = fieldsOf('orders.get')?.properties ?? {};
  expect(Object.keys(order)).toEqual(expect.arrayContaining(['ref', 'number', 'status', 'amount', 'lines']));
  expect(Object.keys(order['lines']?.properties?.['fields']?.properties ?? {})).toEqual(
    expect.arrayContaining(['sku', 'quantity', 'price']),
  );
  expect(Object.keys(order['shippingAddress']?.properties ?? {})).toEqual(
    expect.arrayContaining(['street', 'postcode', 'fields']),
  );
  expect(Object.keys(fieldsOf('orders.find')?.properties ?? {})).toContain('customerEmail');
  expect(Object.keys(fieldsOf('payments.quote_refund')?.properties ?? {})).toEqual(
    expect.arrayContaining(['amount']),
  );
});
