/** Task queue of the twin's worker. */
export const twinTaskQueue = 'orderly-twin';
