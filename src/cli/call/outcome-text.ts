/** Attempts other than `done`, in a word or two. */
import type { Attempt } from '../../connectors/connector.js';

/** How an attempt ended, and its code if it has one. */
export const outcomeText = (attempt: Attempt): string =>
  'code' in attempt ? `${attempt.is} (${attempt.code})` : attempt.is;
