/** Outcomes and money: what is not handled is handled, what pays is approved, and a band builds on the customer's yes. */
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/contracts/effect.js';
import { readTemplate, templateNames } from '../../src/connectors/templates/templates.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { codes, compile, demo, effects, flowOf, flowWith, shipped, stepOf } from './support/demo.js';

/** A yes to something that names no record. */
const sure =
  '- id: sure\n  ask: Shall I look?\n  answer: yes_or_no\n- if: steps.sure.answer == "no"\n  then:\n    - end: { result: done }\n';

describe('outcomes', () => {
  test('that the flow does not handle end as handed over, in the words of the merchant', () => {
    const { outcomes } = stepOf(
      flowOf('refund-order', { ...demo, sentences: { unknown: 'We check it.' } }),
      'call',
      'refund',
    );
    expect(Object.keys(outcomes).sort()).toEqual([
      'expired',
      'refused',
      'rejected',
      'superseded',
      'unavailable',
      'unknown',
      'unverified',
    ]);
    expect(outcomes.unknown).toMatchObject({
      default: true,
      steps: [
        { kind: 'say', text: { key: 'We check it.', args: [] } },
        { kind: 'handover', queue: 'service' },
        { kind: 'end', result: 'handed_over' },
      ],
    });
    expect(outcomes.rejected?.default).toBeUndefined();
  });

  test('of a read may go on with a result, which then needs a case', () => {
    const read = (outputs: string) =>
      `- id: mine\n  call: orders.find\n  outcomes:\n    unavailable:\n      do: []\n      outputs: ${outputs}\n`;
    expect(
      codes(
        `${read('{ result: none }')}- choose: steps.mine.result\n  cases: { found: [], none: [] }\n- end: { result: done }`,
      ),
    ).toEqual([]);
    expect(
      codes(
        `${read('{ result: unavailable }')}- choose: steps.mine.result\n  cases: { found: [], none: [] }\n- end: { result: done }`,
      ),
    ).toEqual(['cases_incomplete']);
    expect(codes(`${read('{ result: found }')}- end: { result: done }`)).toEqual(['branch_outputs']);
    expect(codes(`${read('{ result: lost }')}- end: { result: done }`)).toEqual(['branch_outputs']);
    expect(codes('- call: orders.find\n  outcomes:\n    unavailable: []\n- end: { result: done }')).toEqual([
      'branch_outputs',
    ]);
  });

  test('of a write must end on all ways', () => {
    const raised: ReadonlyMap<string, Effect> = new Map([...effects, ['orders.find', 'write']]);
    const flow = flowWith(
      sure +
        '- call: orders.find\n  outcomes:\n    refused:\n      - if: inputs.count > 1\n        then:\n          - end: { result: done }\n- end: { result: done }',
    );
    expect(compile([flow], demo, raised).issues.map(({ code }) => code)).toEqual(['outcome_goes_on']);
  });

  test('tell the refusal where it is refused, and nowhere else', () => {
    const call = (outcome: string) =>
      `- id: mine\n  call: orders.find\n  outcomes:\n    ${outcome}:\n      - say: It was refused with \${steps.mine.refusal.code}.\n      - end: { result: done }\n- end: { result: done }`;
    expect(codes(call('refused'))).toEqual([]);
    expect(codes(call('unknown'))).toEqual(['field_unknown']);
  });

  test('of an ask may go on with an answer', () => {
    const ask = (outputs: string) =>
      `- id: sure\n  ask: Sure?\n  answer: yes_or_no\n  outcomes:\n    expired:\n      do: []\n      outputs: ${outputs}\n- choose: steps.sure.answer\n  cases: { yes: [], no: [] }\n- end: { result: done }`;
    expect(codes(ask('{ answer: no }'))).toEqual([]);
    expect(codes(ask('{ answer: maybe }'))).toEqual(['value_unknown']);
    expect(codes(ask('{}'))).toEqual(['branch_outputs']);
  });
});

