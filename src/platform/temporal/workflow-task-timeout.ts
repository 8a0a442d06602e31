/** How soon Temporal gives up a workflow task whose worker has died. */

/**
 * The shortest that does no harm: a task works for milliseconds, waits up to 2 s for a local activity (the SDK prolongs
 * it by itself after four fifths of this time), and may replay a long history. A killed worker's task goes on
 * elsewhere at most this long after it was handed out.
 */
export const workflowTaskTimeout = '5 seconds';
