/** A merchant's own operation, from its files to a flow that calls it: checked and played as the product's are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../flows/support/demo.js';
import { issuesIn, runIn } from './support/run.js';

const demoFile = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');

const merchant = demoFile
  .replace(
    '    region: text\n',
    `    region: text
    points: number
  operations:
    acme.loyalty_points:
      title: Look up loyalty points
      inputs: { order: Order, since: moment? }
      outputs:
        result:
          member: { points: number, tier: text?, worth: money, visits: list of text }
          no_member: {}
      effect: read
    acme.credit_points:
      inputs: { order: Order, points: number }
      outputs: { creditRef: text? }
      effect: write
      refusals: [closed]
    acme.opening_hours:
      outputs: { words: text }
      effect: read
      privacy: none
`,
  )
  .replace('  shipments: blitz\n', '  shipments: blitz\n  acme: club\n');

const club = `connection: club
connector: declarative
baseUrl: https://club.example
operations:
  acme.loyalty_points:
    request: { method: GET, path: '/points/\${inputs.order.customerRef}', query: { since: '\${inputs.since}' } }
    results: { no_member: { status: 404 } }
    fields:
      points: $.points
      tier: $.tier
      worth: { decimal: $.worth, currency: EUR }
      visits: { each: '$.visits[*]', fields: $ }
  acme.credit_points:
    request: { method: POST, path: '/points/\${inputs.order.customerRef}', body: { add: '\${inputs.points}', key: '\${idempotencyKey}' } }
    idempotency: { key: { window: 24h } }
    refusal: { path: $.error, values: { CLOSED: closed } }
    fields: { creditRef: $.id }
  acme.opening_hours:
    request: { method: GET, path: /hours }
    fields: { words: $.text }
`;

const flow = `flow: loyalty
title: Tell loyalty points
inputs:
  order: Order
outputs:
  result: [told, none]
steps:
  - id: hours
    call: acme.opening_hours
  - id: look
    call: acme.loyalty_points
    inputs:
      order: \${inputs.order}
  - choose: steps.look.result
    cases:
      no_member:
        - end: { result: none }
      member: []
  - id: sure
    ask: Shall I credit five points for order \${inputs.order.number}?
    answer: yes_or_no
  - if: steps.sure.answer == "no"
    then:
      - end: { result: none }
  - id: credit
    call: acme.credit_points
    inputs:
      order: \${inputs.order}
      points: 5
  - say: You have \${steps.look.points} points, worth \${steps.look.worth}. \${steps.hours.words}
  - end: { result: told }
`;

const tests = `flow: loyalty
given:
  inputs:
    order: { ref: r1, number: '1', status: open, lines: [], shipments: [], returns: [], custom: { points: 3 } }
  operations:
    acme.opening_hours:
      - done: { words: We are open. }
tests:
  - name: a member hears the points
    given:
      operations:
        acme.loyalty_points:
          - member: { points: 12, worth: 1.20 EUR }
        acme.credit_points:
          - done
    when:
      - customer: yes
    then:
      asked:
        - Shall I credit five points for order 1?
      said:
        - You have 12 points, worth €1.20. We are open.
      result: told
  - name: anybody else does not
    given:
      operations:
        acme.loyalty_points:
          - no_member
    then:
      result: none
`;

const files = {
  'merchants/demo/merchant.yaml': merchant,
  'merchants/demo/connections/club.yaml': club,
  'merchants/demo/flows/loyalty.yaml': flow,
  'merchants/demo/flows/loyalty.test.yaml': tests,
};

test('a flow calls it, and its tests answer it by its types', async () => {
  expect(await issuesIn(files)).toEqual([]);
  const run = await runIn(files);
  const results = run.files.flatMap((file) => file.tests.map(({ name, differences }) => [name, differences]));
  expect(results).toEqual([
    ['a member hears the points', []],
    ['anybody else does not', []],
  ]);
});

describe('what does not fit its declaration is an issue', () => {
  test.each<[string, string, [string, string], string]>([
    [
      'an output that it does not have',
      'merchants/demo/flows/loyalty.yaml',
      ['steps.look.points', 'steps.look.pionts'],
      'field_unknown',
    ],
    [
      'an input of another type',
      'merchants/demo/flows/loyalty.yaml',
      ['points: 5', 'points: five'],
      'type_mismatch',
    ],
    [
      'an unknown one of the same domain',
      'merchants/demo/flows/loyalty.yaml',
      ['call: acme.opening_hours', 'call: acme.closing_hours'],
      'operation_not_known',
    ],
    [
      'a field that the connection invents',
      'merchants/demo/connections/club.yaml',
      ['tier: $.tier', 'teir: $.tier'],
      'connection_field_unknown',
    ],
    [
      'a field that the connection lacks',
      'merchants/demo/connections/club.yaml',
      ['{ words: $.text }', '{}'],
      'connection_field_missing',
    ],
    [
      'a refusal that it does not have',
      'merchants/demo/connections/club.yaml',
      ['CLOSED: closed', 'CLOSED: shut'],
      'connection_refusal_unknown',
    ],
    [
      'a write that cannot be asked again',
      'merchants/demo/connections/club.yaml',
      ['    idempotency: { key: { window: 24h } }\n', ''],
      'connection_idempotency_invalid',
    ],
    [
      'an own field that the connection invents',
      'merchants/demo/connections/shop.yaml',
      ['', ''],
      'connection_field_unknown',
    ],
  ])('%s', async (what, file, [from, to], code) => {
    const shop = readFileSync(join(projectFolder, 'merchants/demo/connections/shop.yaml'), 'utf8');
    const text = what.startsWith('an own field')
      ? shop.replace('custom.region', 'custom.regoin')
      : files[file as keyof typeof files].replace(from, to);
    const issues = await issuesIn({ ...files, [file]: text });
    expect(issues.map((issue) => `${issue.file} ${issue.code}`)).toContain(`${file} ${code}`);
  });
});

test('another merchant does not have it, neither in its flows nor in its connections', async () => {
  const issues = await issuesIn({
    ...files,
    'merchants/other/merchant.yaml': demoFile.replace('merchant: demo', 'merchant: other'),
    'merchants/other/connections/club.yaml': club,
    'merchants/other/flows/loyalty.yaml': flow,
  });
  const told = issues
    .filter(({ file }) => file.startsWith('merchants/other/'))
    .map(({ file, code }) => `${file} ${code}`);
  expect(told).toContain('merchants/other/connections/club.yaml connection_operation_unknown');
  expect(told).toContain('merchants/other/flows/loyalty.yaml operation_not_known');
});
