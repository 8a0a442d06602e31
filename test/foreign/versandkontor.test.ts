/** A SOAP service in PHP that nobody of the product has shaped, connected by YAML alone: test/foreign/versandkontor. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { orderly } from '../cli/run-cli.js';
import { type PhpSoapShop, startPhpSoapShop, whyNoPhpSoapShop } from '../peers/php-soap-shop/start.js';
import { openForeign } from './support/merchant.js';

const folder = fileURLToPath(new URL('versandkontor', import.meta.url));
const why = whyNoPhpSoapShop();
const when = why === undefined ? describe : describe.skip;

const open = (shop: PhpSoapShop) =>
  openForeign('versandkontor', {
    VERSANDKONTOR_URL: shop.url,
    VERSANDKONTOR_PASSWORD: shop.password,
    VERSANDKONTOR_CLIENT: shop.client,
  });

/** The book as it lies on the disk: what the shop was started with. */
interface Book {
  kunden: { kundenNr: string; name: string; eMail: string; strasse: string; plz: string; ort: string }[];
  auftraege: {
    nummer: string;
    kundenNr: string;
    status: number;
    zahlungsart: string;
    positionen: {
      posNr: number;
      artikelNr: string;
      bezeichnung: string;
      preisCent: number;
      menge: number;
    }[];
    sendungen: { dienst: string; nummer: string; positionen: number[] }[];
  }[];
}
const book = JSON.parse(
  await readFile(new URL('../peers/php-soap-shop/orders.json', import.meta.url), 'utf8'),
) as Book;
const customerOf = (number: string) => book.kunden.find(({ kundenNr }) => kundenNr === number);

const refund = (minor: number) => ({ amount: { minor, currency: 'EUR' }, reason: 'damaged' });

test('orderly flows check has nothing against Versandkontor', async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  expect(await orderly(['flows', 'check', folder], { env })).toMatchObject({ code: 0, stderr: '' });
});

