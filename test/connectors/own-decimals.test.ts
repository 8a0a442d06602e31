/** Amounts in 40 currencies at payment providers that count some of them in their own way, by a table that was written by hand. */
import { describe, expect, test } from 'vitest';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { openAccount, type StripeAccount } from '../peers/stripe/account.js';
import { answerJson, serve } from '../support/hostile-server.js';
import { memoryTokens } from '../support/memory-tokens.js';
import { connected } from './stripe/connected.js';

/**
 * Decimals by ISO 4217, at Adyen (docs.adyen.com/development-resources/currency-codes) and at Stripe
 * (docs.stripe.com/currencies); behind Stripe's, zeros that must end an amount there.
 */
const table = `
AED 2 2 2 0 | AUD 2 2 2 0 | BHD 3 3 3 1 | BIF 0 0 0 0 | BRL 2 2 2 0 | CAD 2 2 2 0 | CHF 2 2 2 0 | CLP 0 2 0 0
CNY 2 2 2 0 | COP 2 2 2 0 | CVE 2 0 2 0 | CZK 2 2 2 0 | DJF 0 0 0 0 | DKK 2 2 2 0 | EUR 2 2 2 0 | GBP 2 2 2 0
GNF 0 0 0 0 | HUF 2 2 2 0 | IDR 2 0 2 0 | INR 2 2 2 0 | ISK 0 2 2 2 | JOD 3 3 3 1 | JPY 0 0 0 0 | KMF 0 0 0 0
KRW 0 0 0 0 | KWD 3 3 3 1 | MGA 2 2 0 0 | MXN 2 2 2 0 | NOK 2 2 2 0 | OMR 3 3 3 1 | PLN 2 2 2 0 | PYG 0 0 0 0
RWF 0 0 0 0 | SEK 2 2 2 0 | TND 3 3 3 1 | TWD 2 2 2 0 | UGX 0 0 2 2 | USD 2 2 2 0 | VND 0 0 0 0 | XOF 0 0 0 0`;

const currencies = table
  .trim()
  .split(/[|\n]/)
  .map((row) => {
    const [code = '', iso, adyen, stripe, zeros] = row.trim().split(' ');
    return { code, iso: Number(iso), adyen: Number(adyen), stripe: Number(stripe), zeros: Number(zeros) };
  });

/** Whole and broken amounts, as people write them. */
const written = ['1', '5000', '123.45', '0.07', '5.124', '87654.9', '12.340'];

/** An amount in units of the last of so many decimals, digit by digit; undefined if it has more. */
function units(amount: string, decimals: number): number | undefined {
  const [whole = '', fraction = ''] = amount.split('.');
  const shown = fraction.padEnd(decimals, '0');
  if (!/^0*$/.test(shown.slice(decimals))) return undefined;
  return Number(whole + shown.slice(0, decimals));
}

const cases = currencies.flatMap(({ code, iso, adyen, stripe, zeros }) =>
  written.flatMap((amount) => {
    const minor = units(amount, iso);
    if (minor === undefined) return [];
    const told = units(amount, stripe);
    const atStripe = told !== undefined && told % 10 ** zeros === 0 ? told : undefined;
    return [{ code, money: { minor, currency: code }, atAdyen: units(amount, adyen), atStripe }];
  }),
);

const refundOf = (amount: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ order: { ref: 'o1', number: '1001', paymentRef: '993617894903480A', ...more }, amount },
  reason: 'damaged',
});

function adyen(url: string): Connection {
  const { connection, issues } = buildConnection({
    file: 'psp.yaml',
    text: `connection: psp\nconnector: adyen\nparameters: { merchantAccount: AcmeECOM, prefix: test }\nbaseUrl: ${url}\nauth: { scheme: api-key, key: '\${secret.KEY}' }\nevents: { secret: '\${secret.HOOK}' }\negress: { allow: [127.0.0.1] }\n`,
    secrets: (name) => ({ KEY: 'k', HOOK: '00' })[name],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}

test('there are 40 currencies, and of each an amount that can be told', () => {
  expect(new Set(currencies.map(({ code }) => code)).size).toBe(40);
  expect(new Set(cases.filter(({ atAdyen }) => atAdyen !== undefined).map(({ code }) => code)).size).toBe(40);
  expect(new Set(cases.filter(({ atStripe }) => atStripe !== undefined).map(({ code }) => code)).size).toBe(
    40,
  );
});

test('Adyen is told each amount in its own decimals, and none that it cannot be told', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 201, { status: 'received', pspReference: '993617894906488A' });
  });
  const connection = adyen(server.url);
  for (const { money, atAdyen, code } of cases) {
    const before = server.hits.length;
    const inputs = refundOf(money);
    const came = await connection.attempt({ operation: 'payments.refund', inputs, idempotencyKey: 'k1' });
    const sent = server.hits.slice(before).map(({ body }) => (JSON.parse(body) as JsonObject)['amount']);
    if (atAdyen === undefined)
      expect([came, sent]).toEqual([{ is: 'refused', code: 'amount_unsayable' }, []]);
    else expect(sent).toEqual([{ value: atAdyen, currency: code }]);
  }
});

/** An account with one payment of the order 1001. */
function paying(account: StripeAccount, currency: string, captured: number): void {
  const [payment] = account.book.payments;
  account.book.refunds.length = 0;
  Object.assign(payment!, { currency: currency.toLowerCase(), amount: captured, captured, refunded: 0 });
}

describe('Stripe', () => {
  test('is told each amount in its own decimals, and none that it cannot be told', async () => {
    await using account = await openAccount();
    const connection = connected(account.url);
    for (const [index, { money, atStripe, code }] of cases.entries()) {
      paying(account, code, 1e12);
      const call = { inputs: refundOf(money), idempotencyKey: `k${index}` };
      const came = await connection.attempt({ operation: 'payments.refund', ...call });
      const sent = account.book.refunds.map(({ amount }) => amount);
      if (atStripe === undefined)
        expect([came, sent]).toEqual([{ is: 'refused', code: 'amount_unsayable' }, []]);
      else expect([came.is, sent]).toEqual(['done', [atStripe]]);
    }
  });

  test('is read by them too', async () => {
    await using account = await openAccount();
    const connection = connected(account.url);
    for (const { money, atStripe, code } of cases) {
      if (atStripe === undefined) continue;
      paying(account, code, atStripe);
      const inputs = { order: { ref: 'o1', number: '1001' } };
      const came = await connection.attempt({ operation: 'payments.quote_refund', inputs });
      expect(came).toMatchObject({ result: 'refundable', outputs: { amount: money } });
    }
  });

  test('pays nothing back of a payment in another currency', async () => {
    await using account = await openAccount();
    const connection = connected(account.url);
    for (const [index, { code }] of currencies.entries()) {
      const other = currencies[(index + 7) % 40]!.code;
      paying(account, other, 1e12);
      const call = { inputs: refundOf({ minor: 1000, currency: code }), idempotencyKey: `k${index}` };
      const came = await connection.attempt({ operation: 'payments.refund', ...call });
      expect(came).toEqual({ is: 'refused', code: 'currency_mismatch' });
    }
    expect(account.book.refunds).toEqual([]);
    expect(account.hits.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
