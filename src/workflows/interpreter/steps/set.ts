/** `set`: derived fields. */
import type { SetStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';

/** Evaluates the fields; they become the step's outputs. */
export const set: StepClause<SetStep> = {
  enter: (visit) => ({ to: 'next', outputs: visit.record(visit.step.values) }),
};
