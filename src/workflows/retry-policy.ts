/** How Temporal retries activities: for ever, so that an outage delays runs but never loses one. */

/** Times in milliseconds; calls have their own deadlines. */
export const retryPolicy = { initialInterval: 1000, backoffCoefficient: 2, maximumInterval: 30_000 } as const;

/** The delay after an attempt, counted from 1, that names no other (ms). */
export const retryDelayMs = (attempt: number): number =>
  Math.min(
    retryPolicy.initialInterval * retryPolicy.backoffCoefficient ** (attempt - 1),
    retryPolicy.maximumInterval,
  );

/** For what comes round again by itself. */
export const fewTries = { retry: { ...retryPolicy, maximumAttempts: 3 } } as const;
