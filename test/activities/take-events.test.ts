/** What a worker makes of kept events: each is read once it can be, holds up no other, and is told to people once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkflowNotFoundError } from '@temporalio/client';
import { prepareStore } from '../../demo/prepared.js';
import { takeUpEarlier } from '../../src/activities/calls/reprocess-earlier-events.js';
import type { PlannedWrite } from '../../src/activities/calls/plan.js';
import type { CallPorts } from '../../src/activities/calls/ports.js';
import { takeEvents } from '../../src/activities/take-events.js';
import type { ReadEvent } from '../../src/connectors/connection-events.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../src/store/open-store.js';
import { later, scripted } from './calls/support/scripted.js';
import type { EffectRecord, Effects, Store } from '../../src/store/store.js';
import { changed, eventWorker, idle, keepEvents, paid } from './support/event-worker.js';

let folder: string;
let embedded: EmbeddedStore;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-take-events-'));
  await prepareStore(folder);
  embedded = await openEmbeddedStore(folder);
  store = await openStore({ databaseUrl: embedded.databaseUrl });
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const stateOf = async (merchant: string) =>
  (await store.events.list(merchant, { limit: 10 })).map(({ id, isTaken, reading }) => [
    id,
    isTaken,
    reading?.kind,
  ]);

test('what no connection knows is kept and counted, and read when its file has been corrected', async () => {
  await keepEvents(store, 'unknown', 'a', 'b');
  const before = eventWorker(store, ['unknown'], ({ id }) => {
    if (id === 'a') throw new Error('a value is not as it must be');
    return undefined;
  });
  expect(await before.take('unknown')).toEqual({ taken: 2 });
  expect(before.counted).toEqual(['unknown', 'unknown']);
  expect(await stateOf('unknown')).toEqual([
    ['b', true, undefined],
    ['a', true, undefined],
  ]);
  const [, a] = await store.events.list('unknown', { limit: 10 });
  await store.events.replay('unknown', a!.number);
  const after = eventWorker(store, ['unknown'], () => changed);
  expect(await after.take('unknown')).toEqual({ taken: 1 });
  expect(after.counted).toEqual(['orders.changed']);
});

test('an event of a merchant that this worker does not serve waits for one that does', async () => {
  await keepEvents(store, 'elsewhere', 'a');
  const { nextInMs } = await eventWorker(store, [], () => changed).take('elsewhere');
  // After the first failure it is due again in five seconds.
  expect(nextInMs).toBeGreaterThan(0);
  expect(nextInMs).toBeLessThanOrEqual(5_000);
  expect(await stateOf('elsewhere')).toEqual([['a', false, undefined]]);
  const [event] = await store.events.list('elsewhere', { limit: 1 });
  await store.events.later(event!.number, 0);
  await eventWorker(store, ['elsewhere'], () => changed).take('elsewhere');
  expect(await stateOf('elsewhere')).toEqual([['a', true, 'orders.changed']]);
});
test('a refund that was paid and has come back is told to people once, however often it is told to us', async () => {
  const merchant = 'come-back';
  const row = paid(merchant);
  await store.effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
  const worker = eventWorker(store, [merchant], ({ id }) =>
    id === 'failed'
      ? { kind: 'payments.refund_failed', ref: 'psp-1', fields: {} }
      : {
          kind: 'payments.refund_settled',
          ref: 'psp-1',
          outcome: id === 'done' ? 'done' : 'refused',
          fields: {},
        },
  );
  await keepEvents(store, merchant, 'done', 'refused', 'failed');
  await store.conversations.begin(merchant, 'c1', 'chat');
  await worker.take(merchant);
  for (const { number } of await store.events.list(merchant, { limit: 10 }))
    await store.events.replay(merchant, number);
  await worker.take(merchant);
  const told = await store.outbox.read(merchant, 'c1', 0, Date.now());
  expect(told.map(({ kind, body }) => [kind, body.queue, body.text])).toEqual([
    ['handover', 'service', expect.stringContaining('its system now reports that it has failed')],
  ]);
  expect((await store.effects.find(row))?.state).toBe('done');
  expect(worker.signalled).toEqual([]);
  // Flows do not go on telling the customer that it has been paid, and operators see it.
  expect(new Set(worker.handed)).toEqual(new Set([`${merchant}/c1 handed_over`]));
  expect(await store.conversations.find(merchant, 'c1')).toMatchObject({ people: 'service' });
  expect(worker.counted).toContain('come_back');
  expect(worker.logged).toContainEqual(
    expect.objectContaining({ merchant, workflowId: row.workflowId, what: 'come_back' }),
  );
});

test('what fails before its answer is there is told once the write is known to be done', async () => {
  const merchant = 'early';
  const row = paid(merchant);
  const open: EffectRecord = { ...row, state: 'sending' };
  delete open.reference;
  const put = (now: EffectRecord) =>
    store.effects.change({ id: row, holder: 'h' }, () => ({ row: now, value: undefined }));
  await put(open);
  await store.conversations.begin(merchant, 'c1', 'chat');
  await keepEvents(store, merchant, 'failed');
  const worker = eventWorker(store, [merchant], () => ({
    ...{ kind: 'payments.refund_failed', ref: 'psp-1', fields: {} },
  }));
  await worker.take(merchant);
  expect((await stateOf(merchant)).map(([, isTaken]) => isTaken)).toEqual([true]);
  await put(row);
  const call = { operation: { name: 'payments.refund' }, binding: {} } as PlannedWrite;
  const ports = { store: store as CallPorts['store'] };
  await takeUpEarlier(ports, call, open, false);
  expect(await worker.take(merchant)).toEqual({ taken: 0 });
  await takeUpEarlier(ports, call, row, false);
  expect(await worker.take(merchant)).toEqual({ taken: 1 });
  expect(worker.counted).toContain('come_back');
});

test('events of different records are taken up side by side, those of one in their order', async () => {
  const merchant = 'side-by-side';
  await keepEvents(store, merchant, 'a1', 'b1', 'a2', 'b2');
  const begun: string[] = [];
  const open = new Set<string>();
  const both = later<undefined>();
  const eventWaits: Store['eventWaits'] = {
    ...store.eventWaits,
    async for(_merchant, kind, ref) {
      expect(open.has(ref)).toBe(false);
      open.add(ref);
      begun.push(`${ref} ${kind}`);
      // Each waits until the other has begun.
      if (open.size === 2) both.resolve(undefined);
      await both.promise;
      open.delete(ref);
      return [];
    },
  };
  const worker = eventWorker({ ...store, eventWaits }, [merchant], ({ id }) => ({
    ...{
      kind: (id as string).endsWith('1') ? 'returns.received' : 'returns.inspected',
      ref: (id as string)[0]!,
    },
    fields: {},
  }));
  expect(await worker.take(merchant)).toEqual({ taken: 4 });
  for (const ref of ['a', 'b'])
    expect(begun.filter((one) => one.startsWith(ref))).toEqual([
      `${ref} returns.received`,
      `${ref} returns.inspected`,
    ]);
});

test('an event that cannot be taken up is tried again later, and holds up no other', async () => {
  const merchant = 'trouble';
  await keepEvents(store, merchant, 'a', 'b');
  const broken = { ...store, effects: { ...store.effects, named: () => Promise.reject(new Error('store')) } };
  const worker = eventWorker(store, [merchant], ({ id }) => (id === 'a' ? changed : undefined));
  const silent = (): void => undefined;
  const deps = {
    merchants: new Map([
      [merchant, { config: idle, connections: new Map([['psp', { events: { read: () => changed } }]]) }],
    ]),
    ...{ store: broken, log: { error: silent }, metrics: { eventTaken: silent } },
  } as unknown as Parameters<typeof takeEvents>[0];
  await takeEvents(deps, {} as Parameters<typeof takeEvents>[1])({ merchant });
  expect((await stateOf(merchant)).map(([id, isTaken]) => [id, isTaken])).toEqual([
    ['b', false],
    ['a', false],
  ]);
  for (const { number } of await store.events.list(merchant, { limit: 10 }))
    await store.events.later(number, 0);
  await worker.take(merchant);
  expect((await stateOf(merchant)).map(([id, isTaken]) => [id, isTaken])).toEqual([
    ['b', true],
    ['a', true],
  ]);
});

test('a run that could not be told is told when the event is taken up again, and if it is gone, people are', async () => {
  const shop = scripted({ kind: 'key', windowMs: 3_600_000 });
  shop.settling = { event: 'payments.refund_settled', withinMs: 3_600_000 };
  shop.answers.push({ is: 'accepted', reference: 'psp-1' });
  await shop.ask();
  await keepEvents(store, 'woken', 'a');
  const signal = [new Error('unavailable'), undefined, new WorkflowNotFoundError('gone', 'w1', undefined)];
  const woken: unknown[] = [];
  const silent = (): void => undefined;
  const told: ReadEvent = { kind: 'payments.refund_settled', ref: 'psp-1', outcome: 'done', fields: {} };
  const effects: Partial<Effects> = {
    ...shop.store.effects,
    named: () => shop.store.effects.named('m', 'shop', 'psp-1'),
  };
  const deps = {
    merchants: new Map([
      ['woken', { config: idle, connections: new Map([['psp', { events: { read: () => told } }]]) }],
    ]),
    ...{ store: { ...store, effects }, log: { error: silent }, metrics: { eventTaken: silent } },
    workflow: {
      getHandle: () => ({
        describe: () => Promise.resolve({ status: { name: 'RUNNING' } }),
        signal: (_: string, sent: unknown) => {
          const failure = signal.shift();
          if (failure !== undefined) return Promise.reject(failure);
          woken.push(sent);
          return Promise.resolve();
        },
      }),
    },
  } as unknown as Parameters<typeof takeEvents>[0];
  const take = takeEvents(deps, shop.ports());
  const [event] = await store.events.list('woken', { limit: 1 });
  await take({ merchant: 'woken' });
  expect((await shop.row())?.state).toBe('done');
  expect(woken).toEqual([]);
  await store.events.later(event!.number, 0);
  await take({ merchant: 'woken' });
  expect(woken).toEqual([{ type: 'reported', step: 'refund', visit: 1 }]);
  expect(await stateOf('woken')).toEqual([['a', true, 'payments.refund_settled']]);
  // Again, as if its worker had died before it could note that: the run is gone by now.
  for (let times = 0; times < 2; times += 1) {
    await store.events.later(event!.number, 0);
    await store.events.claim(1, 0, 'woken');
  }
  await take({ merchant: 'woken' });
  expect(shop.told.map(({ outcome, step }) => [step, outcome])).toEqual([['refund', 'done']]);
});

test('a write that is settled when its run is gone is told to people', async () => {
  const shop = scripted({ kind: 'key', windowMs: 3_600_000 });
  shop.settling = { event: 'payments.refund_settled', withinMs: 3_600_000 };
  shop.answers.push({ is: 'accepted', reference: 'psp-1' });
  expect((await shop.ask()).outcome).toBe('accepted');
  await keepEvents(store, 'm', 'a');
  const gone = new WorkflowNotFoundError('gone', 'w1', undefined);
  const silent = (): void => undefined;
  const told: ReadEvent = { kind: 'payments.refund_settled', ref: 'psp-1', outcome: 'done', fields: {} };
  const connections = new Map([['psp', { events: { read: () => told } }]]);
  // The shop's effects lie in memory, under its own connection.
  const effects: Partial<Effects> = {
    ...shop.store.effects,
    named: () => shop.store.effects.named('m', 'shop', 'psp-1'),
  };
  const deps = {
    merchants: new Map([['m', { config: idle, connections }]]),
    ...{ store: { ...store, effects }, log: { error: silent }, metrics: { eventTaken: silent } },
    workflow: { getHandle: () => ({ describe: () => Promise.reject(gone) }) },
  } as unknown as Parameters<typeof takeEvents>[0];
  await takeEvents(deps, shop.ports())({ merchant: 'm' });
  expect((await shop.row())?.state).toBe('done');
  expect(shop.told.map(({ outcome, operation }) => [operation, outcome])).toEqual([['shop.refund', 'done']]);
});
