/** Amounts of money in a text. */

/** Minor units of an ISO 4217 currency. */
export interface Amount {
  minor: number;
  currency: string;
}

const CURRENCIES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  $: 'USD',
  usd: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  '£': 'GBP',
  gbp: 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  pfund: 'GBP',
  chf: 'CHF',
  franken: 'CHF',
  '¥': 'JPY',
  jpy: 'JPY',
  yen: 'JPY',
};
const WITHOUT_MINOR = new Set(['JPY']);

/** Every amount that has a currency: "€20", "20,50 €", "EUR 1.234,56", "45.99 dollars". */
export function amountsIn(text: string): Amount[] {
  const spaced = text
    .toLowerCase()
    .replace(/[€$£¥]/gu, ' $& ')
    .replace(/(\d)(?=eur|usd|gbp|chf)/gu, '$1 ');
  const tokens = spaced
    .split(/[\s()"]+/u)
    .filter((token) => token !== '')
    .map((token) => token.replace(/[.,;:!?]+$/u, ''));
  return tokens.flatMap((token, at) => {
    const currency = CURRENCIES[tokens[at + 1] ?? ''] ?? CURRENCIES[tokens[at - 1] ?? ''];
    if (currency === undefined) return [];
    const minor = minorUnits(token, currency);
    return minor === undefined ? [] : [{ minor, currency }];
  });
}

/** The one amount of an answer. */
export function amountAnswer(text: string): Amount | undefined {
  const amounts = amountsIn(text);
  const [amount] = amounts;
  const same = amounts.every(
    ({ minor, currency }) => minor === amount?.minor && currency === amount.currency,
  );
  return same ? amount : undefined;
}

/** Reads "20", "20.5", "20,50", "1.234,56", "1,234.56", "1.234" (a thousand). */
function minorUnits(written: string, currency: string): number | undefined {
  const parts = /^(\d{1,3}(?:[.,]\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?$/u.exec(written);
  if (parts === null) return undefined;
  const whole = Number((parts[1] ?? '').replace(/[.,]/gu, ''));
  const fraction = Number((parts[2] ?? '0').padEnd(2, '0'));
  return WITHOUT_MINOR.has(currency) ? whole : whole * 100 + fraction;
}
