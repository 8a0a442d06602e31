/** `if`: one of two blocks, by a condition. */
import { asBool } from '../expression/value-kinds.js';
import type { IfStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';

/** Runs `then` or `else`; the block's outputs become the step's. */
export const branchOnCondition: StepClause<IfStep> = {
  enter(visit) {
    const branch = asBool(visit.value(visit.step.condition)) ? 'then' : 'else';
    return { to: 'branch', branch, outcome: branch === 'then' ? 'yes' : 'no' };
  },
  blocks: (step) => [
    ['then', step.then],
    ['else', step.else],
  ],
};
