/** Drafts from the descriptions of the demo's shop, sent to the shop itself. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildSchema, introspectionFromSchema, parse, validate } from 'graphql';
import { at } from '../../demo/shop/at.js';
import { callGraphql } from '../../demo/shop/api-clients.js';
import { testShop } from '../../demo/shop/support.js';
import { drafted, issuesIn, operationOf } from './support.js';

const fileOf = (path: string) => readFileSync(new URL(`../../../demo/shop/${path}`, import.meta.url), 'utf8');
const sdl = fileOf('graphql/shop.graphql');
const wsdl = fileOf('soap/auftraege.wsdl');

const documentOf = (draft: ReturnType<typeof drafted>, name: string): string =>
  String(at(operationOf(draft, name), 'request.graphql'));

test('every document that is drafted from a GraphQL schema is valid in it, and the draft passes the check', async () => {
  const draft = drafted('graphql', 'shop.graphql', sdl);
  const names = ['orders.get', 'orders.find', 'orders.cancel', 'payments.quote_refund', 'payments.refund'];
  expect(draft.operations.map(({ operation }) => operation)).toEqual(names);
  for (const name of names) expect(validate(buildSchema(sdl), parse(documentOf(draft, name)))).toEqual([]);
  expect(await issuesIn(draft)).toEqual([]);
  expect(operationOf(draft, 'payments.refund')).toMatchObject({
    success: { path: '$.data.orderRefund.userErrors', is: 'empty' },
    idempotency: { key: { window: '24h' } },
    fields: { refundRef: '$.data.orderRefund.refund.id' },
  });
});

test('a drafted document gets from the shop what the draft maps', async () => {
  await using running = await testShop();
  const order = running.stories.single.two_parcels[0]!;
  const draft = drafted('graphql', 'shop.graphql', sdl);
  const { shop } = running;
  const ask = (name: string, variables: Record<string, unknown>) =>
    callGraphql(shop.graphqlUrl, documentOf(draft, name), variables);
  const { body } = await ask('orders.get', { number: order.nummer });
  expect(at(body, 'data.order')).toMatchObject({
    id: order.id,
    number: order.nummer,
    customer: { email: order.customer.mail },
    shipments: order.sendungsnummern.map((trackingNumber) => ({ trackingNumber })),
  });
  const none = await ask('orders.get', { number: '1' });
  expect(at(none.body, 'data.order')).toEqual({ __typename: 'NotFound' });
  expect(operationOf(draft, 'orders.get')['none']).toEqual({
    path: '$.data.order.__typename',
    not: 'Order',
  });
  const list = await ask('orders.find', { email: order.customer.mail, first: 5 });
  expect(at(list.body, 'data.orders.nodes.0.number')).toBe(order.nummer);
});

test('an introspection gives the same draft as the schema’s own text', () => {
  const introspection = JSON.stringify({ data: introspectionFromSchema(buildSchema(sdl)) });
  const selection = { targets: ['orders.get'] };
  expect(drafted('graphql', 'shop.json', introspection, selection).yaml).toBe(
    drafted('graphql', 'shop.graphql', sdl, selection).yaml,
  );
});

test('what is no GraphQL schema is told', () => {
  for (const text of ['type Query {', '{"data": {}}', gzipSync(sdl).toString('latin1')])
    expect(() => drafted('graphql', 'x.graphql', text)).toThrow(
      'neither a GraphQL schema nor an introspection',
    );
});

test('a WSDL gives requests by operation, attributes and texts as the view has them', async () => {
  const selection = {
    operations: ['AuftragLesen', 'AuftraegeSuchen', 'ErstattungBuchen'],
    targets: ['orders.get', 'orders.find', 'payments.refund'],
  };
  const draft = drafted('wsdl', 'auftraege.wsdl', wsdl, selection);
  expect(operationOf(draft, 'orders.get')).toMatchObject({
    request: {
      soap: {
        wsdl: 'auftraege.wsdl',
        operation: 'AuftragLesen',
        values: { Belegnummer: '${inputs.number}' },
      },
    },
    at: '$.AuftragLesenAntwort.Auftrag',
    fields: {
      ref: "$['@Id']",
      number: '$.Belegnummer',
      customerEmail: '$.Kunde.EMail',
      amount: { decimal: "$.Summe['#text']", currency: "$.Summe['@Waehrung']" },
      lines: { each: '$.Positionen.Position[*]' },
    },
  });
  expect(draft.operations[0]!.mapped).toBeGreaterThanOrEqual(8);
  expect(await issuesIn(draft, { 'auftraege.wsdl': wsdl })).toEqual([]);
});

test('what is no WSDL is told', () => {
  for (const text of ['<a/>', '<definitions', '{}'])
    expect(() => drafted('wsdl', 'x.wsdl', text)).toThrow('is not a usable WSDL');
});

test('an OpenAPI document in German gives orders once, pages, amounts in cents and what it says of dates', async () => {
  const draft = drafted('openapi', 'openapi.yaml', fileOf('openapi.yaml'));
  const names = ['orders.get', 'orders.find', 'orders.cancel', 'payments.quote_refund', 'payments.refund'];
  expect(draft.operations.map(({ operation }) => operation)).toEqual(names);
  const order = operationOf(draft, 'orders.get');
  expect(order).toMatchObject({
    request: { path: '/v2/auftraege/${inputs.number}' },
    fields: {
      status: { values: { STORNIERT: 'cancelled' } },
      amount: { minor: '$.betrag_cent', currency: '$.waehrung' },
      lines: { fields: { price: { minor: '$.preis_cent', currency: '$parent.waehrung' } } },
    },
  });
  expect(operationOf(draft, 'orders.find')).toMatchObject({
    paging: { cursor: '$.next', param: 'after' },
    fields: order['fields'],
  });
  expect(draft.yaml).toContain('    fields: &order\n');
  expect(draft.yaml).toContain('    fields: *order\n');
  expect(order).toMatchObject({
    fields: { createdAt: { path: '$.bestellt_am', format: 'dd.MM.yyyy HH:mm', zone: 'TODO' } },
  });
  expect(operationOf(draft, 'payments.refund')).toMatchObject({
    request: {
      body: {
        betrag_cent: '${inputs.amount.minor}',
        grund: { values: { not_received: 'NICHT_ERHALTEN', other: 'SONSTIGES' } },
      },
    },
    refusal: { path: '$.code', message: '$.text' },
    fields: { refundRef: '$.erstattung_id' },
  });
  // What is said of a field that the list shares is said once.
  expect(draft.guesses).toBe(draft.yaml.match(/# guess: /g)?.length);
  expect(await issuesIn(draft)).toEqual([]);
});
