/** What a connection's file must not say: a secret in plain, a payment without its amount. */
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/commerce/index.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const issuesOf = (auth: string, operations: string): string[] =>
  buildConnection({
    file: 'shop.yaml',
    text: `connection: shop\nconnector: declarative\nbaseUrl: https://shop.example\nauth: ${auth}\noperations:\n${operations}`,
    secrets: () => 'S',
    egressAllow: [],
    tokens: memoryTokens(),
    vocabulary: { catalogue, ownFields: {} },
  }).issues.map(({ code, path }) => `${code} ${path}`);

const READ = `  orders.get:
    request: { path: "/orders/\${inputs.number}" HEADERS }
    fields: { ref: $.id, number: $.no, status: { value: open } }
`;
const reading = (headers = ''): string => READ.replace(' HEADERS', headers && `, headers: ${headers}`);

test.each([
  ['{ scheme: basic, user: ann, password: 5ecret }', 'auth.password'],
  ['{ scheme: bearer, token: 5ecret }', 'auth.token'],
  ['{ scheme: api-key, header: X-Key, key: 5ecret }', 'auth.key'],
  [
    '{ scheme: login-token, loginUrl: "https://x.example", json: { a: { password: 5ecret } }, token: $.t }',
    'auth.json.a.password',
  ],
  [
    '{ scheme: login-token, loginUrl: "https://x.example", headers: { Authorization: Basic x }, token: $.t }',
    'auth.headers.Authorization',
  ],
  [
    '{ scheme: login-token, loginUrl: "https://x.example", xml: "<l><a:password x=\'1\'>5ecret</a:password></l>", token: $.t }',
    'auth.xml',
  ],
  [
    '{ scheme: login-token, loginUrl: "https://x.example", xml: "<l user=\'ann\' password=\'5ecret\'/>", token: $.t }',
    'auth.xml',
  ],
])('a secret in plain: %s', (auth, path) => {
  expect(issuesOf(auth, reading())).toEqual([`connection_secret_plain ${path}`]);
});

test('a secret in plain by which events are verified, one of two as well', () => {
  const told = (secret: string): string[] =>
    issuesOf(
      `{ scheme: none }\nevents:\n  verify: { scheme: stripe, secret: ${secret} }\n  id: $.id\n  kinds: { orders.changed: { ref: $.id } }`,
      reading(),
    );
  const at = 'connection_secret_plain events.verify.secret';
  expect(told('5ecret')).toEqual([expect.stringContaining(at)]);
  expect(told('["${secret.NEW}", 5ecret]')).toEqual([expect.stringContaining(at)]);
  expect(told('["${secret.NEW}", "${secret.OLD}"]')).toEqual([]);
});

test('a secret in plain in a header of a request', () => {
  const none = '{ scheme: none }';
  const headers = 'operations.orders.get.request.headers';
  expect(issuesOf(none, reading('{ X-Api-Key: 5ecret }'))).toEqual([
    `connection_secret_plain ${headers}.X-Api-Key`,
  ]);
  expect(issuesOf(none, reading('{ X-Api-Key: "${secret.KEY}", Accept-Language: de }'))).toEqual([]);
});

test.each([
  '{ scheme: basic, user: ann, password: "${secret.P}" }',
  '{ scheme: bearer, token: "${secret.T}" }',
  '{ scheme: login-token, loginUrl: "https://x.example", json: { p: "${secret.P}" }, token: $.token }',
])('no secret in plain: %s', (auth) => {
  expect(issuesOf(auth, reading())).toEqual([]);
});

const refund = (amount: string, chain = ''): string => `  payments.refund:
${chain}    request: { path: /refunds, body: { order: "\${inputs.order.ref}"${amount} } }
    idempotency: none
    fields: { refundRef: $.id }
`;
const STAGED = `    chain:
      - id: draft
        staging: true
        request: { path: /drafts, body: { cents: "\${inputs.amount.minor}" } }
        take: { id: $.id }
`;

test('a refund that does not say how much', () => {
  const wrong = ['connection_amount_unused operations.payments.refund.request'];
  expect(issuesOf('{ scheme: none }', refund(''))).toEqual(wrong);
  expect(issuesOf('{ scheme: none }', refund(', cents: "${inputs.amount.minor}"'))).toEqual([]);
  expect(issuesOf('{ scheme: none }', refund(', sum: { from: inputs.amount, as: decimal }'))).toEqual([]);
  expect(issuesOf('{ scheme: none }', refund('', STAGED))).toEqual([]);
});
