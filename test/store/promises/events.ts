/** Promises of received events. */
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function eventsPromises(subject: Subject): void {
  describe('received events', () => {
    const eventOf = (merchant: string, id: string) => ({ merchant, connection: 'psp', id, body: { id } });

    test('an id counts once, whoever keeps it at once, and each event is claimed by one', async () => {
      await using clients = await openClients(subject, 4);
      const merchant = fresh('merchant');
      const ids = Array.from({ length: 40 }, (_, index) => `e${index % 20}`);
      const kept = await Promise.all(
        ids.map((id, index) =>
          clients[index % 4]!.events.keep([eventOf(merchant, id), eventOf(merchant, 'all')]),
        ),
      );
      expect(kept.reduce((sum, count) => sum + count, 0)).toBe(21);
      const claimed = (
        await Promise.all(clients.map(({ events }) => events.claim(10, 60_000, merchant)))
      ).flat();
      const rest = await clients[0]!.events.claim(100, 60_000, merchant);
      const all = [...claimed, ...rest];
      expect(all.map(({ id }) => id).sort()).toEqual([...new Set([...ids, 'all'])].sort());
      expect(all.every(({ attempts, isTaken }) => attempts === 1 && !isTaken)).toBe(true);
      expect(await clients[0]!.events.claim(100, 60_000, merchant)).toEqual([]);
    });

    test('one that was not taken in time is claimed again, oldest first; one that was is not, unless it is replayed', async () => {
      await using clients = await openClients(subject, 1);
      const { events } = clients[0]!;
      const merchant = fresh('merchant');
      await events.keep([eventOf(merchant, 'a'), eventOf(merchant, 'b'), eventOf(merchant, 'c')]);
      const [a, b, c] = await events.claim(10, 0, merchant);
      await events.taken(a!);
      await events.later(b!.number, 60_000);
      expect((await events.claim(10, 60_000, merchant)).map(({ id, attempts }) => [id, attempts])).toEqual([
        ['c', 2],
      ]);
      await events.taken(c!);
      expect(await events.replay(fresh('merchant'), a!.number)).toBe(false);
      expect(await events.replay(merchant, a!.number)).toBe(true);
      expect(await events.nextDue(merchant)).toBe(0);
      expect((await events.claim(10, 60_000, merchant)).map(({ id }) => id)).toEqual(['a']);
      expect(await events.nextDue(merchant)).toBeGreaterThan(0);
      expect(await events.nextDue(fresh('merchant'))).toBeUndefined();
    });

    test('one that is due again while it is being taken up is not taken by whoever had begun with it', async () => {
      await using clients = await openClients(subject, 1);
      const { events } = clients[0]!;
      const merchant = fresh('merchant');
      await events.keep([eventOf(merchant, 'a'), eventOf(merchant, 'b')]);
      const [a, b] = await events.claim(10, 60_000, merchant);
      await events.again(fresh('merchant'), [b!.number]);
      await events.again(merchant, [a!.number]);
      for (const event of [a!, b!]) await events.taken(event);
      const [again, ...more] = await events.claim(10, 60_000, merchant);
      expect([again?.id, more]).toEqual(['a', []]);
      await events.taken(again!);
      expect(await events.nextDue(merchant)).toBeUndefined();
      await events.again(merchant, [b!.number]);
      expect((await events.claim(10, 60_000, merchant)).map(({ id }) => id)).toEqual(['b']);
    });

    test('who waits for a word about a record is found until the wait is dropped or over, each step once', async () => {
      await using clients = await openClients(subject, 1);
      const { eventWaits, erasure } = clients[0]!;
      const merchant = fresh('merchant');
      const wait = { merchant, step: 's', visit: 1, kind: 'returns.received', ref: 'r1' };
      const [one, other] = [`${merchant}/c/1-return`, `${merchant}/c/2-return`];
      const later = Date.now() + 86_400_000;
      await eventWaits.add({ ...wait, workflowId: one }, later);
      await eventWaits.add({ ...wait, workflowId: one }, later);
      await eventWaits.add({ ...wait, workflowId: other }, 1);
      await eventWaits.add({ ...wait, workflowId: one, visit: 2, ref: 'r2' }, later);
      const found = async () =>
        (await eventWaits.for(merchant, 'returns.received', 'r1')).map(({ workflowId }) => workflowId);
      expect(await found()).toEqual([one, other]);
      expect(await eventWaits.for(merchant, 'returns.inspected', 'r1')).toEqual([]);
      expect(await eventWaits.for(fresh('merchant'), 'returns.received', 'r1')).toEqual([]);
      await erasure.dropPast();
      expect(await found()).toEqual([one]);
      await eventWaits.drop({ ...wait, workflowId: one });
      expect(await found()).toEqual([]);
      expect(await eventWaits.for(merchant, 'returns.received', 'r2')).toHaveLength(1);
      await erasure.forget(merchant, 'c');
      expect(await eventWaits.for(merchant, 'returns.received', 'r2')).toEqual([]);
    });

    test('the first word about a record is found by any connection, from a moment on and behind a number', async () => {
      await using clients = await openClients(subject, 1);
      const { events } = clients[0]!;
      const merchant = fresh('merchant');
      await events.keep(['a', 'b', 'c', 'd'].map((id) => eventOf(merchant, id)));
      const [a, b, c] = await events.claim(10, 60_000, merchant);
      const about = { merchant, kind: 'returns.received', ref: 'r1' };
      for (const event of [a!, c!]) await events.read(event, { ...about, fields: { number: event.id } });
      await events.read(b!, { ...about, kind: 'returns.inspected', fields: {} });
      const heard = async (since: number, after?: number) =>
        (await events.findReceived(about, since, after))?.id;
      expect(await heard(a!.receivedAt)).toBe('a');
      expect(await heard(a!.receivedAt + 86_400_000)).toBeUndefined();
      expect(await heard(0, a!.number)).toBe('c');
      expect(await heard(0, c!.number)).toBeUndefined();
      expect(await events.findReceived({ ...about, ref: 'r2' }, 0)).toBeUndefined();
    });

    test('what was read in it is found by what it is about', async () => {
      await using clients = await openClients(subject, 1);
      const { events } = clients[0]!;
      const merchant = fresh('merchant');
      await events.keep(['a', 'b', 'c'].map((id) => eventOf(merchant, id)));
      const [a, b] = await events.claim(10, 60_000, merchant);
      const reading = {
        kind: 'payments.refund_settled',
        ref: 'r1',
        outcome: 'done',
        fields: { code: 'x' },
      } as const;
      await events.read(a!, reading);
      await events.read(b!, { kind: 'orders.changed', ref: 'o1', fields: {} });
      expect((await events.about(merchant, 'psp', ['r1', 'r2'])).map((row) => row.reading)).toEqual([
        reading,
      ]);
      expect(await events.about(merchant, 'shop', ['r1'])).toEqual([]);
      expect(await events.about(merchant, 'psp', [])).toEqual([]);
      const ids = async (options: object) =>
        (await events.list(merchant, { limit: 10, ...options })).map(({ id }) => id);
      expect(await ids({})).toEqual(['c', 'b', 'a']);
      expect(await ids({ kind: 'orders.changed' })).toEqual(['b']);
      expect(await ids({ unread: true })).toEqual(['c']);
      expect(await ids({ connection: 'shop' })).toEqual([]);
    });
  });
}
