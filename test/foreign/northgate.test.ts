/** A REST API that nobody of the product has shaped, connected by YAML alone: test/foreign/northgate. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { orderly } from '../cli/run-cli.js';
import { conformanceFile } from '../peers/conformance-data.js';
import { type RetailRest, startRetailRest, whyNoRetailRest } from '../peers/retail-rest/start.js';
import { openNorthgate } from './exam/northgate.js';

const folder = fileURLToPath(new URL('northgate', import.meta.url));
const why = whyNoRetailRest();
const when = why === undefined ? describe : describe.skip;

const open = (desk: RetailRest) => openNorthgate(desk);

/** The book as it lies on the disk: what the desk was started with. */
interface Book {
  orders: Record<
    string,
    {
      user_id: string;
      status: string;
      items: { name: string; item_id: string; price: number }[];
      fulfillments: { tracking_id: string[]; item_ids: string[] }[];
      address: { zip: string };
    }
  >;
  users: Record<string, { email: string; name: { first_name: string; last_name: string } }>;
}
const readBook = async (): Promise<Book> =>
  JSON.parse(await readFile(conformanceFile('retail/db.json') ?? '', 'utf8')) as Book;

const refund = (minor: number) => ({ amount: { minor, currency: 'USD' }, reason: 'damaged' });
const cents = (price: number): number => Math.round(price * 100);

test('orderly flows check has nothing against Northgate', async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  expect(await orderly(['flows', 'check', folder], { env })).toMatchObject({ code: 0, stderr: '' });
});

test("Northgate's own flows pass their tests", async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  const { code, stdout } = await orderly(['flows', 'test', join(folder, 'flows')], { env });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/27 passed, 0 failed/)]);
});

