/** No flow reaches a money call without an approval; and none that does it right is refused. */
import { describe, expect, test } from '@jest/globals';
import { stepsIn } from '../../src/interpreter/steps-in.js';
import { otherFlows, withoutApproval, wrongApproval, wrongBand } from './bypass/approvals.js';
import { noYes, oldYes, otherYes } from './bypass/confirmations.js';
import { legitimate } from './bypass/legitimate.js';
import { headOf, type Table, type Tried } from './bypass/pieces.js';
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
  const { steps, head = headOf(steps), merchant = demo, bound = effects, beside = [] } = flow;
  const { issues, flows } = compile(
    [flowWith(steps, head), ...beside, ...(steps.includes('subflow') || merchant !== demo ? shipped : [])],
    merchant,
    bound,
  );
  return { codes: issues.map(({ code }) => code).sort(), flows, issues };
}

/** Money calls of compiled flows that nobody approves, or that a band spares without a yes. */
function unguarded(flows: ReturnType<typeof check>['flows']): string[] {
  return [...flows.values()].flatMap(({ ir }) =>
    [...stepsIn(ir.steps)].flatMap((step) => {
      if (step.kind !== 'call' || step.effect !== 'money') return [];
      const { approval } = step;
      const spared = approval?.notNeededWithin !== undefined && approval.confirmedBy === undefined;
      return approval === undefined || spared ? [`${ir.flow}: ${step.id}`] : [];
    }),
  );
}

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
