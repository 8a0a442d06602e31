/** Tryton's JSON-RPC, which nobody of the product has shaped, connected by YAML alone: test/foreign/tryton. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderly } from '../cli/run-cli.js';
import { startTryton, type Tryton, type TrytonSale, whyNoTryton } from '../peers/tryton/start.js';
import { type ForeignMerchant, openForeign } from './support/merchant.js';

const folder = fileURLToPath(new URL('tryton', import.meta.url));
const why = whyNoTryton();
const when = why === undefined ? describe : describe.skip;

const STATUS: Readonly<Record<TrytonSale['state'], string>> = {
  draft: 'open',
  quotation: 'open',
  confirmed: 'open',
  processing: 'open',
  cancelled: 'cancelled',
};
const cents = (euros: string): number => Number(euros.replace('.', ''));

test('orderly flows check has nothing against the shop on Tryton', async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  expect(await orderly(['flows', 'check', folder], { env })).toMatchObject({ code: 0, stderr: '' });
});

when(`Tryton's JSON-RPC${why === undefined ? '' : ` (${why})`}`, () => {
  let peer: Tryton;
  let shop: ForeignMerchant;
  beforeAll(async () => {
    peer = await startTryton();
    const { url, user, password } = peer;
    shop = await openForeign('tryton', { TRYTON_URL: url, TRYTON_USER: user, TRYTON_PASSWORD: password });
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
  });
  const numbered = () =>
    peer.sales.filter((sale): sale is TrytonSale & { number: string } => sale.number !== null);
  const of = (state: TrytonSale['state']) => {
    const found = numbered().find((sale) => sale.state === state);
    if (found === undefined) throw new Error(`no sale is ${state}`);
    return found;
  };

  test('gives every sale by its number, with amounts, address and lines', async () => {
    for (const { id, number, emails, name, state, total, lines } of numbered()) {
      const order = await shop.order(number);
      expect(order).toMatchObject({
        ...{ ref: String(id), number, customerEmail: emails[0], customerName: name, status: STATUS[state] },
        amount: { minor: cents(total), currency: 'EUR' },
        shippingAddress: { postcode: '25541', city: 'Kiel', country: 'DE' },
        createdAt: expect.any(Number),
      });
      expect(order.lines.map(({ name: line, quantity, price }) => ({ line, quantity, price }))).toEqual(
        lines.map(({ name: line, quantity, price }) => ({
          ...{ line, quantity },
          price: { minor: cents(price), currency: 'EUR' },
        })),
      );
    }
    expect(shop.events.filter(({ kind }) => kind === 'wrong_shape')).toEqual([]);
    expect(await shop.attempt('orders.get', { number: '999' })).toMatchObject({
      is: 'done',
      result: 'not_found',
    });
  });

  test('gives the sales of a customer by each of their e-mails, and of nobody else', async () => {
    for (const email of new Set(numbered().flatMap(({ emails }) => emails))) {
      const theirs = numbered().filter(({ emails }) => emails.includes(email));
      expect((await shop.orders(email)).map(({ number }) => number).sort()).toEqual(
        theirs.map(({ number }) => number).sort(),
      );
    }
    expect(await shop.attempt('orders.find', { email: 'nobody@example.com' })).toMatchObject({
      result: 'none',
    });
  });

  test('a sale is called off, once; one that is confirmed is refused', async () => {
    const cancel = async (number: string) =>
      shop.attempt('orders.cancel', { order: await shop.order(number), reason: 'changed_mind' });
    const { number } = of('quotation');
    expect(await cancel(number)).toMatchObject({ is: 'done' });
    expect((await shop.order(number)).status).toBe('cancelled');
    expect(await cancel(number)).toMatchObject({ is: 'refused', code: 'already_cancelled' });
    expect(await cancel(of('confirmed').number)).toMatchObject({ is: 'refused', code: 'not_cancellable' });
  });
});
