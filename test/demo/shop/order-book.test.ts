import { describe, expect, test } from 'vitest';
import { makeOrderBook } from '../../../demo/shop/order-book.js';
import { situationNames } from '../../../demo/shop/situations.js';
import { storyOrders } from '../../../demo/shop/stories.js';
import { noon } from './support.js';

const day = 86_400_000;
const book = makeOrderBook({ seed: 7, now: noon });

const distinctCustomers = (orders: readonly { customer: { id: string } }[]) =>
  new Set(orders.map(({ customer }) => customer.id)).size;

test('the same seed and day give the same book, at whatever hour', () => {
  expect(makeOrderBook({ seed: 7, now: noon + 5 * 3_600_000 })).toEqual(book);
});

test('another day moves the dates and nothing else', () => {
  const later = makeOrderBook({ seed: 7, now: noon + 40 * day });
  const lasting = ({ id, number, totalCents, status }: (typeof book.orders)[number]) => [
    id,
    number,
    totalCents,
    status,
  ];
  expect(later.orders.map(lasting)).toEqual(book.orders.map(lasting));
  expect(later.orders.at(-1)!.orderedAt - book.orders.at(-1)!.orderedAt).toBe(40 * day);
});

test('a larger book has so many times as many stories, of customers of their own', () => {
  const larger = makeOrderBook({ seed: 7, now: noon, times: 20 });
  expect(new Set(larger.customers.map(({ mail }) => mail)).size).toBe(larger.customers.length);
  const [few, many] = [storyOrders(book), storyOrders(larger)];
  for (const situation of situationNames)
    expect(many.single[situation]).toHaveLength(20 * few.single[situation].length);
});

describe.each([1, 7, 42, 20_261])('the book of seed %i', (seed) => {
  const { customers, orders, situations } = makeOrderBook({ seed, now: noon });
  const stories = storyOrders({ customers, orders, situations });

  test('has at least 60 customers, 200 orders and every situation', () => {
    expect(customers.length).toBeGreaterThanOrEqual(60);
    expect(orders.length).toBeGreaterThanOrEqual(200);
    expect(new Set(situations.values())).toEqual(new Set(situationNames));
  });

  test('gives no id, number, e-mail or tracking number twice', () => {
    const lists = [
      customers.map(({ id }) => id),
      customers.map(({ mail }) => mail),
      orders.map(({ id }) => id),
      orders.map(({ number }) => number),
      orders.flatMap((order) =>
        [...order.parcels, ...order.returns.map(({ parcel }) => parcel)].map(({ code }) => code),
      ),
    ];
    for (const list of lists) expect(new Set(list).size).toBe(list.length);
  });

  test('lets nothing that has happened lie in the future', () => {
    for (const order of orders) {
      const past = [
        order.orderedAt,
        order.shippedAt,
        order.deliveredAt,
        ...order.parcels.flatMap((p) => p.scans.map((s) => s.at)),
      ];
      for (const moment of past) expect(moment ?? 0).toBeLessThan(noon);
      for (const { scans } of order.parcels)
        expect(scans.map((s) => s.at)).toEqual(scans.map((s) => s.at).sort((a, b) => a - b));
      expect(order.shippedAt ?? Infinity).toBeGreaterThan(order.orderedAt);
    }
  });

  test('holds refundable orders of different customers in each price band', () => {
    const { below50, from60To190, above250 } = stories.refundable;
    for (const band of [below50, from60To190, above250])
      expect(distinctCustomers(band)).toBeGreaterThanOrEqual(6);
    for (const { betrag_cent } of below50) expect(betrag_cent).toBeLessThan(5_000);
    for (const { betrag_cent } of from60To190) {
      expect(betrag_cent).toBeGreaterThanOrEqual(6_000);
      expect(betrag_cent).toBeLessThanOrEqual(19_000);
    }
    for (const { betrag_cent } of above250) expect(betrag_cent).toBeGreaterThan(25_000);
  });

  test('holds customers with exactly three orders, with several pages, and numbers that a zero tells apart', () => {
    expect(stories.threeOrders).toHaveLength(4);
    for (const { customer, delivered, shipped, open } of stories.threeOrders) {
      expect(orders.filter((order) => order.customer.id === customer.id)).toHaveLength(3);
      expect(new Set([delivered.nummer, shipped.nummer, open.nummer]).size).toBe(3);
      expect(delivered.betrag_cent).toBeLessThan(5_000);
    }
    expect(stories.manyOrders.length).toBeGreaterThan(0);
    expect(stories.leadingZero.length).toBeGreaterThan(0);
    for (const { withZero, withoutZero } of stories.leadingZero) {
      expect(withZero.nummer).toBe(`0${withoutZero.nummer}`);
      expect(withZero.customer.id).not.toBe(withoutZero.customer.id);
    }
  });

  test('holds a customer with one order for every situation, the two-parcel ones with two parcels', () => {
    for (const situation of situationNames) expect(stories.single[situation].length).toBeGreaterThan(0);
    for (const { sendungsnummern } of stories.single.two_parcels) expect(sendungsnummern).toHaveLength(2);
  });
});
