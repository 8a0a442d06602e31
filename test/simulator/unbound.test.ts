/** Flows are tested before anybody has bound what they call: an author and an engineer work side by side. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../flows/support/demo.js';
import { issuesIn, runIn } from './support/run.js';

const merchant = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');

/** An own operation that is declared, and that no connection answers. */
const declared = merchant.replace(
  '    region: text\n',
  `    region: text
  operations:
    acme.loyalty_points:
      inputs: { order: Order }
      outputs: { points: number }
      effect: read
`,
);

const flow = `flow: loyalty
inputs:
  order: Order
outputs:
  result: [told]
steps:
  - id: look
    call: acme.loyalty_points
    inputs:
      order: \${inputs.order}
  - say: You have \${steps.look.points} points.
  - end: { result: told }
`;

const tests = (said: string): string => `flow: loyalty
given:
  inputs:
    order: { number: '1', status: open }
  operations:
    acme.loyalty_points:
      - done: { points: 12 }
tests:
  - name: the points are told
    then:
      said:
        - ${said}
      result: told
`;

const files = {
  'merchants/demo/merchant.yaml': declared,
  'merchants/demo/flows/loyalty.yaml': flow,
  'merchants/demo/flows/loyalty.test.yaml': tests('You have 12 points.'),
};

/** What came of each test: the messages of its differences, or why it was skipped. */
const outcomes = async (given: Readonly<Record<string, string>>): Promise<unknown[]> =>
  (await runIn(given)).files.flatMap((file) => [
    ...file.issues.map(({ code }) => code),
    ...file.tests.map(({ differences, skipped }) => skipped ?? differences.map(({ message }) => message)),
  ]);

describe('an own operation that is declared only', () => {
  test('is answered by the test, which passes or fails for what the flow does', async () => {
    expect(await issuesIn(files)).toEqual([]);
    expect(await outcomes(files)).toEqual([[]]);
    const wrong = { ...files, 'merchants/demo/flows/loyalty.test.yaml': tests('You have 13 points.') };
    expect(await outcomes(wrong)).toEqual([['said 1 of 1 differs.']]);
  });

  test('without an answer in the test is named, like one that is bound', async () => {
    const unanswered = tests('You have 12 points.').replace(/  operations:\n.*\n.*\n/, '');
    expect(await outcomes({ ...files, 'merchants/demo/flows/loyalty.test.yaml': unanswered })).toEqual([
      ['`acme.loyalty_points` is called, but the test has no answer for it.'],
    ]);
  });

  test('that stays is listed under `without:` skipped', async () => {
    const without = declared.replace('\noperations:', '\nwithout: [acme]\noperations:');
    expect(await outcomes({ ...files, 'merchants/demo/merchant.yaml': without })).toEqual([
      'demo does not offer loyalty: acme is listed under `without:`',
    ]);
  });
});

describe('an operation of the catalogue that is not bound', () => {
  const unbound = merchant.replace('  shipments: blitz\n', '');
  const parcel = {
    'merchants/demo/merchant.yaml': unbound,
    'merchants/demo/flows/parcel.yaml': `flow: parcel
inputs:
  order: Order
outputs:
  result: [told]
steps:
  - id: refund
    subflow: refund-order
    inputs:
      orderNumber: \${inputs.order.number}
      reason: other
  - end: { result: told }
`,
    'merchants/demo/flows/parcel.test.yaml': `flow: parcel
given:
  inputs:
    order: { number: '1', status: open }
tests:
  - name: what is not paid back is told
    given:
      subflows:
        refund-order: [declined]
    then:
      result: told
`,
  };

  test('behind a sub-flow that a test lets end is no reason to skip it', async () => {
    const withoutPayments = unbound.replace('  payments: shop\n', '');
    expect(await outcomes({ ...parcel, 'merchants/demo/merchant.yaml': withoutPayments })).toEqual([[]]);
  });

  test('lacks nothing else silently: what the flow then needs of merchant.yaml is an issue', async () => {
    const withoutPolicy = unbound
      .replace('  payments: shop\n', '')
      .replace(/  refund\.autoApprove:\n.*\n.*\n.*\n/, '');
    const codes = await outcomes({ ...parcel, 'merchants/demo/merchant.yaml': withoutPolicy });
    expect(codes).toContain('policy_missing');
  });
});
