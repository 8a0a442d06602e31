/** Phrases by which a language recognises messages that name no matter of their own. */
import type { SmallTalk } from '../../understanding/intents/small-talk.js';

/** What a phrase does in such a message. */
export type PhraseKind =
  | SmallTalk
  /** Says nothing by itself, beside small talk: “there”, “dear team”, “please”. */
  | 'around'
  /** Stands beside an order number that is all a message says: “order”, “and what about”. */
  | 'numbering'
  /** Begins a reason: “because”. */
  | 'because'
  /** Names no matter, with whatever values stand beside it: “and now”, “until”. */
  | 'hollow'
  /** Stands for a file that came with the message: “photo”, “attached”. */
  | 'file';

/** A language's phrases: lower case without apostrophes, separated by `|`. */
export interface Phrases extends Readonly<Record<PhraseKind, string>> {
  /** A whole statement that is a reason to complain, in the same letters: “it was too small”. */
  complaint: RegExp;
  /** In the same letters, a word of somebody who wants something, or who says what is wrong: “cancel”, “where”. */
  request: RegExp;
  /** In the same letters, a word of somebody who wants something done or told: a short message without one answers what is open. */
  wanting: RegExp;
  /** “I do not know”, “you choose”: an answer to a question that its writer cannot answer. */
  unknowing: RegExp;
  /** “Never mind”: where a question is open, takes back what it was about. */
  backing: RegExp;
  /** “Forget it, I will keep it”: takes it back whatever is open. */
  backingSurely: RegExp;
  /** Asks for a person, where a question is open. */
  person: RegExp;
}

/** Every alternative of a part before every one of the next; an empty alternative leaves its part out. */
export const combined = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.split('|'))
    .reduce((before, after) => before.flatMap((start) => after.map((end) => `${start} ${end}`.trim())))
    .join('|');
