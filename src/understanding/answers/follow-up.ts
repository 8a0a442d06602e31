/** Few words without an intent or a question of their own: "only the blue one", "10106", "the two mugs". */
import { requests, wordsOf } from '../fragments/known-phrases.js';

/** Who wants something else writes more. */
const mostWords = 7;

/**
 * Whether a message, sent while a question is open, wants nothing of its own for sure, whatever a model makes of so few words.
 */
export function isFollowUp(text: string): boolean {
  const words = wordsOf(text);
  const said = ` ${words.join(' ')} `;
  return words.length <= mostWords && !text.includes('?') && !requests.some((request) => request.test(said));
}
