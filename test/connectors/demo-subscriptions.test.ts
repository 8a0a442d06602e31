/** The demo's subscriptions over each of its shop's API styles: what can be read, what is done once, and what is refused. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDefaults, type Shop, startShop } from '../../demo/shop/shop.js';
import type { SubscriptionSituation } from '../../demo/shop/subscriptions/make-subscriptions.js';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { memoryTokens } from '../support/memory-tokens.js';

const dayMs = 86_400_000;

function connect(shop: Shop, name: string): Connection {
  const values: Record<string, string> = {
    ...{ SHOP_URL: shop.url, SHOP_ID: demoDefaults.clientId, SHOP_SECRET: demoDefaults.clientSecret },
    ...{ SHOP_GRAPHQL_URL: shop.graphqlUrl, SHOP_GRAPHQL_KEY: demoDefaults.graphqlKey },
    ...{ SHOP_SOAP_URL: shop.soapUrl, SHOP_SOAP_USER: demoDefaults.soapUser },
    SHOP_SOAP_PASSWORD: demoDefaults.soapPassword,
  };
  const file = `merchants/demo/connections/${name}.yaml`;
  const built = buildConnection({
    file,
    text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
    secrets: (secret: string) => values[secret],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(built.issues).toEqual([]);
  return built.connection!;
}

const done = (attempt: Attempt): JsonObject => {
  expect(attempt).toMatchObject({ is: 'done' });
  return attempt.is === 'done' ? attempt.outputs : {};
};

describe.each(['abos', 'abos-graphql', 'abos-soap'])('%s', (name) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'orderly-subscriptions-'));
  let shop: Shop;
  let connection: Connection;
  let keys = 0;
  beforeAll(async () => {
    shop = await startShop({ dataFolder });
    connection = connect(shop, name);
  });
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
    rmSync(dataFolder, { recursive: true });
  });

  const ask = (operation: string, inputs: JsonObject) => connection.attempt({ operation, inputs });
  const write = (operation: string, inputs: JsonObject, idempotencyKey = `${name}-${++keys}`) =>
    connection.attempt({ operation, inputs, idempotencyKey });
  const madeIn = (situation: SubscriptionSituation, nth = 0) =>
    shop.subscriptions.subscriptions.filter(({ id }) => shop.subscriptions.situations.get(id) === situation)[
      nth
    ]!;
  const read = async (situation: SubscriptionSituation, nth = 0): Promise<JsonObject> =>
    done(await ask('subscriptions.get', { number: madeIn(situation, nth).number }))[
      'subscription'
    ] as JsonObject;

  test('each comes back with what the shop knows, in business fields', async () => {
    const { plan, customer, nextAt = 0, number, id } = madeIn('active');
    expect(await read('active')).toMatchObject({
      ...{ ref: id, number, name: plan.name, status: 'active', customerEmail: customer.mail },
      ...{ price: { minor: plan.cents, currency: 'EUR' }, frequency: { every: plan.every, unit: 'month' } },
      ...{ shippingAddress: { postcode: customer.address.postcode }, products: [{ sku: plan.sku }] },
      nextOrderAt: Math.floor(nextAt / 60_000) * 60_000,
    });
    const statuses = ['paused', 'cancelled', 'expired', 'unpaid'] as const;
    const found = await Promise.all(statuses.map((situation) => read(situation)));
    expect(found.map(({ status }) => status)).toEqual(['paused', 'cancelled', 'expired', 'failed']);
    expect(await ask('subscriptions.get', { number: 'ABO-1' })).toMatchObject({ result: 'not_found' });
  });

  test("a customer's are listed, and nobody else's", async () => {
    const { customer } = madeIn('paused');
    const mine = done(await ask('subscriptions.find', { email: customer.mail }))['subscriptions'];
    expect((mine as JsonObject[]).map(({ status }) => status).sort()).toEqual([
      'active',
      'cancelled',
      'paused',
    ]);
    const none = await ask('subscriptions.find', { email: 'nobody@x.example' });
    expect(none).toEqual({ is: 'done', result: 'none', outputs: {} });
  });

  test('an end happens once for a key, and not before the term is over', async () => {
    const subscription = await read('active');
    const end = (key: string) => write('subscriptions.cancel', { subscription, at: 'period_end' }, key);
    const first = done(await end(`${name}-end`));
    expect(first).toMatchObject({ subscription: { status: 'cancelled' } });
    expect(done(await end(`${name}-end`))).toEqual(first);
    expect(await end(`${name}-again`)).toMatchObject({ is: 'refused', code: 'already_cancelled' });
    const bound = await read('bound');
    const now = await write('subscriptions.cancel', { subscription: bound, at: 'now' });
    expect(now).toMatchObject({ is: 'refused', code: 'not_cancellable' });
    const later = done(await write('subscriptions.cancel', { subscription: bound, at: 'period_end' }));
    const { endsAt } = later['subscription'] as { endsAt: number };
    expect(endsAt).toBeGreaterThan(Date.now() + 60 * dayMs);
  });

  test('a pause is limited, and ends by a resumption', async () => {
    const subscription = await read('active', 1);
    const until = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
    const pause = (days: number) => write('subscriptions.pause', { subscription, until: until(days) });
    expect(await pause(300)).toMatchObject({ is: 'refused', code: 'not_pausable' });
    expect(done(await pause(30))).toMatchObject({ subscription: { status: 'paused' } });
    expect(await pause(30)).toMatchObject({ is: 'refused', code: 'already_paused' });
    expect(done(await write('subscriptions.resume', { subscription }))).toMatchObject({
      subscription: { status: 'active' },
    });
    expect(await write('subscriptions.resume', { subscription })).toMatchObject({ code: 'not_paused' });
    expect(done(await write('subscriptions.pause', { subscription }))).toMatchObject({
      subscription: { status: 'paused' },
    });
  });

  test('a delivery is left out in time, not on the day before it', async () => {
    const subscription = await read('active', 2);
    const skipped = done(await write('subscriptions.skip', { subscription }));
    const { nextOrderAt } = skipped['subscription'] as { nextOrderAt: number };
    expect(nextOrderAt).toBeGreaterThan(Number(subscription['nextOrderAt']) + 20 * dayMs);
    const tomorrow = { subscription: await read('ships_tomorrow') };
    expect(await write('subscriptions.skip', tomorrow)).toMatchObject({ code: 'not_skippable' });
  });

  test('a change has a price, which must be the one that is sent', async () => {
    const subscription = await read('active', 3);
    const { plans } = done(await ask('subscriptions.plans', { subscription })) as { plans: JsonObject[] };
    const plan = plans.at(-1)!;
    expect(plan).toMatchObject({ name: 'Kaffee 2 kg', frequency: { every: 2, unit: 'week' } });
    const { amount } = done(await ask('subscriptions.quote_change', { subscription, plan }));
    expect(amount).toEqual({ minor: 5490, currency: 'EUR' });
    const change = (minor: number) =>
      write('subscriptions.change', { subscription, plan, amount: { minor, currency: 'EUR' } });
    expect(await change(5489)).toMatchObject({ is: 'refused', code: 'not_changeable' });
    expect(done(await change(5490))).toMatchObject({ subscription: { name: 'Kaffee 2 kg' } });
    expect(await ask('subscriptions.quote_change', { subscription, plan })).toMatchObject({
      result: 'not_changeable',
    });
    const ended = { subscription: await read('expired') };
    expect(await ask('subscriptions.plans', ended)).toMatchObject({ result: 'none' });
  });

  test('a charge is paid back once, and an old one not at all', async () => {
    const subscription = await read('active', 4);
    const quote = () => ask('subscriptions.quote_refund', { subscription });
    const { amount, charge } = done(await quote()) as {
      amount: { minor: number; currency: string };
      charge: string;
    };
    expect(amount.minor).toBe(madeIn('active', 4).plan.cents);
    const refund = (minor: number, key: string) =>
      write(
        'subscriptions.refund',
        { subscription, amount: { ...amount, minor }, charge, reason: 'changed_mind' },
        key,
      );
    expect(await refund(amount.minor + 1, `${name}-much`)).toMatchObject({ code: 'amount_too_high' });
    const { refundRef } = done(await refund(amount.minor, `${name}-refund`));
    expect(done(await refund(amount.minor, `${name}-refund`))).toEqual({ refundRef });
    expect(await refund(1, `${name}-more`)).toMatchObject({ code: 'already_refunded' });
    expect(await quote()).toEqual({
      ...{ is: 'done', result: 'already_refunded' },
      outputs: { refunded: amount },
    });
    const old = await ask('subscriptions.quote_refund', { subscription: await read('unpaid') });
    expect(old).toMatchObject({ result: 'nothing_left' });
  });
});

test('the connection’s copy of the WSDL is the shop’s', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(read('merchants/demo/connections/abos.wsdl')).toBe(read('demo/shop/soap/abos.wsdl'));
});
