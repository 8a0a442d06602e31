import { expect, test } from 'vitest';
import { decimalOf, minorOf } from '../../src/connectors/declarative/mapping/amounts.js';
import { minorDigits, plainAmount } from '../../src/contracts/currency.js';
import { parseMoney } from '../../src/flows/literals.js';
import { languages } from '../../src/texts/languages/index.js';
import { placeOf } from '../../src/texts/locale-and-zone.js';

// ISO 4217, list one: minor units.
const digits: readonly (readonly [string, number])[] = [
  ['EUR', 2],
  ['HUF', 2],
  ['IDR', 2],
  ['RSD', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['ISK', 0],
  ['BHD', 3],
  ['KWD', 3],
  ['CLF', 4],
];

test.each(digits)('%s has %i digits, wherever an amount is read or written', (currency, count) => {
  const decimal = count === 0 ? '1299' : `1299.${'5'.padEnd(count, '0')}`;
  const minor = Number(decimal.replace('.', ''));
  expect(minorDigits(currency)).toBe(count);
  expect(minorOf(decimal, currency)).toBe(minor);
  expect(decimalOf(minor, currency)).toBe(decimal);
  // ICU does not know every unit of account; those are never written in a policy.
  if (Intl.supportedValuesOf('currency').includes(currency))
    expect(parseMoney(`${decimal} ${currency}`)).toEqual({ minor, currency });
  expect(plainAmount({ minor, currency })).toBe(`${decimal} ${currency}`);
  const shown = placeOf('en', 'UTC', languages)
    .money(currency)
    .format(minor / 10 ** count);
  expect(shown.replaceAll(/[^\d.]/g, '')).toBe(decimal);
});
