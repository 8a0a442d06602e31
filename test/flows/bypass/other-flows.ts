/** Attempts to pay through another flow. */
import { demo } from '../support/demo.js';
import { ask, declined, done, no, pay, quote, rows, spared, sure, type Table, unless } from './pieces.js';

const asked = rows(quote(), sure, no);

const child = (steps: string, name = 'pay-it') => ({
  file: `${name}.yaml`,
  text: `flow: ${name}\ninputs:\n  order: Order\n  amount: money\n  answer: text\npolicy:\n  refund.autoApprove: band\noutputs:\n  result: [done, declined]\nsteps:\n${steps.replaceAll(/^(?=.)/gm, '  ')}\n`,
});

const called = (name = 'pay-it'): string =>
  rows(
    asked,
    `- subflow: ${name}\n  inputs:`,
    '    order: ${inputs.order}',
    '    amount: ${steps.quote.amount}',
    '    answer: ${steps.sure.answer}',
    done,
  );

const paidInside = (approvalOf: string, ...before: string[]): string =>
  rows(...before, pay(approvalOf, { amount: '${inputs.amount}' }), done);

const askedInside = rows(
  ask('Would you like me to refund ${inputs.amount} for order ${inputs.order.number}?', 'inside'),
  unless('steps.inside.answer == "no"'),
);

/** Through another flow. */
export const otherFlows: Table = [
  [
    'a sub-flow that pays without an approval',
    { steps: called(), siblingFiles: [child(paidInside('', askedInside))] },
    ['approval_missing'],
  ],
  [
    'a yes that the caller has heard',
    { steps: called(), siblingFiles: [child(paidInside(spared))] },
    ['money_unconfirmed'],
  ],
  [
    'a yes that comes as an input',
    {
      steps: called(),
      siblingFiles: [
        child(rows(`- if: inputs.answer != "yes"\n  then:\n    ${declined}`, paidInside(spared))),
      ],
    },
    ['money_unconfirmed'],
  ],
  [
    "the merchant's own flow in place of a shipped one",
    {
      steps: done,
      head: 'outputs:\n  result: [done]',
      merchant: { ...demo, flows: { 'refund-order': 'own-refund' } },
      siblingFiles: [
        {
          file: 'own-refund.yaml',
          text: `flow: own-refund\ninputs:\n  orderNumber: text?\n  reason: refund_reason\noutputs:\n  result:\n    refunded: { amount: money }\n    cancelled: {}\n    already_refunded: {}\n    declined: {}\nsteps:\n  - id: find\n    subflow: find-order\n    inputs:\n      orderNumber: \${inputs.orderNumber}\n  - id: sure\n    ask: Would you like me to refund \${money("50 EUR")} for order \${steps.find.order.number}?\n    answer: yes_or_no\n  - if: steps.sure.answer == "no"\n    then:\n      - handover: default\n      - end: { result: handed_over }\n  - call: payments.refund\n    inputs:\n      order: \${steps.find.order}\n      amount: 50 EUR\n      reason: other\n  - end:\n      result: refunded\n      amount: 50 EUR\n`,
        },
      ],
    },
    ['approval_missing'],
  ],
  [
    'a flow that pays through itself',
    {
      steps: called('tried'),
      head: 'policy:\n  refund.autoApprove: band\noutputs:\n  result: [done, declined]',
    },
    ['flow_cycle', 'input_missing', 'input_missing', 'input_missing', 'input_unknown', 'input_unknown'],
  ],
  ['a flow named by an expression', rows(asked, '- subflow: ${inputs.word}', done), ['flow_unknown']],
];
