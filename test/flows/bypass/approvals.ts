/** Attempts to pay without an approval, or by one that is none. */
import {
  ask,
  below,
  byPeople,
  declined,
  done,
  eachOrder,
  mine,
  no,
  pay,
  quote,
  raised,
  rows,
  spared,
  sure,
  sureAgain,
  sureOfFifty,
  sureOfItem,
  type Table,
  unless,
} from './pieces.js';

const asked = rows(quote(), sure, no);
const paid = (approval: string, more: Parameters<typeof pay>[1] = {}): string =>
  rows(asked, pay(approval, more), done);

const approval = (...lines: string[]): string => rows('  approval:', ...lines.map((line) => `    ${line}`));

const paidAgain = rows(sureAgain, pay(''), done);

/** Nobody approves. */
export const withoutApproval: Table = [
  ['no approval at all', paid(''), ['approval_missing']],
  ['the operation with a capital letter', paid('', { call: 'Payments.Refund' }), ['operation_not_known']],
  ['the operation in capitals', paid('', { call: 'PAYMENTS.REFUND' }), ['operation_not_known']],
  ['a blank behind the operation', paid('', { call: '"payments.refund "' }), ['operation_not_known']],
  ['a letter of another alphabet', paid('', { call: 'pаyments.refund' }), ['operation_not_known']],
  ['a character nobody sees', paid('', { call: 'payments.\u200brefund' }), ['operation_not_known']],
  ['another separator', paid('', { call: 'payments/refund' }), ['operation_not_known']],
  ['an expression as operation', paid('', { call: '${inputs.word}' }), ['operation_not_known']],
  ['an operation put together', paid('', { call: 'payments.${inputs.word}' }), ['operation_not_known']],
  ['an operation of every object', paid('', { call: '__proto__' }), ['operation_not_known']],
  [
    'in a branch',
    rows(asked, below('- if: inputs.count > 1\n  then:', pay(''), 4), done),
    ['approval_missing'],
  ],
  [
    'in an `else`',
    rows(asked, below('- if: inputs.count > 1\n  then: []\n  else:', pay(''), 4), done),
    ['approval_missing'],
  ],
  [
    'in a case',
    rows(asked, below('- choose: inputs.order.status\n  cases:\n    open:', pay(''), 6), '  else: []', done),
    ['approval_missing'],
  ],
  [
    'in a loop',
    rows(mine, quote(), eachOrder(rows(sureOfItem, pay('', { order: '${item}' }))), done),
    ['approval_missing'],
  ],
  [
    'in the block of an outcome',
    rows(
      mine.replace(
        '  call: orders.find',
        below(
          '  call: orders.find\n  outcomes:\n    refused:',
          rows(sureOfFifty, pay('', { amount: '50 EUR' }), declined),
          6,
        ),
      ),
      done,
    ),
    ['approval_missing'],
  ],
  [
    'where an approval has expired',
    rows(asked, pay(byPeople, { more: below('  outcomes:\n    expired:', paidAgain, 6) }), done),
    ['approval_missing'],
  ],
  [
    'where an approval was rejected',
    rows(asked, pay(byPeople, { more: below('  outcomes:\n    rejected:', paidAgain, 6) }), done),
    ['approval_missing'],
  ],
  [
    'where nobody answered the question',
    rows(quote(), sure, below('  outcomes:\n    expired:', paidAgain, 6), no, done),
    ['approval_missing'],
  ],
  [
    'side by side with something harmless',
    rows(
      asked,
      below('- parallel:\n    back:', pay(''), 6),
      below('    words:', '- say: One moment.', 6),
      done,
    ),
    ['approval_missing'],
  ],
  [
    'as what takes another call back',
    rows(
      asked,
      pay(byPeople, {
        more: '  undo:\n    call: payments.refund\n    inputs: { order: "${inputs.order}", amount: "${steps.quote.amount}", reason: other }',
      }),
      done,
    ),
    ['undo_money'],
  ],
  [
    'again and again',
    rows(
      asked,
      below('- repeat:', pay(byPeople), 4),
      '  until: inputs.count > 1',
      '  every: 1 hour',
      '  atMost: 3',
      done,
    ),
    ['repeat_writes'],
  ],
];

