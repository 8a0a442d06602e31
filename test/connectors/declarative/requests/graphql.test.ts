import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { ask, issuesOf } from './ask.js';

const inputs: JsonObject = {
  order: { ref: 'R1', status: 'open' },
  amount: { minor: 1205, currency: 'EUR' },
  reason: 'damaged',
};
const DOCUMENT =
  'mutation Refund($id: ID!, $note: String, $key: ID!, $n: Int! = 1) {\n  refund(id: $id) { ok }\n}\nfragment F on Order { id }\n';
const request = {
  graphql: 'refund.graphql',
  variables: { id: '${inputs.order.ref}', note: '${inputs.order.type}', key: '${idempotencyKey}' },
};

test('a document is posted to the base address, with its variables and without the absent ones', async () => {
  const hit = await ask({
    request,
    inputs,
    files: { 'refund.graphql': DOCUMENT },
    rest: { idempotency: { key: { window: '1h' } } },
  });
  expect([hit?.method, hit?.url]).toEqual(['POST', '/api']);
  expect(hit?.headers).toMatchObject({
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'content-type': 'application/json',
  });
  expect(JSON.parse(hit?.body ?? '')).toEqual({ query: DOCUMENT, variables: { id: 'R1', key: 'key-1' } });
});

test('of several operations one is named', async () => {
  const graphql = 'query A { a } mutation B { b }';
  const hit = await ask({
    request: { graphql, operationName: 'B', query: { r: '${inputs.order.ref}' } },
    inputs,
  });
  expect(JSON.parse(hit?.body ?? '')).toMatchObject({ operationName: 'B', variables: {} });
});

test('without a value for a variable that it needs, nothing is sent', async () => {
  const graphql = 'mutation($id: ID!, $t: ID!) { a(id: $id, t: $t) }';
  const variables = { id: '${inputs.order.ref}', t: '${inputs.order.type}' };
  expect(await ask({ request: { graphql, variables }, inputs })).toBeUndefined();
});

test.each<[string, Json, string, string]>([
  [
    'a value in the document',
    { graphql: 'mutation { a(id: "${inputs.order.ref}") }' },
    'A GraphQL document can only contain values as variables.',
    'Declare `$orderRef: ID!` (or its type) in the document, use `$orderRef` here, and set `variables: { orderRef: "${inputs.order.ref}" }`.',
  ],
  [
    'an unknown variable',
    { graphql: 'mutation($id: ID) { a(id: $id) }', variables: { idd: 'x' } },
    'The document has no variable `$idd`.',
    'Did you mean `id`?',
  ],
  [
    'a missing variable',
    { graphql: 'mutation($id: ID!) { a(id: $id) }' },
    'The document needs the variable `$id`.',
    'Set `id` under `variables`.',
  ],
  [
    'several operations',
    { graphql: 'mutation A { a } mutation B { b }' },
    'The document has several operations.',
    'Choose one with `operationName`: A, B.',
  ],
  [
    'a name of none',
    { graphql: 'mutation Refund { a }', operationName: 'Refnd' },
    'The document has no operation `Refnd`.',
    'Did you mean `Refund`?',
  ],
  [
    'no operation',
    { graphql: 'fragment F on O { id }' },
    'The document has no operation.',
    'Write a `query` or a `mutation`.',
  ],
  [
    'a query that shall write',
    { graphql: 'query { a }' },
    'The document has a query, but an operation with the effect `money` must send a mutation.',
    'Write a `mutation`.',
  ],
])('%s is refused at check', async (_name, written, message, hint) => {
  const [issue, ...more] = await issuesOf({ request: written });
  expect(more).toEqual([]);
  expect(issue).toMatchObject({
    code: 'connection_graphql_invalid',
    message,
    hint,
  });
});

test('a mutation for a read is refused, and so is a mistake of syntax, at its place in the file', async () => {
  const read = { operation: 'orders.get', request: { graphql: 'a.graphql' } };
  expect(await issuesOf({ ...read, files: { 'a.graphql': '\nmutation { a }' } })).toMatchObject([
    { file: 'a.graphql', line: 2, column: 1 },
  ]);
  expect(await issuesOf({ ...read, files: { 'a.graphql': 'query {\n  a(: 1)\n}' } })).toMatchObject([
    {
      file: 'a.graphql',
      line: 2,
      column: 5,
      message: 'This is not valid GraphQL: Expected Name, found ":".',
    },
  ]);
});
