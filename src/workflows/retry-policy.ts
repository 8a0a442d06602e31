/** How Temporal retries activities: for ever, so that an outage delays runs but never loses one. */

/** Times in milliseconds; calls have their own deadlines. */
export const retryPolicy = { initialInterval: 1000, backoffCoefficient: 2, maximumInterval: 30_000 } as const;

/** For what comes round again by itself. */
export const fewTries = { retry: { ...retryPolicy, maximumAttempts: 3 } } as const;
