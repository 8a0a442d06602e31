/** Days given by number alone: "on the 30th", "delivered 12th", "am 30.". */
import { monthOf } from '../../texts/languages/month-names.js';
import { addMonths, exists, isoDay } from './calendar-day.js';
import { type Token, wordAt } from './tokens.js';
import { weekdayNamed } from './weekday.js';
import { wordSet } from './number-context-words.js';

/** After these a number with "th" is a day, not a rank. */
const BEFORE_DAY = wordSet(
  'on until by from since till til for before after around between to through and or due dated ordered placed paid sent ' +
    'posted shipped dispatched delivered bought booked charged billed taken promised expected arriving arrives',
);
const BEFORE_GERMAN_DAY = wordSet('am zum bis ab vom seit den dem');
/** Words that are not nouns, so that they follow "the 3rd", not "the 3rd parcel". */
const NO_NOUNS = wordSet(
  'and but or nor at on so please because if when while until till from to by for in of with without into via as than then though ' +
    'i we you he she it they my your our their this that there which who what is are was were am be has have had do does ' +
    "did will would should could can cannot can't won't wasn't isn't hasn't didn't doesn't not now still already again " +
    'instead rather only just even also too yet since before after unless except latest please pls thanks thank works suits ' +
    'und aber oder weil wenn bis ab ist war sind wird wurde hat habe bitte nicht noch schon geliefert bestellt gekauft ' +
    'bezahlt abgebucht angekommen kommen kam kommt verschickt versendet zugestellt da ich wir sie ihr mein meine',
);

/** The day at a token, taken as the one nearest to `today`. */
export function dayOfMonth(
  tokens: readonly Token[],
  at: number,
  today: string,
  text: string,
): string | undefined {
  const token = tokens[at];
  if (token === undefined || token.text.length > 4) return undefined;
  const english = /^(\d{1,2})(?:st|nd|rd|th)$/iu.exec(token.text)?.[1];
  const day = Number(english ?? /^\d{1,2}$/u.exec(token.text)?.[0] ?? 0);
  if (day < 1 || day > 31) return undefined;
  const isDay = english === undefined ? isGermanDay(tokens, at, text) : isEnglishDay(tokens, at, day);
  return isDay ? nearestOf(day, today) : undefined;
}

/** "the 3rd was broken" is about a thing, "on the 3rd" about a day. */
function isEnglishDay(tokens: readonly Token[], at: number, day: number): boolean {
  const hasArticle = wordAt(tokens, at - 1) === 'the';
  const before = hasArticle ? at - 2 : at - 1;
  const announced = BEFORE_DAY.has(wordAt(tokens, before)) || weekdayNamed(tokens, at - 1) !== undefined;
  const enough = announced || (hasArticle && (day > 5 || tokens[at]?.endsSentence === true));
  return enough && (tokens[at]?.endsPhrase === true || isNoNoun(tokens, at + 1));
}

/** The full stop of "am 30." belongs to the number; a noun or month after it makes it something else. */
function isGermanDay(tokens: readonly Token[], at: number, text: string): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]?.text ?? ''];
  if (token === undefined || text[token.end] !== '.') return false;
  const [first, before] = [tokens[at - 2], wordAt(tokens, at - 1)];
  // "am 3. und 15."
  const isSecond = /^(?:und|oder)$/u.test(before) && isOrdinal(first, text);
  if (!isSecond && !BEFORE_GERMAN_DAY.has(before)) return false;
  return next === '' || (/^\p{Ll}/u.test(next) && isNoNoun(tokens, at + 1));
}

const isOrdinal = (token: Token | undefined, text: string): boolean =>
  token !== undefined && /^\d{1,2}$/u.test(token.text) && text[token.end] === '.';

function isNoNoun(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at).replace(/['’](?:s|m|ve|ll|d|re)$/u, '');
  return word === '' || (NO_NOUNS.has(word) && monthOf(word) === undefined);
}

function nearestOf(day: number, today: string): string {
  const candidates = [-1, 0, 1].flatMap((months) => {
    const [year = 0, month = 1] = addMonths(`${today.slice(0, 7)}-01`, months)
      .split('-')
      .map(Number);
    return exists({ year, month, day }) ? [isoDay({ year, month, day }, today)] : [];
  });
  const distance = (each: string): number => Math.abs(Date.parse(each) - Date.parse(today));
  return candidates.reduce((a, b) => (distance(b) < distance(a) ? b : a), candidates[0] ?? today);
}
