/** `undo` of a call: what takes it back, compiled. */
import { describe, expect, test } from 'vitest';
import { stepsIn } from '../../../src/workflows/interpreter/steps-in.js';
import { compile, effects, flowWith, shipped, stepOf } from '../support/demo.js';

/** A shop whose look-up writes something down, for want of an operation that is only a write. */
const writing = new Map(effects).set('orders.get', 'write' as const);

const look = (undo: string): string =>
  `- id: sure
  ask: Shall I look at \${inputs.word}?
  answer: yes_or_no
- if: steps.sure.answer == "no"
  then:
    - end: { result: done }
- id: look
  call: orders.get
  inputs:
    number: \${inputs.word}
  undo:
${undo}
- end: { result: done }`;

const compiled = (undo: string) => compile([flowWith(look(undo)), ...shipped], undefined, writing);

describe('undo', () => {
  test('is a call of its own, which reads what the call gave, and without outcomes', () => {
    const { flows, issues } = compiled('    call: orders.find\n');
    expect(issues.filter(({ file }) => file === 'tried.yaml')).toEqual([]);
    const ir = flows.get('tried')?.ir;
    const { undo } = ir === undefined ? {} : stepOf(ir, 'call', 'look');
    expect(undo).toMatchObject({
      ...{ kind: 'call', id: 'undo1', operation: 'orders.find', effect: 'read' },
      // The yes was to what it takes back.
      ...{ undoes: true, outcomes: {} },
    });
    expect(undo).not.toHaveProperty('confirmedBy');
    expect([...stepsIn(ir?.steps ?? [])].map(({ id }) => id)).toContain('undo1');
  });

  test('cannot read an output that belongs to one of several results', () => {
    const { issues } = compiled(
      '    call: shipments.track\n    inputs:\n      shipment: ${steps.look.order.shipments[0]}',
    );
    expect(issues.map(({ code }) => code)).toContain('result_not_known');
  });

  test('needs its inputs, as every call', () => {
    expect(compiled('    call: shipments.track').issues.map(({ code }) => code)).toContain('input_missing');
  });
});
