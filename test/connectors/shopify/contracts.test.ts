/** What the connector for Shopify does for the money of a subscription contract, against a shop with a memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getVariableValues, Kind, parse } from 'graphql';
import type { JsonObject } from '../../../src/contracts/json.js';
import { contractId } from '../../peers/shopify/little-contract.js';
import { type LittleShop, startLittleShop } from '../../peers/shopify/little-shop.js';
import { type Call, callsOf } from '../calls.js';
import { connected } from './connected.js';
import { shopifySchema, whyNoShopifySchema } from './schema.js';

let shop: LittleShop;
let call: Call;
beforeEach(async () => {
  shop = await startLittleShop();
  call = callsOf(connected(shop.url));
});
afterEach(async () => {
  await shop[Symbol.asyncDispose]();
});

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const subscription = { ref: contractId, nextOrderAt: Date.parse('2026-12-01T00:00:00Z') };
const charge = 'gid://shopify/Order/77';
const refund = (minor: number): JsonObject => ({
  ...{ subscription, charge, amount: eur(minor), reason: 'damaged' },
});

describe('the last charge', () => {
  test('is what its order was paid, less what has gone back', async () => {
    const quote = () => call('subscriptions.quote_refund', { subscription });
    const whole = { result: 'refundable', outputs: { charge, amount: eur(1900), refunded: eur(0) } };
    expect(await quote()).toMatchObject(whole);
    await call('subscriptions.refund', refund(500));
    expect(await quote()).toMatchObject({ outputs: { amount: eur(1400), refunded: eur(500) } });
    await call('subscriptions.refund', refund(1400), { idempotencyKey: 'k2' });
    expect(await quote()).toMatchObject({ result: 'already_refunded', outputs: { refunded: eur(1900) } });
  });

  test('that is not paid yet, or that there is none, is not paid back', async () => {
    shop.state.contract.charge!.status = 'PENDING';
    expect(await call('subscriptions.quote_refund', { subscription })).toMatchObject({
      result: 'not_refundable_yet',
    });
    shop.state.contract.charge = null;
    expect(await call('subscriptions.quote_refund', { subscription })).toMatchObject({
      result: 'nothing_left',
    });
  });

  test('is paid back once, however often it is sent', async () => {
    shop.lost.push('Refund');
    expect(await call('subscriptions.refund', refund(500))).toMatchObject({ is: 'unclear' });
    expect(await call('subscriptions.refund', refund(500), { repeated: true })).toMatchObject({
      ...{ is: 'done', outputs: { refundRef: 'gid://shopify/Refund/1' } },
    });
    expect(shop.state.contract.refunds).toHaveLength(1);
  });

  test('is not paid back beyond what is left', async () => {
    expect(await call('subscriptions.refund', refund(1901))).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable' },
    });
    expect(shop.state.contract.refunds).toEqual([]);
  });

  test('whose payment goes back later is followed to its end', async () => {
    shop.state.contract.refundsAre = 'PENDING';
    const reference = 'gid://shopify/Refund/1';
    expect(await call('subscriptions.refund', refund(500))).toEqual({ is: 'accepted', reference });
    const ask = () => call('subscriptions.refund.outcome', refund(500), { purpose: 'settle', reference });
    expect(await ask()).toMatchObject({ result: 'pending' });
    const [made] = shop.state.contract.refunds;
    made!.status = 'FAILURE';
    expect(await ask()).toMatchObject({ result: 'refused', outputs: { code: 'not_refundable' } });
    made!.status = 'SUCCESS';
    expect(await ask()).toMatchObject({ result: 'done', outputs: { refundRef: reference } });
  });
});

const why = whyNoShopifySchema();
(why === undefined ? test : test.skip)(
  `every value that is sent is one of the schema's${why === undefined ? '' : ` (${why})`}`,
  async () => {
    await call('subscriptions.quote_refund', { subscription });
    await call('subscriptions.refund', refund(500));
    const schema = shopifySchema();
    const wrong = shop.sent.flatMap(({ name, query, variables }) => {
      const [operation] = parse(query).definitions;
      const declared = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : [];
      const { errors = [] } = getVariableValues(schema, declared ?? [], variables);
      return errors.map(({ message }) => `${name}: ${message}`);
    });
    expect(shop.sent.map(({ name }) => name)).toEqual(['SubscriptionCharge', 'Payments', 'Refund']);
    expect(wrong).toEqual([]);
  },
);
