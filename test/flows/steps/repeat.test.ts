/** `repeat`: it ends, it only reads, and behind it is known what its last round has found out. */
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../src/contracts/effect.js';
import { codes, compile, effects, flowWith, stepOf } from '../support/demo.js';
import { irOf, issuesOf, marked } from './support.js';

const look = `- id: shipped
  repeat:
    - id: look
      call: orders.get
      inputs: { number: a }
  until: steps.look.result == "found"
  every: 4 hours
  atMost: 42
  outputs:
    order: \${steps.look.order}
`;

const repeat = (behind = '', step = look): string => `${step}${behind}\n- end: { result: done }`;
const gaveUp = (block: string): string => `  outcomes:\n    gave_up:\n${block.replaceAll(/^/gm, '      ')}\n`;
const number = '- say: This is order ${steps.shipped.order.number}.';

describe('a repeat', () => {
  test('gives what its last round had, where the condition holds', () => {
    expect(codes(repeat(number))).toEqual([]);
    expect(codes(repeat('', look.replace('== "found"', '!= "none"')))).toContain('result_not_known');
  });

  test('says when it ends: all three of until, every and atMost', () => {
    for (const key of ['until', 'every', 'atMost']) {
      const without = look.replace(new RegExp(`  ${key}: .*\n`), '').replace(/ {2}outputs:\n.*\n/, '');
      expect(marked(issuesOf(repeat('', without)))).toEqual(['repeat_unbounded at repeat:']);
    }
  });

  test('has 1 to 1000 rounds, and waits a duration, also of business time', () => {
    expect(codes(repeat('', look.replace('42', '0')))).toEqual(['type_mismatch']);
    expect(codes(repeat('', look.replace('42', '1001')))).toEqual(['type_mismatch']);
    expect(codes(repeat('', look.replace('4 hours', 'often')))).toEqual(['type_mismatch']);
    expect(stepOf(irOf(repeat('', look.replace('4 hours', '2 business days'))), 'repeat').every).toEqual({
      businessDays: 2,
    });
  });

  test('needs a condition that is true or false', () => {
    expect(codes(repeat('', look.replace('steps.look.result == "found"', 'steps.look.result')))).toContain(
      'type_mismatch',
    );
  });

  test('changes nothing, not even through a sub-flow', () => {
    const raised: ReadonlyMap<string, Effect> = new Map([...effects, ['orders.get', 'write']]);
    const inner =
      'flow: inner\noutputs:\n  result: [done]\nsteps:\n  - id: sure\n    ask: Shall I look at ${"a"}?\n    answer: yes_or_no\n  - if: steps.sure.answer == "no"\n    then:\n      - end: { result: done }\n  - call: orders.get\n    inputs: { number: a }\n  - end: { result: done }';
    const written = compile([flowWith(repeat())], undefined, raised).issues;
    expect(marked(written)).toEqual(['repeat_writes at orders.get']);
    const round = repeat(
      '',
      '- repeat:\n    - subflow: inner\n  until: inputs.count > 1\n  every: 1 hour\n  atMost: 2\n',
    );
    const through = compile([flowWith(round), { file: 'inner.yaml', text: inner }], undefined, raised).issues;
    expect(marked(through)).toEqual(['repeat_writes at inner']);
  });

  test('may ask, one question after the other', () => {
    const round =
      '- id: sure\n  repeat:\n    - id: again\n      ask: Is it there?\n      answer: yes_or_no\n  until: steps.again.answer == "yes"\n  every: 1 day\n  atMost: 3\n';
    expect(codes(repeat('', round))).toEqual([]);
  });

  test('is a plain list of steps, and a mistake there hides nothing behind it', () => {
    const round =
      '- repeat:\n    do:\n      - wait: 1 hour\n  until: inputs.count > 1\n  every: 1 hour\n  atMost: 2\n';
    const [issue, second] = issuesOf(repeat('', round));
    expect(issue).toMatchObject({
      code: 'flow_shape',
      hint: 'Remove `do:`, and start each step with `- `.',
    });
    expect(second).toBeUndefined();
  });

  test('that always ends the flow is none', () => {
    const round =
      '- repeat:\n    - end: { result: done }\n  until: inputs.count > 1\n  every: 1 hour\n  atMost: 2';
    expect(codes(round)).toEqual(['step_unreachable']);
  });
});

