/** Promises of erasure: what belongs to a conversation goes at once, and nothing of another's does. */
import { describe, expect, test } from 'vitest';
import type { EffectRecord, Store } from '../../../src/store/store.js';
import type { Expired } from '../../../src/store/erasure.js';
import { opened } from '../support/requests.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

interface Place {
  merchant: string;
  conversation: string;
}

const place = (merchant = fresh('m')): Place => ({ merchant, conversation: fresh('c') });

const message = (at: Place, seq = 1) => ({
  ...{ ...at, messageId: `m${seq}`, seq, text: `text ${seq}`, sentAt: '2026-11-29T00:00:00Z' },
});

const effect = ({ merchant, conversation }: Place, changes: Partial<EffectRecord>): EffectRecord => ({
  ...{ merchant, workflowId: `${merchant}/${conversation}/refund-order/1`, step: 'refund', visit: 1 },
  ...{ key: fresh('key'), operation: 'payments.refund', connection: 'psp', effect: 'money', digest: 'd' },
  ...{ state: 'sending', sender: 'a1', sendBy: 2, firstSentAt: 1, out: [], asked: 0, doubled: false },
  ...changes,
});

const write = ({ effects }: Store, row: EffectRecord): Promise<void> =>
  effects.change({ id: row, holder: row.key }, () => ({ row, value: undefined }));

const reserved = async (store: Store, row: EffectRecord): Promise<void> => {
  const { merchant, workflowId, step, visit, key } = row;
  const amount = { minor: 100, currency: 'EUR' };
  const reservation = {
    merchant,
    workflowId,
    step,
    visit,
    key,
    subject: key,
    customers: ['c'],
    effect: 'money',
  } as const;
  await store.reservations.change({ merchant, subject: key, key }, () => ({
    row: { ...reservation, amount, state: 'reserved', reservedAt: 1 },
    value: undefined,
  }));
};

/** Something in each table. */
async function live(store: Store, at: Place, hashes: readonly string[]): Promise<void> {
  await store.messages.add({ ...message(at), customer: { email: 'a@b.example' } }, hashes);
  await store.outbox.add({ ...at, kind: 'reply', body: { text: 'reply' }, key: fresh('key') });
  const request = opened({ ...at, workflowId: `${at.merchant}/${at.conversation}/refund-order/1` });
  await store.approvals.open(request, [{ kind: 'requested', target: 'team', at: 1 }]);
  const match = { subject: 'order:r', number: '1', until: Date.now() + 60_000, hashes: [] };
  await store.verifications.verify({ ...at, scope: at.conversation, ...match });
}

const count = async (store: Store, { merchant, conversation }: Place): Promise<number[]> => [
  (await store.messages.list(merchant, conversation, 10)).length,
  (await store.outbox.read(merchant, conversation, 0, Date.now())).length,
  (await store.approvals.waiting(merchant)).filter((row) => row.conversation === conversation).length,
  (await store.verifications.verified(merchant, conversation, Date.now())).length,
  (await store.keys.current({ kind: 'conversation', merchant, conversation })) === undefined ? 0 : 1,
];

