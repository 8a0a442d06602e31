/** Drafts from OpenAPI documents, written by hand for what the versions do differently. */
import { describe, expect, test } from 'vitest';
import { drafted, issuesIn, operationOf } from './support.js';

const order = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    order_no: { type: 'string' },
    buyer: { $ref: '#/components/schemas/Buyer' },
    'placed-at': { type: 'string', format: 'date-time' },
    state: { type: 'string', enum: ['NEW', 'IN_TRANSIT', 'STORNO', 'blue'] },
    total: {
      type: 'object',
      properties: { centAmount: { type: 'integer' }, currencyCode: { type: 'string' } },
    },
    lineItems: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
    parent: { $ref: '#/components/schemas/Order' },
  },
};
const schemas = {
  Order: order,
  Buyer: { allOf: [{ $ref: '#/components/schemas/Person' }, { type: 'object' }] },
  Person: { properties: { email: { type: ['string', 'null'] }, fullName: { type: 'string' } } },
  Line: {
    oneOf: [
      { properties: { SKU: { type: 'string' }, title: { type: 'string' } } },
      { properties: { qty: { type: 'integer' } } },
    ],
  },
};
const answer = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } };
const openapi = {
  openapi: '3.1.0',
  info: { title: 'Acme Shop – the orders of all' },
  servers: [{ url: 'https://{region}.acme.example/{tenant}/v1/', variables: { region: { default: 'eu' } } }],
  security: [{ Key: [] }],
  paths: {
    '/shops/{shopId}/orders/{orderNo}': {
      parameters: [{ name: 'shopId', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getOrder',
        parameters: [
          { name: 'orderNo', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'locale', in: 'query', schema: { type: 'string' } },
          { name: 'X-Version', in: 'header', required: true, schema: { type: 'string', enum: ['7'] } },
        ],
        responses: { '200': answer, '404': {} },
      },
    },
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: [{ name: 'buyerEmail', in: 'query', schema: { type: 'string' } }],
        responses: {
          default: {
            content: {
              'application/json': {
                schema: {
                  properties: { results: { type: 'array', items: { $ref: '#/components/schemas/Order' } } },
                },
              },
            },
          },
        },
      },
    },
    '/orders/{orderId}/refunds': {
      post: {
        operationId: 'createRefund',
        parameters: [
          { name: 'orderId', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                required: ['amount', 'channel', 'reason'],
                properties: {
                  amount: {
                    type: 'object',
                    properties: { value: { type: 'integer' }, currency: { type: 'string' } },
                  },
                  reason: { type: 'string', enum: ['damaged', 'unwanted', 'other'] },
                  channel: { type: 'string' },
                  note: { type: 'string' },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            content: { 'application/json': { schema: { properties: { refundId: { type: 'string' } } } } },
          },
          '409': {
            content: {
              'application/json': {
                schema: {
                  properties: {
                    error: { properties: { code: { type: 'string' }, message: { type: 'string' } } },
                  },
                },
              },
            },
          },
          '429': {},
        },
      },
    },
  },
  components: {
    securitySchemes: { Key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas,
  },
};
const text = JSON.stringify(openapi);

test('an order is drafted with what its names say, and what is guessed is marked', async () => {
  const draft = drafted('openapi', 'acme.json', text, { targets: ['orders.get'] });
  expect(operationOf(draft, 'orders.get')).toEqual({
    request: {
      method: 'GET',
      path: '/shops/${secret.SHOP_ID}/orders/${inputs.number}',
      headers: { 'X-Version': '7' },
    },
    none: { status: '404' },
    fields: {
      ref: '$.id',
      number: '$.order_no',
      customerEmail: '$.buyer.email',
      customerName: '$.buyer.fullName',
      createdAt: "$['placed-at']",
      status: {
        path: '$.state',
        values: { NEW: 'open', IN_TRANSIT: 'shipped', STORNO: 'cancelled', blue: 'other' },
      },
      amount: { minor: '$.total.centAmount', currency: '$.total.currencyCode' },
      lines: {
        each: '$.lineItems[*]',
        fields: { sku: '$.SKU', name: '$.title', quantity: '$.qty' },
      },
    },
  });
  expect(draft.yaml).toContain('connection: acme-shop-the\n');
  expect(draft.yaml).toContain('baseUrl: https://eu.acme.example/${secret.TENANT}/v1 # guess:');
  expect(draft.yaml).toContain('# guess: the meaning of each value');
  expect(draft).toMatchObject({ todos: 0, operations: [{ from: 'getOrder', mapped: 10 }] });
  expect(await issuesIn(draft)).toEqual([]);
});

test('without a selection all operations that look like ours are drafted, and pass the check', async () => {
  const draft = drafted('openapi', 'acme.json', text);
  expect(draft.operations.map(({ operation, from }) => `${operation} ${from}`)).toEqual([
    'orders.get getOrder',
    'orders.find listOrders',
    'payments.refund createRefund',
  ]);
  expect(operationOf(draft, 'orders.find')).toMatchObject({
    request: { query: { buyerEmail: '${inputs.email}' } },
    each: '$.results[*]',
  });
  expect(await issuesIn(draft)).toEqual([]);
});

test('pages by number are drafted where a parameter is named so', () => {
  const paths = structuredClone(openapi.paths);
  paths['/orders'].get.parameters.push({ name: 'page', in: 'query', schema: { type: 'integer' } });
  const draft = drafted('openapi', 'acme.json', JSON.stringify({ ...openapi, paths }));
  expect(operationOf(draft, 'orders.find')).toMatchObject({ paging: { page: '1', param: 'page' } });
});

test('a refund takes amount, reason and key, says no as it is described, and leaves what nobody demands', () => {
  const draft = drafted('openapi', 'acme.json', text, { targets: ['payments.refund'] });
  expect(operationOf(draft, 'payments.refund')).toEqual({
    request: {
      method: 'POST',
      path: '/orders/${inputs.order.ref}/refunds',
      body: {
        amount: { value: '${inputs.amount.minor}', currency: '${inputs.amount.currency}' },
        reason: {
          from: 'inputs.reason',
          values: {
            not_received: 'other',
            damaged: 'damaged',
            wrong_item: 'other',
            late: 'other',
            returned: 'other',
            changed_mind: 'unwanted',
            other: 'other',
          },
        },
        channel: 'TODO',
      },
    },
    refusal: { status: ['409'], path: '$.error.code', message: '$.error.message' },
    idempotency: { key: { header: 'Idempotency-Key', window: '24h' } },
    fields: { refundRef: '$.refundId' },
  });
  expect(draft.yaml).toContain('channel: TODO # TODO: the system requires it');
});

test('a refund that is never told its amount is marked, as it would pay back all', () => {
  const { paths } = structuredClone(openapi) as unknown as {
    paths: Record<string, { post: { requestBody?: unknown } }>;
  };
  delete paths['/orders/{orderId}/refunds']!.post.requestBody;
  const draft = drafted('openapi', 'acme.json', JSON.stringify({ ...openapi, paths }), {
    targets: ['payments.refund'],
  });
  expect(draft.yaml).toContain('# TODO: the amount is not in the request');
});

test('Swagger 2.0 is read as YAML with tabs: host, definitions, parameters of its own form', () => {
  const yaml = `swagger: '2.0'
info: { title: Old }
host: old.example
basePath: /rest
schemes: [http, https]
securityDefinitions:
\tlogin: { type: basic }
paths:
\t/orders/{id}:
\t\tget:
\t\t\tparameters: [{ name: id, in: path, type: integer, required: true }]
\t\t\tresponses:
\t\t\t\t'200': { schema: { $ref: '#/definitions/Order' } }
definitions:
\tOrder:
\t\ttype: object
\t\tproperties:
\t\t\tentity_id: { type: integer }
\t\t\tincrement_id: { type: string }
\t\t\tgrand_total: { type: number }
\t\t\torder_currency_code: { type: string }
`;
  const draft = drafted('openapi', 'old.yaml', yaml);
  expect(draft.yaml).toContain('baseUrl: https://old.example/rest');
  expect(draft.yaml).toContain('scheme: basic');
  expect(operationOf(draft, 'orders.get')).toMatchObject({
    fields: {
      ref: '$.entity_id',
      number: '$.increment_id',
      amount: { decimal: '$.grand_total', currency: '$.order_currency_code' },
    },
  });
});

test.each([
  [
    { type: 'http', scheme: 'bearer' },
    { scheme: 'bearer', token: '${secret.ACME_SHOP_THE_TOKEN}' },
  ],
  [
    { type: 'apiKey', in: 'query', name: 'k' },
    { scheme: 'api-key', query: 'k', key: '${secret.ACME_SHOP_THE_KEY}' },
  ],
  [
    { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example/token' } } },
    { scheme: 'oauth2-client-credentials', tokenUrl: 'https://id.example/token' },
  ],
  [{ type: 'openIdConnect' }, { scheme: 'none' }],
])('the security scheme %j becomes auth', (scheme, auth) => {
  const components = { schemas, securitySchemes: { Key: scheme } };
  const draft = drafted('openapi', 'acme.json', JSON.stringify({ ...openapi, components }));
  for (const [key, value] of Object.entries(auth)) expect(draft.yaml).toContain(`  ${key}: ${value}\n`);
});

describe('what cannot be drafted is told', () => {
  test.each([
    ['no description', 'hello: world', /is not an OpenAPI document/],
    ['half of one', '{"openapi": "3.0.0", ', /neither JSON nor YAML/],
    ['another version', 'openapi: 4.0.0', /version 2\.0, 3\.0 or 3\.1/],
  ])('%s', (_, given, message) => {
    expect(() => drafted('openapi', 'x.yaml', given)).toThrow(message);
  });

  test.each([
    [{ operations: ['getOrdr'] }, 'The description has no operation `getOrdr`'],
    [{ operations: ['getOrder'], targets: ['orders.got'] }, '`orders.got` cannot be drafted'],
  ])('%j', (selection, message) => {
    expect(() => drafted('openapi', 'acme.json', text, selection)).toThrow(message);
  });

  test('a description in which nothing looks like ours', () => {
    const paths = { '/weather': { get: { operationId: 'weather', responses: {} } } };
    const given = JSON.stringify({ ...openapi, paths });
    expect(() => drafted('openapi', 'acme.json', given)).toThrow('No operation of the description');
    expect(() => drafted('openapi', 'acme.json', given, { operations: ['weather'] })).toThrow(
      'It is not clear which operation `weather` implements',
    );
  });
});
