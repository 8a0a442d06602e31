/** How long a piece of work takes that is far shorter than the clock is exact. */
import { median } from './statistics.js';

/** How often to do it: so many batches after as many to warm up, so many times a batch. */
export interface Batches {
  batches: number;
  /** Best about a millisecond's worth: then most batches are over before other programs get their turn. */
  times: number;
}

/** Microseconds of one time: the median of the batches, so that a pause in some of them counts nothing. */
export function microseconds(work: () => unknown, { batches, times }: Batches): number {
  const each: number[] = [];
  for (let batch = -batches; batch < batches; batch += 1) {
    const started = performance.now();
    for (let time = 0; time < times; time += 1) work();
    if (batch >= 0) each.push(((performance.now() - started) * 1000) / times);
  }
  return median(each);
}
