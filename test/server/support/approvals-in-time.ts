/** A decision is for exactly what was asked, in time: expiry, changes, further visits and runs, on the real way. */
import { expect, test } from 'vitest';
import { generateKey } from '../../../src/security/signing-keys.js';
import { clientOf, refundOf } from '../../demo/shop/support.js';
import { everyOrder, hasty } from './flows.js';
import type { RefundDesk, Waiting } from './refund-desk.js';

/** Merchants whose flows these tests need. */
export const inTimeFlows = [hasty, everyOrder];

/** The tests, at a desk whose stack serves those merchants, with orders from the one that stands at `first`. */
export function decidedInTime(desk: () => RefundDesk, first: number): void {
  const orderAt = (index: number) => desk().stack.stories.refundable.from60To190[first + index]!;
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Nobody but who is named has paid the order back, and the run has ended or goes on without the call. */
  async function nothingSent({ order }: Waiting): Promise<void> {
    expect(await desk().sent(order)).toBe(0);
    expect(await desk().paid(order)).toEqual([]);
  }

  test('8.9 an approval that comes after the expiry pays nothing', async () => {
    const one = await desk().waiting(orderAt(0), { merchant: hasty.merchant });
    const message = desk().message(one, desk().anna);
    await desk().hears(one.customer, /Nobody has decided in time/);
    // The run is still there: it asks the customer how to go on.
    expect(await desk().decide(message)).toEqual({ accepted: false, code: 'approval_expired' });
    expect(await desk().decide(desk().message(one, desk().ben))).toEqual({
      accepted: false,
      code: 'approval_expired',
    });
    await desk().stack.temporal.workflow.getHandle(one.request.workflowId).signal('decide_signal', message);
    await one.customer.says('No');
    await desk().hears(one.customer, /No problem/);
    await nothingSent(one);
    expect(await desk().audited(one)).toEqual([]);
  });

  test('8.10 an approval and the expiry at the same time: one outcome, and the answer says which', async () => {
    const offsets = [-120, -40, -15, 0, 15, 60];
    const races = await Promise.all(
      offsets.map(async (offset, index) => {
        const one = await desk().waiting(orderAt(1 + index), { merchant: hasty.merchant });
        const mallory = { name: 'mallory', key: generateKey().privateKey };
        const messages = [desk().message(one, mallory), desk().message(one, desk().anna)];
        await sleep(one.request.expiresAt + offset - Date.now());
        const [, answer] = await Promise.all(messages.map((message) => desk().decide(message)));
        const heard = await desk().hears(one.customer, /We’ve refunded|Nobody has decided in time/);
        return { one, answer, heard: heard.map(({ body }) => body.text).join('\n') };
      }),
    );
    for (const { one, answer, heard } of races) {
      const isPaid = answer?.accepted === true;
      if (!isPaid) expect(answer).toEqual({ accepted: false, code: 'approval_expired' });
      expect(heard.includes('We’ve refunded')).toBe(isPaid);
      expect(await desk().paid(one.order)).toHaveLength(isPaid ? 1 : 0);
      expect(await desk().sent(one.order)).toBe(isPaid ? 1 : 0);
      const counted = (await desk().audited(one)).filter(({ actor }) => actor === 'anna');
      expect(counted).toEqual(isPaid ? [{ actor: 'anna', outcome: 'approved' }] : []);
    }
  });

  test('8.11 to 8.14 an approval of anything but exactly what was asked is stale, in the message and in the token', async () => {
    const one = await standing();
    const { digest: asked } = one.request;
    const { amount, operation } = one.request;
    const others = [asked.toUpperCase(), asked.slice(1), `${asked}\n`, `${asked}#`, ' ', operation];
    others.push(JSON.stringify([operation, one.order.nummer, amount?.minor, amount?.currency]));
    const before = await desk().audited(one);
    for (const digest of others) {
      const signed = desk().message(one, desk().anna, 'approved', { digest });
      expect(await desk().decide(signed)).toEqual({ accepted: false, code: 'approval_stale' });
      expect(await desk().decide({ ...signed, digest })).toEqual({ accepted: false, code: 'approval_stale' });
    }
    // What the validator refuses is in no history; what the token says otherwise is audited.
    const audited = others.map(() => ({ actor: 'claimed:anna', outcome: 'approval_stale' }));
    expect(await desk().audited(one)).toEqual([...before, ...audited]);
    expect(await desk().isOpen(one)).toBe(true);
    await nothingSent(one);
  });

  test('8.13 an approval of one order, sent for another that waits, is stale', async () => {
    const [one, other] = [await standing(), await desk().waiting(orderAt(8))];
    const { token } = desk().message(other, desk().anna);
    const moved = { ...desk().message(one, desk().anna), token };
    expect(await desk().decide(moved)).toEqual({ accepted: false, code: 'approval_stale' });
    const { requestId } = moved;
    const mixed = { ...desk().message(other, desk().anna), requestId };
    expect(await desk().decide(mixed)).toEqual({ accepted: false, code: 'approval_stale' });
    await nothingSent(one);
    await nothingSent(other);
    expect(one.request.digest).not.toBe(other.request.digest);
  });

  test('8.14 an approval does not carry over to another run for the same order and amount', async () => {
    const first = await desk().waiting(orderAt(9));
    const used = desk().message(first, desk().anna);
    expect((await desk().decide(desk().message(first, desk().anna, 'rejected'))).accepted).toBe(true);
    await desk().hears(first.customer, /can’t refund/);
    const second = await desk().waiting(orderAt(9));
    const { id: requestId, digest } = second.request;
    expect(digest).not.toBe(first.request.digest);
    for (const message of [
      { ...used, requestId },
      { ...used, requestId, digest },
    ])
      expect(await desk().decide(message)).toEqual({ accepted: false, code: 'approval_stale' });
    // The first run is over: what was asked there can be decided no more.
    expect(await desk().decide(used)).toMatchObject({ accepted: false });
    await nothingSent(second);
    expect(await desk().isOpen(second)).toBe(true);
  });

  test('8.14 an approval does not carry over to the next visit of the same step', async () => {
    const [story] = desk().stack.stories.threeOrders;
    const customer = desk().customer(story!.delivered, everyOrder.merchant);
    const saysYes = async (): Promise<void> => {
      await desk().hears(customer, /Would you like me to refund/);
      await customer.says('Yes, please');
    };
    await customer.says('I would like a refund, please.');
    await saysYes();
    const request = await desk().request(customer);
    const used = desk().message({ request }, desk().ben);
    expect(await desk().decide(used)).toMatchObject({ accepted: true });
    await saysYes();
    const next = await desk().request(customer, [request.id]);
    expect(next.workflowId).toBe(request.workflowId);
    const { id: requestId, digest } = next;
    for (const message of [
      { ...used, requestId },
      { ...used, requestId, digest },
    ])
      expect(await desk().decide(message)).toEqual({ accepted: false, code: 'approval_stale' });
    expect(await desk().decide(used)).toEqual({
      accepted: false,
      code: 'approval_decided',
      approver: 'ben',
      decision: 'approved',
    });
    const counts = await Promise.all([story!.delivered, story!.shipped].map((order) => desk().paid(order)));
    expect(counts.flat()).toHaveLength(1);
    expect(await desk().decide(desk().message({ request: next }, desk().ben, 'rejected'))).toMatchObject({
      accepted: true,
    });
  });

  test('an order that was partly paid back meanwhile is superseded: nothing is sent, and the order is free', async () => {
    const one = await desk().waiting(orderAt(10));
    const used = desk().message(one, desk().ben);
    const shop = await clientOf(desk().stack.shop.url);
    const { status } = await shop.post(`/v2/auftraege/${one.order.id}/erstattungen`, refundOf(100));
    expect(status).toBe(201);
    expect((await desk().decide(desk().message(one, desk().anna))).accepted).toBe(true);
    await desk().hears(one.customer, /have changed in the meantime/);
    expect((await desk().paid(one.order)).map(({ cents }) => cents)).toEqual([100]);
    expect(await desk().sent(one.order)).toBe(1);
    const again = await desk().waiting(one.order);
    expect(again.request.amount).toEqual({ minor: one.order.betrag_cent - 100, currency: 'EUR' });
    // 8.11: signed for the amount of before.
    const { id: requestId, digest } = again.request;
    expect(await desk().decide({ ...used, requestId, digest })).toEqual({
      accepted: false,
      code: 'approval_stale',
    });
    expect(await desk().isOpen(again)).toBe(true);
  });

  /** One refund on which the tests of stale approvals try in vain. */
  function standing(): Promise<Waiting> {
    stale ??= desk().waiting(orderAt(7));
    return stale;
  }
  let stale: Promise<Waiting> | undefined;
}
