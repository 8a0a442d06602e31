/** `end`: the run returns a result and its declared outputs. */
import type { EndStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';

/** Evaluates the outputs and ends the run. */
export const end: StepClause<EndStep> = {
  enter: (visit) => ({ to: 'end', result: visit.step.result, outputs: visit.record(visit.step.outputs) }),
};
