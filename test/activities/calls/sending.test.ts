/** Every way a write can end, by how its system can be asked again (DESIGN §5): the table, cell by cell. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Idempotency } from '../../../src/connectors/connector.js';
import { opaqueUuid } from '../../../src/security/keyed-hash.js';
import { type TestStore, testStore } from '../../support/store.js';
import { closedUrl, type Deduplication, type Fault } from './support/shop.js';
import { addOrder, dayMs, keyed, makeWorld, type World } from './support/world.js';

let store: TestStore;
let closedPort: string;
beforeAll(async () => {
  store = await testStore();
  closedPort = await closedUrl();
});
afterEach(() => store.clock.ahead(0));
afterAll(() => store[Symbol.asyncDispose]());

const lookup: Idempotency = { kind: 'lookup', operation: 'refund_lookup' };
const natural: Idempotency = { kind: 'natural' };
const none: Idempotency = { kind: 'none' };

const rowOf = async (world: World) =>
  (await store.effects.find({ merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 1 }))?.state;
const posts = (world: World) => world.shop.requests.filter(({ method }) => method === 'POST');

interface Cell {
  how: Idempotency;
  fault: Fault | 'none' | 'down';
  /** Outcome of the first attempt, and the row it leaves. */
  first: [string, string | undefined];
  /** Outcome of the next attempt, with the shop well again; refunds that the shop has then booked, and was sent. */
  next: [string, booked: number, sent: number];
}

const cells: Cell[] = [
  { how: keyed, fault: 'none', first: ['done', 'done'], next: ['done', 1, 1] },
  { how: keyed, fault: 409, first: ['refused', 'refused'], next: ['refused', 0, 1] },
  { how: keyed, fault: 'down', first: ['not_now', undefined], next: ['done', 1, 1] },
  { how: keyed, fault: 429, first: ['not_now', undefined], next: ['done', 1, 2] },
  { how: keyed, fault: 503, first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: keyed, fault: 'html', first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: keyed, fault: 'silence', first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: keyed, fault: 'act_and_lose', first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: natural, fault: 'none', first: ['done', 'done'], next: ['done', 1, 1] },
  { how: natural, fault: 409, first: ['refused', 'refused'], next: ['refused', 0, 1] },
  { how: natural, fault: 'down', first: ['not_now', undefined], next: ['done', 1, 1] },
  { how: natural, fault: 429, first: ['not_now', undefined], next: ['done', 1, 2] },
  { how: natural, fault: 503, first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: natural, fault: 'html', first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: natural, fault: 'silence', first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: natural, fault: 'act_and_lose', first: ['not_now', 'sending'], next: ['done', 1, 2] },
  { how: lookup, fault: 'none', first: ['done', 'done'], next: ['done', 1, 1] },
  { how: lookup, fault: 409, first: ['refused', 'refused'], next: ['refused', 0, 1] },
  { how: lookup, fault: 'down', first: ['not_now', undefined], next: ['done', 1, 1] },
  { how: lookup, fault: 429, first: ['not_now', undefined], next: ['done', 1, 2] },
  { how: lookup, fault: 503, first: ['not_now', 'sending'], next: ['not_now', 0, 1] },
  { how: lookup, fault: 'html', first: ['not_now', 'sending'], next: ['not_now', 0, 1] },
  { how: lookup, fault: 'silence', first: ['not_now', 'sending'], next: ['not_now', 0, 1] },
  { how: lookup, fault: 'act_and_lose', first: ['done', 'done'], next: ['done', 1, 1] },
  { how: none, fault: 'none', first: ['done', 'done'], next: ['done', 1, 1] },
  { how: none, fault: 409, first: ['refused', 'refused'], next: ['refused', 0, 1] },
  { how: none, fault: 'down', first: ['not_now', undefined], next: ['done', 1, 1] },
  { how: none, fault: 429, first: ['not_now', undefined], next: ['done', 1, 2] },
  { how: none, fault: 503, first: ['unknown', 'unknown'], next: ['unknown', 0, 1] },
  { how: none, fault: 'html', first: ['unknown', 'unknown'], next: ['unknown', 0, 1] },
  { how: none, fault: 'silence', first: ['unknown', 'unknown'], next: ['unknown', 0, 1] },
  { how: none, fault: 'act_and_lose', first: ['unknown', 'unknown'], next: ['unknown', 1, 1] },
];

const deduplication: Record<Idempotency['kind'], Deduplication> = {
  key: 'key',
  natural: 'order',
  lookup: 'none',
  none: 'none',
};

function meet(world: World, fault: Cell['fault']): void {
  world.shop.deduplication = deduplication[world.settings.idempotency.kind];
  world.settings.timeoutMs = fault === 'silence' ? 100 : 5000;
  if (fault === 'down') world.settings.writesTo = closedPort;
  else if (fault !== 'none') world.shop.faults.push(fault);
}

describe('a write is never sent twice unless twice is once', () => {
  test.each(cells)('$how.kind, $fault: first $first, then $next', async ({ how, fault, first, next }) => {
    await using world = await makeWorld(store, how);
    const order = addOrder(world, '1001');
    meet(world, fault);
    const began = await world.refund(order);
    expect([began.outcome, await rowOf(world)]).toEqual(first);

    world.settings.writesTo = undefined;
    const went = await world.refund(order);
    expect([went.outcome, world.shop.ledger.length, posts(world).length]).toEqual(next);
    expect(new Set(posts(world).map(({ key }) => key)).size).toBeLessThanOrEqual(1);
  });
});

