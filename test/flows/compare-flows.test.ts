/** What `flows diff` tells of two versions of a flow: no difference on the way to money without a word. */
import { describe, expect, test } from 'vitest';
import { type Change, compareAllFlows, compareFlows } from '../../src/flows/compare-flows.js';
import type { FlowIr } from '../../src/contracts/ir.js';
import type { Json } from '../../src/contracts/json.js';
import { howMany } from '../support/how-much.js';
import { compile, demo, flowOf, shipped } from './support/demo.js';

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
      'an approval now expires after 5 business days instead of 2 business days',
    ],
    [
      'an expiry of another kind',
      ['expires: 2 business days', 'expires: 1 day'],
      'an approval now expires after 1 day instead of 2 business days',
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
      'looser: `refund` (payments.refund) no longer needs an approval; it was approved by refund-approver',
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
    expect(changesOf([/ {2}- id: sure$/m, inside])).toEqual([
      'looser: payments.refund is new and moves money, approved by team-lead',
      'money: the steps around a money call have changed: review the diff',
    ]);
  });

  test('a yes to another question', () => {
    const steps = refund.steps.map((step) =>
      step.kind === 'call' && step.id === 'refund' ? { ...step, confirmedBy: 'other' } : step,
    );
    expect(told(compareFlows(refund, { ...refund, steps }))).toEqual([
      'looser: `refund` (payments.refund) confirmedBy is `other` instead of `sure`',
    ]);
  });

  test('a call that moves money in another place', () => {
    const now = { ...refund, steps: refund.steps.filter(({ id }) => id !== 'refund') };
    const call = refund.steps.find(({ id }) => id === 'refund')!;
    const moved = { ...now, steps: [call, ...now.steps] };
    expect(told(compareFlows(refund, moved))[0]).toMatch(
      /^looser: `refund` \(payments\.refund\) no longer comes after `find`, .*`sure`/,
    );
  });

  test('an effect that is another', () => {
    const effects = new Map([...compile(shipped).flows.keys()].map((name) => [name, 'read' as const]));
    expect(effects.size).toBeGreaterThan(0);
    const steps = refund.steps.map((step) =>
      step.kind === 'call' && step.id === 'refund' ? { ...step, effect: 'write' as const } : step,
    );
    expect(told(compareFlows(refund, { ...refund, steps }))).toEqual([
      'money: `refund` (payments.refund) no longer moves money',
    ]);
  });
});

test('what makes it stricter is told as about money, not as looser', () => {
  const sooner = changesOf(
    ['expires: 2 business days', 'expires: 1 business day'],
    ['after: 1 business day', 'after: 6 business hours'],
  );
  expect(sooner).toEqual([
    'looser: `refund` (payments.refund) team-lead may decide after 6 business hours instead of team-lead after 1 business day',
    'money: `refund` (payments.refund) an approval now expires after 1 business day instead of 2 business days',
  ]);
  expect(changesOf(...withoutBand)).toContain(
    'money: `refund` (payments.refund) now always needs an approval; before, it was not needed within refund.autoApprove',
  );
});

test('the heaviest change comes first; what is said otherwise, and a title, are no matter of money', () => {
  const changes = changesOf(
    ['No problem, I haven’t changed anything.', 'Fine.'],
    ['expires: 2 business days', 'expires: 9 business days'],
    ['title: Refund an order', 'title: Pay back'],
  );
  expect(changes).toEqual([
    expect.stringMatching(/^looser: /),
    'money: the steps around a money call have changed: review the diff',
  ]);
  expect(changesOf(['title: Refund an order', 'title: Pay back'])).toEqual([]);
});

test('a changed flow is told itself, not where it is run; without money it is named alone', () => {
  const files = shipped.map((file) =>
    file.file === 'find-order.yaml'
      ? { ...file, text: file.text.replace('Which order is this about?', 'Which one?') }
      : file,
  );
  const [before, now] = [compile(shipped).flows, compile(files).flows];
  expect(compareAllFlows(before, now)).toEqual({
    flows: [{ flow: 'find-order', is: 'changed', changes: [] }],
    unchanged: before.size - 1,
  });
});

test('comments, empty lines and sentences of the merchant change nothing', () => {
  expect(changesOf(['steps:\n', '# a comment\n\nsteps:\n'])).toEqual([]);
  const now = compile(shipped, { ...demo, sentences: { unavailable: 'We are closed.' } });
  expect(told(compareFlows(refund, now.flows.get('refund-order')!.ir))).toEqual([]);
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

describe.each(['refund-order', 'customer-service'])('in %s', (name) => {
  const flow = flowOf(name);
  // Where a step stands, what it is called and which version it runs are told otherwise, and texts by default with the merchant.
  const places = new Set(['line', 'kind', 'id', 'named', 'title', 'hash', 'default']);
  const changed = [
    ...mutants({ steps: flow.steps, inputs: flow.inputs, results: flow.results } as unknown as Json),
  ].filter(({ path }) => !places.has(path.at(-1)!) && path.filter((part) => part === 'type').length < 2);
  const isDefault = (path: readonly string[]): boolean => {
    let value: unknown = flow;
    for (const part of path) {
      value = (value as Record<string, unknown>)[part];
      if (typeof value === 'object' && value !== null && 'default' in value && value.default === true)
        return true;
    }
    return false;
  };
  // A flow of thousands of differences is compared thousands of times.
  const own = changed.filter(({ path }) => !isDefault(path));
  const tried = own.filter((_, index) => index % howMany(own.length > 2000 ? 4 : 1, 1) === 0);
  const after = (value: Json): Change[] => compareFlows(flow, { ...flow, ...(value as object) });

  test('no single difference stays without a word, but names, places and defaults', () => {
    const silent = tried.filter(({ value }) => after(value).length === 0);
    expect(silent.map(({ path }) => path.join('.'))).toEqual([]);
  });

  test('no difference of an approval, or of what money is moved for, passes without its step', () => {
    const steps = flow.steps.map((step) => step.kind === 'call' && step.effect === 'money');
    const money = own.filter(
      ({ path: [, index, part] }) =>
        steps[Number(index)] === true && (part === 'inputs' || part === 'approval'),
    );
    expect(money.length > 0).toBe(name === 'refund-order');
    for (const { path, value } of money)
      expect([path.join('.'), after(value)[0]?.step]).toEqual([path.join('.'), '`refund` (payments.refund)']);
  });
});
