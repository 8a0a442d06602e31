/** Messages that say why, and not what is wanted: "because it is broken", "it was too small". */
import { courtesies } from '../../intents/courtesy.js';
import type { PhraseKind } from '../../languages/phrases.js';
import { complaints, phraseAt, wordsOf } from './known-phrases.js';

const leading: ReadonlySet<PhraseKind> = new Set([...courtesies, 'around']);
const because: ReadonlySet<PhraseKind> = new Set(['because']);

/** A reason is one short clause: what is longer may say what is wanted, too. */
const mostWords = 14;

/**
 * Whether a whole message is a reason: `certain` if it begins as one, `likely` if it goes on behind a comma, or only states
 * what is wrong.
 */
export function reasonIn(text: string): 'certain' | 'likely' | undefined {
  if (/[?;]|[.!:\n]\s*\p{L}/u.test(text.trim())) return undefined;
  const words = wordsOf(text);
  if (words.length > mostWords) return undefined;
  let at = 0;
  // "Well, because …", "yes, because …"; a phrase that is both is the conjunction.
  while (phraseAt(words, at, because) === undefined) {
    const before = phraseAt(words, at, leading);
    if (before === undefined) break;
    at += before.length;
  }
  if (at < words.length && phraseAt(words, at, because) !== undefined)
    return text.split(',').length > (at > 0 ? 2 : 1) ? 'likely' : 'certain';
  const statement = words.slice(at).join(' ');
  return complaints.some((complaint) => complaint.test(statement)) ? 'likely' : undefined;
}
