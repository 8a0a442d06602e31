import { expect, test } from 'vitest';
import { type IntrospectionQuery, buildClientSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { all, at, listAt, textAt } from './at.js';
import { callGraphql, graphqlRefund, orderFields, refundDocument } from './api-clients.js';
import { testShop } from './support.js';

const orderDocument = `query ($number: String!) { order(number: $number) {
  __typename ... on Order { ${orderFields} } ... on NotFound { message } } }`;

const listDocument = `query ($email: String!, $after: String) { orders(email: $email, after: $after) {
  totalCount nodes { number } edges { cursor node { number } } pageInfo { hasNextPage endCursor } } }`;

const quoteDocument = `query ($id: ID!) { refundQuote(orderId: $id) {
  __typename ... on RefundQuote { refundable { amount } refunded { amount currencyCode } } } }`;

const cancelDocument = `mutation ($input: OrderCancelInput!) {
  orderCancel(input: $input) { cancellation { id amount { amount } } userErrors { code field } } }`;

test('an order is told by its number, in English words; one that there is not is of another type', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const order = stories.single.two_parcels[0]!;
  const { status, body } = await callGraphql(shop.graphqlUrl, orderDocument, { number: order.nummer });
  expect(status).toBe(200);
  expect(at(body, 'data.order')).toMatchObject({
    __typename: 'Order',
    id: order.id,
    number: order.nummer,
    customer: { email: order.customer.mail },
    status: 'FULFILLED',
    createdAt: expect.stringMatching(/^2026-11-\d\dT\d\d:\d\d:00\.000Z$/),
    deliveredAt: null,
    total: { amount: (order.betrag_cent / 100).toFixed(2), currencyCode: 'EUR' },
    shipments: order.sendungsnummern.map((trackingNumber) => ({ trackingNumber })),
    returns: [],
  });
  const none = await callGraphql(shop.graphqlUrl, orderDocument, { number: '99999' });
  expect(none.body).toEqual({
    data: { order: { __typename: 'NotFound', message: 'There is no such order.' } },
  });
});

test('a list comes as a connection, newest first, each order once', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { customer, orders } = stories.manyOrders[0]!;
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { body } = await callGraphql(shop.graphqlUrl, listDocument, { email: customer.mail, after });
    const [list, cursor] = all(body, 'data.orders', 'data.orders.pageInfo.endCursor');
    expect(at(list, 'totalCount')).toBe(orders.length);
    expect(at(listAt(list, 'edges').at(-1), 'cursor')).toBe(cursor);
    seen.push(...listAt(list, 'nodes').map((node) => textAt(node, 'number')));
    after = at(list, 'pageInfo.hasNextPage') === true ? String(cursor) : null;
  } while (after !== null);
  expect(seen).toEqual(orders.map(({ nummer }) => nummer).reverse());
  const none = await callGraphql(shop.graphqlUrl, listDocument, { email: 'no@mail.example' });
  expect(at(none.body, 'data.orders')).toMatchObject({
    totalCount: 0,
    nodes: [],
    pageInfo: { hasNextPage: false },
  });
});

test('lines are a connection of their own, that can be cut', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const document = `query ($number: String!, $after: String) { order(number: $number) { ... on Order {
    lineItems(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } }`;
  const number = stories.single.two_parcels[0]!.nummer;
  const linesBehind = async (after?: unknown) =>
    at((await callGraphql(shop.graphqlUrl, document, { number, after })).body, 'data.order.lineItems');
  const first = await linesBehind();
  expect(first).toMatchObject({ nodes: [{}], pageInfo: { hasNextPage: true } });
  const second = await linesBehind(at(first, 'pageInfo.endCursor'));
  expect(at(second, 'nodes')).not.toEqual(at(first, 'nodes'));
});

test('a refund is booked once for its key, and seen in the quote', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { id, betrag_cent } = stories.refundable.from60To190[0]!;
  const send = () => callGraphql(shop.graphqlUrl, refundDocument, graphqlRefund(id, 1005, 'k'));
  const answers = [await send(), await send()];
  expect(at(answers[0]!.body, 'data.orderRefund')).toEqual({
    refund: { id: expect.stringMatching(/^e_/), amount: { amount: '10.05', currencyCode: 'EUR' } },
    userErrors: [],
  });
  expect(answers[1]).toEqual(answers[0]);
  expect(at((await callGraphql(shop.graphqlUrl, quoteDocument, { id })).body, 'data.refundQuote')).toEqual({
    __typename: 'RefundQuote',
    refundable: { amount: ((betrag_cent - 1005) / 100).toFixed(2) },
    refunded: { amount: '10.05', currencyCode: 'EUR' },
  });
  expect(await shop.controls.ledger()).toHaveLength(1);
  expect((await shop.controls.requests()).filter(({ key }) => key === 'k')).toHaveLength(2);
});

