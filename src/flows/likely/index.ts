/** The registry of checks for what a flow says in the right form and most likely does not mean. */
import type { StepIr } from '../../contracts/ir.js';
import type { Compilation } from '../compilation.js';
import { warnOfOtherwise, warnOfUnusedInputs } from '../likely-mistakes.js';
import { warnOfUnreadAnswers } from './answers.js';
import { warnOfTimes } from './approval-times.js';
import { warnOfConstants } from './conditions.js';
import { warnOfMonths } from './durations.js';
import { warnOfLoops } from './loops.js';
import { warnOfUnreadResults } from './results.js';
import { warnOfSilence } from './silence.js';

type Check = (flow: Compilation, steps: readonly StepIr[]) => void;

const checks: readonly Check[] = [
  warnOfUnusedInputs,
  warnOfOtherwise,
  warnOfUnreadAnswers,
  warnOfUnreadResults,
  warnOfSilence,
  warnOfConstants,
  warnOfLoops,
  warnOfMonths,
  warnOfTimes,
];

/** Runs all of them; only for a flow without issues, as each of these may be the reason. */
export function warnOfLikely(flow: Compilation, steps: readonly StepIr[]): void {
  for (const check of checks) check(flow, steps);
}
