/** `parallel`: branches side by side; the step ends when all of them have. */
import type { ParallelStep } from '../../../contracts/ir.js';
import { jsonBytes } from '../limits.js';
import type { StepClause } from '../visit.js';

/** Collects each branch's outputs under the branch's name. */
export const parallel: StepClause<ParallelStep> = {
  enter({ step, key }) {
    const names = Object.keys(step.branches);
    return {
      to: 'fork',
      wait: { on: 'branches', id: key, left: names.length, given: {} },
      branches: names.map((name) => ({ name, block: name })),
    };
  },
  blocks: (step) => Object.entries(step.branches),
  branchEnded(visit, wait, name, outputs) {
    const given = outputs === undefined ? wait.given : { ...wait.given, [name]: outputs };
    if (outputs !== undefined) visit.turn.hold(jsonBytes(outputs));
    const left = wait.left - 1;
    if (left > 0) return { to: 'fork', wait: { ...wait, left, given }, branches: [] };
    const sizes = Object.values(given).map((value) => jsonBytes(value));
    visit.turn.hold(-sizes.reduce((sum, size) => sum + size, 0));
    return { to: 'next', ...(sizes.length === 0 ? {} : { outputs: given }) };
  },
};