/** Proves them. */
export function erasurePromises(subject: Subject): void {
  describe('erasure', () => {
    test('conversations are found by any of their hashes, at their merchant alone', async () => {
      await using clients = await openClients(subject, 2);
      const [{ erasure, messages }, other] = [clients[0]!, clients[1]!];
      const [first, second] = [place(), place()];
      const third = place(first.merchant);
      await messages.add(message(first), ['h1', 'h2']);
      await messages.add(message(first, 2), ['h2']);
      await messages.add(message(second), ['h1']);
      await erasure.note(third.merchant, third.conversation, ['h2']);
      const found = (hashes: string[]) => other.erasure.conversationsOf(first.merchant, hashes);
      expect(await found(['h1'])).toEqual([first.conversation]);
      expect(await found(['h2', 'h3'])).toEqual([first.conversation, third.conversation].sort());
      expect(await found(['h3'])).toEqual([]);
      expect(await found([])).toEqual([]);
    });

    test('what belongs to a conversation goes, twice is as once, and a neighbour keeps all', async () => {
      await using clients = await openClients(subject, 2);
      const store = clients[0]!;
      const gone = place();
      const stays = place(gone.merchant);
      for (const at of [gone, stays]) await live(store, at, ['h']);
      const before = await count(store, stays);
      expect(before).toEqual([1, 1, 1, 1, 1]);
      for (let times = 0; times < 2; times += 1) {
        await store.erasure.close(gone.merchant, gone.conversation);
        expect(await store.erasure.forget(gone.merchant, gone.conversation)).toBe(true);
        expect(await count(clients[1]!, gone)).toEqual([0, 0, 0, 0, 0]);
      }
      expect(await count(clients[1]!, stays)).toEqual(before);
      expect(await store.erasure.conversationsOf(gone.merchant, ['h'])).toEqual([stays.conversation]);
    });

    test('once it is closed it takes no message, neither a new one nor one that it had', async () => {
      await using clients = await openClients(subject, 1);
      const { erasure, messages } = clients[0]!;
      const at = place();
      await messages.add(message(at));
      await erasure.close(at.merchant, at.conversation);
      expect(await messages.add(message(at, 2), ['h'])).toBe('erased');
      expect(await erasure.conversationsOf(at.merchant, ['h'])).toEqual([]);
      expect(await messages.add(message(at))).toBe('erased');
      expect(await messages.list(at.merchant, at.conversation, 10)).toEqual([]);
      const unbegun = place();
      await erasure.close(unbegun.merchant, unbegun.conversation);
      expect(await messages.add(message(unbegun))).toBe('erased');
    });

    test('from its closing on nothing is kept for it, no key is made, and it is not found', async () => {
      await using clients = await openClients(subject, 2);
      const [store, other] = [clients[0]!, clients[1]!];
      const at = place();
      const proof = effect(at, { state: 'unknown', reference: 're_1' });
      const row = { ...proof, request: { name: 'Marta' } };
      await live(store, at, ['h']);
      await write(store, row);
      await store.conversations.giveToPeople(at.merchant, at.conversation, 'service');
      await store.erasure.close(at.merchant, at.conversation);
      await store.conversations.giveToPeople(at.merchant, at.conversation, 'service');
      await store.erasure.forget(at.merchant, at.conversation);
      // With the key that one of them remembers, and without it.
      for (const each of [store, other]) {
        await each.outbox.add({ ...at, kind: 'reply', body: { text: 'late' }, key: fresh('key') });
        const request = opened({ ...at, workflowId: `${at.merchant}/${at.conversation}/refund-order/2` });
        await expect(each.approvals.open(request, [])).rejects.toMatchObject({ code: 'conversation_erased' });
        const match = { subject: 'order:r', number: '1', until: Date.now() + 60_000, hashes: ['h'] };
        await each.verifications.verify({ ...at, scope: at.conversation, ...match });
        const tried = { ...at, number: '1', set: 's', own: [], watched: [], now: Date.now() };
        expect((await each.verifications.counts(tried)).isErased).toBe(true);
        await each.verifications.judge(tried, () => ({ value: undefined, match, failed: { own: [] } }));
        expect((await each.verifications.counts(tried)).conversation).toBe(0);
        expect(await count(each, at)).toEqual([0, 0, 0, 0, 0]);
        // What an answer says that comes late is kept, without what is personal.
        await write(each, { ...row, state: 'done', answer: { name: 'Marta' } });
        expect(await other.effects.find(row)).toEqual({ ...proof, state: 'done' });
      }
      expect(await store.erasure.conversationsOf(at.merchant, ['h'])).toEqual([]);
      const scope = { kind: 'conversation', ...at } as const;
      const made = other.keys.add({ id: fresh('key'), scope, wrapped: 'w', wrapper: 'w' });
      await expect(made).rejects.toMatchObject({ code: 'conversation_erased' });
      expect(await store.conversations.find(at.merchant, at.conversation)).toBeUndefined();
      expect(await store.conversations.list(at.merchant, { limit: 10 })).toEqual([]);
    });

    test('from its closing on the gate of its writes is shut, and no other one’s', async () => {
      await using clients = await openClients(subject, 1);
      const { erasure, effects } = clients[0]!;
      const [closed, open] = [place(), place()];
      await erasure.close(closed.merchant, closed.conversation);
      const paused = (at: Place) =>
        effects.change({ id: effect(at, {}), holder: 'h' }, (found) => ({ value: found.paused }));
      expect(await paused(closed)).toEqual(['writes']);
      expect(await paused(open)).toEqual([]);
    });

    test.each([
      ['may have been sent', { out: [{ attempt: 'a1', at: 1 }] }],
      ['was accepted', { state: 'accepted' as const }],
    ])('while a write %s, nothing is forgotten; settled, it keeps what proves it', async (_, how) => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const at = place();
      await live(store, at, ['h']);
      const row = effect(at, { ...how, request: { name: 'Marta' }, answer: { name: 'Marta' } });
      await write(store, row);
      expect(await store.erasure.out(at.merchant, at.conversation)).toEqual([
        { operation: 'payments.refund' },
      ]);
      expect(await store.erasure.forget(at.merchant, at.conversation)).toBe(false);
      expect(await count(store, at)).toEqual([1, 1, 1, 1, 1]);
      await write(store, { ...row, state: 'done', reference: 're_1' });
      expect(await store.erasure.forget(at.merchant, at.conversation)).toBe(true);
      const { request, answer, ...proof } = { ...row, state: 'done', reference: 're_1' };
      expect([request, answer]).toEqual([{ name: 'Marta' }, { name: 'Marta' }]);
      expect(await store.effects.find(row)).toEqual(proof);
    });

    test('a write that never left goes, and what was reserved for it is free', async () => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const [gone, stays] = [place(), place()];
      const [unsent, other] = [effect(gone, {}), effect(stays, {})];
      for (const row of [unsent, other]) {
        await write(store, row);
        await reserved(store, row);
      }
      expect(await store.erasure.forget(gone.merchant, gone.conversation)).toBe(true);
      expect(await store.effects.find(unsent)).toBeUndefined();
      expect(await store.effects.find(other)).toEqual(other);
      const held = async (row: EffectRecord) =>
        store.effects.change({ id: row, holder: row.key }, (found) => ({ value: found.held }));
      expect([await held(unsent), await held(other)]).toEqual([false, true]);
    });

    describe('what is kept no longer', () => {
      const past = async (store: Store, { merchant }: Place, olderThanMs: number): Promise<string[]> =>
        (await store.erasure.expired(merchant, olderThanMs, 10)).map(({ conversation }) => conversation);
      const ever = -60_000;

      test('is a conversation in which nothing is open, and nothing has been said for so long', async () => {
        await using clients = await openClients(subject, 1);
        const store = clients[0]!;
        const at = place();
        await live(store, at, ['h']);
        // The request is open.
        expect(await past(store, at, ever)).toEqual([]);
        const [request] = await store.approvals.waiting(at.merchant);
        await store.approvals.end(at.merchant, request!.request.id, { state: 'rejected', at: Date.now() });
        expect(await past(store, at, 60_000)).toEqual([]);
        expect(await past(store, at, ever)).toEqual([at.conversation]);
        expect(await past(store, place(), ever)).toEqual([]);
        expect(await store.erasure.forget(at.merchant, at.conversation)).toBe(true);
        expect(await count(store, at)).toEqual([0, 0, 0, 0, 0]);
        expect(await past(store, at, ever)).toEqual([]);
      });

      test('is asked for again before it goes, and listed page by page', async () => {
        await using clients = await openClients(subject, 1);
        const store = clients[0]!;
        const first = place();
        const all = [first, place(first.merchant), place(first.merchant)];
        for (const at of all) await store.messages.add(message(at));
        expect(await store.erasure.forget(first.merchant, first.conversation, 60_000)).toBe(false);
        expect(await store.messages.list(first.merchant, first.conversation, 10)).toHaveLength(1);
        const page = (after?: Expired) => store.erasure.expired(first.merchant, ever, 2, after);
        const found = await page();
        expect(
          [...found, ...(await page(found.at(-1)))].map(({ conversation }) => conversation).sort(),
        ).toEqual(all.map(({ conversation }) => conversation).sort());
        expect(await store.erasure.forget(first.merchant, first.conversation, ever)).toBe(true);
        expect(await store.messages.list(first.merchant, first.conversation, 10)).toEqual([]);
      });

      test('and its customer may write again; one that was erased is left as it is', async () => {
        await using clients = await openClients(subject, 1);
        const store = clients[0]!;
        const [old, erased] = [place(), place()];
        for (const at of [old, erased]) await store.messages.add(message(at));
        await store.erasure.close(erased.merchant, erased.conversation);
        for (const at of [old, erased]) await store.erasure.forget(at.merchant, at.conversation);
        expect(await past(store, erased, ever)).toEqual([]);
        expect(await store.messages.add(message(old, 2))).toEqual({ seq: 2, isNew: true });
        expect(await store.messages.list(old.merchant, old.conversation, 10)).toHaveLength(1);
        expect(await store.messages.add(message(erased, 2))).toBe('erased');
      });

      test('is an event that was taken up and came so long ago; one that waits is kept', async () => {
        await using clients = await openClients(subject, 1);
        const { erasure, events } = clients[0]!;
        const merchant = fresh('m');
        await events.keep(['a', 'b'].map((id) => ({ merchant, connection: 'psp', id, body: {} })));
        const [taken] = await events.claim(1, 60_000, merchant);
        await events.taken(taken!);
        const left = async () => (await events.list(merchant, { limit: 10 })).map(({ id }) => id);
        await erasure.dropEvents(merchant, 60_000);
        await erasure.dropEvents(fresh('m'), ever);
        expect(await left()).toEqual(['b', 'a']);
        await erasure.dropEvents(merchant, ever);
        expect(await left()).toEqual(['b']);
      });

      test('is a verified order whose time is over', async () => {
        await using clients = await openClients(subject, 1);
        const { erasure, verifications } = clients[0]!;
        const at = place();
        const day = 86_400_000;
        for (const [subject, until] of [
          ['old', Date.now() - day],
          ['new', Date.now() + day],
        ] as const)
          await verifications.verify({ ...at, scope: 's', subject, number: '1', until, hashes: [] });
        await erasure.dropPast();
        const found = await verifications.verified(at.merchant, 's', Date.now() - 2 * day);
        expect(found.map(({ subject: seen }) => seen)).toEqual(['new']);
      });
    });
  });
}
