/**
 * Questions on the side of what a conversation is about, which order nothing: "who pays the postage?", "und wann kommt es dann?". Where a
 * sentence that the customer has been sent already answers one, it is that sentence: nothing is made up.
 */
import { languages, primaryLanguage } from '../../texts/languages/index.js';
import type { SideAspect, SideQuestions } from '../../texts/languages/language.js';
import { wordsOf } from './known-phrases.js';

/** Longest text that is read, in UTF-16 units. */
const longest = 300;
/** Words of what may stand with the question, which says nothing by itself. */
const mostOther = 10;
/** How many of the last texts are looked through. */
const texts = 10;

const known: readonly SideQuestions[] = [...languages.values()].map(({ sideQuestions }) => sideQuestions);

/** Whether a text does nothing but ask, where what it asks about is known; `language` is BCP 47. */
export function isSideQuestion(text: string, language: string): boolean {
  if (text.trim().length > longest) return false;
  const said = folded(text);
  const sentences = text.split(/(?<=[.!?…])\s+|\n+/u).filter((sentence) => wordsOf(sentence).length > 0);
  const others = sentences.filter((sentence) => !asks(sentence));
  if (others.length === sentences.length || wordsOf(others.join(' ')).length > mostOther) return false;
  // "Also" is another word in German than in English.
  const own = languages.get(primaryLanguage(language));
  return (own === undefined ? known : [own.sideQuestions]).every(
    ({ orders, another }) => !orders.test(said) && !another.test(said),
  );
}

const asks = (sentence: string): boolean =>
  sentence.includes('?') || known.some(({ begins }) => begins.test(folded(sentence)));

/**
 * The sentence of what was sent, oldest first, that answers the question, the newest one that does; empty if the last question does so
 * itself, undefined if none does.
 */
export function answerAmong(sent: readonly string[], text: string): string | undefined {
  const said = folded(text);
  const sentences = sent.slice(-texts).flatMap(sentencesOf).reverse();
  for (const aspect of aspects)
    for (const { aspects: by } of known) {
      if (!by[aspect].asked.test(said)) continue;
      const found = sentences.find((sentence) => isAnswer(sentence, aspect, by[aspect].answer));
      if (found !== undefined) return found.endsWith('?') ? '' : found;
    }
  return undefined;
}

/** The most telling first. */
const aspects: readonly SideAspect[] = ['money_back', 'label', 'place', 'cost', 'time'];

function isAnswer(sentence: string, aspect: SideAspect, answer: RegExp): boolean {
  const isOpen = sentence.endsWith('?');
  if (aspect === 'cost') return (AMOUNT.test(sentence) || !isOpen) && answer.test(folded(sentence));
  if (aspect === 'time') return !isOpen && DAY.test(sentence) && answer.test(folded(sentence));
  return !isOpen && answer.test(folded(sentence));
}

const AMOUNT = /\d[.,]\d\d(?!\d)/u;
/** A date, or a number of days; without figures, "a few days" is none of its own. */
const DAY = /\d{1,2}(?:\.\s?\d{1,2}\.|\.? \p{Lu}\p{L}{2,8})|(?<!\p{L})(?:days|Tagen?)(?!\p{L})/u;
/** A parcel's scan, as its carrier writes it. */
const SCAN = /^\d[\d. ]*\S* ?\d{4}, \d\d:\d\d –/u;

const sentencesOf = (text: string): string[] =>
  text
    .split(/\n+/u)
    .filter((line) => !SCAN.test(line))
    .flatMap((line) => line.split(/(?<=[^\d\s][.!?])\s+(?=\p{Lu})/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const folded = (text: string): string => ` ${wordsOf(text).join(' ')} `;
