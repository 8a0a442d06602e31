import { expect, test } from 'vitest';
import { progressOf } from '../../../src/workflows/interpreter/run-progress.js';
import { call, context, end, flow, read, Run, say, step, value } from './flows.js';

const pay = call('pay', { operation: 'payments.refund', inputs: { mail: read('inputs.mail') } });
const steps = flow(
  step({
    kind: 'choose',
    id: 'pick',
    on: value('yes'),
    cases: { yes: { steps: [say('hello')] }, no: { steps: [say('never')] } },
  }),
  pay,
  end('over', 'ok', { mail: read('inputs.mail') }),
);

test('it names the steps that were entered, in the order of the flow, and where the run is; no value of a person', () => {
  const run = new Run(steps, context({ mail: 'anna@shop.example' }));
  const names = () =>
    progressOf(steps, run.state).map(({ step: id, outcome, isOpen }) => [id, outcome, isOpen]);
  expect(names()).toEqual([
    ['pick', 'yes', false],
    ['hello', undefined, true],
  ]);
  run.tell({ is: 'said', id: 'hello#1' });
  expect(names().at(-1)).toEqual(['pay', undefined, true]);
  run.tell({ is: 'called', id: 'pay#1', result: { outcome: 'done', result: 'done', outputs: {} } });
  const ended = progressOf(steps, run.state);
  expect(ended.map(({ step: id, isOpen }) => [id, isOpen])).toEqual([
    ['pick', false],
    ['hello', false],
    ['pay', false],
    ['over', false],
  ]);
  expect(ended[2]).toMatchObject({ kind: 'call', title: 'Title of pay', visits: 1, outcome: 'done' });
  expect(JSON.stringify(ended)).not.toContain('anna');
});