when(`Versandkontor${why === undefined ? '' : ` (${why})`}`, () => {
  test('gives every order by its number as the book has it: umlauts, zeros, no, one and many parcels', async () => {
    await using peer = await startPhpSoapShop();
    const shop = await open(peer);
    for (const written of book.auftraege) {
      const order = await shop.order(written.nummer);
      const customer = customerOf(written.kundenNr);
      expect(order).toMatchObject({
        number: written.nummer,
        customerRef: written.kundenNr,
        customerName: customer?.name,
        customerEmail: customer?.eMail,
        shippingAddress: { street: customer?.strasse, postcode: customer?.plz, city: customer?.ort },
      });
      expect(order.lines.map(({ name, sku, quantity, price }) => ({ name, sku, quantity, price }))).toEqual(
        written.positionen.map(
          ({ bezeichnung: name, artikelNr: sku, menge: quantity, preisCent: minor }) => ({
            ...{ name, sku, quantity },
            price: { minor, currency: 'EUR' },
          }),
        ),
      );
      expect(order.shipments.map(({ carrier, trackingNumber }) => ({ carrier, trackingNumber }))).toEqual(
        written.sendungen.map(({ dienst: carrier, nummer: trackingNumber }) => ({ carrier, trackingNumber })),
      );
      expect(order.lines.map(({ trackingNumber }) => trackingNumber)).toEqual(
        written.positionen.map(
          ({ posNr }) => written.sendungen.find(({ positionen }) => positionen.includes(posNr))?.nummer,
        ),
      );
    }
    expect(new Set(book.auftraege.map(({ sendungen }) => sendungen.length))).toEqual(new Set([0, 1, 2, 3]));
    expect(shop.events.filter(({ kind }) => kind !== 'unknown_value')).toEqual([]);
  });

  test('gives every order of every customer, over pages, whatever the case, and of nobody else', async () => {
    await using peer = await startPhpSoapShop();
    const shop = await open(peer);
    for (const { kundenNr, eMail } of book.kunden) {
      const theirs = book.auftraege.filter((order) => order.kundenNr === kundenNr);
      const found = await shop.orders(eMail.toLowerCase());
      expect(found.map(({ number }) => number).sort()).toEqual(theirs.map(({ nummer }) => nummer).sort());
    }
    const most = Math.max(
      ...book.kunden.map(({ kundenNr }) => book.auftraege.filter((o) => o.kundenNr === kundenNr).length),
    );
    expect(most).toBeGreaterThan(20);
    expect(await shop.attempt('orders.find', { email: 'nobody@example.com' })).toMatchObject({
      is: 'done',
      result: 'none',
    });
  });

  test('does not find a number without its zeros, nor markup', async () => {
    await using peer = await startPhpSoapShop();
    const shop = await open(peer);
    for (const number of ['417', '9999999', '00000417', '</a:AuftragsNr>', '0000417 '])
      expect([number, await shop.attempt('orders.get', { number })]).toMatchObject([
        number,
        { is: 'done', result: 'not_found' },
      ]);
  });

  test('pays back once, however often it is asked, and also when the answer is cut', async () => {
    await using peer = await startPhpSoapShop();
    const shop = await open(peer);
    const order = await shop.order('0000722');
    const key = randomUUID();
    await peer.trouble('cut');
    expect((await shop.attempt('payments.refund', { order, ...refund(1000) }, key)).is).toBe('unclear');
    const first = await shop.attempt('payments.refund', { order, ...refund(1000) }, key);
    expect(await shop.attempt('payments.refund', { order, ...refund(1000) }, key)).toEqual(first);
    const { refunds } = await peer.ledger();
    expect(refunds).toMatchObject([{ order: '0000722', cents: 1000, repeats: 2 }]);
    expect(first).toMatchObject({ is: 'done', outputs: { refundRef: refunds[0]?.receipt } });
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      result: 'refundable',
      outputs: { refunded: { minor: 1000 }, amount: { minor: 3144 - 1000 } },
    });
  });

  test('tells refusals, and that nothing is left', async () => {
    await using peer = await startPhpSoapShop();
    const shop = await open(peer);
    const order = await shop.order('0000722');
    const quote = await shop.attempt('payments.quote_refund', { order });
    const { minor } = (quote as unknown as { outputs: { amount: { minor: number } } }).outputs.amount;
    expect(await shop.attempt('payments.refund', { order, ...refund(minor + 1) })).toMatchObject({
      ...{ is: 'refused', code: 'amount_too_high' },
    });
    expect((await shop.attempt('payments.refund', { order, ...refund(minor) })).is).toBe('done');
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      result: 'already_refunded',
      outputs: { refunded: { minor } },
    });
    const unpaid = book.auftraege.find(
      ({ zahlungsart, status }) => zahlungsart === 'RECHNUNG' && status < 40,
    );
    const open10 = await shop.order(unpaid?.nummer ?? '');
    expect(await shop.attempt('payments.refund', { order: open10, ...refund(1) })).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable' },
    });
    expect((await peer.ledger()).refunds).toMatchObject([{ cents: minor }]);
  });

  test('cancels once, knows afterwards that it did, and refuses what was sent', async () => {
    await using peer = await startPhpSoapShop();
    const shop = await open(peer);
    const order = await shop.order('0000417');
    expect(await shop.attempt('versandkontor.was_cancelled', { order })).toMatchObject({
      result: 'not_happened',
    });
    await peer.trouble('cut');
    expect((await shop.attempt('versandkontor.cancel_order', { order })).is).toBe('unclear');
    expect(await shop.attempt('versandkontor.was_cancelled', { order })).toMatchObject({
      result: 'happened',
    });
    expect(await shop.attempt('versandkontor.cancel_order', { order })).toMatchObject({
      code: 'already_cancelled',
    });
    expect((await peer.ledger()).cancellations).toMatchObject([{ order: '0000417', reason: '01' }]);
    const sent = await shop.order('0000722');
    expect(await shop.attempt('versandkontor.cancel_order', { order: sent })).toMatchObject({
      code: 'too_late',
    });
  });

  test('waits during maintenance, under load and after a fault of the server', async () => {
    await using peer = await startPhpSoapShop();
    for (const kind of ['maintenance', 'busy', 'server-fault'] as const) {
      const shop = await open(peer);
      await peer.trouble(kind);
      expect((await shop.attempt('orders.get', { number: '0000722' })).is).toBe('later');
    }
  });
});
