/** Events that steps wait for, and that start flows: each step hears of one once, and each fact starts one run. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../src/activities/listen-for-event.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { Store } from '../../src/store/store.js';
import { testStore, type TestStore } from '../support/store.js';
import { changed, eventWorker, keepEvents, paid } from './support/event-worker.js';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

const starting = { events: { 'payments.refund_failed': 'refund-failed' }, flows: {} };

test('a refund that has come back starts its flow once, ever, and can be paid back again', async () => {
  const merchant = 'starts';
  const row = { ...paid(merchant), firstSentAt: Date.now() };
  const workflowId = `${merchant}/c1/refund-failed-${row.key.slice(0, 12)}`;
  await store.effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
  const amount = { minor: 4000, currency: 'EUR' };
  const reserved = { merchant, workflowId: row.workflowId, step: row.step, visit: row.visit };
  await store.reservations.change({ merchant, subject: 'order:1', key: 'starts-h' }, () => ({
    row: {
      ...{ ...reserved, key: 'starts-h', subject: 'order:1', customers: ['x'], effect: 'money', amount },
      ...{ state: 'paid', reservedAt: 1 },
    },
    value: undefined,
  }));
  await store.conversations.begin(merchant, 'c1', 'chat');
  await store.messages.add({
    ...{ merchant, conversation: 'c1', messageId: 'm1', seq: 1, text: 'x', sentAt: '', language: 'de' },
  });
  const begun: Parameters<typeof eventWorker>[4] = [];
  const workerOn = (used: Store) =>
    eventWorker(
      used,
      [merchant],
      () => ({ kind: 'payments.refund_failed', ref: 'psp-1', fields: { orderNumber: '1001', at: 7 } }),
      starting,
      begun,
    );
  await keepEvents(store, merchant, 'a', 'b');
  // Its worker dies before it can note that the run has begun.
  const dying = {
    ...store,
    eventStarts: { ...store.eventStarts, started: () => Promise.reject(new Error('killed')) },
  };
  await workerOn(dying).take(merchant);
  const worker = workerOn(store);
  for (const { number } of await store.events.list(merchant, { limit: 10 }))
    await store.events.later(number, 0);
  await worker.take(merchant);
  for (const { number } of await store.events.list(merchant, { limit: 10 }))
    await store.events.replay(merchant, number);
  await worker.take(merchant);
  expect(begun.map(({ id }) => id)).toEqual([workflowId]);
  expect(begun[0]?.start).toMatchObject({
    ...{ merchant, flow: 'refund-failed', inputs: { orderNumber: '1001', amount } },
    conversation: { id: 'c1', workflowId: `${merchant}/c1`, language: 'de' },
  });
  // The flow tells people, so nothing else does; operators see it all the same.
  expect(await store.outbox.read(merchant, 'c1', 0, Date.now())).toEqual([]);
  expect(worker.counted).toContain('come_back');
  const others = await store.reservations.change(
    { merchant, subject: 'order:1', key: 'another' },
    (found) => ({ value: found.others }),
  );
  expect(others).toEqual([]);
});

test.each([
  ['was paid long ago', { firstSentAt: 1 }, 'c1'],
  ['belongs to a conversation that is not kept any more', { firstSentAt: Date.now() }, 'another'],
])('a refund that has come back and %s is told to people without a flow', async (why, more, begun) => {
  const merchant = `no-start-${begun}`;
  const row = { ...paid(merchant), ...more };
  await store.effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
  await store.conversations.begin(merchant, begun, 'chat');
  const worker = eventWorker(
    store,
    [merchant],
    () => ({ kind: 'payments.refund_failed', ref: 'psp-1', fields: {} }),
    {
      events: { 'payments.refund_failed': 'refund-failed' },
      flows: {},
    },
  );
  await keepEvents(store, merchant, why);
  await worker.take(merchant);
  expect(worker.begun).toEqual([]);
  expect((await store.outbox.read(merchant, 'c1', 0, Date.now())).map(({ kind }) => kind)).toEqual([
    'handover',
  ]);
});

test('whoever waits for a word hears of it once, whether it came before the wait or after it', async () => {
  const merchant = 'waiting';
  const worker = eventWorker(store, [merchant], () => ({ ...changed, fields: { status: 'shipped' } }));
  const hear = listen({
    merchants: new Map([[merchant, { config: { zone: 'Europe/Berlin' } } as unknown as Merchant]]),
    store,
  });
  const now = Date.now();
  const asking = (workflowId: string, more: object = {}) =>
    hear({
      ...{ merchant, workflowId, step: 'came', visit: 1, event: 'orders.changed', ref: 'o1', since: now },
      ...{ expires: { ms: 60_000 }, now, ...more },
    });
  expect(await asking('waiting/c/1')).toEqual({ expiresAt: now + 60_000, lookAt: now + 60_000 });
  expect(await asking('waiting/c/3', { ref: 'o2' })).not.toHaveProperty('received');
  await keepEvents(store, merchant, 'a');
  await worker.take(merchant);
  expect(worker.signalled).toEqual(['waiting/c/1']);
  const [event] = await store.events.list(merchant, { limit: 1 });
  const received = { number: event!.number, fields: { status: 'shipped' } };
  const times = { expires: { at: now + 60_000 }, every: { ms: 1000 } };
  expect(await asking('waiting/c/1', times)).toEqual({
    expiresAt: now + 60_000,
    lookAt: now + 1000,
    received,
  });
  expect(await asking('waiting/c/2')).toMatchObject({ received });
  expect(await asking('waiting/c/2', { after: event!.number })).not.toHaveProperty('received');
  expect(await asking('waiting/c/4', { since: now + 3_600_000 })).not.toHaveProperty('received');
  await store.events.replay(merchant, event!.number);
  await worker.take(merchant);
  // Those that have heard it, and asked no more, are not told again.
  expect(worker.signalled).toEqual(['waiting/c/1', 'waiting/c/2', 'waiting/c/4']);
});