describe('deadlines', () => {
  test('a keyed refund that gets only 503 until its deadline ends unknown, and its order stays taken', async () => {
    await using world = await makeWorld(store, keyed);
    const order = addOrder(world, '1001');
    world.shop.faults.push(503, 503, 503);
    expect((await world.refund(order)).outcome).toBe('not_now');
    expect((await world.refund(order)).outcome).toBe('not_now');
    world.later.ms = dayMs + 60_000;
    expect((await world.refund(order)).outcome).toBe('unknown');
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('refused');
    expect(await rowOf(world)).toBe('unknown');
  });

  test('never connected until the deadline is unavailable, and the order is free again', async () => {
    await using world = await makeWorld(store, keyed);
    const order = addOrder(world, '1001');
    world.settings.writesTo = closedPort;
    expect((await world.refund(order, { scheduledAt: Date.now() - 2 * dayMs })).outcome).toBe('unavailable');
    expect(await rowOf(world)).toBeUndefined();
    world.settings.writesTo = undefined;
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('done');
  });

  test('never connected after bytes had left before is unknown, not unavailable', async () => {
    await using world = await makeWorld(store, keyed);
    const order = addOrder(world, '1001');
    world.shop.faults.push('act_and_lose');
    await world.refund(order);
    world.settings.writesTo = closedPort;
    expect((await world.refund(order)).outcome).toBe('not_now');
    expect(await rowOf(world)).toBe('sending');
    world.later.ms = dayMs + 60_000;
    expect((await world.refund(order)).outcome).toBe('unknown');
  });

  test('the deadline of the step counts', async () => {
    await using world = await makeWorld(store, keyed);
    const order = addOrder(world, '1001');
    world.shop.faults.push(503);
    expect((await world.refund(order, { deadlineMs: 0 })).outcome).toBe('unknown');
  });

  test('"too many requests" until the deadline is unknown for a write without a key', async () => {
    await using world = await makeWorld(store, none);
    const order = addOrder(world, '1001');
    world.shop.faults.push(429);
    expect((await world.refund(order, { scheduledAt: Date.now() - 2 * dayMs })).outcome).toBe('unknown');
  });

  test('a wait that the system asks for ends at the deadline at the latest', async () => {
    await using world = await makeWorld(store, none);
    const order = addOrder(world, '1001');
    world.shop.faults.push(429, 429);
    expect(await world.refund(order)).toEqual({ outcome: 'not_now', delay: 3_600_000 });
    const soon = await world.refund(order, { deadlineMs: 1_800_000 });
    expect((soon as { delay: number }).delay).toBeLessThanOrEqual(1_800_000);
  });

  test('a read is asked again for two minutes, then unavailable', async () => {
    await using world = await makeWorld(store);
    const customer = world.voucher({ email: 'mia@example.com' });
    world.shop.readStatus = 503;
    expect((await world.tryCall('list', { customer })).outcome).toBe('not_now');
    expect((await world.tryCall('list', { customer, scheduledAt: Date.now() - 121_000 })).outcome).toBe(
      'unavailable',
    );
  });
});

describe('the key of a write', () => {
  test('is not used past its window', async () => {
    await using world = await makeWorld(store, { kind: 'key', windowMs: 3_600_000 });
    const order = addOrder(world, '1001');
    world.shop.faults.push('act_and_lose');
    await world.refund(order);
    // The database's clock counts: that of a worker may be an hour behind or ahead.
    world.later.ms = 3_600_000;
    expect((await world.refund(order)).outcome).toBe('done');
    expect(world.shop.ledger).toHaveLength(1);
    const next = addOrder(world, '1002');
    world.shop.faults.push('act_and_lose');
    await world.refund(next, { workflowId: 'w2' });
    world.later.ms = 0;
    await store.clock.ahead(3_600_000);
    expect((await world.refund(next, { workflowId: 'w2' })).outcome).toBe('unknown');
    expect(posts(world)).toHaveLength(3);
  });

  test('never goes to another system than the one that may have acted', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    world.shop.faults.push('act_and_lose');
    await world.refund(order);
    world.settings.name = 'other-psp';
    expect((await world.refund(order)).outcome).toBe('unknown');
    expect(posts(world)).toHaveLength(1);
  });

  test('stays the same when the secret is rotated between two sendings', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    world.shop.faults.push('act_and_lose');
    await world.refund(order);
    world.deps.secret = 'another secret of at least thirty-two characters';
    expect((await world.refund(order)).outcome).toBe('done');
    expect(world.shop.ledger).toHaveLength(1);
  });

  test('is another one for another visit, and looks like a UUID', () => {
    const key = (visit: number) => opaqueUuid('secret', 'idempotency_key', 'm', 'w', 's', visit);
    expect(key(1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(key(1)).not.toBe(key(2));
  });
});

describe('a lookup', () => {
  test('says no only after the time-out and five minutes; then the write begins anew', async () => {
    await using world = await makeWorld(store, lookup);
    const order = addOrder(world, '1001');
    world.shop.faults.push(503);
    await world.refund(order);
    await store.clock.ahead(299_000);
    expect((await world.refund(order)).outcome).toBe('not_now');
    expect(await rowOf(world)).toBe('sending');
    await store.clock.ahead(306_000);
    expect((await world.refund(order)).outcome).toBe('not_now');
    expect(await rowOf(world)).toBe('sending');
    expect((await world.refund(order)).outcome).toBe('done');
    expect(world.shop.ledger).toHaveLength(1);
  });

  test('that cannot be asked until the deadline leaves the write unknown', async () => {
    await using world = await makeWorld(store, lookup);
    const order = addOrder(world, '1001');
    world.shop.faults.push(503);
    expect((await world.refund(order)).outcome).toBe('not_now');
    world.shop.readStatus = 500;
    expect((await world.refund(order)).outcome).toBe('not_now');
    world.later.ms = 2 * dayMs;
    expect((await world.refund(order)).outcome).toBe('unknown');
  });
});
