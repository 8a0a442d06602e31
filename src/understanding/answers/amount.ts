/** Amounts of money in a text. */
import { countOf } from '../entities/number-words.js';
import { amounts, type AmountSpan } from '../entities/amount.js';

/** Minor units of an ISO 4217 currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** Every amount that has a currency: "€20", "20,50 €", "EUR 1.234,56", "45.99 dollars". */
export function amountsIn(text: string): Amount[] {
  return amounts(text).map(({ minor, currency }) => ({ minor, currency }));
}

/** The amounts of an answer and their places; of one without any, its only number in the shop's currency. */
export function answeredAmount(text: string, currency?: string): AmountSpan[] {
  const found = amounts(text);
  if (found.length > 0 || currency === undefined) return found;
  const [number, ...more] = [...text.matchAll(/(?<![\p{L}\d])\d[\d.,’']{0,15}(?![\p{L}\d])/gu)];
  if (number === undefined || more.length > 0) return [];
  const raw = number[0].replace(/[.,’']+$/u, '');
  const [read] = amounts(`${raw} ${currency}`);
  return read === undefined ? [] : [{ ...read, raw, start: number.index, end: number.index + raw.length }];
}

const CURRENCY = '(?:euros?|pounds?|dollars?|franken)(?!\\p{L})';
const IN_WORDS = new RegExp(`(?<![\\p{L}-])(\\p{L}[\\p{L}-]*)(?= ${CURRENCY})`, 'giu');
/** The first of "five or ten euros". */
const EITHER = new RegExp(
  `(?<![\\p{L}\\d.,-])([\\p{L}\\d][\\p{L}\\d.,-]*)(?= (?:or|to|oder|bis) [\\p{L}\\d.,-]+ (${CURRENCY}))`,
  'giu',
);

/** "Twenty euros", "fünf Euro": a number in words before a currency; of two, each with it. */
function inDigits(text: string): string {
  const counted = (word: string): number | undefined =>
    /^(?:an?|eine?[nmrs]?)$/iu.test(word) ? undefined : countOf(word.toLowerCase());
  const each = text.replace(EITHER, (first: string, _, currency: string) => {
    const amount = /^\d/u.test(first) ? first : counted(first);
    return amount === undefined ? first : `${amount} ${currency}`;
  });
  return each.replace(IN_WORDS, (word) => String(counted(word) ?? word));
}

/** The one amount of an answer; without a currency it is in the shop's. */
export function amountAnswer(text: string, currency?: string): Amount | undefined {
  return onlyAmount(answeredAmount(inDigits(text), currency));
}

/** The amount that all of several are; undefined if they differ, or there is none. */
export function onlyAmount(found: readonly Amount[]): Amount | undefined {
  const [amount, ...others] = found;
  if (amount === undefined) return undefined;
  const { minor, currency } = amount;
  return others.every((other) => other.minor === minor && other.currency === currency)
    ? { minor, currency }
    : undefined;
}
