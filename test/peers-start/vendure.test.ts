/** Vendure starts with its orders, logs a clerk in, refunds, refuses, and ends. */
import { describe, expect, test } from 'vitest';
import { isRunning } from '../peers/child.js';
import { startVendure, type Vendure, whyNoVendure } from '../peers/vendure/start.js';
import { notInSample } from '../support/how-much.js';

const why = notInSample ?? whyNoVendure();
const when = why === undefined ? describe : describe.skip;

interface Answer {
  token: string | null;
  data: Record<string, Record<string, unknown>> | null;
  errors?: { extensions: { code: string } }[];
}

async function ask(shop: Vendure, query: string, token?: string): Promise<Answer> {
  const response = await fetch(shop.adminApi, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return {
    token: response.headers.get('vendure-auth-token'),
    ...((await response.json()) as Omit<Answer, 'token'>),
  };
}

when(`Vendure${why === undefined ? '' : ` (${why})`}`, () => {
  test('is a shop with orders, that refunds and refuses, and leaves no process', async () => {
    let pid = 0;
    {
      await using shop = await startVendure();
      pid = shop.pid;
      expect(shop.orders).toHaveLength(14);
      const forbidden = await ask(shop, '{orders{totalItems}}');
      expect(forbidden.errors?.[0]?.extensions.code).toBe('FORBIDDEN');

      const login = `mutation{login(username:"${shop.username}",password:"${shop.password}"){__typename}}`;
      const token = (await ask(shop, login)).token ?? '';
      expect((await ask(shop, '{orders{totalItems}}', token)).data?.['orders']).toEqual({ totalItems: 14 });

      const shipped = shop.orders.find(({ state }) => state === 'delivered');
      const order = `{order(id:"${shipped?.id}"){code state payments{id} fulfillments{trackingCode state}}}`;
      const found = (await ask(shop, order, token)).data?.['order'];
      expect(found).toMatchObject({
        code: shipped?.code,
        state: 'Delivered',
        fulfillments: [{ trackingCode: shipped?.trackingCode, state: 'Delivered' }],
      });

      const [payment] = found?.['payments'] as [{ id: string }];
      const refund = `mutation{refundOrder(input:{lines:[],shipping:0,adjustment:0,amount:100,paymentId:"${payment.id}",reason:"-"}){__typename ...on Refund{state} ...on ErrorResult{errorCode}}}`;
      expect((await ask(shop, refund, token)).data?.['refundOrder']).toMatchObject({ state: 'Settled' });
      expect(await shop.ledger()).toEqual({
        payments: [],
        refunds: [{ order: shipped?.code, amount: 100, method: 'card' }],
      });

      const cancelled = shop.orders.find(({ state }) => state === 'cancelled');
      const cancel = `mutation{cancelOrder(input:{orderId:"${cancelled?.id}"}){__typename ...on ErrorResult{errorCode}}}`;
      expect((await ask(shop, cancel, token)).data?.['cancelOrder']).toHaveProperty('errorCode');
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });
});
