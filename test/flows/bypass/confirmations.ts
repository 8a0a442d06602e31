/** Attempts to have a band spare the approval without the customer's own yes to this amount and order. */
import {
  ask,
  below,
  declined,
  done,
  eachOrder,
  mine,
  no,
  pay,
  quote,
  rows,
  spared,
  sure,
  type Table,
  unless,
} from './pieces.js';

const question = 'Would you like me to refund ${steps.quote.amount} for order ${inputs.order.number}?';
const paid = (...before: string[]): string => rows(quote(), ...before, pay(spared), done);
const unconfirmed = ['money_unconfirmed'];

/** There is no yes. */
export const noYes: Table = [
  ['nobody is asked', paid(), unconfirmed],
  [
    'the question does not say which order',
    paid(
      `- id: sure\n  ask: Would you like me to refund \${steps.quote.amount} for your \${inputs.order.status} order?\n  answer: yes_or_no`,
      no,
    ),
    unconfirmed,
  ],
  ['asked, whatever the answer', paid(sure), unconfirmed],
  ['the way of the "no" pays', paid(sure, unless('steps.sure.answer == "yes"')), unconfirmed],
  [
    'a "no" with a reason pays',
    paid(sure, unless('steps.sure.answer == "no" && inputs.count > 1')),
    unconfirmed,
  ],
  [
    'a "no" that a list might hold',
    paid(sure, unless('steps.sure.answer in ["no"].filter(x, inputs.count > 1)')),
    unconfirmed,
  ],
  [
    'a yes or another reason',
    paid(sure, unless('!(steps.sure.answer == "yes" || inputs.count > 1)')),
    unconfirmed,
  ],
  [
    'a yes by a condition that is no comparison',
    paid(sure, unless('(inputs.count > 1 ? "no" : steps.sure.answer) == "no"')),
    unconfirmed,
  ],
  [
    'an answer as free text',
    paid(`- id: sure\n  ask: ${question}\n  answer: text`, unless('steps.sure.answer != "yes"')),
    unconfirmed,
  ],
  [
    'a choice of the words yes and no',
    paid(
      `- id: sure\n  ask: ${question}\n  answer: choice\n  options: \${["yes", "no"]}`,
      unless('steps.sure.answer != "yes"'),
    ),
    unconfirmed,
  ],
  [
    'a yes that the flow gives itself',
    paid(
      '- id: sure\n  set:\n    answer: yes',
      sure.replace('id: sure', 'id: asked'),
      unless('steps.asked.answer == "no" && steps.sure.answer == "no"'),
    ),
    ['money_unconfirmed', 'value_unknown'],
  ],
  [
    'a yes when nobody answers',
    paid(rows(sure, '  outcomes:', '    expired:', '      do: []', '      outputs: { answer: yes }'), no),
    unconfirmed,
  ],
  [
    'an earlier yes when nobody answers',
    paid(
      ask('Are you there?', 'there'),
      rows(
        sure,
        '  outcomes:',
        '    expired:',
        '      do: []',
        '      outputs:',
        '        answer: ${steps.there.answer}',
      ),
      no,
    ),
    unconfirmed,
  ],
  ['a question without an id', paid(`- ask: ${question}\n  answer: yes_or_no`), unconfirmed],
  ['a yes in another branch', paid(below('- if: inputs.count > 1\n  then:', rows(sure, no), 4)), unconfirmed],
  ['a yes that is asked behind the payment', rows(quote(), pay(spared), sure, no, done), unconfirmed],
  [
    'a yes to a person, not to us',
    paid('- id: sure\n  set:\n    answer: "${inputs.word}"', unless('steps.sure.answer != "yes"')),
    unconfirmed,
  ],
];

