/** Runs cooperative work without slices. */
import type { Cooperative } from '../../../../src/connectors/declarative/cooperative.js';

/** Runs all the work at once; throws at work that waits for something. */
export function atOnce<T>(work: Cooperative<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (step.value) throw new Error('this work waits for what is done elsewhere');
  }
}
