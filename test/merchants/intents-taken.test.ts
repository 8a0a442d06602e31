/** A flow of a merchant's own that is not offered, and takes an intent that customers were answered before: told, with its place. */
import { describe, expect, test } from 'vitest';
import type { MerchantConfig } from '../../src/merchants/merchant.js';
import { intentsTaken } from '../../src/merchants/missing-offers.js';
import { readDocument } from '../../src/flows/yaml/document.js';
import { compile, demo, effects, shipped } from '../flows/support/demo.js';

const few = shipped.filter(({ file }) =>
  /^(find-order|where-is-my-order|answer-about-delivery|watch-shipment|investigate-shipment|replace-order|refund-order|cancel-order|return-order|choose-lines|customer-service)\./.test(
    file,
  ),
);
const bound = new Map([...effects].filter(([name]) => name !== 'payments.refund_status'));

const late = (call = 'payments.refund_status') => ({
  file: 'vip-late.yaml',
  text: `flow: vip-late\ninputs:\n  orderNumber: text?\noutputs:\n  result: [told]\nsteps:\n  - id: find\n    subflow: find-order\n    inputs:\n      orderNumber: \${inputs.orderNumber}\n  - call: ${call}\n    inputs:\n      order: \${steps.find.order}\n  - end: { result: told }\n`,
});

const main = {
  file: 'main.yaml',
  text: `flow: main\ninputs:\n  message: text\noutputs:\n  result: [answered]\nsteps:\n  - id: understood\n    classify: \${inputs.message}\n    intents: [wismo, other]\n  - choose: steps.understood.intent\n    cases:\n      wismo:\n        - say: One moment, please.\n        - subflow: vip-late\n          inputs:\n            orderNumber: \${steps.understood.entities.orderNumber}\n      other:\n        - handover: default\n          reason: Something else.\n        - end: { result: handed_over }\n  - end: { result: answered }\n`,
};

function told(lines: string, config: Partial<MerchantConfig>, own = late(), flows = [...few, own]): string[] {
  const { document } = readDocument('merchant.yaml', `merchant: demo\n${lines}`, { trailingComments: true });
  if (document === undefined) throw new Error('unreadable');
  const merchant = { ...demo, ...config };
  const compiled = compile(flows, merchant, bound);
  expect(compiled.issues).toEqual([]);
  return intentsTaken(document, merchant, compiled).map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
  );
}

const why = '`vip-late` is not available (no connection is bound for payments.refund_status)';
const ownMain = { flows: { 'customer-service': 'main' } };

describe('an intent that a flow takes which is not offered', () => {
  test('is told at the case of the own main flow that sends it there', () => {
    expect(told('', ownMain, late(), [...few, late(), main])).toEqual([
      `main.yaml:14:20 intent_unanswered ${why}, so every message about \`wismo\` is handed off to an agent.`,
    ]);
  });

  test('is told in merchant.yaml for a flow in the place of a shipped one', () => {
    const [issue, ...others] = told('flows:\n  where-is-my-order: vip-late\n', {
      flows: { 'where-is-my-order': 'vip-late' },
    });
    expect(others).toEqual([]);
    expect(issue).toContain(
      `merchant.yaml:3:22 intent_unanswered ${why}, so every message about \`wismo\`, `,
    );
  });
});

describe('nothing is told', () => {
  test('of a flow that is offered', () => {
    expect(told('', ownMain, late(), [...few, late('payments.quote_refund'), main])).toEqual([]);
  });

  test('of a flow that asks first', () => {
    const asks = late();
    const text = asks.text.replace(
      / {2}- call: .*\n.*\n.*\n/,
      (call) =>
        `  - if: offered(payments.refund_status)\n    then:\n${call.replace(/^/gm, '    ').trimEnd()}\n`,
    );
    expect(told('', ownMain, asks, [...few, { ...asks, text }, main])).toEqual([]);
  });

  test('where `without` says that it is meant', () => {
    expect(told('', { ...ownMain, without: ['payments'] }, late(), [...few, late(), main])).toEqual([]);
  });

  test('where nobody answered before: the shipped flow is not offered either', () => {
    const flows = [...few.filter(({ file }) => !file.startsWith('where')), late(), main];
    expect(told('', ownMain, late(), flows)).toEqual([]);
  });

  test('of shipped flows that a merchant has not bound', () => {
    expect(told('', {}, late(), few)).toEqual([]);
  });
});