test('each refusal is a user error with status 200, and books nothing', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { id, betrag_cent } = stories.refundable.below50[0]!;
  const inDollars = graphqlRefund(id, 100, 'e');
  inDollars.input.amount.currencyCode = 'USD';
  const cases = [
    [graphqlRefund('a_nothing', 100, 'a'), 'NOT_FOUND', ['input', 'orderId']],
    [graphqlRefund(id, betrag_cent + 1, 'b'), 'AMOUNT_TOO_HIGH', null],
    [graphqlRefund(stories.single.refunded[0]!.id, 100, 'c'), 'ALREADY_REFUNDED', null],
    [graphqlRefund(stories.single.open[0]!.id, 100, 'd'), 'NOT_REFUNDABLE', null],
    [inDollars, 'INVALID', ['input', 'amount']],
  ] as const;
  for (const [variables, code, field] of cases) {
    const { status, body } = await callGraphql(shop.graphqlUrl, refundDocument, variables);
    expect(status).toBe(200);
    expect(at(body, 'data.orderRefund')).toEqual({
      refund: null,
      userErrors: [{ code, field, message: expect.any(String) }],
    });
  }
  expect(await shop.controls.ledger()).toEqual([]);
});

test('a new order is cancelled, one that has left is not', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { id, betrag_cent } = stories.single.open[0]!;
  const cancel = async (orderId: string) =>
    at((await callGraphql(shop.graphqlUrl, cancelDocument, { input: { orderId } })).body, 'data.orderCancel');
  expect(await cancel(id)).toMatchObject({
    cancellation: { amount: { amount: (betrag_cent / 100).toFixed(2) } },
    userErrors: [],
  });
  expect(await cancel(stories.single.shipped[0]!.id)).toEqual({
    cancellation: null,
    userErrors: [{ code: 'ALREADY_SHIPPED', field: null }],
  });
});

test('orders are told to nobody without the key', async () => {
  await using running = await testShop();
  const { graphqlUrl } = running.shop;
  for (const key of ['', 'guess']) {
    const { status, body } = await callGraphql(graphqlUrl, '{ __typename }', {}, key);
    expect([status, at(body, 'errors.0.extensions.code')]).toEqual([401, 'UNAUTHENTICATED']);
  }
});

test.each([
  ['{ order(number: "1") { colour } }', {}, 200, 'GRAPHQL_VALIDATION_FAILED'],
  ['{ order(', {}, 200, 'GRAPHQL_PARSE_FAILED'],
  [`{ ${'a '.repeat(2000)} }`, {}, 200, 'GRAPHQL_PARSE_FAILED'],
  [listDocument, { email: 'a@b.example', after: 'xyz' }, 200, 'BAD_USER_INPUT'],
  ['{ orders(email: "a@b.example", first: 51) { totalCount } }', {}, 200, 'BAD_USER_INPUT'],
  [1 as unknown as string, {}, 400, 'BAD_REQUEST'],
])('what cannot be answered is told in errors: %j', async (query, variables, status, code) => {
  await using running = await testShop();
  const told = await callGraphql(running.shop.graphqlUrl, query, variables);
  expect([told.status, at(told.body, 'errors.0.extensions.code')]).toEqual([status, code]);
  expect(at(told.body, 'data') ?? null).toBeNull();
});

test('a missing variable is told in errors without data', async () => {
  await using running = await testShop();
  const { status, body } = await callGraphql(running.shop.graphqlUrl, orderDocument);
  expect([status, listAt(body, 'errors').length, at(body, 'data') ?? null]).toEqual([200, 1, null]);
});

test('an API that is asked too often is throttled once, with what is left of its points', async () => {
  await using running = await testShop();
  const { shop } = running;
  await shop.controls.fail({ match: { body: 'orders(' }, kind: 'throttled', times: 1 });
  const ask = () => callGraphql(shop.graphqlUrl, listDocument, { email: 'no@mail.example' });
  const throttled = await ask();
  expect(throttled).toMatchObject({
    status: 200,
    body: {
      errors: [{ extensions: { code: 'THROTTLED' } }],
      extensions: { cost: { throttleStatus: { currentlyAvailable: 2, restoreRate: 50 } } },
    },
  });
  expect(throttled.body).not.toHaveProperty('data');
  expect(at((await ask()).body, 'data.orders.totalCount')).toBe(0);
});

test('another client can learn the schema from the API, and its documents fit', async () => {
  await using running = await testShop();
  const { body } = await callGraphql(running.shop.graphqlUrl, getIntrospectionQuery());
  const schema = buildClientSchema(at(body, 'data') as IntrospectionQuery);
  for (const document of [orderDocument, listDocument, quoteDocument, refundDocument, cancelDocument]) {
    expect(validate(schema, parse(document))).toEqual([]);
  }
});
