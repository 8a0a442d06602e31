/** What can follow from each intent of a main flow, and thresholds that a merchant raises. */
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/flows/yaml/document.js';
import { Reader } from '../../src/merchants/merchant-file-reader.js';
import { checkThresholds, readThresholds } from '../../src/merchants/thresholds.js';
import { intents as known } from '../../src/understanding/intents/index.js';
import { intentsOf } from '../../src/merchants/handled-intents.js';
import { compile, shipped } from '../flows/support/demo.js';
import { mainFlow } from '../flows/support/main-flow.js';

const intents = (steps: string): Record<string, string> => {
  const { flows, issues } = compile([
    ...shipped.filter(({ file }) => file !== 'customer-service.yaml'),
    { file: 'main.yaml', text: mainFlow('wismo, refund, other', steps) },
  ]);
  expect(issues).toEqual([]);
  return Object.fromEntries(intentsOf(flows));
};

test('of the shipped flows: where an order is reads, a cancel writes, a refund moves money, the rest goes to people', () => {
  const found = intentsOf(compile(shipped).flows);
  const whole = [...found.keys()].filter((name) => !name.includes('.'));
  expect(whole).toEqual(known.map(({ name }) => name));
  const some = ['wismo', 'refund', 'refund.status', 'cancel_order', 'talk_to_a_person', 'other'];
  const consequences = ['read', 'money', 'read', 'write', 'none', 'none'];
  expect(some.map((intent) => found.get(intent))).toEqual(consequences);
});

test('what does not depend on the intent counts for each', () => {
  const refund =
    '  - subflow: refund-order\n    inputs: { orderNumber: "${steps.understood.entities.orderNumber}", reason: other }';
  expect(intents(refund)).toEqual({ wismo: 'money', refund: 'money', other: 'money' });
});

test('the rest of a choice is what the others reach', () => {
  const steps = `
  - choose: steps.understood.intent
    cases:
      refund:
        - subflow: refund-order
          inputs: { orderNumber: "\${steps.understood.entities.orderNumber}", reason: other }
    else:
      - subflow: where-is-my-order
        inputs: { orderNumber: "\${steps.understood.entities.orderNumber}" }`;
  expect(intents(steps)).toEqual({ wismo: 'read', refund: 'money', other: 'money' });
});

test('without a main flow nothing is known', () => {
  expect(intentsOf(new Map()).size).toBe(0);
});

describe('thresholds of a merchant', () => {
  const check = (lines: string): { thresholds: Readonly<Record<string, number>>; issues: string[] } => {
    const text = `understanding:\n  thresholds:\n${lines.replaceAll(/^/gm, '    ')}\n`;
    const { document } = readDocument('merchant.yaml', text);
    const reader = new Reader(document!);
    const { understanding } = document!.value as {
      understanding: { thresholds: Record<string, string> };
    };
    const thresholds = readThresholds(reader, understanding.thresholds);
    checkThresholds(reader, { thresholds }, compile(shipped).flows);
    return {
      thresholds,
      issues: reader.issues.map(({ line, message, hint }) => `${line}: ${message} ${hint}`),
    };
  };

  test('are read as numbers', () => {
    expect(check('refund: 0.95\nwismo: 1\nreturn: .9')).toEqual({
      thresholds: { refund: 0.95, wismo: 1, return: 0.9 },
      issues: [],
    });
  });

  test.each([
    ['refund: 95', '3: `95` is not a probability. Write a number up to 1, such as 0.95.'],
    ['refund: high', '3: `high` is not a probability. Write a number up to 1, such as 0.95.'],
    [
      'refund: 0.8',
      '3: The threshold of `refund` is lower than the default of 0.9. A threshold can only be raised.',
    ],
    ['refunds: 0.95', '3: The main flow has no intent `refunds`. Did you mean `refund`?'],
  ])('`%s` is told at its place', (line, issue) => {
    expect(check(line).issues).toEqual([issue]);
  });
});
