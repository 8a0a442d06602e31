/** The server with Shopify's schema validates, throttles, refuses, has jobs, refunds once, and ends. */
import { describe, expect, test } from 'vitest';
import { isRunning } from '../peers/child.js';
import { type Shopify, startShopify, whyNoShopify } from '../peers/shopify/start.js';
import { notInSample } from '../support/how-much.js';

const why = notInSample ?? whyNoShopify();
const when = why === undefined ? describe : describe.skip;

interface Answer {
  data?: Record<string, unknown>;
  errors?: { extensions?: { code: string } }[];
  extensions?: { cost: { throttleStatus: { restoreRate: number } } };
}

async function ask(shop: Shopify, query: string): Promise<Answer> {
  const response = await fetch(shop.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': shop.accessToken },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const order = 'gid://shopify/Order/5001';
const cancel = `mutation{orderCancel(orderId:"${order}",reason:CUSTOMER,restock:true){job{id done} orderCancelUserErrors{code}}}`;

when(`the server with Shopify’s schema${why === undefined ? '' : ` (${why})`}`, () => {
  test('answers and validates by the published schema, and leaves no process', async () => {
    let pid = 0;
    {
      await using shop = await startShopify();
      pid = shop.pid;
      const found = await ask(
        shop,
        '{orders(first:1,query:"name:#1002"){nodes{name displayFulfillmentStatus}}}',
      );
      expect(found.data).toEqual({
        orders: { nodes: [{ name: '#1002', displayFulfillmentStatus: 'FULFILLED' }] },
      });
      expect(found.extensions?.cost.throttleStatus.restoreRate).toBe(100);
      expect((await ask(shop, '{nonsense}')).errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect((await fetch(shop.url, { method: 'POST' })).status).toBe(401);
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  test('is throttled and refuses as it is told, once', async () => {
    await using shop = await startShopify();
    const errors = [{ field: ['orderId'], message: 'no', code: 'INVALID' }];
    await shop.script({ throttled: 1, userErrors: [{ mutation: 'orderCancel', errors }] });
    expect((await ask(shop, cancel)).errors?.[0]?.extensions?.code).toBe('THROTTLED');
    expect((await ask(shop, cancel)).data).toEqual({
      orderCancel: { job: null, orderCancelUserErrors: [{ code: 'INVALID' }] },
    });
    expect((await ask(shop, cancel)).data).toMatchObject({ orderCancel: { job: { done: false } } });
    expect((await shop.ledger()).throttled).toBe(1);
  });

  test('cancels when its job is done, after as many polls as it is told', async () => {
    await using shop = await startShopify();
    await shop.script({ polls: 3 });
    const started = (await ask(shop, cancel)).data as { orderCancel: { job: { id: string } } };
    const poll = async (): Promise<unknown> =>
      (await ask(shop, `{job(id:"${started.orderCancel.job.id}"){done}}`)).data?.['job'];
    expect([await poll(), await poll()]).toEqual([{ done: false }, { done: false }]);
    expect((await shop.ledger()).cancellations).toEqual([]);
    expect(await poll()).toEqual({ done: true });
    expect((await shop.ledger()).cancellations).toEqual([{ order: '#1001', reason: 'CUSTOMER' }]);
  });

  test('refunds once for each key', async () => {
    await using shop = await startShopify();
    const refund = (amount: string, directive: string): string =>
      `mutation{refundCreate(input:{orderId:"${order}",transactions:[{amount:"${amount}",gateway:"manual",kind:REFUND,orderId:"${order}"}]})${directive}{refund{id} userErrors{message}}}`;
    const first = await ask(shop, refund('5.00', '@idempotent(key:"k1")'));
    expect((await ask(shop, refund('5.00', '@idempotent(key:"k1")'))).data).toEqual(first.data);
    const other = (await ask(shop, refund('6.00', '@idempotent(key:"k1")'))).data as {
      refundCreate: { userErrors: unknown[] };
    };
    expect(other.refundCreate.userErrors).toHaveLength(1);
    expect((await ask(shop, refund('5.00', ''))).errors).toHaveLength(1);
    expect((await shop.ledger()).refunds).toEqual([
      { order: '#1001', amount: '5.00', key: 'k1', repeats: 1 },
    ]);
  });
});
