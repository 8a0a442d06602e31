/** Which writes need the customer's yes, and to what: the record and the amount that they are given. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { text } from '../../../src/commerce/field.js';
import { Money } from '../../../src/commerce/money.js';
import { Order } from '../../../src/commerce/orders/order.js';
import type { CallStep } from '../../../src/contracts/ir.js';
import type { Effect } from '../../../src/contracts/effect.js';
import { stepsIn } from '../../../src/workflows/interpreter/steps-in.js';
import type { Operation } from '../../../src/commerce/operation.js';
import { compile, demo, effects, flowWith } from '../support/demo.js';

const own = (name: string, more: Partial<Operation>): Operation => ({
  ...{ name, title: name, effect: 'write', privacy: 'customer_data', inputs: {}, results: { done: {} } },
  ...{ subject: 'record', ...more },
});

const operations = [
  own('acme.gift', { inputs: { order: Order, points: z.number() } }),
  own('acme.credit', { inputs: { order: Order, amount: Money } }),
  own('acme.note', { inputs: { order: Order, words: text() }, confirm: 'no' }),
  own('acme.newsletter', { inputs: { word: text() }, privacy: 'none', subject: 'none' }),
];

const catalogue = new Map([
  ...demo.vocabulary.catalogue,
  ...operations.map((operation) => [operation.name, operation] as const),
]);
const merchant = { ...demo, vocabulary: { ...demo.vocabulary, catalogue } };

function tried(steps: string, raised: Readonly<Record<string, Effect>> = {}) {
  const bound = new Map<string, Effect>([
    ...effects,
    ...operations.map(({ name, effect }) => [name, effect] as const),
    ...Object.entries(raised),
  ]);
  const { flows, issues } = compile([flowWith(`${steps}\n- end: { result: done }`)], merchant, bound);
  const calls = [...stepsIn(flows.get('tried')?.ir.steps ?? [])].filter(
    (step): step is CallStep => step.kind === 'call',
  );
  return { codes: issues.map(({ code }) => code), calls, issues };
}

const ask = (question: string, id = 'sure') =>
  `- id: ${id}\n  ask: ${question}\n  answer: yes_or_no\n- if: steps.${id}.answer == "no"\n  then:\n    - end: { result: done }\n`;
const call = (name: string, inputs: string) => `- call: acme.${name}\n  inputs: { ${inputs} }\n`;

const order = 'order: "${inputs.order}"';
const gift = call('gift', `${order}, points: 5`);
const credit = call('credit', `${order}, amount: 5 EUR`);
const note = call('note', `${order}, words: hello`);
const newsletter = call('newsletter', 'word: hello');
const ofOrder = ask('Shall I, for order ${inputs.order.number}?');

describe('a write', () => {
  test('is refused where nobody said yes', () => {
    for (const write of [gift, credit, newsletter]) expect(tried(write).codes).toEqual(['write_unconfirmed']);
  });

  test('builds on a yes that names its order, which stands in the IR', () => {
    expect(tried(ofOrder + gift)).toMatchObject({ codes: [], calls: [{ confirmedBy: 'sure' }] });
    expect(tried(ask('Shall I?') + gift).codes).toEqual(['write_unconfirmed']);
  });

  test('is to name the amount too, where there is one', () => {
    expect(tried(ofOrder + credit).codes).toEqual(['write_unconfirmed']);
    const both = ask('Shall I credit ${money("5 EUR")} for order ${inputs.order.number}?');
    expect(tried(both + credit).codes).toEqual([]);
  });

  test('that is about no record builds on any yes on the way', () => {
    expect(tried(ask('Do you want our newsletter?') + newsletter)).toMatchObject({
      codes: [],
      calls: [{ confirmedBy: 'sure' }],
    });
  });

  test('uses the yes up', () => {
    expect(tried(ofOrder + gift + gift).codes).toEqual(['write_unconfirmed']);
    expect(tried(ofOrder + gift + newsletter).codes).toEqual(['write_unconfirmed']);
  });
});

describe('no yes is needed', () => {
  test('for an operation that says so, and it uses none up', () => {
    const { codes, calls } = tried(note + ofOrder + note + gift);
    expect(codes).toEqual([]);
    expect(calls.map(({ confirmedBy }) => confirmedBy)).toEqual([undefined, undefined, 'sure']);
  });

  test('but where its connection makes it move money', () => {
    const paid = note.trimEnd() + '\n  approval: { by: team-lead, expires: 1 day }\n';
    expect(tried(paid, { 'acme.note': 'money' }).codes).toEqual(['write_unconfirmed']);
    expect(tried(ofOrder + paid, { 'acme.note': 'money' }).codes).toEqual([]);
  });

  test('for what takes a call back', () => {
    const undone = `${ofOrder}${gift.trimEnd()}\n  undo:\n    call: acme.gift\n    inputs: { ${order}, points: 0 }\n`;
    const { codes, calls } = tried(undone);
    expect(codes).toEqual([]);
    expect(calls.map(({ confirmedBy, undoes }) => [confirmedBy, undoes])).toEqual([
      ['sure', undefined],
      [undefined, true],
    ]);
  });
});

test.each([
  [gift, 'Should I go ahead for order ${inputs.order.number}?'],
  [credit, 'Should I go ahead with ${money("5 EUR")} for order ${inputs.order.number}?'],
  [newsletter, 'Should I go ahead?'],
])('the hint shows a question that makes it right: %s', (write, question) => {
  const hint = tried(write).issues[0]?.hint ?? '';
  expect(hint).toContain(`\`ask: ${question}\``);
  expect(tried(ask(question) + write).codes).toEqual([]);
});
