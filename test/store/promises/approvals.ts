/** Promises of approval requests and of the notifications of them. */
import { describe, expect, test } from 'vitest';
import type { DueNotification, RequestEnd } from '../../../src/store/approvals.js';
import { opened } from '../support/requests.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const approved: RequestEnd = { state: 'approved', at: 2_000, decidedBy: 'anna', comment: 'seen it' };
const notification = (target: string, change: Partial<DueNotification> = {}): DueNotification => ({
  ...{ kind: 'requested', target, at: 0 },
  ...change,
});

/** Proves them. */
export function approvalsPromises(subject: Subject): void {
  describe('approval requests', () => {
    test('each has a number of its merchant, whoever opens at once; opened again, it keeps it', async () => {
      await using clients = await openClients(subject, 4);
      const [merchant, other] = [fresh('merchant'), fresh('merchant')];
      const requests = Array.from({ length: 12 }, () => opened({ merchant }));
      const open = (each: (typeof requests)[number], index: number) =>
        clients[index % 4]!.approvals.open(each, []);
      const numbers = await Promise.all([...requests, ...requests].map(open));
      const once = Array.from({ length: 12 }, (_, index) => index + 1);
      expect(numbers.slice(0, 12).sort((a, b) => a - b)).toEqual(once);
      expect(numbers.slice(12)).toEqual(numbers.slice(0, 12));
      expect(await clients[0]!.approvals.open(opened({ merchant: other }), [])).toBe(1);
      const { approvals } = clients[0]!;
      expect((await approvals.numbered(7, merchant)).map((row) => row.merchant)).toEqual([merchant]);
      expect(await approvals.numbered(7, other)).toEqual([]);
      const waiting = await approvals.waiting(merchant);
      expect(waiting.map(({ number }) => number)).toEqual(once);
    });

    test('numbers go on further when they are raised, and one that a restored store has lost is given back, once', async () => {
      await using clients = await openClients(subject, 1);
      const { approvals } = clients[0]!;
      const merchant = fresh('merchant');
      expect(await approvals.open(opened({ merchant }), [])).toBe(1);
      expect(await approvals.raiseNumbers(merchant, 1_000)).toBe(1_001);
      expect(await approvals.open(opened({ merchant }), [])).toBe(1_002);
      const lost = opened({ merchant });
      expect(await approvals.open({ ...lost, number: 2 }, [])).toBe(2);
      expect(await approvals.open({ ...lost, number: 2 }, [])).toBe(2);
      expect(await approvals.open({ ...opened({ merchant }), number: 2 }, [])).toBe(1_003);
      expect(await approvals.open({ ...opened({ merchant }), number: 5_000 }, [])).toBe(5_000);
      expect(await approvals.open(opened({ merchant }), [])).toBe(5_001);
      expect(await approvals.raiseNumbers(fresh('merchant'), 1_000)).toBe(1_000);
    });

    test('what it was opened with can be read; one that has ended waits no longer, and the last is listed first', async () => {
      await using clients = await openClients(subject, 1);
      const { approvals } = clients[0]!;
      const one = opened();
      const { merchant, request } = one;
      const number = await approvals.open(one, []);
      expect(await approvals.get(merchant, request.id)).toEqual({ ...one, number, state: 'open' });
      expect(await approvals.get(fresh('merchant'), request.id)).toBeUndefined();
      await approvals.end(merchant, request.id, approved);
      const two = opened({ merchant });
      await approvals.open(two, []);
      await approvals.end(merchant, two.request.id, { state: 'expired', at: 3_000 });
      expect(await approvals.waiting(merchant)).toEqual([]);
      const { state, at: endedAt, ...by } = approved;
      expect(await approvals.ended(merchant, 0, 5)).toEqual([
        { ...two, number: 2, state: 'expired', endedAt: 3_000 },
        { ...one, number: 1, state, endedAt, ...by },
      ]);
      expect(await approvals.ended(merchant, 2_001, 5)).toHaveLength(1);
      expect(await approvals.ended(merchant, 0, 1)).toHaveLength(1);
    });

    test('of decisions under way the newest of each approver stands, until it is judged or the request ends', async () => {
      await using clients = await openClients(subject, 2);
      const { approvals } = clients[0]!;
      const one = opened();
      const { merchant, request } = one;
      const until = Date.now() + 900_000;
      const anna = { approver: 'anna', decision: 'approved', until } as const;
      expect(await approvals.handOver(merchant, request.id, anna)).toBeUndefined();
      await approvals.open(one, []);
      const first = await approvals.handOver(merchant, request.id, anna);
      const second = await clients[1]!.approvals.handOver(merchant, request.id, {
        ...{ ...anna, decision: 'rejected' },
      });
      expect(second).toBeGreaterThan(first!);
      await approvals.handOver(merchant, request.id, { ...anna, approver: 'ben' });
      const handed = async () =>
        (await approvals.get(merchant, request.id))?.handed?.map(
          (each) => `${each.approver} ${each.decision}`,
        );
      expect(await handed()).toEqual(['anna rejected', 'ben approved']);
      await approvals.judged(merchant, request.id, { approver: 'anna', at: first! });
      expect(await handed()).toEqual(['anna rejected', 'ben approved']);
      await approvals.judged(merchant, request.id, { approver: 'anna', at: second! });
      expect(await handed()).toEqual(['ben approved']);
      // One that does not count stays, with the reason, until its approver decides anew.
      const third = (await approvals.handOver(merchant, request.id, anna))!;
      const refused = 'approval_unknown_approver';
      await approvals.judged(merchant, request.id, { approver: 'anna', at: third, refused });
      expect((await approvals.get(merchant, request.id))?.handed).toContainEqual({
        ...anna,
        at: third,
        refused,
      });
      await approvals.handOver(merchant, request.id, anna);
      expect((await approvals.get(merchant, request.id))?.handed?.map((each) => each.refused)).toEqual([
        undefined,
        undefined,
      ]);
      await approvals.end(merchant, request.id, approved);
      expect(await handed()).toBeUndefined();
      expect(await approvals.handOver(merchant, request.id, anna)).toBeUndefined();
    });

    test.each([
      // Verdicts come one at a time, so the run has the last one; and it closes a request only where none counted.
      ['approved', 'rejected', 'rejected'],
      ['rejected', 'approved', 'approved'],
      ['approved', 'expired', 'expired'],
      ['approved', 'superseded', 'superseded'],
      ['superseded', 'approved', 'superseded'],
      ['expired', 'approved', 'expired'],
      // The run was stopped before the verdict came.
      ['approved', 'withdrawn', 'withdrawn'],
      ['withdrawn', 'approved', 'withdrawn'],
    ] as const)('%s and then %s is %s', async (first, second, last) => {
      await using clients = await openClients(subject, 1);
      const { approvals } = clients[0]!;
      const one = opened();
      await approvals.open(one, []);
      for (const state of [first, second])
        await approvals.end(one.merchant, one.request.id, { state, at: 1_000 });
      expect((await approvals.get(one.merchant, one.request.id))?.state).toBe(last);
    });

    test('open ones are read page by page, each once', async () => {
      await using clients = await openClients(subject, 1);
      const { approvals } = clients[0]!;
      const merchant = fresh('merchant');
      for (let count = 0; count < 5; count += 1) await approvals.open(opened({ merchant }), []);
      const read: number[] = [];
      let last: Awaited<ReturnType<typeof approvals.openSince>>[number] | undefined;
      do {
        const page = await approvals.openSince(-60_000, 2, last);
        read.push(...page.flatMap((row) => (row.merchant === merchant ? [row.number] : [])));
        last = page.at(-1);
      } while (last !== undefined);
      expect(read).toEqual([1, 2, 3, 4, 5]);
    });

    test('a late attempt of the same run opens nothing anew, the run of a reset does, with the same number', async () => {
      await using clients = await openClients(subject, 1);
      const { approvals } = clients[0]!;
      const one = opened();
      const { merchant, request } = one;
      expect(await approvals.open(one, [])).toBe(1);
      await approvals.end(merchant, request.id, approved);
      expect(await approvals.open(one, [])).toBe(1);
      expect(await approvals.waiting(merchant)).toEqual([]);
      expect(await approvals.open({ ...one, runId: 'r2' }, [])).toBe(1);
      expect(await approvals.waiting(merchant)).toEqual([{ ...one, runId: 'r2', number: 1, state: 'open' }]);
    });
  });

  describe('notifications of approval requests', () => {
    test('each is claimed by one worker at a time, when it is due, until it is settled', async () => {
      await using clients = await openClients(subject, 4);
      const { approvals, notifications } = clients[0]!;
      const [one, two] = [opened(), opened()];
      const due = ['a', 'b', 'c'].map((target) => notification(target));
      const later = notification('a', { kind: 'reminder', at: Date.now() + 3_600_000 });
      await approvals.open(one, [...due, later]);
      await approvals.open(two, due);
      const claim = (client: number, leaseMs = 600_000) =>
        clients[client]!.notifications.claim([one.merchant], 10, leaseMs);
      const claimed = (await Promise.all([claim(0), claim(1), claim(2), claim(3)])).flat();
      expect(claimed.map(({ target }) => target).sort()).toEqual(['a', 'b', 'c']);
      expect(claimed[0]).toMatchObject({ merchant: one.merchant, number: 1, kind: 'requested', attempt: 1 });
      expect(claimed[0]?.request).toMatchObject({ request: one.request, zone: 'Europe/Berlin' });
      const [first, second, third] = claimed;
      await notifications.settle(first!, 'sent');
      await notifications.settle(second!, 'given_up');
      await notifications.settle(third!, { retryInMs: 0 });
      expect((await claim(1)).map(({ target, attempt }) => [target, attempt])).toEqual([[third!.target, 2]]);
      const states = await notifications.list(one.merchant, 1);
      expect(states.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
        'reminder due',
        'requested due',
        'requested given_up',
        'requested sent',
      ]);
    });

    test('one whose worker has died is due again after its lease', async () => {
      await using clients = await openClients(subject, 2);
      const one = opened();
      await clients[0]!.approvals.open(one, [notification('a')]);
      expect(await clients[0]!.notifications.claim([one.merchant], 10, 0)).toHaveLength(1);
      expect(await clients[1]!.notifications.claim([one.merchant], 10, 600_000)).toMatchObject([
        { attempt: 2 },
      ]);
      expect(await clients[0]!.notifications.claim([one.merchant], 10, 600_000)).toEqual([]);
      expect(await clients[0]!.notifications.claim([], 10, 600_000)).toEqual([]);
    });

    test('with the end of a request goes what was still to be told, and what was told stays', async () => {
      await using clients = await openClients(subject, 1);
      const { approvals, notifications } = clients[0]!;
      const one = opened();
      const { merchant, request } = one;
      await approvals.open(one, [notification('a'), notification('a', { kind: 'escalated', at: 1 })]);
      const [first, second] = await notifications.claim([merchant], 10, 0);
      await notifications.settle(first!, 'sent');
      await approvals.end(merchant, request.id, approved);
      expect(await notifications.list(merchant, 1)).toMatchObject([{ kind: first!.kind, state: 'sent' }]);
      await notifications.settle(second!, 'sent');
      expect(await notifications.list(merchant, 1)).toHaveLength(1);
      expect(await notifications.claim([merchant], 10, 0)).toEqual([]);
    });
  });
}
