/** When to retry a call whose "not now" gives no time: by the retry policy of the product's activities. */
import { retryPolicy } from '../workflows/retry-policy.js';

const { initialInterval, backoffCoefficient, maximumInterval } = retryPolicy;

/** The delay after an attempt, counted from 1 (ms). */
export const retryDelayMs = (attempt: number): number =>
  Math.min(initialInterval * backoffCoefficient ** (attempt - 1), maximumInterval);
