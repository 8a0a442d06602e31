/** What is right in form and cannot be meant: each kind with its code, line and column, and none in what ships. */
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    [
      'a header that a signature sets',
      file({
        auth: "scheme: hmac-signature, key: '${secret.KEY}', sign: '${body}', headers: { X-Sign: '${signature}' }",
        get: ", headers: { x-sign: '${secret.OTHER}' }",
      }),
      '7:64 error connection_auth_invalid',
    ],
    [
      'a parameter that auth sets',
      file({
        auth: "scheme: api-key, query: key, key: '${secret.KEY}'",
        get: ", query: { key: '${secret.OTHER}' }",
      }),
      '7:62 error connection_auth_invalid',
    ],
    [
      'a page that is smaller than `size`',
      file({
        more: [
          '  orders.find:',
          "    request: { path: /orders, query: { email: '${inputs.email}', limit: 50 } }",
          '    each: $.items[*]',
          '    paging: { page: 1, param: page, size: 100 }',
          '    fields: { ref: $.id, number: $.no, status: { path: $.st, values: { o: open } }, customerEmail: $.mail }',
        ].join('\n'),
      }),
      '12:43 warning connection_paging_invalid',
    ],
    [
      'what a GraphQL document does not ask for',
      file({
        more: [
          '  orders.find:',
          "    request: { path: /graphql, graphql: 'query O($m: String) { orders(mail: $m) { id no st } }', variables: { m: '${inputs.email}' } }",
          '    each: $.data.orders[*]',
          '    fields: { ref: $.id, number: $.no, status: { path: $.st, values: { o: open } }, customerEmail: $.mail }',
        ].join('\n'),
      }),
      '12:100 error connection_path_absent',
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
    [
      'a lookup by the amount alone',
      file({
        more: [
          refund("body: { a: '${inputs.amount.minor}' }", '{ lookup: payments.refund.happened }'),
          '  payments.refund.happened:',
          "    request: { path: '/refunds/${inputs.order.ref}' }",
          "    results: { not_happened: { path: '$.none', is: yes } }",
          "    success: { path: '$.list[*].cents', is: '${inputs.amount.minor}' }",
        ].join('\n'),
      }),
      '17:14 warning connection_idempotency_invalid',
    ],
    [
      'every refusal is one that says it has been done',
      file({
        more: refund(
          "body: { a: '${inputs.amount.minor}' }",
          key,
          "    refusal: { status: 409, path: $.code, values: { '*': already_refunded } }",
        ),
      }),
      '13:53 warning connection_refusal_unknown',
    ],
    [
      'a write by GET',
      file({ more: refund("method: GET, query: { a: '${inputs.amount.minor}' }", key) }),
      '10:40 warning connection_invalid',
    ],
    [
      'months and minutes swapped',
      file().replace(
        'number: $.no',
        'number: $.no, createdAt: { path: $.at, format: dd.mm.yyyy HH:MM, zone: Europe/Berlin }',
      ),
      '8:73 error connection_format_invalid',
    ],
    [
      'times for people in UTC',
      file().replace(
        'number: $.no',
        'number: $.no, createdAt: { path: $.at, format: dd.MM.yyyy HH:mm, zone: UTC }',
      ),
      '8:97 warning connection_format_invalid',
    ],
    [
      'a star for a definite value',
      file().replace('o: open', "o: open, '*': shipped"),
      '8:86 warning connection_value_unknown',
    ],
    [
      'a value that only flows have',
      file({ get: ", headers: { X-Run: '${run.id}' }" }),
      '7:72 error connection_template_invalid',
    ],
    [
      'two slashes in a row',
      file({ base: 'https://api.acme.example//shop' }),
      '3:10 warning connection_url_invalid',
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
  const only = readdirSync('test/foreign').filter((name) =>
    existsSync(join('test/foreign', name, 'merchant.yaml')),
  );
  const [demo, foreign] = [
    await loadMerchants('merchants', options),
    await loadMerchants('test/foreign', { ...options, only }),
  ];
  expect([...demo.issues, ...demo.warnings, ...foreign.issues, ...foreign.warnings]).toEqual([]);
  expect([...foreign.merchants.keys()].sort()).toEqual(only.toSorted());
});

test.each([
  [
    'roles: [refund-approver, team-lead]',
    'roles: [refund-approver, teamlead]',
    'error role_unknown',
    /Did you mean `team-lead`/,
  ],
  ["mon-fri: '09:00-17:00'", "mon-fri: '09:00-05:00'", 'error hours_invalid', /"09:00-17:00"/],
  ['\n  payments: shop', '\n  # payments: shop', 'warning operation_not_known', /orderly pause demo money/],
] as const)(
  'of merchant.yaml, one issue says where it is and what is meant: %s',
  async (from, to, code, hint) => {
    const folder = await mkdtemp(join(tmpdir(), 'orderly-likely-'));
    try {
      await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
      const file = join(folder, 'demo/merchant.yaml');
      const right = await readFile(file, 'utf8');
      expect(right).toContain(from);
      const changed = right.replace(from, to);
      await writeFile(file, changed);
      const { issues, warnings } = await loadMerchants(folder, {
        flowsFolder: 'flows',
        buildConnection: checkConnection,
        now: Date.UTC(2026, 2, 2),
      });
      const found = [...issues, ...warnings];
      expect(found.map(({ level = 'error', code }) => `${level} ${code}`)).toEqual([code]);
      const [issue] = found;
      expect(issue?.hint).toMatch(hint);
      const at = changed.slice(0, changed.indexOf(to.trim())).split('\n').length;
      expect(issue?.file).toBe(file);
      expect(issue?.line).toBe(at);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('what merchant.yaml hardly means is a warning each, and the merchant is served', async () => {
  const mistakes = [
    ['upTo: 250 EUR', 'upTo: 25000 EUR', 'band_invalid'],
    ['upTo: 15 EUR', 'upTo: 15 USD', 'currency_differs'],
    ['limit: 200 EUR', 'limit: 200 USD', 'currency_differs'],
    ['holidays: de-BE', 'holidays: [2026-12-24]', 'holidays_unknown'],
    ['payments: payments-team', 'paymets: payments-team', 'queue_unknown'],
    ['mode: live', 'sentences:\n  clarify: What do you mean?\nmode: live', 'merchant_shape'],
  ] as const;
  const folder = await mkdtemp(join(tmpdir(), 'orderly-likely-'));
  try {
    await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
    const file = join(folder, 'demo/merchant.yaml');
    const right = await readFile(file, 'utf8');
    const changed = mistakes.reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    }, right);
    // Where an approver has a limit in another currency, no limit is the highest.
    const banded = right.replace(...pair(mistakes[0]));
    for (const [text, codes] of [
      [changed, mistakes.slice(1).map(([, , code]) => code)],
      [banded, ['band_invalid']],
    ] as const) {
      await writeFile(file, text);
      const { merchants, issues, warnings } = await loadMerchants(folder, {
        flowsFolder: 'flows',
        buildConnection: checkConnection,
        now: Date.UTC(2026, 2, 2),
      });
      expect([issues, [...merchants.keys()]]).toEqual([[], ['demo']]);
      expect([...new Set(warnings.map(({ level, code }) => `${level ?? ''} ${code}`))].sort()).toEqual(
        [...new Set(codes.map((code) => `warning ${code}`))].sort(),
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

const pair = ([from, to]: readonly [string, string, string]): [string, string] => [from, to];
