/** What a compiled flow can reach: its blocks, its texts, money. */
import type { BlockIr, StepIr, TextIr } from '../interpreter/ir.js';

/** The blocks of a step, whatever its kind. */
function blocksIn(step: StepIr): readonly BlockIr[] {
  switch (step.kind) {
    case 'classify':
    case 'extract':
    case 'call':
    case 'ask':
      return Object.values(step.outcomes);
    case 'choose':
      return [...Object.values(step.cases), ...(step.else === undefined ? [] : [step.else])];
    case 'if':
      return [step.then, step.else];
    case 'each':
      return [step.do];
    default:
      return [];
  }
}

/** Every step, also those in blocks. */
export function* stepsIn(steps: readonly StepIr[]): Generator<StepIr> {
  for (const step of steps) {
    yield step;
    for (const block of blocksIn(step)) yield* stepsIn(block.steps);
  }
}

/** True if a step calls what moves money, or a sub-flow that can. */
export function reachesMoney(steps: readonly StepIr[]): boolean {
  for (const step of stepsIn(steps)) {
    if (step.kind === 'call' && step.effect === 'money') return true;
    if (step.kind === 'subflow' && step.money) return true;
  }
  return false;
}

/** The texts of a step that a customer reads. */
export function textsIn(step: StepIr): readonly TextIr[] {
  if (step.kind === 'say') return [step.text];
  return step.kind === 'ask' ? [step.question, ...(step.label === undefined ? [] : [step.label])] : [];
}