/** A yes to something else. */
export const otherYes: Table = [
  ['a yes to nothing in particular', paid(ask('Shall I go on?'), no), unconfirmed],
  [
    'a yes to the order alone',
    paid(ask('Would you like me to refund order ${inputs.order.number}?'), no),
    unconfirmed,
  ],
  [
    'a yes to the amount alone',
    paid(ask('Would you like me to refund ${steps.quote.amount}?'), no),
    unconfirmed,
  ],
  [
    'a yes to a written amount',
    paid(ask('Would you like me to refund 5 EUR for order ${inputs.order.number}?'), no),
    unconfirmed,
  ],
  [
    'a yes to another amount',
    rows(
      quote(),
      ask('Would you like me to refund ${money("5 EUR")} for order ${inputs.order.number}?'),
      no,
      pay(spared),
      done,
    ),
    unconfirmed,
  ],
  [
    'a yes to the amount of before it was asked anew',
    rows(quote(), sure, no, quote('again'), pay(spared, { amount: '${steps.again.amount}' }), done),
    unconfirmed,
  ],
  [
    'twice the amount',
    rows(quote(), sure, no, pay(spared, { amount: '${steps.quote.amount * 2}' }), done),
    unconfirmed,
  ],
  [
    'an amount that changes with the time',
    rows(
      ask(
        'Would you like me to refund ${run.now > inputs.since ? money("50 EUR") : money("1 EUR")} for ${inputs.order.number}?',
      ),
      no,
      pay(spared, { amount: '${run.now > inputs.since ? money("50 EUR") : money("1 EUR")}' }),
      done,
    ),
    unconfirmed,
  ],
  [
    'a yes to another order',
    rows(mine, quote(), sure, no, pay(spared, { order: '${steps.mine.orders[0]}' }), done),
    unconfirmed,
  ],
  [
    'one of two orders',
    rows(
      mine,
      quote(),
      sure,
      no,
      pay(spared, { order: '${inputs.count > 1 ? inputs.order : steps.mine.orders[0]}' }),
      done,
    ),
    unconfirmed,
  ],
];

const itemQuestion = 'Would you like me to refund ${steps.quote.amount} for order ${item.number}?';
const itemPaid = pay(spared, { order: '${item}' });

/** A yes that would count more than once. */
export const oldYes: Table = [
  ['one yes, two payments', rows(quote(), sure, no, pay(spared), pay(spared), done), unconfirmed],
  [
    'one yes, a payment in a branch and one behind it',
    rows(quote(), sure, no, below('- if: inputs.count > 1\n  then:', pay(spared), 4), pay(spared), done),
    unconfirmed,
  ],
  [
    'one yes, paid again when it was rejected',
    rows(
      quote(),
      sure,
      no,
      pay(spared, { more: below('  outcomes:\n    rejected:', rows(pay(spared), done), 6) }),
      done,
    ),
    unconfirmed,
  ],
  ['one yes before a loop', rows(mine, quote(), sure, no, eachOrder(pay(spared)), done), unconfirmed],
  [
    'a yes for one item, paid for each',
    rows(mine, quote(), sure, no, eachOrder(itemPaid), done),
    unconfirmed,
  ],
  [
    'a yes for an item, used for an item inside it',
    rows(mine, quote(), eachOrder(rows(ask(itemQuestion), no, eachOrder(itemPaid))), done),
    unconfirmed,
  ],
  [
    'a yes of an earlier round',
    rows(
      mine,
      quote(),
      eachOrder(rows(below('- if: inputs.count > 1\n  then:', rows(ask(itemQuestion), no), 4), itemPaid)),
      done,
    ),
    unconfirmed,
  ],
  [
    'a yes in a loop, paid behind it',
    rows(mine, quote(), eachOrder(rows(sure, no)), pay(spared), done),
    unconfirmed,
  ],
  [
    'one yes, paid side by side',
    rows(
      quote(),
      sure,
      no,
      below('- parallel:\n    one:', pay(spared), 6),
      below('    two:', pay(spared), 6),
      done,
    ),
    unconfirmed,
  ],
  [
    'one yes, paid side by side with a way that has paid and ended',
    rows(
      quote(),
      sure,
      no,
      below('- parallel:\n    one:', below('- if: inputs.count > 1\n  then:', rows(pay(spared), done), 4), 6),
      below('    two:', pay(spared), 6),
      done,
    ),
    unconfirmed,
  ],
  [
    'one yes, paid side by side and once more behind it',
    rows(
      quote(),
      sure,
      no,
      below('- parallel:\n    one:', pay(spared), 6),
      below('    two:', '- say: One moment.', 6),
      pay(spared),
      done,
    ),
    unconfirmed,
  ],
  [
    'a yes of a side that runs beside it',
    rows(quote(), below('- parallel:\n    one:', rows(sure, no), 6), below('    two:', pay(spared), 6), done),
    ['ask_side_by_side', 'money_unconfirmed'],
  ],
  [
    'a yes of a round that is repeated',
    rows(
      quote(),
      below('- repeat:', rows(sure), 4),
      '  until: steps.sure.answer == "yes"',
      '  every: 1 hour',
      '  atMost: 3',
      pay(spared),
      done,
    ),
    unconfirmed,
  ],
  [
    'declined, and paid all the same',
    rows(
      quote(),
      sure,
      `- if: steps.sure.answer == "no"\n  then:\n    - say: All right.`,
      pay(spared),
      declined,
    ),
    unconfirmed,
  ],
];
