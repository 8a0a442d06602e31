/** Promises of reservations, bands included: the rules of `src/activities/calls/reservation.ts` as each store carries them out. */
import { describe, expect, test } from 'vitest';
import { ask, eur, held, moneyOf, payNow, type Refund } from '../support/refunds.js';
import { fresh, newSeed, openClients, seeded, type Subject } from '../support/subject.js';

const DAYS_30 = 30 * 86_400_000;

/** Proves them. */
export function reservationsPromises(subject: Subject): void {
  describe('reservations: one at a time', () => {
    test('of 20 calls for one order at once, from several clients, one is reserved', async () => {
      await using clients = await openClients(subject, 4);
      const request = ask();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          moneyOf(clients[index % 4]!).reserve({ ...request, key: fresh('key') }),
        ),
      );
      expect(answers.filter(({ is }) => is === 'reserved')).toHaveLength(1);
    });

    test('a call that asks again gets its answer again and is counted once', async () => {
      await using clients = await openClients(subject, 3);
      const request = ask({ band: { perCustomer: { count: 1, ms: DAYS_30 } } });
      const answers = await Promise.all(
        Array.from({ length: 9 }, (_, index) => moneyOf(clients[index % 3]!).reserve(request)),
      );
      expect(answers).toMatchObject(answers.map(() => ({ is: 'reserved', covered: true })));
    });

    test('the order can be taken first and the band judged later, once: its verdict stays', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const { band, ...order } = ask();
      const refused = { ...ask(), band: { upTo: eur(1) } };
      expect(await money.reserve(order)).toMatchObject({ is: 'reserved', covered: false });
      expect(await money.reserve({ ...order, band: band! })).toMatchObject({ is: 'reserved', covered: true });
      expect(await money.reserve(order)).toMatchObject({ is: 'reserved', covered: true });
      expect(await money.reserve(refused)).toMatchObject({ is: 'reserved', covered: false });
      expect(await money.reserve({ ...refused, band: band! })).toMatchObject({
        is: 'reserved',
        covered: false,
      });
    });

    test.each(['free', 'paid'] as const)('%s lets the next call have the order', async (ending) => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const first = ask();
      const next = { ...first, key: fresh('key') };
      await money.reserve(first);
      expect(await money.reserve(next)).toEqual(held);
      await (ending === 'free' ? money.free(first) : money.paid(first));
      expect(await money.holds(first)).toBe(false);
      expect(await money.reserve(next)).toMatchObject({ is: 'reserved' });
    });

    test('what is unknown keeps the order until it is resolved', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const request = ask();
      await money.reserve(request);
      await money.keep(request);
      expect(await money.holds(request)).toBe(true);
      expect(await money.reserve({ ...request, key: fresh('key') })).toEqual(held);
    });

    test('a freed call may ask anew, unless another has the order now', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const first = ask();
      const other = { ...first, key: fresh('key') };
      await money.reserve(first);
      await money.free(first);
      await money.reserve(other);
      expect(await money.reserve(first)).toEqual(held);
      await money.free(other);
      expect(await money.reserve(first)).toMatchObject({ is: 'reserved' });
    });

    test('a payment that has been made cannot be freed', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const request = ask({ amount: eur(3_000) });
      await payNow(money, request);
      await money.free(request);
      const next = { ...request, key: fresh('key') };
      expect(await money.reserve(next)).toMatchObject({ is: 'reserved', covered: false });
    });

    test('a late answer keeps the order although another call has it now, which then finds it taken', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const late = ask();
      await payNow(money, late);
      const next = { ...late, key: fresh('key') };
      expect(await money.reserve(next)).toMatchObject({ is: 'reserved' });
      // Paid twice, as has come out.
      await money.keep(late);
      expect(await money.holds(late)).toBe(true);
      expect(await money.reserve(next)).toEqual(held);
    });

    test('the same order number at two merchants is two orders', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const request = ask();
      await money.reserve(request);
      expect(
        await money.reserve({ ...request, merchant: fresh('merchant'), key: fresh('key') }),
      ).toMatchObject({ is: 'reserved' });
    });
  });

  describe('reservations: bands', () => {
    test.each([
      { name: 'at the bound', change: { amount: eur(5_000) }, covered: true },
      { name: 'over it', change: { amount: eur(5_001) }, covered: false },
      {
        name: 'with what the system has paid back already',
        change: { refunded: eur(4_001) },
        covered: false,
      },
      { name: 'in another currency', change: { amount: { minor: 1, currency: 'USD' } }, covered: false },
      {
        name: 'with earlier refunds in another currency',
        change: { refunded: { minor: 1, currency: 'USD' } },
        covered: false,
      },
      { name: 'without a band', change: { band: {} }, covered: false },
    ])('$name: covered is $covered', async ({ change, covered }) => {
      await using clients = await openClients(subject, 1);
      expect(await moneyOf(clients[0]!).reserve(ask(change))).toMatchObject({ is: 'reserved', covered });
    });

    test('what we have paid on the order counts, once, even if its system does not tell yet', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const first = ask({ amount: eur(3_000) });
      await payNow(money, first);
      const reserve = async (minor: number, refunded?: number) => {
        const next = { ...first, key: fresh('key'), amount: eur(minor) };
        const answer = await money.reserve(refunded ? { ...next, refunded: eur(refunded) } : next);
        await money.free(next);
        return answer;
      };
      expect(await reserve(2_001)).toMatchObject({ is: 'reserved', covered: false });
      expect(await reserve(2_000)).toMatchObject({ is: 'reserved', covered: true });
      expect(await reserve(2_000, 3_000)).toMatchObject({ is: 'reserved', covered: true });
      expect(await reserve(2_000, 3_001)).toMatchObject({ is: 'reserved', covered: false });
    });

    test('a call that was covered needs an approval once more has been paid back than the band allows', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const request = ask();
      expect(await money.reserve(request)).toMatchObject({ is: 'reserved', covered: true });
      expect(await money.reserve({ ...request, refunded: eur(4_500) })).toMatchObject({
        is: 'reserved',
        covered: false,
      });
    });

    test('only spared approvals count for a customer, only in the window, and a freed one not at all', async () => {
      await using clients = await openClients(subject, 1);
      const money = moneyOf(clients[0]!);
      const band = { upTo: eur(5_000), perCustomer: { count: 1, ms: DAYS_30 } };
      const common = { merchant: fresh('merchant'), customer: fresh('customer'), band };
      const covered = async (change: Partial<Refund> = {}) => {
        const request = ask({ ...common, ...change });
        return { request, answer: await money.reserve(request) };
      };
      expect((await covered({ amount: eur(9_000) })).answer).toMatchObject({ covered: false });
      const counted = await covered();
      expect(counted.answer).toMatchObject({ covered: true });
      expect((await covered()).answer).toMatchObject({ covered: false });
      const unbounded = await covered({ band: { perCustomer: { count: 1, ms: 0 } } });
      expect(unbounded.answer).toMatchObject({ covered: true });
      expect((await covered({ customer: fresh('customer') })).answer).toMatchObject({ covered: true });
      await money.free(counted.request);
      expect((await covered()).answer).toMatchObject({ covered: false });
      await money.free(unbounded.request);
      expect((await covered()).answer).toMatchObject({ covered: true });
    });

    const seed = newSeed();
    test(`random calls of many clients never exceed the count of a band or pay an order twice at once (seed ${seed})`, async () => {
      await using clients = await openClients(subject, 4);
      const random = seeded(seed);
      const pick = (below: number) => Math.floor(random() * below);
      const merchant = fresh('merchant');
      const band = { perCustomer: { count: 3, ms: DAYS_30 } };
      const open = new Map<string, string>();
      const spared = new Map<string, number>();
      const calls = Array.from({ length: 120 }, () => ({
        request: ask({ merchant, orderRef: `order-${pick(12)}`, customer: `customer-${pick(3)}`, band }),
        money: moneyOf(clients[pick(4)]!),
        pays: random() < 0.5,
        repeats: 1 + pick(2),
      }));
      const play = async ({ request, money, pays, repeats }: (typeof calls)[number]): Promise<void> => {
        const answers = await Promise.all(Array.from({ length: repeats }, () => money.reserve(request)));
        const reserved = answers.flatMap((answer) => (answer.is === 'reserved' ? [answer] : []));
        if (reserved.length === 0) return;
        expect(open.get(request.orderRef)).toBeUndefined();
        open.set(request.orderRef, request.key);
        expect(new Set(reserved.map((answer) => answer.covered)).size).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        open.delete(request.orderRef);
        if (reserved[0]!.covered) spared.set(request.customer, (spared.get(request.customer) ?? 0) + 1);
        if (reserved[0]!.covered || pays) await money.paid(request);
        else await money.free(request);
      };
      // Forty at once: more would only wait for a connection, on a slow machine longer than a pool lets them.
      for (let next = 0; next < calls.length; next += 40)
        await Promise.all(calls.slice(next, next + 40).map(play));
      expect([...spared.values()].every((count) => count <= 3)).toBe(true);
      expect(spared.size).toBeGreaterThan(0);
    });
  });
}
