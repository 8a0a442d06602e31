/** An event that is read while its write is still open is heeded once the write is: nothing that was told is dropped. */
import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { EventReading } from '../../../src/store/store.js';
import { done, later, lost, minute, type Scripted, scripted } from './support/scripted.js';

const settled = 'payments.refund_settled';
const told = (kind: string, outcome?: 'done' | 'refused', ref = 'psp-1'): EventReading => ({
  ...{ kind, ref, fields: {} },
  ...(outcome === undefined ? {} : { outcome }),
});
const failed = told('payments.refund_failed');
const paid: Attempt = { is: 'done', result: 'done', outputs: { refundRef: 'psp-1' } };
const taken: Attempt = { is: 'accepted', reference: 'psp-1' };
const key = { kind: 'key', windowMs: 24 * 60 * minute } as const;

function shopOf(answer: Attempt, asks = false): Scripted {
  const shop = scripted(key);
  const ask = { ask: { operation: 'shop.status', everyMs: [minute] } };
  shop.settling = { event: settled, withinMs: 600 * minute, ...(asks ? ask : {}) };
  shop.reads['shop.status'] = { is: 'done', result: 'pending', outputs: {} };
  shop.answers = [answer];
  return shop;
}

/** The shop answers only after it has told. */
async function answeredAfter(shop: Scripted, answer: Attempt, event: (key: string) => EventReading) {
  const [isOut, answered] = [later<string>(), later<Attempt>()];
  shop.answers = [
    async (call) => {
      await call.gate?.();
      isOut.resolve(call.idempotencyKey ?? '');
      return answered.promise;
    },
  ];
  const asked = shop.ask({ step: 'repay' });
  const told = await shop.tell(event(await isOut.promise));
  answered.resolve(answer);
  return { told, came: await asked };
}

test.each([
  ['that a refund has failed', 'psp-1', failed],
  ['that a refund has failed, under our own reference', undefined, failed],
  ['that a refund is refused', 'psp-1', told(settled, 'refused')],
])('what is told before the answer, %s, makes what is done come back', async (_, ref, event) => {
  const shop = shopOf(paid);
  const { told, came } = await answeredAfter(shop, paid, (own) => ({ ...event, ref: ref ?? own }));
  expect(told).toEqual(ref === undefined ? [undefined] : []);
  expect(came).toMatchObject({ outcome: 'done' });
  expect(await shop.tellAgain()).toEqual(['come_back']);
  expect(await shop.row('w1', 'repay')).toMatchObject({ state: 'done' });
});

test('a failure that is read while the refund is only accepted counts once it is done', async () => {
  const shop = shopOf(taken);
  expect((await shop.ask({ step: 'repay' })).outcome).toBe('accepted');
  expect(await shop.tell(failed)).toEqual([undefined]);
  expect(shop.again).toEqual([]);
  expect(await shop.tell(told(settled, 'done'))).toEqual(['settled']);
  expect(await shop.tellAgain()).toEqual(['come_back']);
});

test('a refusal that the system did not stand by counts again once nobody knows what became of the write', async () => {
  const shop = shopOf(lost, true);
  const scheduledAt = shop.clock.now;
  expect((await shop.ask({ step: 'repay', scheduledAt })).outcome).toBe('not_now');
  const { key: own } = (await shop.row('w1', 'repay'))!;
  expect(await shop.tell(told(settled, 'refused', own))).toEqual([undefined]);
  shop.clock.now += 25 * 60 * minute;
  expect((await shop.ask({ step: 'repay', scheduledAt })).outcome).toBe('unknown');
  shop.reads['shop.status'] = { is: 'done', result: 'refused', outputs: { code: 'iban_closed' } };
  expect(await shop.tellAgain()).toEqual(['settled']);
  expect(await shop.row('w1', 'repay')).toMatchObject({ state: 'refused' });
});

test.each([
  ['done', paid, failed],
  ['accepted', taken, told(settled, 'done')],
] as const)(
  'a worker that dies once it has noted that a write is %s leaves the looking to the next',
  async (_, answer, event) => {
    const shop = shopOf(answer);
    await shop.tell(event);
    const { events } = shop;
    // It dies before it looks: to it, nothing has been told.
    shop.events = [];
    await shop.ask({ step: 'repay' });
    shop.events = events;
    expect(await shop.ask({ step: 'repay' })).toMatchObject({ outcome: 'done' });
    expect(await shop.tellAgain()).toEqual(answer.is === 'done' ? ['come_back'] : []);
  },
);

test('what the write has received already is not taken up again, and what is not about it neither', async () => {
  const shop = shopOf(taken);
  await shop.ask({ step: 'repay' });
  await shop.tell(told(settled, 'done', 'psp-2'));
  await shop.tell({ ...failed, ref: 'psp-2' });
  expect(await shop.tell(told(settled, 'done'))).toEqual(['settled']);
  await shop.ask({ step: 'repay' });
  expect(shop.again).toEqual([]);
  // An operation that no event settles or undoes asks for none.
  const plain = shopOf(done);
  plain.settling = undefined;
  await plain.tell(failed);
  await plain.ask({ step: 'cancel' });
  expect(plain.again).toEqual([]);
});
