/** Tells questions about a shop, which its knowledge answers, from requests and from what is about the customer's own order. */
import { languages } from '../../texts/languages/index.js';
import { sentences } from '../embedded/sentences.js';
import { wordsOf } from '../follow-ups/known-phrases.js';
import { smallTalkIn } from '../follow-ups/small-talk.js';

/** Longest message that is read, in UTF-16 units. */
const longest = 600;
/** Words of what counts as a question though it has no mark: “shipping costs Austria”. */
const fewWords = 6;

/** The questions of a message that may be about the shop, and whether something else stands beside them. */
export interface ShopQuestions {
  questions: readonly string[];
  /** The message without the questions, blank in their place; absent if nothing of weight is left. */
  rest?: string;
}

/** The questions of a message that are no requests; where the customer has been asked something, a few words are no question. */
export function shopQuestionsIn(text: string, isAnswering = false): ShopQuestions {
  if (text.trim().length > longest) return { questions: [] };
  const parts = sentences(text);
  const isShort = !isAnswering && parts.length === 1 && wordsOf(text).length <= fewWords;
  const asked = parts.filter((part) => (isShort || isAsked(part)) && !isRequest(part));
  if (asked.length === 0) return { questions: [] };
  const others = parts.filter((part) => !asked.includes(part));
  if (!others.some((part) => isAsked(part) || isRequest(part))) return { questions: asked };
  const rest = asked.reduce((left, part) => left.replace(part, ' '.repeat(part.length)), text);
  return { questions: asked, rest };
}

/** Says that something is to be done, or names a record: that is never answered from a shop's knowledge. */
export const isRequest = (part: string): boolean =>
  /\d{4,}/u.test(part) || [...languages.values()].some(({ requests }) => requests.test(folded(part)));

const isAsked = (part: string): boolean =>
  smallTalkIn(part) === undefined &&
  (part.includes('?') ||
    [...languages.values()].some(({ sideQuestions }) => sideQuestions.begins.test(folded(part))));

const folded = (text: string): string => ` ${wordsOf(text).join(' ')} `;
