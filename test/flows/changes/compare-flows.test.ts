/** What `check --against` tells of two versions of a flow: money first, and no difference without a word. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/flows/changes/change.js';
import { compareFlows } from '../../../src/flows/changes/compare-all.js';
import type { FlowIr } from '../../../src/contracts/ir.js';
import type { Json } from '../../../src/contracts/json.js';
import { howMany } from '../../support/how-much.js';
import { compile, demo, flowOf, shipped } from '../support/demo.js';

/** A shipped flow with its text changed, compiled. */
function edited(name: string, ...edits: readonly (readonly [string | RegExp, string])[]): FlowIr {
  const files = shipped.map((file) =>
    file.file === `${name}.yaml`
      ? { ...file, text: edits.reduce((text, edit) => replaced(text, ...edit), file.text) }
      : file,
  );
  const { flows, issues } = compile(files);
  const ir = flows.get(name)?.ir;
  if (ir === undefined) throw new Error(JSON.stringify(issues.map(({ code, line }) => [code, line])));
  return ir;
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`nothing to replace: ${String(from)}`);
  return result;
}

const told = (changes: readonly Change[]): string[] =>
  changes.map(({ weight, step, what }) => `${weight}: ${step === undefined ? '' : `${step} `}${what}`);

const refund = flowOf('refund-order');
const withoutBand: readonly (readonly [RegExp, string])[] = [
  [/ {6}notNeededWithin: .*\n/, ''],
  [/ {2}refund\.autoApprove: band\n/, ''],
];
const changesOf = (...edits: readonly (readonly [string | RegExp, string])[]): string[] =>
  told(compareFlows(refund, edited('refund-order', ...edits)));

describe('a change that lets money move more easily is told as such', () => {
  test.each<[string, [string | RegExp, string], string]>([
    [
      'a longer expiry',
      ['expires: 2 business days', 'expires: 5 business days'],
      'an approval expires after 5 business days instead of 2 business days',
    ],
    [
      'an expiry of another kind',
      ['expires: 2 business days', 'expires: 1 day'],
      'an approval expires after 1 day instead of 2 business days',
    ],
    [
      'another approver',
      ['by: refund-approver', 'by: team-lead'],
      'is approved by team-lead instead of refund-approver',
    ],
    [
      'an earlier escalation',
      ['after: 1 business day,', 'after: 2 business hours,'],
      'team-lead may decide after 2 business hours instead of team-lead after 1 business day',
    ],
  ])('%s', (_, edit, what) => {
    expect(changesOf(edit)).toEqual([`looser: \`refund\` (payments.refund) ${what}`]);
  });

  test('an approval that is gone', () => {
    const now = structuredClone(refund) as unknown as { steps: { approval?: unknown }[] };
    for (const step of now.steps) delete step.approval;
    expect(told(compareFlows(refund, now as unknown as FlowIr))).toEqual([
      'looser: `refund` (payments.refund) nobody approves it any more; it was refund-approver',
    ]);
  });

  test('a band where there was none', () => {
    const before = edited('refund-order', ...withoutBand);
    expect(told(compareFlows(before, refund))[0]).toBe(
      'looser: `refund` (payments.refund) needs no approval within the band refund.autoApprove',
    );
  });

  test('a new call that moves money, also deep inside something new', () => {
    const call = [
      '- id: now',
      '  ask: At once ${steps.quote.amount} for ${steps.find.order.number}?',
      '  answer: yes_or_no',
      '- if: steps.now.answer == "no"',
      '  then:',
      '    - end: { result: declined }',
      '- call: payments.refund',
      '  inputs:',
      '    order: ${steps.find.order}',
      '    amount: ${steps.quote.amount}',
      '    reason: other',
      '  approval: { by: team-lead, expires: 1 day }',
    ];
    const inside = [
      '  - if: has(inputs.orderNumber)',
      '    then:',
      ...call.map((line) => `      ${line}`),
      '',
      '  - id: sure',
    ].join('\n');
    expect(changesOf(['  - id: sure', inside])).toEqual([
      'looser: payments.refund is new: it moves money, approved by team-lead',
      'money: if has(inputs.orderNumber) is new',
      'money: `now` (ask “At once ${steps.quote.amount} for ${steps.find.order.number…”) is new',
      'money: if steps.now.answer == "no" is new',
      'money: end as declined is new',
    ]);
  });

  test('a yes to another question', () => {
    const steps = refund.steps.map((step) =>
      step.kind === 'call' && step.id === 'refund' ? { ...step, confirmedBy: 'other' } : step,
    );
    expect(told(compareFlows(refund, { ...refund, steps }))).toEqual([
      'looser: `refund` (payments.refund) the question whose yes it builds on is `other` instead of `sure`',
    ]);
  });

  test('a call that moves money in another place', () => {
    const now = { ...refund, steps: refund.steps.filter(({ id }) => id !== 'refund') };
    const call = refund.steps.find(({ id }) => id === 'refund')!;
    const moved = { ...now, steps: [call, ...now.steps] };
    expect(told(compareFlows(refund, moved))[0]).toBe(
      'looser: `refund` (payments.refund) has moved: it runs in another place, or in another order',
    );
  });

  test('an effect that is another', () => {
    const effects = new Map([...compile(shipped).flows.keys()].map((name) => [name, 'read' as const]));
    expect(effects.size).toBeGreaterThan(0);
    const steps = refund.steps.map((step) =>
      step.kind === 'call' && step.id === 'refund' ? { ...step, effect: 'write' as const } : step,
    );
    expect(told(compareFlows(refund, { ...refund, steps }))).toEqual([
      'looser: `refund` (payments.refund) effect is `write` instead of `money`',
    ]);
  });
});

