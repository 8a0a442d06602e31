/** `accepted` of a call: what the customer hears at once where a system only accepts a write. */
import { expect, test } from 'vitest';
import { diagramOf } from '../../../src/flows/diagram/diagram.js';
import { flowSchema } from '../../../src/cli/editor-schemas.js';
import { demo, stepOf } from '../support/demo.js';
import { irOf, issuesOf } from './support.js';

const refund = (accepted: string) => `- id: sure
  ask: Would you like me to refund \${money("5 EUR")} for order \${inputs.order.number}?
  answer: yes_or_no
- if: steps.sure.answer == "no"
  then:
    - end: { result: done }
- id: pay
  call: payments.refund
  inputs: { order: "\${inputs.order}", amount: 5 EUR, reason: other }
  approval: { by: refund-approver, expires: 1 day }
  accepted:${accepted}
- end: { result: done }`;

const codes = (accepted: string) => issuesOf(refund(accepted)).map(({ code }) => code);

const twice = '\n    - say: Your bank has it.\n    - say: Order ${inputs.order.number} is next.';

test('is compiled into its sentences, in their order', () => {
  const { accepted = [] } = stepOf(irOf(refund(twice)), 'call', 'pay');
  expect(accepted.map(({ key }) => key)).toEqual([
    'Your bank has it.',
    'Order ${inputs.order.number} is next.',
  ]);
});

test('is left to the merchant’s sentence where nothing is written, and can be nothing at all', () => {
  expect(stepOf(irOf(refund(' []')), 'call', 'pay').accepted).toEqual([]);
  expect(stepOf(irOf(refund('').replace(/\n {2}accepted:/, '')), 'call', 'pay')).not.toHaveProperty(
    'accepted',
  );
  expect(irOf(refund(' []')).sentences.accepted).toContain('we’re working on it');
});

test('only says', () => {
  for (const step of ['wait: 1 hour', 'handover: default', 'end: { result: done }', 'call: orders.find'])
    expect(codes(`\n    - ${step}`)).toEqual(['accepted_says_only']);
  expect(codes(' Hello')).toEqual(['flow_shape']);
});

test('cannot read what the call gives, which nobody knows yet', () => {
  expect(codes('\n    - say: This is ${steps.pay.result}.')).toEqual(['step_not_run']);
});

test('stands in the diagram and in the schema for editors', () => {
  const drawn = diagramOf(irOf(refund(twice)), { bands: demo.bands, all: false });
  expect(drawn).toContain('while only accepted, say: Your bank has it.');
  const step = (accepted: unknown) => ({
    flow: 'a',
    outputs: { result: ['done'] },
    steps: [{ call: 'payments.refund', accepted }],
  });
  expect(flowSchema.safeParse(step([{ say: 'Yes.' }])).success).toBe(true);
  expect(flowSchema.safeParse(step([{ wait: '1 hour' }])).success).toBe(false);
});
