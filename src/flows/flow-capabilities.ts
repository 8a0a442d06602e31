/** What a compiled flow can do, itself or through others. */
import type { StepIr } from '../contracts/ir.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';

/** What a flow can do, itself or through its sub-flows. */
export interface Reach {
  /** A step asks the customer; the engine's own questions are not counted. */
  asks: boolean;
  /** A step asks the customer for a yes or no. */
  confirms: boolean;
  /** Changes something; moving money counts. */
  writes: boolean;
  money: boolean;
  /** Tells the customer something on every way to a result of its own. */
  speaks: boolean;
}

/** What reaches nothing. */
export const noReach: Reach = { asks: false, confirms: false, writes: false, money: false, speaks: false };

/** What steps can do; `ofFlow` gives the reach of the sub-flows that they call. */
export function reachOf(steps: readonly StepIr[], ofFlow: (name: string) => Reach): Reach {
  const reach = { ...noReach };
  for (const step of stepsIn(steps)) {
    const { asks, confirms, writes, money } = ofStep(step, ofFlow);
    reach.asks ||= asks;
    reach.confirms ||= confirms;
    reach.writes ||= writes;
    reach.money ||= money;
  }
  return reach;
}

function ofStep(step: StepIr, ofFlow: (name: string) => Reach): Reach {
  switch (step.kind) {
    case 'ask':
      return { ...noReach, asks: true, confirms: step.answer === 'yes_or_no' };
    case 'call':
      return { ...noReach, writes: step.effect !== 'read', money: step.effect === 'money' };
    case 'subflow':
      return ofFlow(step.flow);
    default:
      return noReach;
  }
}
