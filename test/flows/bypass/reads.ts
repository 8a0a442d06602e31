/** Flows without money that are accepted. */
import { demo } from '../support/demo.js';
import { ask, below, done, mine, quote, rows, type Tried } from './pieces.js';

const track = '- id: track\n  call: shipments.track\n  inputs:\n    shipment: ${inputs.order.shipments[0]}';
const told = (text: string): string => `- say: ${text}`;
const handover = rows('- handover: default', '- end: { result: handed_over }');

/** What is accepted, by name. */
export const withoutMoney: [string, Tried | string][] = [
  ['a look at an order', rows(track, done)],
  [
    'each parcel',
    rows(
      '- each: ${inputs.order.shipments}',
      '  atMost: 5',
      '  do:',
      '    - call: shipments.track',
      '      inputs:',
      '        shipment: ${item}',
      done,
    ),
  ],
  ['a quote that is told', rows(quote(), told('It would be ${steps.quote.amount}.'), done)],
  [
    'a question and its answer',
    rows(
      ask('Has it arrived?'),
      '- if: steps.sure.answer == "yes"\n  then:\n    - say: Good.\n  else:\n    - say: We look into it.',
      done,
    ),
  ],
  [
    'a person',
    rows(below('- if: inputs.count > 1\n  then:', rows(told('A colleague takes over.'), handover), 4), done),
  ],
  [
    'a choice of orders',
    rows(
      mine,
      '- id: which\n  ask: Which one?\n  answer: choice\n  options: ${steps.mine.orders}\n  label: ${option.number}',
      told('You chose ${steps.which.answer.number}.'),
      done,
    ),
  ],
  ['a shipped flow', rows('- subflow: where-is-my-order\n  inputs: { orderNumber: "${inputs.word}" }', done)],
  [
    'a shipped flow that pays',
    rows('- subflow: refund-order\n  inputs: { orderNumber: "${inputs.word}", reason: damaged }', done),
  ],
  [
    'a flow in place of a shipped one',
    {
      steps: rows('- subflow: where-is-my-order', done),
      merchant: { ...demo, flows: { 'where-is-my-order': 'own' } },
      siblingFiles: [
        {
          file: 'own.yaml',
          text: 'flow: own\ninputs:\n  orderNumber: text?\noutputs:\n  result: [told]\nsteps:\n  - say: It is on its way.\n  - end: { result: told }\n',
        },
      ],
    },
  ],
  ['a wait until a moment', rows('- wait: ${inputs.since + duration("2 days")}', done)],
  [
    'a derived word',
    rows(
      '- id: size\n  set:\n    word: x'.replace('size', 'extent'),
      told('It is ${steps.extent.word}.'),
      done,
    ),
  ],
];
