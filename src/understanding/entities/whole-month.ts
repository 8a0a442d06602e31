/** Months without a day: "in March", "until June", "Mitte Mai". */
import { monthOf } from '../../texts/languages/month-names.js';
import { isoDay } from './calendar-day.js';
import type { FoundDate } from './relative-date.js';
import { isDigits, isJoinedToNext, readAlong, type Token, wordAt } from './tokens.js';
import { wordSet } from './number-context-words.js';

/** Months that are also names of people or ordinary words: only a preceding word decides. */
const AMBIGUOUS = wordSet('april may june august march mai jan');
/** Short forms, which need such a word too. */
const isShort = (word: string): boolean => word.length < 4 && word !== 'mai';
const BEFORE_MONTH = wordSet(
  'in since until till til by from before after of this last next during through early mid late the your our ' +
    'skip skipping pause pausing im seit bis ab anfang mitte ende letzten nächsten diesen vom zum kommenden vergangenen der den',
);

/** Every month on its own, with the year as written or the nearest one; its value is `yyyy-MM`. */
export function wholeMonths(text: string, today: string): FoundDate[] {
  const found = readAlong(text, (tokens, at) => {
    const month = monthAlone(tokens, at);
    if (month === undefined) return undefined;
    const year = isJoinedToNext(tokens, at) ? yearOf(wordAt(tokens, at + 1)) : undefined;
    const day = { month, day: 1, ...(year === undefined ? {} : { year }) };
    return { value: isoDay(day, today).slice(0, 7), length: year === undefined ? 1 : 2 };
  });
  return found.map(({ read, ...span }) => ({ ...span, value: read.value }));
}

function monthAlone(tokens: readonly Token[], at: number): number | undefined {
  const [written, word] = [tokens[at]?.text ?? '', wordAt(tokens, at).replace(/['’]s$/u, '')];
  const month = monthOf(word);
  if (month === undefined || /\d$/u.test(wordAt(tokens, at - 1))) return undefined;
  const before = wordAt(tokens, at - 1);
  const isSecond = /^(?:and|or|und|oder)$/u.test(before) && monthOf(wordAt(tokens, at - 2)) !== undefined;
  const isAnnounced = isSecond || BEFORE_MONTH.has(before);
  if ((AMBIGUOUS.has(word) || isShort(word)) && !(isAnnounced && isCapital(written))) return undefined;
  // "from June Carter", "the August family": part of a person's name.
  const isPerson = AMBIGUOUS.has(word) && isJoinedToNext(tokens, at) && isCapital(tokens[at + 1]?.text ?? '');
  return isPerson && !/^(?:im|seit|bis|ab|anfang|mitte|ende)$/u.test(wordAt(tokens, at - 1))
    ? undefined
    : month;
}

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

const yearOf = (word: string): number | undefined =>
  isDigits(word, 4, 4) && /^20/u.test(word) ? Number(word) : undefined;
