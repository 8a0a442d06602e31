/** What an approval and a key are for: where the committing request goes, as the file writes it. */
import { expect, test } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const SECRETS = new Map([
  ['HOST', 'CANARY-host.example'],
  ['OTHER', 'other.example'],
  ['TENANT', 'CANARY-tenant'],
]);

function targetOf(baseUrl: string, request: string): string {
  const text = `connection: shop
connector: declarative
baseUrl: ${baseUrl}
operations:
  payments.refund:
    chain: [{ id: draft, staging: true, request: { path: /draft, method: POST }, take: { id: $.id } }]
    request: ${request}
    idempotency: none
    success: { status: 201 }
`;
  const { connection, issues } = buildConnection({
    file: 'shop.yaml',
    text,
    secrets: (name) => SECRETS.get(name),
    egressAllow: [],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!.bindings.get('payments.refund')!.target;
}

const ORDER =
  '{ method: POST, path: "/orders/${inputs.order.ref}/refunds", query: { x: "${inputs.reason}" } }';

test.each([
  ['https://shop.example/api', ORDER, 'https://shop.example/api/orders/${inputs.order.ref}/refunds'],
  ['https://shop.example:8443/', ORDER, 'https://shop.example:8443/orders/${inputs.order.ref}/refunds'],
  ['https://shop.example/api/', '{ method: POST, path: /x }', 'https://shop.example/api/x'],
  [
    'https://shop.example/api',
    '{ method: POST, path: "/${secret.TENANT}/${chain.draft.id}" }',
    'https://shop.example/api/${secret.TENANT}/${chain.draft.id}',
  ],
  ['https://shop.example/graphql', '{ graphql: "mutation { pay }" }', 'https://shop.example/graphql'],
])('%s and %s', (baseUrl, request, target) => {
  expect(targetOf(baseUrl, request)).toBe(target);
});

test('of an address that a secret holds there is a hash: another for another address, and nothing in clear', () => {
  const [one, same, other, deeper] = [
    'https://${secret.HOST}',
    'https://${secret.HOST}/',
    'https://${secret.OTHER}',
    'https://${secret.HOST}/${secret.TENANT}',
  ].map((baseUrl) => targetOf(baseUrl, ORDER));
  expect(one).toMatch(/^sha256:[0-9a-f]{32}\/orders\/\$\{inputs\.order\.ref\}\/refunds$/);
  expect(same).toBe(one);
  expect(new Set([one, other, deeper]).size).toBe(3);
  expect(`${one}${deeper}`).not.toContain('CANARY');
});
