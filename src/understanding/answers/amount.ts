/** Amounts of money in a text. */
import { amounts } from '../entities/amount.js';

/** Minor units of an ISO 4217 currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** Every amount that has a currency: "€20", "20,50 €", "EUR 1.234,56", "45.99 dollars". */
export function amountsIn(text: string): Amount[] {
  return amounts(text).map(({ minor, currency }) => ({ minor, currency }));
}

/** The one amount of an answer. */
export function amountAnswer(text: string): Amount | undefined {
  const found = amountsIn(text);
  const [amount] = found;
  const same = found.every(({ minor, currency }) => minor === amount?.minor && currency === amount.currency);
  return same ? amount : undefined;
}
