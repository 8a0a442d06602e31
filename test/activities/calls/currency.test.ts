/** An amount is in the currency of what it belongs to: the guard's offer, or else what the record cost. */
import { describe, expect, test } from 'vitest';
import { scripted } from './support/scripted.js';

const currencies = [
  ...['AED', 'AUD', 'BHD', 'BIF', 'BRL', 'CAD', 'CHF', 'CLP', 'CNY', 'COP', 'CVE', 'CZK', 'DJF', 'DKK'],
  ...['GBP', 'GNF', 'HUF', 'IDR', 'INR', 'ISK', 'JOD', 'JPY', 'KMF', 'KRW', 'KWD', 'MGA', 'MXN', 'NOK'],
  ...['OMR', 'PLN', 'PYG', 'RWF', 'SEK', 'TND', 'TWD', 'UGX', 'USD', 'VND', 'XAF', 'XOF'],
];
const none = { kind: 'none' } as const;
const mismatch = { outcome: 'refused', refusal: { code: 'currency_mismatch' } };
const quoted = (currency: string) =>
  ({
    is: 'done',
    result: 'refundable',
    outputs: { amount: { minor: 4000, currency } },
  }) as const;

describe.each(currencies)('an order in EUR, and %s', (currency) => {
  test('that is sent where the guard offers EUR is refused, and nothing is sent', async () => {
    const shop = scripted(none);
    expect(await shop.ask({ currency })).toEqual(mismatch);
    expect(shop.sent).toEqual([]);
    // The order is free again.
    expect((await shop.ask({ run: 'w2' })).outcome).toBe('done');
  });

  test('that the guard offers: EUR is refused, and it is paid', async () => {
    const shop = scripted(none);
    shop.reads['shop.quote'] = quoted(currency);
    expect(await shop.ask()).toEqual(mismatch);
    // Another currency than that of the band is for people.
    expect((await shop.ask({ run: 'w2', currency, undecided: true })).outcome).toBe('needs_approval');
    expect(shop.sent).toEqual([]);
  });

  test('that is sent where nobody quotes is refused by what the order cost', async () => {
    const shop = scripted(none);
    expect(await shop.ask({ step: 'reverse', currency })).toEqual(mismatch);
    expect(await shop.ask({ step: 'reverse', run: 'w2', undecided: true })).toMatchObject({
      outcome: 'needs_approval',
    });
  });
});

test('what we pay for ourselves, as a carrier bills it, may be in another currency than the order', async () => {
  const shop = scripted(none);
  shop.reads['shop.quote'] = quoted('USD');
  const label = { step: 'label', currency: 'USD', minor: 4000, undecided: true } as const;
  expect((await shop.ask(label)).outcome).toBe('needs_approval');
});
