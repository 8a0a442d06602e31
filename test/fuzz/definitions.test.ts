/** Whatever stands in a flow's file, checking it ends with a flow or with issues that have a place and a hint. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { CompileResult, SourceFile } from '../../src/flows/compile-flows.js';
import { printIssues } from '../../src/flows/print-issues.js';
import { compile, shipped, shippedWithCallees } from '../flows/support/demo.js';
import { flowOf } from './generate/flow.js';
import { mutations } from './generate/mutations.js';
import { tapes } from './generate/tape.js';
import { merchant } from './generate/world.js';
import { holds } from './support/holds.js';
import { howMany } from '../support/how-much.js';
import { seed } from './support/seed.js';

/** How many definitions are checked, of each sort. */
const counts = {
  shipped: howMany(1000, 9000),
  mutated: howMany(1000, 9000),
  generated: howMany(400, 2000),
};

/** Steps of a flow that is to be broken: a mistake stands among few as among many. */
const small = [2, 5] as const;

/** The flow that calls all others takes the longest to check, and has the least of its own. */
const weighted = shipped.map((source) => ({
  arbitrary: fc.constant(source),
  weight: source.file === 'customer-service.yaml' ? 1 : 4,
}));

function mutated([first, ...others]: readonly SourceFile[], change: (text: string) => string): SourceFile[] {
  return first === undefined ? [] : [{ ...first, text: change(first.text) }, ...others];
}

/** Every refusal says where, on a line that is there, and what to do. */
function refusesWell(flows: readonly SourceFile[], { issues, flows: compiled }: CompileResult): void {
  if (issues.length === 0) expect(compiled.size).toBeGreaterThan(0);
  const lines = new Map(flows.map(({ file, text }) => [file, text.split('\n')]));
  const lost = issues.filter(({ file, line, column, hint, message }) => {
    const source = lines.get(file)?.[line - 1];
    const there = source !== undefined && column >= 1 && column <= source.length + 1;
    return !there || hint === '' || message === '';
  });
  expect(lost).toEqual([]);
  expect(printIssues(issues)).toEqual(expect.any(String));
}

describe(`definitions (seed ${seed})`, () => {
  test(`${counts.shipped} shipped flows with mistakes in them are never more than refused`, () => {
    const property = fc.property(fc.oneof(...weighted), mutations, (source, change) => {
      const flows = mutated(shippedWithCallees([source.file.replace('.yaml', '')]), change);
      refusesWell(flows, compile(flows));
    });
    holds(property, seed, counts.shipped);
  });

  test(`${counts.mutated} generated flows with mistakes in them are never more than refused`, () => {
    const property = fc.property(tapes, mutations, (tape, change) => {
      const flows = mutated(flowOf(tape, small).files, change);
      refusesWell(flows, compile(flows, merchant));
    });
    holds(property, seed, counts.mutated);
  });

  test(`of ${counts.generated} generated flows, at least 95 in a hundred are accepted, and none is more than refused`, () => {
    let accepted = 0;
    const property = fc.property(tapes, (tape) => {
      const { files } = flowOf(tape);
      const result = compile(files, merchant);
      refusesWell(files, result);
      if (result.issues.length === 0) accepted += 1;
    });
    holds(property, seed, counts.generated);
    expect(accepted).toBeGreaterThanOrEqual(0.95 * counts.generated);
  });
});
