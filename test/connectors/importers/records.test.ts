/** Which media type of an answer is read, and which record in it is the order. */
import { expect, test } from 'vitest';
import { drafted, operationOf } from './support.js';

test('plain JSON is read before JSON:API, whichever comes first; an order before what is in it', () => {
  const inner = {
    type: 'object',
    properties: { id: {}, orderId: {}, name: {}, quantity: {}, sku: {}, order: { $ref: '#/x' } },
  };
  const own = {
    type: 'object',
    properties: {
      id: {},
      orderNumber: {},
      status: {},
      email: {},
      lineItems: { type: 'array', items: inner },
    },
  };
  const content = {
    'application/vnd.api+json': { schema: { type: 'object', properties: { data: { type: 'object' } } } },
    'application/json': { schema: { type: 'object', properties: { data: own } } },
  };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shop' },
    paths: { '/order/{id}': { get: { operationId: 'getOrder', responses: { 200: { content } } } } },
  };
  const draft = drafted('openapi', 'shop.json', JSON.stringify(document), { targets: ['orders.get'] });
  expect(operationOf(draft, 'orders.get')).toMatchObject({
    at: '$.data',
    fields: { ref: '$.id', number: '$.orderNumber', lines: { each: '$.lineItems[*]' } },
  });
});
