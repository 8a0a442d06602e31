/** The number that an answer gives: "2", "two of the four", "only one is broken, the others are fine", "both". */
import { isUnit } from '../entities/number-context-words.js';
import { clausesMeant } from './without-asides.js';
import { lastWord } from './change-of-mind.js';
import { cardinalOf } from './ordinals.js';

/** The one number of an answer, from 1 to 999; nothing if it names none, or two. "All" is how many the question says there are. */
export function numberAnswer(text: string, question?: string): number | undefined {
  for (const clauses of readings(text)) {
    const found = clauses.flatMap((clause) => numbersIn(clause, question));
    const sure = found.filter(({ isSure }) => isSure);
    const numbers = new Set((sure.length > 0 ? sure : found).map(({ value }) => value));
    const [number, ...more] = numbers;
    if (number === undefined) continue;
    return more.length > 0 || number < 1 || number > 999 ? undefined : number;
  }
  return undefined;
}

/** What is read, one after the other, until a number stands in it: what is said last and is meant, then all of it. */
function readings(text: string): readonly (readonly string[])[] {
  const plain = text.replaceAll(/(?<=\p{L})['’](?=\p{L})/gu, '');
  const meant = clausesMeant(lastWord(plain).text);
  const corrected = plain.split(CORRECTED).slice(1).at(-1) ?? '';
  return [
    clausesMeant(corrected),
    meant.filter((clause) => !ORDERED.test(clause)),
    meant,
    clausesMeant(plain),
    [plain.replace(LEFT_OVER, ' ')],
  ];
}

/** "Only one fits": of what fits or stays it says how many there are, and not how many are meant. */
const LEFT_OVER =
  /(?<!\p{L})(?:(?:only|just|nur|bloß) )?(?:one|two|three|four|\d{1,2}|eine?[rs]?|zwei|drei|vier) (?:fits?|stays?|remains?|passt|passen|bleibt|bleiben)(?!\p{L})/giu;

/** "Six, no, five". */
const CORRECTED = /[,.;!–—-]\s*(?:no|nein|nee|nope|sorry|wait)(?!\p{L})[,.;!\s]+/iu;

const ORDERED = /(?<!\p{L})(?:ordered|bought|bestellt|gekauft)(?!\p{L})/iu;

/** A number, and whether it counts things: "one" and "a" are often no more than words. */
interface Said {
  isSure: boolean;
  value: number;
}

function numbersIn(clause: string, question: string | undefined): Said[] {
  const words = clause
    .toLowerCase()
    .replace(INSTEAD, ' ')
    .replace(DENIED, ' ')
    .split(/[\s()"'/]+/u)
    .filter((word) => word !== '');
  return words.flatMap((word, at): Said[] => {
    const before = words[at - 1] ?? '';
    const [next = '', third = ''] = words.slice(at + 1);
    const isOfCounted = ARTICLE.test(before) && valueOf(words[at - 2] ?? '') !== undefined;
    if (OF_ALL.test(word) && !COUNTED.test(next) && !isOfCounted) return howMany(word, question);
    const value = valueOf(word);
    if (
      value === undefined ||
      isWhole(words, at) ||
      (isUnit(next) && !PIECES.test(next)) ||
      MEASURE.test(next)
    )
      return [];
    if (!VAGUE.test(word)) return [{ isSure: true, value }];
    // "Only a cup", "one of the three", "einer davon".
    const isCounting = LEAST.test(before) || (before === 'the' && LEAST.test(words[at - 2] ?? ''));
    const isPart =
      /^(?:of|von|davon|out)$/u.test(next) ||
      /^(?:von|davon)$/u.test(third) ||
      (ARTICLE.test(next) && (valueOf(third) !== undefined || OF_ALL.test(third)));
    if (isCounting || isPart || (isNumeral(word) && !POINTING.test(before))) return [{ isSure: true, value }];
    return isNumeral(word) || at === 0 ? [{ isSure: false, value }] : [];
  });
}

/** What is said not to be meant, to its end: "not six on top". */
const DENIED =
  /(?<!\p{L})(?:not|nicht|kein\p{L}*)(?!\p{L})(?! only| nur)[^,.;]*?\d*(?=$|[,.;]| but | sondern )/giu;

/** The number that it shall not be: "instead of four". */
const INSTEAD = /(?<!\p{L})(?:instead of|rather than|statt|anstatt)(?: the| den)? [\p{L}\d]+/giu;

/** "Both" and "all". */
const OF_ALL = /^(?:both|beide[nrs]?|all|every|alle[ns]?|sämtliche|everything|bede)$/u;
const COUNTED =
  /^(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|both|beide[nrs]?|but|except|außer|bis)$/u;

function howMany(word: string, question: string | undefined): Said[] {
  if (/^b/u.test(word)) return [{ isSure: true, value: 2 }];
  // "You ordered 3.": behind the question and whatever numbers a thing has in its name.
  const counts = question?.split(/[?\n]/u)[1]?.match(/(?<![\d.,])\d{1,3}(?![\d,])/gu) ?? [];
  const [count, ...more] = counts;
  return count === undefined || more.length > 0 ? [] : [{ isSure: true, value: Number(count) }];
}

/** How many there are, of which some are meant, or how many there were: "two of the four", "von dreien", "I ordered six". */
function isWhole(words: readonly string[], at: number): boolean {
  const [one = '', two = ''] = [words[at - 1], words[at - 2]];
  const link = ARTICLE.test(one) ? two : one;
  // "Einer der drei".
  if (ARTICLE.test(one) && valueOf(two) !== undefined) return true;
  const isPart = words.slice(0, at - 1).some((word) => valueOf(word) !== undefined);
  if (/^(?:of|von|from|out|aus|vom)$/u.test(link))
    return isPart || link === 'from' || /^(?:to|auf)$/u.test(words[at + 1] ?? '');
  return (
    /^(?:ordered|bought|had|bestellt|gekauft|hatte)$/u.test(link) ||
    /^(?:ordered|bestellt)$/u.test(words[at + 1] ?? '')
  );
}

function valueOf(word: string): number | undefined {
  const digits = /^(\d{1,3})(?:x|×|st|stk|pcs)?$/u.exec(word)?.[1];
  if (digits !== undefined) return Number(digits);
  if (VAGUE.test(word)) return 1;
  if (/^(?:dozen|dutzend)$/u.test(word)) return 12;
  return (
    cardinalOf(word) ??
    cardinalOf(word.replace(/(?<=zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)e?n$/u, ''))
  );
}

const isNumeral = (word: string): boolean => /^(?:one|eins)$/u.test(word);
const VAGUE = /^(?:one|eins|an?|ein|eine[nmrs]?)$/u;
const LEAST = /^(?:only|just|exactly|nur|bloß|bloss|lediglich|genau)$/u;
const ARTICLE = /^(?:the|my|those|these|all|den|der|meinen|meiner|diesen|dieser|insgesamt)$/u;
/** "The one", "this one", "another one", "the broken one" says which, not how many. */
const POINTING = /^(?:the|this|that|another|other|which|every|each|any|no|broken|small|big|red|blue|green)$/u;
const PIECES = /^(?:stück|stk|pieces?|pcs|units?)$/u;
const MEASURE = /^(?:€|%|euros?|eur|cm|mm|m|l|ml|kg|g)$/u;
