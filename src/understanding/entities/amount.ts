/** Amounts of money with a currency, and their positions. */
import { minorDigits } from '../../contracts/currency.js';
import type { Span } from './matches.js';
import { isJoinedToNext, type Token, tokensOf, wordAt } from './tokens.js';

/** Minor units of an ISO 4217 currency, and where they are written. */
export interface AmountSpan extends Span {
  minor: number;
  currency: string;
}

const CURRENCIES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['EUR', '€ eur euro euros'],
      ['USD', '$ us$ usd dollar dollars bucks'],
      ['GBP', '£ gbp pound pounds pfund quid'],
      ['CHF', 'chf franken sfr fr'],
      ['JPY', '¥ jpy yen'],
      ['SEK', 'sek'],
      ['DKK', 'dkk'],
      ['NOK', 'nok'],
      ['PLN', 'pln zł zl złoty zloty'],
      ['CZK', 'czk kč'],
      ['HUF', 'huf ft forint'],
      ['RON', 'ron lei'],
      ['CAD', 'cad ca$ c$'],
      ['AUD', 'aud au$ a$'],
      ['NZD', 'nzd nz$'],
      ['HKD', 'hkd hk$'],
      ['SGD', 'sgd s$'],
      ['MXN', 'mxn mx$'],
      ['BRL', 'brl r$'],
      ['INR', '₹ inr rs rupees'],
      ['TRY', '₺'],
      ['UAH', '₴ uah'],
      ['KRW', '₩ krw'],
      ['ILS', '₪ ils'],
      ['THB', '฿ thb'],
    ] as const
  ).flatMap(([code, names]) => names.split(' ').map((name) => [name, code] as const)),
);
const SIGNS = '(?:[A-Za-z]{1,2})?[€$£¥₹₺₴₩₪฿]|[\\p{L}€]{2,7}';
const WITH_SIGN = new RegExp(`^(${SIGNS})?(\\d[\\d.,’']*)(?:,-|[.,][-–]+)?(${SIGNS})?$`, 'u');

/** Every amount, from left to right: "€20", "20,50 €", "EUR 1.234,56", "45.99 dollars". */
export function amounts(text: string): AmountSpan[] {
  const tokens = tokensOf(text);
  const found: AmountSpan[] = [];
  let from = 0;
  tokens.forEach((token, at) => {
    const read = token.start < from ? undefined : amountAt(tokens, at, from);
    if (read === undefined) return;
    const { start, end } = read;
    found.push({ ...read, raw: text.slice(start, end) });
    from = end;
  });
  return found;
}

/** The amount whose number is token `at`. */
function amountAt(tokens: readonly Token[], at: number, from: number): Omit<AmountSpan, 'raw'> | undefined {
  const token = tokens[at];
  if (token === undefined || token.text.length > 24) return undefined;
  const [, before, number, after] = WITH_SIGN.exec(token.text) ?? [];
  if (number === undefined) return undefined;
  const own = currencyOf(before) ?? currencyOf(after);
  if ((before ?? after) !== undefined && own === undefined) return undefined;
  const [previous, next] = [tokens[at - 1], tokens[at + 1]];
  const follows =
    isJoinedToNext(tokens, at) && !isSign(tokens, at + 1) ? currencyOf(wordAt(tokens, at + 1)) : undefined;
  const leads = previous !== undefined && previous.start >= from && isJoinedToNext(tokens, at - 1);
  const named = own ?? follows ?? (leads ? currencyOf(wordAt(tokens, at - 1)) : undefined);
  const minor = named === undefined ? undefined : minorUnits(number, named);
  if (named === undefined || minor === undefined) return undefined;
  const start = own === undefined && follows === undefined ? (previous?.start ?? token.start) : token.start;
  return {
    minor,
    currency: named,
    start,
    end: own === undefined && follows !== undefined ? (next?.end ?? token.end) : token.end,
  };
}

/** "12345 EUR 20": the currency sign belongs to the number after it. */
function isSign(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  return (
    /^(?:eur|usd|gbp|chf|[€$£])$/u.test(word) &&
    isJoinedToNext(tokens, at) &&
    /^\d/u.test(wordAt(tokens, at + 1)) &&
    /^\d{5,}$/u.test(wordAt(tokens, at - 1))
  );
}

const currencyOf = (sign: string | undefined): string | undefined =>
  sign === undefined ? undefined : CURRENCIES.get(sign.toLowerCase());

/** Reads "20", "20.5", "20,50", "1.234,56", "1,234.56", "1.234" (a thousand). */
function minorUnits(written: string, currency: string): number | undefined {
  const parts = /^(\d{1,3}(?:[.,’']\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?[.,]?$/u.exec(written);
  if (parts === null) return undefined;
  const whole = Number((parts[1] ?? '').replace(/[.,’']/gu, ''));
  const digits = minorDigits(currency);
  const fraction = Number((parts[2] ?? '').slice(0, digits).padEnd(digits, '0') || '0');
  return whole * 10 ** digits + fraction;
}
