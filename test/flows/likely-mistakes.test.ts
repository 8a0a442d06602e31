/** What is right in form and cannot be meant: each kind with its code, line and column, and none in what ships. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { exampleUse } from '../../src/cli/connectors/shown-template.js';
import { readTemplate, templateNames } from '../../src/connectors/templates/templates.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';

const file = ({
  auth = 'scheme: none',
  base = 'https://api.acme.example',
  get = '',
  more = '',
} = {}): string =>
  [
    'connection: shop',
    'connector: declarative',
    `baseUrl: ${base}`,
    `auth: { ${auth} }`,
    'operations:',
    '  orders.get:',
    `    request: { path: '/v2/orders/\${inputs.number}'${get} }`,
    '    fields: { ref: $.id, number: $.no, status: { path: $.st, values: { o: open } }, customerEmail: $.mail }',
    more,
  ].join('\n');

const found = (text: string): string[] => {
  const { issues, warnings = [] } = checkConnection({ file: 'shop.yaml', text });
  return [...issues, ...warnings].map(
    ({ line, column, code, level }) => `${line}:${column} ${level ?? 'error'} ${code}`,
  );
};

const refund = (request: string, idempotency: string, fields = ''): string =>
  [
    '  payments.refund:',
    `    request: { path: /refunds, ${request} }`,
    `    idempotency: ${idempotency}`,
    '    success: { path: $.ok, is: yes }',
    fields,
  ].join('\n');
const key = '{ key: { header: Idempotency-Key, window: 24h } }';

describe('a connection', () => {
  test.each([
    [
      'bearer twice',
      file({ auth: "scheme: bearer, token: 'Bearer ${secret.KEY}'" }),
      '4:32 error connection_auth_invalid',
    ],
    [
      'a prefix without its blank',
      file({ auth: "scheme: api-key, header: Authorization, prefix: Token, key: '${secret.KEY}'" }),
      '4:57 error connection_auth_invalid',
    ],
    [
      'a header that auth sets',
      file({
        auth: "scheme: bearer, token: '${secret.KEY}'",
        get: ", headers: { Authorization: '${secret.OTHER}' }",
      }),
      '7:64 error connection_auth_invalid',
    ],
    ['a path twice', file({ base: 'https://api.acme.example/v2' }), '3:10 error connection_url_invalid'],
    [
      'JSON as one text',
      file({ more: refund(`body: '{"cents": "\${inputs.amount.minor}"}'`, key) }),
      '10:38 error connection_invalid',
    ],
    [
      'a payment that is natural',
      file({ more: refund("body: { id: '${inputs.order.ref}', a: '${inputs.amount.minor}' }", 'natural') }),
      '11:18 warning connection_idempotency_invalid',
    ],
    [
      'cents as a decimal',
      file({ more: refund('body: { betrag_cent: { from: inputs.amount, as: decimal } }', key) }),
      '10:40 warning connection_amount_unit',
    ],
  ])('says so: %s', (_what, text, issue) => {
    expect(found(text)).toEqual([issue]);
  });

  test('has no false alarm in any prebuilt connector', () => {
    for (const name of templateNames()) {
      const { issues, warnings } = checkConnection({
        file: 'use.yaml',
        text: exampleUse(readTemplate(name)!.file),
      });
      expect({ name, issues, warnings }).toEqual({ name, issues: [], warnings: [] });
    }
  });
});

test('what ships has no warning: the demo, and the foreign systems’ merchants', async () => {
  const options = { flowsFolder: 'flows', buildConnection: checkConnection };
  const only = readdirSync('test/foreign').filter((name) => !/^(support|exam)$|\./.test(name));
  const [demo, foreign] = [
    await loadMerchants('merchants', options),
    await loadMerchants('test/foreign', { ...options, only }),
  ];
  expect([...demo.issues, ...demo.warnings, ...foreign.issues, ...foreign.warnings]).toEqual([]);
});
