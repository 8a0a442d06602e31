/** How Temporal retries activities: for ever, so that an outage delays a run and never loses one. */

/** Times in milliseconds; deadlines are the calls' own. */
export const retryPolicy = { initialInterval: 1000, backoffCoefficient: 2, maximumInterval: 30_000 } as const;
