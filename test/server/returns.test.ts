/** A return from the message to the money, on the whole stack: one request of each write. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import { controlsAt } from '../../demo/shop/controls.js';
import type { Order } from '../../demo/shop/order.js';
import { makeOrderBook } from '../../demo/shop/order-book.js';
import { demoDefaults } from '../../demo/shop/shop.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';

const dayMs = 86_400_000;
let stack: Stack;
let stage: Stage;

beforeAll(async () => {
  stack = await startStack();
  stage = new Stage(stack, new Transcript(() => undefined));
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

/** A customer's only order, delivered in time and of one line. */
function returnable(): Order {
  const { orders } = makeOrderBook({ seed: demoDefaults.seed, now: Date.now() });
  return orders.find(
    (order) =>
      order.status === 'ZUGESTELLT' &&
      order.refundedCents === 0 &&
      order.lines.length === 1 &&
      (order.deliveredAt ?? 0) > Date.now() - 12 * dayMs &&
      orders.filter(({ customer }) => customer === order.customer).length === 1,
  )!;
}

test('a customer returns an order, gets a label, and the money once the warehouse has it', async () => {
  const order = returnable();
  const { id, name, mail, address } = order.customer;
  const customer = stage.signedIn({ id, name, mail, plz: address.postcode });
  await stage.says(customer, 'I need a return label, I do not like it');
  let heard = await stage.hearsUntil(
    customer,
    /How many of these|Why would you like|Would you like me to register/,
  );
  if (/How many/.test(heard)) {
    await stage.says(customer, '1');
    heard = await stage.hearsUntil(customer, /Why would you like|Would you like me to register/);
  }
  if (/Why would you like/.test(heard)) {
    await stage.says(customer, 'I don’t want it any more');
    heard = await stage.hearsUntil(customer, /Would you like me to register/);
  }
  await stage.says(customer, 'Yes, please');
  heard = await stage.hearsUntil(customer, /for an update/);
  const number = /Its number is (R-\d+)/.exec(heard)?.[1];
  expect(number).toBeDefined();
  expect(heard).toMatch(/Please print this label and stick it on the parcel: \S/);

  await stage.says(customer, 'Did you receive my return?');
  await stage.hearsUntil(customer, /is registered\. The parcel hasn’t reached us yet/);
  const shop = controlsAt(stack.shop.url);
  for (const state of ['EINGETROFFEN', 'GEPRUEFT', 'ERSTATTET'] as const)
    await shop.warehouse({ number: number!, state });
  await stage.says(customer, 'Did you receive my return?');
  await stage.hearsUntil(customer, /We’ve refunded/);

  const posted = async (from: { requests: typeof shop.requests }, path: RegExp) =>
    (await from.requests()).filter((row) => row.method === 'POST' && path.test(row.path));
  expect(await posted(shop, /\/retouren$/)).toHaveLength(1);
  expect(await posted(controlsAt(stack.carrier.url), /retourenetiketten$/)).toHaveLength(1);
  const booked = (await shop.ledger()).filter(({ orderId }) => orderId === order.id);
  expect(booked.map(({ kind }) => kind)).toEqual(['erstattung']);
});