describe('money', () => {
  test('builds on no yes that nobody gave', () => {
    const pay = `- call: payments.refund
  inputs: { order: "\${inputs.order}", amount: 5 EUR, reason: other }
  approval: { by: refund-approver, expires: 1 day }
- end: { result: done }`;
    expect(codes(pay)).toEqual(['write_unconfirmed']);
  });

  const pay = `- id: quote
  call: payments.quote_refund
  inputs: { order: "\${inputs.order}" }
- if: steps.quote.result != "refundable"
  then:
    - end: { result: done }
- id: sure
  ask: Pay \${steps.quote.amount} for \${inputs.order.number}?
  answer: yes_or_no
- WAY
- call: payments.refund
  inputs: { order: "\${inputs.order}", amount: "\${steps.quote.amount}", reason: other }
  approval: { by: refund-approver, expires: 1 day, notNeededWithin: policy.refund.autoApprove }
- end: { result: done }`;
  const head = 'policy:\n  refund.autoApprove: band\noutputs:\n  result: [done]';

  test.each([
    ['- if: steps.sure.answer == "no"\n  then:\n    - end: { result: done }', []],
    ['- if: steps.sure.answer != "yes"\n  then:\n    - end: { result: done }', []],
    ['- choose: steps.sure.answer\n  cases:\n    yes: []\n    no:\n      - end: { result: done }', []],
    ['- say: Thank you.', ['money_unconfirmed']],
    ['- if: steps.sure.answer == "yes"\n  then:\n    - end: { result: done }', ['money_unconfirmed']],
    [
      '- if: steps.sure.answer == "no" && inputs.count > 1\n  then:\n    - end: { result: done }',
      ['money_unconfirmed'],
    ],
  ])('a band builds on a yes on every way: %s', (way, expected) => {
    expect(codes(pay.replace('- WAY', way), head)).toEqual(expected);
  });

  test('the yes that it builds on stands in the IR', () => {
    const { confirmedBy, approval } = stepOf(flowOf('refund-order'), 'call', 'refund');
    expect(confirmedBy).toBe('sure');
    expect(approval).toEqual({
      notNeededWithin: 'refund.autoApprove',
      by: 'refund-approver',
      expires: { businessDays: 2 },
      remind: { businessMs: 14_400_000 },
      escalate: { after: { businessDays: 1 }, to: 'team-lead' },
    });
  });

  test('a connection that raises an effect makes an approval necessary, and a band impossible', () => {
    const raised: ReadonlyMap<string, Effect> = new Map([...effects, ['orders.find', 'money']]);
    const check = (approval: string, declared?: string) =>
      compile(
        [flowWith(`${sure}- call: orders.find\n${approval}- end: { result: done }`, declared)],
        demo,
        raised,
      ).issues.map(({ code }) => code);
    expect(check('')).toEqual(['approval_missing']);
    expect(check('  approval: { by: team-lead, expires: 1 day }\n')).toEqual([]);
    expect(
      check(
        '  approval: { by: team-lead, expires: 1 day, notNeededWithin: policy.refund.autoApprove }\n',
        head,
      ),
    ).toContain('band_without_guard');
  });

  test('is known of callers too, so that their runs outlive a cancelled parent', () => {
    const money = [...stepsIn(flowOf('customer-service').steps)].flatMap((step) =>
      step.kind === 'subflow' ? [[step.flow, step.money]] : [],
    );
    expect(money).toEqual([
      ['cancel-order', false],
      ['change-delivery-address', true],
      ['change-order', false],
      ['refund-order', true],
      ['refund-status', false],
      ['refund-part', true],
      ['report-problem', true],
      ['return-order', false],
      ['return-status', false],
      ['subscription-cancel', false],
      ['subscription-change', false],
      ['subscription-pause', false],
      ['subscription-resume', false],
      ['subscription-skip', false],
      ['subscription-refund', true],
      ['where-is-my-order', true],
      ['where-is-my-order', true],
      ['where-is-my-order', true],
    ]);
  });

  /** Operations whose effect a prebuilt connector raises to money. */
  const raised = templateNames().flatMap((name) => {
    const { operations } = readTemplate(name)!.document.value as {
      operations: Record<string, { effect?: Effect }>;
    };
    return Object.entries(operations).flatMap(([operation, { effect }]) =>
      effect === 'money' && effects.get(operation) === 'write' ? [[name, operation] as const] : [],
    );
  });
  test.each(raised)(
    'of %s, which bills for %s, somebody approves in the shipped flows',
    (_name, operation) => {
      const { issues } = compile(shipped, demo, new Map([...effects, [operation, 'money']]));
      expect(issues).toEqual([]);
    },
  );

  test('a label that costs the shop nothing is made without an approval, and nothing waits for one', () => {
    const label = (effect: Effect) => {
      const { flows } = compile(shipped, demo, new Map([...effects, ['returns.label', effect]]));
      return stepOf(flows.get('return-order')!.ir, 'call', 'label');
    };
    expect(label('money')).toMatchObject({ approval: { by: 'refund-approver' }, outcomes: { rejected: {} } });
    expect(label('write')).not.toHaveProperty('approval');
    expect(label('write')).not.toHaveProperty('outcomes.rejected');
  });
});