test('what makes it stricter is told as about money, not as looser', () => {
  expect(changesOf(['expires: 2 business days', 'expires: 1 business day'])).toEqual([
    'money: `refund` (payments.refund) an approval expires after 1 business day instead of 2 business days',
  ]);
  expect(changesOf(...withoutBand)).toContain(
    'money: `refund` (payments.refund) always needs its approval; it was not needed within refund.autoApprove',
  );
});

test('the heaviest change comes first', () => {
  const [first, ...rest] = changesOf(
    ['All right, nothing has been changed.', 'Fine.'],
    ['expires: 2 business days', 'expires: 9 business days'],
    ['title: Refund an order', 'title: Pay back'],
  );
  expect(first).toMatch(/^looser: /);
  expect(rest.every((change) => change.startsWith('words: '))).toBe(true);
});

test('a new case, a new step, a new handler and a new output are told', () => {
  const before = edited(
    'where-is-my-order',
    [/ {6}packed:\n.*\n/, ''],
    [/ {6}open:\n/, '      packed: []\n      open:\n'],
  );
  expect(told(compareFlows(before, flowOf('where-is-my-order')))).toEqual([
    expect.stringMatching(/^behaviour: say “Your order .* is packed and waits.*” is new$/),
  ]);
  expect(
    changesOf([
      '      rejected:',
      '      expired:\n        - say: Too late.\n        - end: { result: declined }\n      rejected:',
    ]),
  ).toEqual([
    'money: `refund` (payments.refund) the way `expired` is new here',
    'money: end as declined is new',
    'behaviour: say “Too late.” is new',
  ]);
});

test('another sentence is told with both', () => {
  expect(changesOf(['All right, nothing has been changed.', 'Fine.'])).toEqual([
    'words: say “Fine.” the text is “Fine.” instead of “All right, nothing has been changed.”',
  ]);
});

test('a changed sub-flow is told where it is run', () => {
  const files = shipped.map((file) =>
    file.file === 'find-order.yaml'
      ? { ...file, text: file.text.replace('Which order is it about?', 'Which one?') }
      : file,
  );
  const now = compile(files).flows.get('refund-order')!.ir;
  expect(told(compareFlows(refund, now))).toEqual([
    'money: `find` (flow find-order) the flow that it runs has changed',
    // It finds the order too.
    'money: `cancel` (flow cancel-order) the flow that it runs has changed',
  ]);
});

test('comments and empty lines change nothing', () => {
  expect(changesOf(['steps:\n', '# a comment\n\nsteps:\n'])).toEqual([]);
});

test('sentences of the merchant are told once', () => {
  const now = compile(shipped, { ...demo, sentences: { unavailable: 'We are closed.' } }).flows.get(
    'refund-order',
  )!.ir;
  const own = compareFlows(refund, now).filter(({ uses }) => uses === undefined);
  expect(told(own)).toEqual(['words: what is said and done by default has changed, by merchant.yaml']);
});

/** Every way to change one leaf of a value. */
function* mutants(
  value: Json,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; value: Json }> {
  if (typeof value === 'string') yield { path, value: `${value}X` };
  else if (typeof value === 'number') yield { path, value: value + 1 };
  else if (typeof value === 'boolean') yield { path, value: !value };
  else if (value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const mutant of mutants(inner, [...path, key])) {
        const copy = structuredClone(value) as Record<string, Json>;
        copy[key] = mutant.value;
        yield { path: mutant.path, value: copy };
      }
    }
  }
}

describe.each(['refund-order', 'where-is-my-order', 'find-order', 'customer-service'])('in %s', (name) => {
  const flow = flowOf(name);
  // Where a step stands, what it is called and what it is are told with the step itself.
  const places = new Set(['line', 'kind', 'id', 'named', 'title', 'schema']);
  const changed = [...mutants(flow as unknown as Json)].filter(
    ({ path }) =>
      ((path.length === 1 && path[0] === 'title') || !places.has(path.at(-1)!)) &&
      // The types inside types are many, and all told alike.
      path.filter((part) => part === 'type').length < 2,
  );
  // A flow of thousands of differences is compared thousands of times.
  const tried = changed.filter((_, index) => index % howMany(changed.length > 2000 ? 4 : 1, 1) === 0);

  test('no single difference stays without a word, but names and places', () => {
    const silent = tried.filter(({ value }) => compareFlows(flow, value as unknown as FlowIr).length === 0);
    expect(silent.map(({ path }) => path.join('.'))).toEqual([]);
  });

  test('no difference of an approval, or of what money is moved for, passes for less than money', () => {
    const steps = flow.steps.map((step) => step.kind === 'call' && step.effect === 'money');
    const money = changed.filter(
      ({ path: [, index, part, key] }) =>
        steps[Number(index)] === true && (part === 'inputs' || (part === 'approval' && key !== 'remind')),
    );
    expect(money.length > 0).toBe(name === 'refund-order');
    for (const { path, value } of money) {
      const [heaviest] = compareFlows(flow, value as unknown as FlowIr);
      expect([path.join('.'), heaviest?.weight]).toEqual([
        path.join('.'),
        expect.stringMatching(/looser|money/),
      ]);
    }
  });
});
