/** A decision is for exactly what was asked: other values, further visits and runs, and orders that have changed, on the real way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { clientOf, refundOf } from '../demo/shop/support.js';
import { everyOrder } from './support/flows.js';
import { testMerchants } from './support/merchants.js';
import { RefundDesk, type Waiting } from './support/refund-desk.js';

const parts = new Parts();
let desk: RefundDesk;

beforeAll(async () => {
  const { workerEnv } = parts.use(await testMerchants([everyOrder]));
  desk = new RefundDesk(parts.use(await startStack({ workerEnv })));
});

afterAll(() => parts[Symbol.asyncDispose]());

const orderAt = (index: number) => desk.stack.stories.refundable.from60To190[index]!;

/** Nobody has paid the order back, and the run has ended or goes on without the call. */
async function nothingSent({ order }: Waiting): Promise<void> {
  expect(await desk.sent(order)).toBe(0);
  expect(await desk.paid(order)).toEqual([]);
}

/** One refund on which the tests of stale approvals try in vain. */
function standing(): Promise<Waiting> {
  stale ??= desk.waiting(orderAt(0));
  return stale;
}
let stale: Promise<Waiting> | undefined;

test('8.11 to 8.14 an approval of anything but exactly what was asked is stale, in the message and in the token', async () => {
  const one = await standing();
  const { digest: asked } = one.request;
  const { amount, operation } = one.request;
  const others = [asked.toUpperCase(), asked.slice(1), `${asked}\n`, `${asked}#`, ' ', operation];
  others.push(JSON.stringify([operation, one.order.nummer, amount?.minor, amount?.currency]));
  const before = await desk.audited(one);
  for (const digest of others) {
    const signed = desk.message(one, desk.anna, 'approved', { digest });
    expect(await desk.decide(signed)).toEqual({ accepted: false, code: 'approval_stale' });
    expect(await desk.decide({ ...signed, digest })).toEqual({ accepted: false, code: 'approval_stale' });
  }
  // What the validator refuses is in no history; what the token says otherwise is audited.
  const audited = others.map(() => ({ actor: 'claimed:anna', outcome: 'approval_stale' }));
  expect(await desk.audited(one)).toEqual([...before, ...audited]);
  expect(await desk.isOpen(one)).toBe(true);
  await nothingSent(one);
});

test('8.13 an approval of one order, sent for another that waits, is stale', async () => {
  const [one, other] = [await standing(), await desk.waiting(orderAt(1))];
  const { token } = desk.message(other, desk.anna);
  const moved = { ...desk.message(one, desk.anna), token };
  expect(await desk.decide(moved)).toEqual({ accepted: false, code: 'approval_stale' });
  const { requestId } = moved;
  const mixed = { ...desk.message(other, desk.anna), requestId };
  expect(await desk.decide(mixed)).toEqual({ accepted: false, code: 'approval_stale' });
  await nothingSent(one);
  await nothingSent(other);
  expect(one.request.digest).not.toBe(other.request.digest);
});

test('8.14 an approval does not carry over to another run for the same order and amount', async () => {
  const first = await desk.waiting(orderAt(2));
  const used = desk.message(first, desk.anna);
  expect((await desk.decide(desk.message(first, desk.anna, 'rejected'))).accepted).toBe(true);
  await desk.hears(first.customer, /can’t refund/);
  const second = await desk.waiting(orderAt(2));
  const { id: requestId, digest } = second.request;
  expect(digest).not.toBe(first.request.digest);
  for (const message of [
    { ...used, requestId },
    { ...used, requestId, digest },
  ])
    expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_stale' });
  // The first run is over: what was asked there can be decided no more.
  expect(await desk.decide(used)).toMatchObject({ accepted: false });
  await nothingSent(second);
  expect(await desk.isOpen(second)).toBe(true);
});

test('8.14 an approval does not carry over to the next visit of the same step', async () => {
  const [story] = desk.stack.stories.threeOrders;
  const customer = desk.customer(story!.delivered, everyOrder.merchant);
  const saysYes = async (): Promise<void> => {
    await desk.hears(customer, /Would you like me to refund/);
    await customer.says('Yes, please');
  };
  await customer.says('I would like a refund, please.');
  await saysYes();
  const request = await desk.request(customer);
  const used = desk.message({ request }, desk.ben);
  expect(await desk.decide(used)).toMatchObject({ accepted: true });
  await saysYes();
  const next = await desk.request(customer, [request.id]);
  expect(next.workflowId).toBe(request.workflowId);
  const { id: requestId, digest } = next;
  for (const message of [
    { ...used, requestId },
    { ...used, requestId, digest },
  ])
    expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_stale' });
  expect(await desk.decide(used)).toEqual({
    accepted: false,
    code: 'approval_decided',
    approver: 'ben',
    decision: 'approved',
  });
  const counts = await Promise.all([story!.delivered, story!.shipped].map((order) => desk.paid(order)));
  expect(counts.flat()).toHaveLength(1);
  expect(await desk.decide(desk.message({ request: next }, desk.ben, 'rejected'))).toMatchObject({
    accepted: true,
  });
});

test('an order that was partly paid back meanwhile is superseded: nothing is sent, and the order is free', async () => {
  const one = await desk.waiting(orderAt(3));
  const used = desk.message(one, desk.ben);
  const shop = await clientOf(desk.stack.shop.url);
  const { status } = await shop.post(`/v2/auftraege/${one.order.id}/erstattungen`, refundOf(100));
  expect(status).toBe(201);
  expect((await desk.decide(desk.message(one, desk.anna))).accepted).toBe(true);
  await desk.hears(one.customer, /have changed in the meantime/);
  expect((await desk.paid(one.order)).map(({ cents }) => cents)).toEqual([100]);
  expect(await desk.sent(one.order)).toBe(1);
  const again = await desk.waiting(one.order);
  expect(again.request.amount).toEqual({ minor: one.order.betrag_cent - 100, currency: 'EUR' });
  // 8.11: signed for the amount of before.
  const { id: requestId, digest } = again.request;
  expect(await desk.decide({ ...used, requestId, digest })).toEqual({
    accepted: false,
    code: 'approval_stale',
  });
  expect(await desk.isOpen(again)).toBe(true);
});