when(`Northgate's order desk${why === undefined ? '' : ` (${why})`}`, () => {
  test('gives orders by number as the book has them, with no, one and several lines sent', async () => {
    await using desk = await startRetailRest();
    const shop = await open(desk);
    const book = await readBook();
    const all = Object.entries(book.orders);
    const pick = (wanted: (order: Book['orders'][string]) => boolean) =>
      all.filter(([, order]) => wanted(order)).slice(0, 4);
    const picked = [
      ...pick(({ items }) => items.length === 1),
      ...pick(({ items }) => items.length === 5),
      ...pick(({ fulfillments }) => fulfillments.length === 0),
      ...pick(({ status }) => status === 'cancelled'),
    ];
    for (const [id, written] of picked) {
      const order = await shop.order(id.slice(1));
      const user = book.users[written.user_id];
      expect(order).toMatchObject({
        number: id.slice(1),
        customerEmail: user?.email,
        customerName: `${user?.name.first_name} ${user?.name.last_name}`,
        shippingAddress: { postcode: written.address.zip, country: 'US' },
      });
      expect(order.lines.map(({ name, sku, price }) => ({ name, sku, price }))).toEqual(
        written.items.map(({ name, item_id: sku, price }) => ({
          name,
          sku,
          price: { minor: cents(price), currency: 'USD' },
        })),
      );
      expect(order.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(
        written.fulfillments.flatMap(({ tracking_id: numbers }) => numbers),
      );
      for (const line of order.lines) {
        const parcel = written.fulfillments.find(({ item_ids: skus }) =>
          skus.some((sku) => sku === line['sku']),
        );
        expect(line['trackingNumber']).toBe(parcel?.tracking_id[0]);
      }
    }
    expect(shop.events).toEqual([]);
  });

  test('gives every order of a customer over all pages, in upper case too, and of nobody else', async () => {
    await using desk = await startRetailRest();
    const shop = await open(desk);
    const book = await readBook();
    for (const user of ['harper_johansson_2663', 'emma_santos_9753']) {
      const email = book.users[user]?.email ?? '';
      const theirs = Object.entries(book.orders).filter(([, { user_id: owner }]) => owner === user);
      const found = await shop.orders(email.toUpperCase());
      expect(theirs.length).toBeGreaterThan(5);
      expect(found.map(({ number }) => number).sort()).toEqual(theirs.map(([id]) => id.slice(1)).sort());
    }
    expect(await shop.attempt('orders.find', { email: 'nobody@example.com' })).toMatchObject({
      is: 'done',
      result: 'none',
    });
  });

  test('does not find a number that is not there, or lacks its zeros, or leads elsewhere', async () => {
    await using desk = await startRetailRest();
    const shop = await open(desk);
    for (const number of [
      'W0000000',
      'W02611340',
      '2611340',
      '../customers/james_li_5688',
      'W2611340 ',
      '..',
    ])
      expect([number, await shop.attempt('orders.get', { number })]).toMatchObject([
        number,
        { is: 'done', result: 'not_found' },
      ]);
  });

  test('pays back once, however often it is asked, and also when the answer is lost', async () => {
    await using desk = await startRetailRest();
    const shop = await open(desk);
    const order = await shop.order('W2611340');
    const key = randomUUID();
    await desk.trouble('lost');
    expect((await shop.attempt('payments.refund', { order, ...refund(1000) }, key)).is).toBe('unclear');
    const first = await shop.attempt('payments.refund', { order, ...refund(1000) }, key);
    const again = await shop.attempt('payments.refund', { order, ...refund(1000) }, key);
    const { refunds } = await desk.ledger();
    expect(refunds).toMatchObject([{ order: 'W2611340', cents: 1000, key, repeats: 2 }]);
    expect(first).toMatchObject({ is: 'done', outputs: { refundRef: refunds[0]?.id } });
    expect(again).toEqual(first);
    const quote = await shop.attempt('payments.quote_refund', { order });
    expect(quote).toMatchObject({ result: 'refundable', outputs: { refunded: { minor: 1000 } } });
  });

  test('tells refusals, and that nothing is left', async () => {
    await using desk = await startRetailRest();
    const shop = await open(desk);
    const order = await shop.order('W2611340');
    const quote = await shop.attempt('payments.quote_refund', { order });
    const { minor } = (quote as unknown as { outputs: { amount: { minor: number } } }).outputs.amount;
    expect(await shop.attempt('payments.refund', { order, ...refund(minor + 1) })).toMatchObject({
      is: 'refused',
      code: 'amount_too_high',
    });
    expect((await shop.attempt('payments.refund', { order, ...refund(minor) })).is).toBe('done');
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      result: 'already_refunded',
      outputs: { refunded: { minor } },
    });
    expect(await shop.attempt('payments.refund', { order, ...refund(1) })).toMatchObject({
      is: 'refused',
      code: 'already_refunded',
    });
    expect((await desk.ledger()).refunds).toMatchObject([{ cents: minor }]);
  });

  test('cancels once, knows afterwards that it did, and refuses what has gone', async () => {
    await using desk = await startRetailRest();
    const shop = await open(desk);
    const order = await shop.order('W5918442');
    const cancel = { order, reason: 'changed_mind' };
    const happened = () => shop.attempt('orders.cancel.happened', { order });
    expect(await happened()).toMatchObject({ result: 'not_happened' });
    await desk.trouble('lost');
    expect((await shop.attempt('orders.cancel', cancel)).is).toBe('unclear');
    expect(await happened()).toMatchObject({ result: 'happened' });
    expect(await shop.attempt('orders.cancel', cancel)).toMatchObject({
      is: 'refused',
      code: 'already_cancelled',
    });
    expect((await desk.ledger()).cancellations).toMatchObject([
      { order: 'W5918442', reason: 'no longer needed' },
    ]);
    const gone = { order: await shop.order('W4817420'), reason: 'wrong_item' };
    expect(await shop.attempt('orders.cancel', gone)).toMatchObject({ code: 'already_shipped' });
  });

  test('waits when the desk is busy, down or broken', async () => {
    await using desk = await startRetailRest();
    for (const kind of ['busy', 'down', 'broken'] as const) {
      // A desk that is busy is left alone for a while by who heard it.
      const shop = await open(desk);
      await desk.trouble(kind);
      expect((await shop.attempt('orders.get', { number: 'W2611340' })).is).toBe('later');
    }
  });
});