/** An approval of the wrong form. */
export const wrongApproval: Table = [
  ['an empty approval', paid('  approval:'), ['flow_shape']],
  ['an approval without anything', paid('  approval: {}'), ['flow_shape']],
  ['an approval that is a word', paid('  approval: none'), ['flow_shape']],
  ['an approval that is a list', paid('  approval: [refund-approver]'), ['flow_shape']],
  ['an approval by an expression', paid('  approval: ${inputs.word}'), ['flow_shape']],
  ['an approval that never expires', paid(approval('by: refund-approver')), ['approval_expiry_missing']],
  [
    'an approval that expires at once',
    paid(approval('by: refund-approver', 'expires: 0 days')),
    ['type_mismatch'],
  ],
  ['an approval without anybody', paid(approval('expires: 1 day')), ['flow_shape']],
  ['an approval by nobody', paid(approval('by: ""', 'expires: 1 day')), ['role_unknown']],
  [
    'an approval by a role that nobody has',
    paid(approval('by: customer', 'expires: 1 day')),
    ['role_unknown'],
  ],
  [
    'a key of its own',
    paid(approval('by: refund-approver', 'expires: 1 day', 'skip: true')),
    ['key_unknown'],
  ],
  [
    'an approval with a blank in its name',
    paid('  "approval ": { by: refund-approver, expires: 1 day }'),
    ['key_unknown'],
  ],
  [
    'an approval in another alphabet',
    paid('  аpproval: { by: refund-approver, expires: 1 day }'),
    ['key_unknown'],
  ],
  [
    'an approval under the inputs',
    paid('', { amount: '${steps.quote.amount}\n    approval: yes' }),
    ['key_unknown'],
  ],
  ['two approvals', paid(rows(byPeople, '  approval: {}')), ['yaml_syntax']],
  [
    'an approval by a merge key',
    paid('  <<: { approval: { by: refund-approver, expires: 1 day } }'),
    ['yaml_syntax'],
  ],
  ['an approval by an alias', paid('  approval: *before'), ['yaml_text_unquoted']],
  ['an approval by a tag', paid('  approval: !approved yes'), ['yaml_text_unquoted']],
  [
    'an approval of the prototype',
    paid('  __proto__: { approval: { by: refund-approver } }'),
    ['yaml_syntax'],
  ],
  ['an effect of its own', paid('  effect: read'), ['key_unknown']],
];

const band = (name: string): string => `${byPeople}\n    notNeededWithin: ${name}`;
const declaring = (policy: string) => `policy:\n  ${policy}\noutputs:\n  result: [done, declined]`;

const sureOfNumber = rows(
  ask('Shall I look at order ${inputs.word}?', 'number'),
  unless('steps.number.answer == "no"'),
);

/** A band that is none. */
export const wrongBand: Table = [
  [
    'a band that is not declared',
    { steps: paid(spared), head: 'outputs:\n  result: [done, declined]' },
    ['policy_unknown'],
  ],
  [
    'a band that the merchant does not give',
    { steps: paid(band('policy.refund.all')), head: declaring('refund.all: band') },
    ['policy_missing'],
  ],
  [
    'a value that is no band',
    { steps: paid(band('policy.refund.limit')), head: declaring('refund.limit: money') },
    ['policy_unknown'],
  ],
  ['a band without its root', paid(band('refund.autoApprove')), ['policy_unknown']],
  ['a band in capitals', paid(band('policy.refund.AutoApprove')), ['policy_unknown']],
  ['a band of its own amount', paid(band('100000 EUR')), ['policy_unknown']],
  ['a band as an expression', paid(band('${policy.refund.autoApprove}')), ['policy_unknown']],
  ['a band that is always', paid(band('true')), ['policy_unknown']],
  ['a band of every object', paid(band('policy.constructor')), ['policy_unknown']],
  [
    'a band for what the connection has raised to money',
    {
      steps: rows(
        asked,
        '- call: shipments.track\n  inputs:\n    shipment: ${inputs.order.shipments[0]}',
        spared,
        done,
      ),
      bound: raised('shipments.track'),
    },
    ['band_without_guard'],
  ],
  [
    'no approval of what the connection has raised to money',
    {
      steps: rows(sureOfNumber, '- call: orders.get\n  inputs:\n    number: ${inputs.word}', done),
      bound: raised('orders.get'),
    },
    ['approval_missing'],
  ],
  [
    'the guard itself, raised to money',
    {
      steps: rows(
        ask('Shall I ask the shop about order ${inputs.order.number}?', 'look'),
        unless('steps.look.answer == "no"'),
        paid(byPeople),
      ),
      bound: raised('payments.quote_refund'),
    },
    ['approval_missing'],
  ],
  [
    'an effect that the connection lowers',
    { steps: paid(''), bound: raised('payments.refund', 'read') },
    ['approval_missing'],
  ],
];
