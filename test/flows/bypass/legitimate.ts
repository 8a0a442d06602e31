/** Flows that do it right: with a yes, with an approval, or without money. None is refused. */
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
  type Tried,
  unless,
} from './pieces.js';
import { withoutMoney } from './reads.js';

const asked = rows(quote(), sure, no);
const perItem = (...steps: string[]): string =>
  rows(mine, eachOrder(rows(quote('quote', '${item}'), ...steps)), done);
const track = '- id: track\n  call: shipments.track\n  inputs:\n    shipment: ${inputs.order.shipments[0]}';
const sureOfNumber = rows(
  ask('Shall I look at order ${inputs.word}?', 'number'),
  unless('steps.number.answer == "no"'),
);
const told = (text: string): string => `- say: ${text}`;

const withPeople: [string, Tried | string][] = [
  ['people approve what the customer has said yes to', rows(asked, pay(byPeople), done)],
  ['people approve a written amount', rows(sureOfFifty, pay(byPeople, { amount: '50 EUR' }), done)],
  [
    'people approve an amount that is worked out',
    rows(
      quote(),
      ask('Would you like me to refund ${steps.quote.amount * 2} for order ${inputs.order.number}?'),
      no,
      pay(byPeople, { amount: '${steps.quote.amount * 2}' }),
      done,
    ),
  ],
  ['people approve each item of a loop', perItem(sureOfItem, pay(byPeople, { order: '${item}' }))],
  [
    'people approve side by side',
    rows(
      asked,
      below('- parallel:\n    back:', pay(byPeople), 6),
      below('    words:', told('One moment.'), 6),
      done,
    ),
  ],
  [
    'people approve in a branch',
    rows(asked, below('- if: inputs.count > 1\n  then:', pay(byPeople), 4), done),
  ],
  [
    'people approve again when nobody decided',
    rows(
      asked,
      pay(byPeople, { more: below('  outcomes:\n    expired:', rows(sureAgain, pay(byPeople), done), 6) }),
      done,
    ),
  ],
  ['two payments, two approvals', rows(asked, pay(byPeople), sureAgain, pay(byPeople), done)],
  [
    'two payments side by side, a yes to each before them',
    rows(
      asked,
      sureAgain,
      below('- parallel:\n    one:', pay(byPeople), 6),
      below('    two:', pay(byPeople), 6),
      done,
    ),
  ],
  [
    'people approve what the connection has raised to money',
    {
      steps: rows(sureOfNumber, '- call: orders.get\n  inputs:\n    number: ${inputs.word}', byPeople, done),
      bound: raised('orders.get'),
    },
  ],
  [
    'a raised guard that people approve',
    {
      steps: rows(
        ask('Shall I ask the shop about order ${inputs.order.number}?', 'look'),
        unless('steps.look.answer == "no"'),
        '- id: quote\n  call: payments.quote_refund\n  inputs:\n    order: ${inputs.order}',
        byPeople,
        unless('steps.quote.result != "refundable"'),
        sure,
        no,
        pay(byPeople),
        done,
      ),
      bound: raised('payments.quote_refund'),
    },
  ],
  [
    'an approval with reminder and escalation',
    rows(
      asked,
      pay(
        rows(
          byPeople,
          '    remind: after 4 business hours',
          '    escalate: { after: 1 business day, to: team-lead }',
        ),
      ),
      done,
    ),
  ],
  [
    'an approval of a write',
    {
      steps: rows(sureOfNumber, '- call: orders.get\n  inputs:\n    number: ${inputs.word}', byPeople, done),
      bound: raised('orders.get', 'write'),
    },
  ],
];

