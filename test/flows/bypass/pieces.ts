/** Pieces of flows that pay back money: each a list of steps, to be put together. */
import type { Effect } from '../../../src/contracts/effect.js';
import type { SourceFile } from '../../../src/flows/compile-flows.js';
import type { demo } from '../support/demo.js';
import { effects } from '../support/demo.js';

/** A flow that is tried: its steps, what it declares, and the merchant around it. */
export interface Tried {
  steps: string;
  head?: string;
  merchant?: typeof demo;
  bound?: ReadonlyMap<string, Effect>;
  /** Flows beside it. */
  siblingFiles?: readonly SourceFile[];
}

/** `name → flow → the codes that it is refused with`; none if it is accepted. */
export type Table = readonly (readonly [name: string, flow: Tried | string, codes: readonly string[]])[];

/** What a tried flow declares: what it uses. */
export function headOf(steps: string): string {
  const results = ['done', 'declined'].filter((result) => steps.includes(`result: ${result}`));
  const policy = steps.includes('policy.') ? 'policy:\n  refund.autoApprove: band\n' : '';
  return `${policy}outputs:\n  result: [${results.join(', ')}]`;
}

export const done = '- end: { result: done }';
export const declined = '- end: { result: declined }';

const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** A block below a key. */
export const below = (key: string, steps: string, by = 2): string => `${key}\n${indented(steps, by)}`;

/** In quotes where YAML would take a text for something else. */
const quoted = (text: string): string => (/: |^!|^"/.test(text) ? JSON.stringify(text) : text);

/** Steps in a row. */
export const rows = (...steps: string[]): string => steps.join('\n');

export const quote = (id = 'quote', order = '${inputs.order}'): string =>
  rows(
    `- id: ${id}`,
    '  call: payments.quote_refund',
    '  inputs:',
    `    order: ${order}`,
    `- if: steps.${id}.result != "refundable"`,
    '  then:',
    `    ${declined}`,
  );

export const ask = (question: string, id = 'sure'): string =>
  rows(`- id: ${id}`, `  ask: ${quoted(question)}`, '  answer: yes_or_no');

/** The question that names the very amount and the very order. */
export const sure = ask(
  'Would you like me to refund ${steps.quote.amount} for order ${inputs.order.number}?',
);

/** The way of everybody who has not said yes. */
export const unless = (condition: string): string =>
  rows(`- if: ${quoted(condition)}`, '  then:', `    ${declined}`);

export const no = unless('steps.sure.answer == "no"');

/** The same question once more: each yes counts for one call. */
export const sureAgain = rows(
  ask('And again ${steps.quote.amount} for order ${inputs.order.number}?', 'again'),
  unless('steps.again.answer == "no"'),
);

/** A yes to `50 EUR` on the order. */
export const sureOfFifty = rows(
  ask('Would you like me to refund ${money("50 EUR")} for order ${inputs.order.number}?', 'fifty'),
  unless('steps.fifty.answer == "no"'),
);

/** A yes to the order that a loop is at. */
export const sureOfItem = rows(
  ask('Would you like me to refund ${steps.quote.amount} for order ${item.number}?'),
  no,
);

/** An approval that people give, with a band that spares it. */
export const spared = rows(
  '  approval:',
  '    by: refund-approver',
  '    expires: 2 business days',
  '    notNeededWithin: policy.refund.autoApprove',
);

export const byPeople = rows('  approval:', '    by: refund-approver', '    expires: 2 business days');

/** The call that pays. */
export const pay = (
  approval: string,
  { order = '${inputs.order}', amount = '${steps.quote.amount}', call = 'payments.refund', more = '' } = {},
): string =>
  rows(
    `- call: ${call}`,
    '  inputs:',
    `    order: ${quoted(order)}`,
    `    amount: ${/\n/.test(amount) ? amount : quoted(amount)}`,
    '    reason: other',
    ...[approval, more].filter((part) => part !== ''),
  );

/** Effects with one raised, as a connection may do. */
export const raised = (operation: string, effect: Effect = 'money'): ReadonlyMap<string, Effect> =>
  new Map([...effects, [operation, effect]]);

/** Several items at once: `item` is an order. */
export const mine = rows(
  '- id: mine',
  '  call: orders.find',
  '- if: steps.mine.result == "none"',
  '  then:',
  `    ${declined}`,
);

/** A block for each of the customer's orders. */
export const eachOrder = (steps: string): string =>
  rows('- each: ${steps.mine.orders}', '  atMost: 5', below('  do:', steps, 4));
