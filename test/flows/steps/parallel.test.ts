/** `parallel`: all branches run, so all that they give and find out is known behind them; none of them asks. */
import { describe, expect, test } from 'vitest';
import { codes, stepOf } from '../support/demo.js';
import { irOf, issuesOf, marked } from './support.js';

const track = `parcel:
      do:
        - id: track
          call: shipments.track
          inputs: { shipment: "\${inputs.order.shipments[0]}" }
          outcomes:
            unavailable:
              do: []
              outputs: { result: unavailable }
      outputs:
        seen: \${steps.track.result}`;

const quote = `quote:
      do:
        - id: q
          call: payments.quote_refund
          inputs: { order: "\${inputs.order}" }
      outputs:
        result: \${steps.q.result}`;

const both = (behind: string, parcel = track, other = quote): string =>
  `- id: both\n  parallel:\n    ${parcel}\n    ${other}\n${behind}\n- end: { result: done }`;

const branches = (count: number): string =>
  `- parallel:\n${Array.from({ length: count }, (_, index) => `    b${index}:\n      - wait: 1 hour\n`).join('')}- end: { result: done }`;

describe('what branches give', () => {
  test('is read behind them by the name of the branch', () => {
    const cases = '- choose: steps.both.parcel.seen\n  cases: { found: [], not_found: [], unavailable: [] }';
    expect(codes(both(cases))).toEqual([]);
    expect(codes(both('- if: steps.both.quote.result == "refundable"\n  then: []'))).toEqual([]);
  });

  test('has its own type for each branch, so a value without a case is found', () => {
    const cases = '- choose: steps.both.parcel.seen\n  cases: { found: [], not_found: [] }';
    expect(codes(both(cases))).toEqual(['cases_incomplete']);
  });

  test('is told with the nearest name where it is misspelt', () => {
    const [issue] = issuesOf(both('- say: This is ${steps.both.pracel.seen}.'));
    expect(issue).toMatchObject({ code: 'field_unknown', hint: 'Did you mean `steps.both.parcel.seen`?' });
    expect(codes(both('- say: This is ${steps.both.parcel.sene}.'))).toEqual(['field_unknown']);
  });

  test('needs an id to be read by', () => {
    expect(codes(both('').replace('- id: both\n  parallel', '- parallel'))).toEqual(['branch_outputs']);
  });

  test('stands in the IR with its branch', () => {
    const { branches } = stepOf(irOf(both('')), 'parallel');
    expect(Object.keys(branches)).toEqual(['parcel', 'quote']);
    expect(branches['parcel']?.outputs).toEqual({
      seen: { k: 'read', root: 'steps', path: ['track', 'result'] },
    });
  });
});

describe('a step of a branch', () => {
  test('cannot be read in another branch, nor behind them', () => {
    const other = 'other:\n      - say: This is ${steps.track.result}.';
    expect(codes(both('', track, other))).toEqual(['step_not_run']);
    expect(codes(both('- say: This is ${steps.track.result}.'))).toEqual(['step_not_run']);
  });

  test('asks nothing, nor does a sub-flow that can ask, however deep', () => {
    const asks = (step: string): string =>
      `other:\n      - if: inputs.count > 1\n        then:\n          - ${step}`;
    expect(marked(issuesOf(both('', track, asks('ask: Sure?\n            answer: text'))))).toEqual([
      'ask_side_by_side at ask: Sure?',
    ]);
    expect(marked(issuesOf(both('', track, asks('subflow: find-order'))))).toEqual([
      'ask_side_by_side at find-order',
    ]);
    const outer =
      'flow: outer\noutputs:\n  result: [done]\nsteps:\n  - subflow: find-order\n  - end: { result: done }';
    expect(marked(issuesOf(both('', track, asks('subflow: outer')), undefined, [outer]))).toEqual([
      'ask_side_by_side at outer',
    ]);
  });

  test('may ask again behind the branches', () => {
    expect(codes(both('- ask: Sure?\n  answer: text'))).toEqual([]);
  });
});

describe('what is known behind the branches', () => {
  const value = '- choose: inputs.order.status\n  cases: { open: [], packed: [] }';
  const only = (...values: string[]): string =>
    `only:\n      - if: '!(inputs.order.status in [${values.map((name) => `"${name}"`).join(', ')}])'\n        then:\n          - end: { result: done }`;

  test('is all that any of them has found out, because all have run', () => {
    expect(codes(both(value, track, only('open', 'packed')))).toEqual([]);
    expect(codes(both(value, track, only('open', 'packed', 'shipped')))).toEqual(['cases_incomplete']);
  });

  test('includes that people have the conversation, though not inside a sibling', () => {
    const hands = 'hands:\n      - handover: default';
    const ends = '- end: { result: handed_over }';
    expect(codes(both(ends, track, hands).replace('\n- end: { result: done }', ''))).toEqual([]);
    expect(
      codes(
        both(
          '',
          hands,
          'other:\n      - if: inputs.count > 1\n        then:\n          - end: { result: handed_over }',
        ),
      ),
    ).toEqual(['end_not_handed_over']);
  });

  test('does not hold for money: a yes of before must still be a yes', () => {
    expect(codes(both('- end: { result: handed_over }').replace('\n- end: { result: done }', ''))).toEqual([
      'end_not_handed_over',
    ]);
  });
});

test('a yes of before counts once: in one branch, or behind them', () => {
  const refund = `call: payments.refund
  inputs: { order: "\${inputs.order}", amount: "\${steps.quoted.amount}", reason: other }
  approval: { by: refund-approver, expires: 1 day, notNeededWithin: policy.refund.autoApprove }`;
  const yes = `- id: quoted
  call: payments.quote_refund
  inputs: { order: "\${inputs.order}" }
- if: steps.quoted.result != "refundable"
  then:
    - end: { result: done }
- id: sure
  ask: Pay \${steps.quoted.amount} for \${inputs.order.number}?
  answer: yes_or_no
- if: steps.sure.answer == "no"
  then:
    - end: { result: done }
`;
  const head = 'policy:\n  refund.autoApprove: band\noutputs:\n  result: [done]';
  expect(codes(yes + both(`- ${refund}`), head)).toEqual([]);
  const branch = `pays:\n      - ${refund.replaceAll('\n', '\n      ')}`;
  expect(codes(yes + both('', track, branch), head)).toEqual([]);
  expect(codes(yes + both('', branch, branch.replace('pays', 'again')), head)).toEqual(['money_unconfirmed']);
  expect(codes(yes + both(`- ${refund}`, track, branch), head)).toEqual(['money_unconfirmed']);
});

test('a branch that always ends the flow ends it for all', () => {
  const ends = 'last:\n      - end: { result: done }';
  expect(codes(both('- say: Never.', track, ends))).toEqual(['step_unreachable']);
});

test('there are two to eight branches, with names of the language', () => {
  expect(codes(branches(1))).toEqual(['flow_shape']);
  expect(codes(branches(8))).toEqual([]);
  expect(codes(branches(9))).toEqual(['flow_shape']);
  expect(codes(both('', track, 'Other-One:\n      - wait: 1 hour'))).toEqual(['name_invalid']);
});
