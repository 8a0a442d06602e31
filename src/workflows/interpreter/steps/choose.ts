/** `choose`: one of many blocks, by a value. */
import { isList, isRecord } from '../expression/value-kinds.js';
import type { ChooseStep } from '../../../contracts/ir.js';
import { RunError } from '../run-error.js';
import type { StepClause } from '../visit.js';

// A case may be named `else`, so branches of cases carry a prefix.
const caseBranch = (value: string): string => `case ${value}`;

/** Runs the block of the value's case, or `else`; the block's outputs become the step's. */
export const choose: StepClause<ChooseStep> = {
  enter(visit) {
    const value = visit.value(visit.step.on);
    if (value === null || isList(value) || isRecord(value)) throw new RunError('value_type');
    const name = String(value);
    if (Object.hasOwn(visit.step.cases, name))
      return { to: 'branch', branch: caseBranch(name), outcome: name };
    if (visit.step.else === undefined) throw new RunError('case_missing');
    return { to: 'branch', branch: 'else', outcome: 'else' };
  },
  blocks: (step) => [
    ...Object.entries(step.cases).map(([value, block]) => [caseBranch(value), block] as const),
    ...(step.else === undefined ? [] : [['else', step.else] as const]),
  ],
};
