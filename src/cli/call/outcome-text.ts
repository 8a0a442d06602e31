/** An attempt in a word or two, where it is not what was hoped for. */
import type { Attempt } from '../../connectors/connector.js';

/** How an attempt came out, and its code if it has one. */
export const outcomeText = (attempt: Attempt): string =>
  'code' in attempt ? `${attempt.is} (${attempt.code})` : attempt.is;
