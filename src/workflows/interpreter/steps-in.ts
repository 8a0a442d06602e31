/** All steps of a flow, wherever they stand. */
import type { CallStep, StepIr } from '../../contracts/ir.js';
import { blocksOf } from './steps/registry.js';

/** Every step in reading order, including those in blocks and the calls that undo others. */
export function* stepsIn(steps: readonly StepIr[]): Generator<StepIr> {
  for (const step of steps) {
    yield step;
    if (step.kind === 'call' && step.undo !== undefined) yield step.undo;
    for (const [, block] of blocksOf(step)) yield* stepsIn(block.steps);
  }
}

/** All calls by their step ids. */
export const callsIn = (steps: readonly StepIr[]): ReadonlyMap<string, CallStep> =>
  new Map([...stepsIn(steps)].filter((step) => step.kind === 'call').map((step) => [step.id, step]));

/** All titles by step id. */
export const titlesIn = (steps: readonly StepIr[]): ReadonlyMap<string, string> =>
  new Map([...stepsIn(steps)].map(({ id, title }) => [id, title]));
