/** What a compiled flow can reach: its blocks, and what it can do. */
import type { BlockIr, StepIr } from '../interpreter/ir.js';

/** What a flow can do, by itself or through its sub-flows. */
export interface Reach {
  /** Asks the customer by a step; the engine's own questions are not counted. */
  asks: boolean;
  /** Changes something: money counts. */
  writes: boolean;
  money: boolean;
}

/** What reaches nothing. */
export const noReach: Reach = { asks: false, writes: false, money: false };

/** The blocks of a step, whatever its kind. */
export function blocksIn(step: StepIr): readonly BlockIr[] {
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
    case 'repeat':
      return [step.do, step.outcomes.gave_up];
    case 'parallel':
      return Object.values(step.branches);
    default:
      return [];
  }
}

/** Every step, also those in blocks. */
export function* stepsIn(steps: readonly StepIr[]): Generator<StepIr> {
  for (const step of steps) {
    yield step;
    if (step.kind === 'call' && step.undo !== undefined) yield step.undo;
    for (const block of blocksIn(step)) yield* stepsIn(block.steps);
  }
}

/** What steps can do; `ofFlow` tells it of the sub-flows that they call. */
export function reachOf(steps: readonly StepIr[], ofFlow: (name: string) => Reach): Reach {
  const reach = { ...noReach };
  for (const step of stepsIn(steps)) {
    const { asks, writes, money } = ofStep(step, ofFlow);
    reach.asks ||= asks;
    reach.writes ||= writes;
    reach.money ||= money;
  }
  return reach;
}

function ofStep(step: StepIr, ofFlow: (name: string) => Reach): Reach {
  switch (step.kind) {
    case 'ask':
      return { ...noReach, asks: true };
    case 'call':
      return { asks: false, writes: step.effect !== 'read', money: step.effect === 'money' };
    case 'subflow':
      return ofFlow(step.flow);
    default:
      return noReach;
  }
}
