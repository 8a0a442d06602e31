/** An OData server of another make, asked in Atom, connected by YAML alone: test/foreign/odata. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderly } from '../cli/run-cli.js';
import { type Odata, type OdataOrder, startOdata, whyNoOdata } from '../peers/odata/start.js';
import { type ForeignMerchant, openForeign } from './support/merchant.js';

const folder = fileURLToPath(new URL('odata', import.meta.url));
const why = whyNoOdata();
const when = why === undefined ? describe : describe.skip;

const STATUS: Readonly<Record<OdataOrder['State'], string>> = {
  Received: 'open',
  Packed: 'open',
  Shipped: 'shipped',
  Cancelled: 'cancelled',
};
const euros = (text: string) => ({ minor: Number(text.replace('.', '')), currency: 'EUR' });

test('orderly flows check has nothing against the shop behind OData', async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  expect(await orderly(['flows', 'check', folder], { env })).toMatchObject({ code: 0, stderr: '' });
});

when(`OData in Atom${why === undefined ? '' : ` (${why})`}`, () => {
  let peer: Odata;
  let shop: ForeignMerchant;
  beforeAll(async () => {
    peer = await startOdata();
    shop = await openForeign('odata', { ODATA_URL: peer.url, ODATA_PASSWORD: peer.password });
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
  });
  const of = (state: OdataOrder['State']): OdataOrder => {
    const found = peer.orders.find((order) => order.State === state);
    if (!found) throw new Error(`no order is ${state}`);
    return found;
  };

  test('gives every order by its number, with amounts, address, lines and parcels', async () => {
    for (const told of peer.orders) {
      const order = await shop.order(told.Number);
      expect(order).toMatchObject({
        ...{ ref: String(told.ID), number: told.Number, status: STATUS[told.State] },
        ...{ customerEmail: told.Email, customerName: told.Name, amount: euros(told.Total) },
        createdAt: Date.parse(told.PlacedAt),
        shippingAddress: { street: 'Hauptstraße 1', city: 'Köln', postcode: '50667', country: 'DE' },
      });
      expect(order.lines).toEqual(
        told.Lines.map(({ ID, Product, Sku, Quantity, UnitPrice }) => ({
          ...{ ref: String(ID), name: Product, sku: Sku, quantity: Quantity, price: euros(UnitPrice) },
        })),
      );
      expect(order.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(
        told.TrackingNumber === null ? [] : [told.TrackingNumber],
      );
    }
    expect(shop.events.filter(({ kind }) => kind === 'wrong_shape')).toEqual([]);
  });

  test('gives the orders of a customer over pages, also of one with an apostrophe', async () => {
    for (const email of new Set(peer.orders.map(({ Email }) => Email))) {
      const theirs = peer.orders.filter((order) => order.Email === email);
      expect(theirs.length).toBeGreaterThan(2);
      expect((await shop.orders(email)).map(({ number }) => number).sort()).toEqual(
        theirs.map((order) => order.Number).sort(),
      );
    }
  });

  test('a value never becomes a part of the filter', async () => {
    for (const said of ["' or true or '", "SO-1000' or Number ne '", "'", '@number', "o'hara"]) {
      expect(await shop.attempt('orders.get', { number: said })).toMatchObject({ result: 'not_found' });
      expect(await shop.attempt('orders.find', { email: said })).toMatchObject({ result: 'none' });
    }
    // Nobody else's orders came back to be dropped.
    expect(shop.events.filter(({ kind }) => kind === 'records_dropped')).toEqual([]);
  });

  test('an order is cancelled by a write in Atom, once; a shipped one is refused', async () => {
    const cancel = async (number: string) =>
      shop.attempt('orders.cancel', { order: await shop.order(number), reason: 'changed_mind' });
    const { Number: open } = of('Packed');
    expect(await cancel(open)).toMatchObject({ is: 'done' });
    expect((await shop.order(open)).status).toBe('cancelled');
    expect(await cancel(open)).toMatchObject({ is: 'refused', code: 'already_cancelled' });
    expect(await cancel(of('Shipped').Number)).toMatchObject({ is: 'refused', code: 'not_cancellable' });
    expect((await shop.order(of('Shipped').Number)).status).toBe('shipped');
  });
});