describe('a repeat that gives up', () => {
  test('is handed over in the words of the merchant where the flow writes nothing', () => {
    const { outcomes } = stepOf(irOf(repeat()), 'repeat');
    expect(outcomes.gave_up).toMatchObject({
      default: true,
      steps: [
        { kind: 'say', text: { key: expect.stringContaining('longer than it should') } },
        { kind: 'handover', queue: 'service' },
        { kind: 'end', result: 'handed_over' },
      ],
    });
  });

  test('ends, or goes on with the same outputs', () => {
    expect(codes(repeat(number, look + gaveUp('- end: { result: done }')))).toEqual([]);
    const same = gaveUp('do: []\noutputs:\n  order: ${inputs.order}');
    expect(codes(repeat(number, look + same))).toEqual([]);
    expect(codes(repeat(number, look + gaveUp('- say: Not yet.')))).toEqual(['branch_outputs']);
    const other = gaveUp('do: []\noutputs:\n  order: ${inputs.count}');
    expect(codes(repeat(number, look + other))).toEqual(['branch_outputs']);
  });

  test('may give a value of its own, which then needs a case', () => {
    const word = look.replace('order: ${steps.look.order}', 'came: "yes"');
    const step = word + gaveUp('do: []\noutputs:\n  came: "no"');
    expect(codes(repeat('- choose: steps.shipped.came\n  cases: { "yes": [], "no": [] }', step))).toEqual([]);
    expect(codes(repeat('- choose: steps.shipped.came\n  cases: { "yes": [] }', step))).toEqual([
      'cases_incomplete',
    ]);
  });

  test('has no other outcome', () => {
    expect(codes(repeat('', `${look}  outcomes:\n    gaveup: []\n`))).toEqual(['outcome_unknown']);
  });
});

describe('behind a repeat', () => {
  test('its steps cannot be read', () => {
    expect(codes(repeat('- say: This is ${steps.look.result}.'))).toEqual(['step_not_run']);
    const inside = look + gaveUp('- say: This is ${steps.look.result}.\n- end: { result: done }');
    expect(codes(repeat('', inside))).toEqual(['step_not_run']);
  });

  test('its condition holds, and not where it gave up', () => {
    const has = look.replace(/until: .*/, 'until: has(inputs.number)').replace(/ {2}outputs:\n.*\n/, '');
    const say = '- say: It is ${inputs.number}.';
    expect(codes(repeat(say, has))).toEqual([]);
    expect(codes(repeat('', has + gaveUp(`${say}\n- end: { result: done }`)))).toEqual([
      'optional_unhandled',
    ]);
    expect(codes(repeat(say, has + gaveUp('- say: Not yet.')))).toEqual(['optional_unhandled']);
  });

  test('a yes of a round is not one that pays', () => {
    const pay = `- id: quote
  call: payments.quote_refund
  inputs: { order: "\${inputs.order}" }
- if: steps.quote.result != "refundable"
  then:
    - end: { result: done }
- id: asked
  repeat:
    - id: sure
      ask: Pay \${steps.quote.amount} for \${inputs.order.number}?
      answer: yes_or_no
  until: steps.sure.answer == "yes"
  every: 1 day
  atMost: 2
- call: payments.refund
  inputs: { order: "\${inputs.order}", amount: "\${steps.quote.amount}", reason: other }
  approval: { by: refund-approver, expires: 1 day, notNeededWithin: policy.refund.autoApprove }
`;
    const head = 'policy:\n  refund.autoApprove: band\noutputs:\n  result: [done]';
    expect(issuesOf(repeat('', pay), head).map(({ code }) => code)).toEqual(['money_unconfirmed']);
  });
});
