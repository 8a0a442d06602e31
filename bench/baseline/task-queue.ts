/** Task queue of the baseline's worker. */
export const baselineTaskQueue = 'orderly-baseline';
