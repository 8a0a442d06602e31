/** No flow reaches a money call without an approval; and none that does it right is refused. */
import { describe, expect, test } from 'vitest';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { withoutApproval, wrongApproval, wrongBand } from './bypass/approvals.js';
import { noYes, oldYes, otherYes } from './bypass/confirmations.js';
import { otherFlows } from './bypass/other-flows.js';
import { legitimate } from './bypass/legitimate.js';
import { ask, done, headOf, no, raised, rows, type Table, type Tried } from './bypass/pieces.js';
import { compile, demo, effects, flowWith, shipped } from './support/demo.js';

const attempts: Readonly<Record<string, Table>> = {
  'without an approval': withoutApproval,
  'by an approval that is none': wrongApproval,
  'by a band that is none': wrongBand,
  'through another flow': otherFlows,
  'without a yes': noYes,
  'by a yes to something else': otherYes,
  'by a yes that was used': oldYes,
};

/** Checks a flow of a table. */
function check(tried: Tried | string) {
  const flow = typeof tried === 'string' ? { steps: tried } : tried;
  const { steps, head = headOf(steps), merchant = demo, bound = effects, siblingFiles = [] } = flow;
  const { issues, flows } = compile(
    [
      flowWith(steps, head),
      ...siblingFiles,
      ...(steps.includes('subflow') || merchant !== demo ? shipped : []),
    ],
    merchant,
    bound,
  );
  return { codes: issues.map(({ code }) => code).sort(), flows, issues };
}

/** Money calls of compiled flows that nobody approves, or that the customer has said no yes to. */
function unguarded(flows: ReturnType<typeof check>['flows']): string[] {
  return [...flows.values()].flatMap(({ ir }) =>
    [...stepsIn(ir.steps)].flatMap((step) => {
      if (step.kind !== 'call' || step.effect !== 'money') return [];
      return step.approval === undefined || step.confirmedBy === undefined ? [`${ir.flow}: ${step.id}`] : [];
    }),
  );
}

/** The same attempts where people approve and no band spares it: the customer must have said yes all the same. */
const byPeopleAlone: Table = [...noYes, ...otherYes, ...oldYes].flatMap(([name, tried, codes]) =>
  typeof tried === 'string'
    ? [
        [
          name,
          tried.replaceAll(/\n *notNeededWithin: .*/g, ''),
          codes.map((code) => (code === 'money_unconfirmed' ? 'write_unconfirmed' : code)),
        ] as const,
      ]
    : [],
);

test.each(byPeopleAlone)('what people approve, too: %s', (_, steps, codes) => {
  expect(check(steps).codes).toEqual([...codes].sort());
});

test('a write is refused without a yes just as money is, and the hint is a question that makes it right', () => {
  const write = '- call: payments.quote_refund\n  inputs:\n    order: ${inputs.order}';
  const bound = raised('payments.quote_refund', 'write');
  const { issues } = check({ steps: rows(write, done), bound });
  expect(issues).toMatchObject([{ code: 'write_unconfirmed' }]);
  const [, question = ''] = /`ask: ([^`]+)`/.exec(issues[0]?.hint ?? '') ?? [];
  expect(question).toBe('Should I go ahead for order ${inputs.order.number}?');
  expect(check({ steps: rows(ask(question), no, write, done), bound }).issues).toEqual([]);
});

describe.each(Object.entries(attempts))('money %s', (_, table) => {
  test.each(table)('%s: refused', (_, tried, codes) => {
    const { codes: told, flows } = check(tried);
    expect(told).toEqual([...codes].sort());
    expect(codes).not.toEqual([]);
    expect(unguarded(flows)).toEqual([]);
  });
});

test('there are at least 40 attempts', () => {
  expect(Object.values(attempts).flat().length).toBeGreaterThanOrEqual(40);
});

describe('what is done right is accepted', () => {
  test.each(legitimate)('%s', (_, tried) => {
    expect(check(tried).issues).toEqual([]);
  });

  test('there are at least 40 of them', () => {
    expect(legitimate.length).toBeGreaterThanOrEqual(40);
  });

  test('and each money call of them carries its approval into the IR', () => {
    for (const [, tried] of legitimate) expect(unguarded(check(tried).flows)).toEqual([]);
  });
});