const withYes: [string, Tried | string][] = [
  ['a yes, then the band', rows(asked, pay(spared), done)],
  ['a "no" ends by `!=`', rows(quote(), sure, unless('steps.sure.answer != "yes"'), pay(spared), done)],
  ['a "no" ends by `!`', rows(quote(), sure, unless('!(steps.sure.answer == "yes")'), pay(spared), done)],
  [
    'a "no" ends by the other side',
    rows(quote(), sure, unless('"no" == steps.sure.answer'), pay(spared), done),
  ],
  ['a "no" ends by a list', rows(quote(), sure, unless('steps.sure.answer in ["no"]'), pay(spared), done)],
  [
    'a "no" or too many end',
    rows(quote(), sure, unless('steps.sure.answer == "no" || inputs.count > 9'), pay(spared), done),
  ],
  [
    'the answer by cases',
    rows(
      quote(),
      sure,
      '- choose: steps.sure.answer\n  cases:\n    yes: []',
      below('    no:', declined, 6),
      pay(spared),
      done,
    ),
  ],
  [
    'the payment in the case of the yes',
    rows(
      quote(),
      sure,
      below('- choose: steps.sure.answer\n  cases:\n    yes:', pay(spared), 6),
      below('    no:', declined, 6),
      done,
    ),
  ],
  [
    'the payment in the `then` of the yes',
    rows(quote(), sure, below('- if: steps.sure.answer == "yes"\n  then:', pay(spared), 4), done),
  ],
  [
    'the payment in the `else` of the no',
    rows(
      quote(),
      sure,
      below(below('- if: steps.sure.answer == "no"\n  then:', declined, 4) + '\n  else:', pay(spared), 4),
      done,
    ),
  ],
  [
    'a "no" when nobody answers',
    rows(
      quote(),
      sure,
      '  outcomes:',
      '    expired:',
      '      do: []',
      '      outputs: { answer: no }',
      no,
      pay(spared),
      done,
    ),
  ],
  [
    'an end when nobody answers',
    rows(quote(), sure, below('  outcomes:\n    expired:', declined, 6), no, pay(spared), done),
  ],
  [
    'other questions in between',
    rows(quote(), sure, no, ask('Was the parcel damaged?', 'damaged'), pay(spared), done),
  ],
  ['other questions before', rows(ask('Was the parcel damaged?', 'damaged'), asked, pay(spared), done)],
  ['a wait in between', rows(asked, '- wait: 2 hours', pay(spared), done)],
  [
    'words in between',
    rows(asked, told('No problem. Just let me know if you need anything else.'), pay(spared), done),
  ],
  ['a look in between', rows(asked, track, pay(spared), done)],
  [
    'a new amount, a new yes',
    rows(
      asked,
      quote('again'),
      ask('Or rather ${steps.again.amount} for ${inputs.order.number}?', 'still'),
      unless('steps.still.answer == "no"'),
      pay(spared, { amount: '${steps.again.amount}' }),
      done,
    ),
  ],
  [
    'two payments, two yeses',
    rows(
      asked,
      pay(spared),
      ask('And again ${steps.quote.amount} for ${inputs.order.number}?', 'again'),
      unless('steps.again.answer == "no"'),
      pay(spared),
      done,
    ),
  ],
  ['a yes for each item', perItem(sureOfItem, pay(spared, { order: '${item}' }))],
  [
    'a yes to a written amount',
    rows(
      ask('Would you like me to refund ${money("5 EUR")} for order ${inputs.order.number}?'),
      no,
      pay(spared, { amount: '${money("5 EUR")}' }),
      done,
    ),
  ],
  [
    'a yes to a part of the amount',
    rows(
      quote(),
      ask('Would you like me to refund ${steps.quote.amount - money("5 EUR")} for ${inputs.order.number}?'),
      no,
      pay(spared, { amount: '${steps.quote.amount - money("5 EUR")}' }),
      done,
    ),
  ],
  [
    'a yes that names more than is needed',
    rows(
      quote(),
      ask(
        'Would you like me to refund ${steps.quote.amount} for order ${inputs.order.number}, which is ${inputs.order.status}?',
      ),
      no,
      pay(spared),
      done,
    ),
  ],
  [
    'a rejected approval that is told',
    rows(
      asked,
      pay(spared, { more: below('  outcomes:\n    rejected:', rows(told('I am sorry.'), declined), 6) }),
      done,
    ),
  ],
];

/** What is accepted, by name. */
export const legitimate: readonly (readonly [string, Tried | string])[] = [
  ...withPeople,
  ...withYes,
  ...withoutMoney,
];
