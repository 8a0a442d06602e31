/** Promises of what a desk needs: sessions, links, changes, summaries, and lists by pages. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/store/desk.js';
import type { EffectRecord, Store } from '../../../src/store/store.js';
import { opened } from '../support/requests.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const later = (): number => Date.now() + 3_600_000;

const message = (merchant: string, conversation: string, seq: number, text: string) => ({
  ...{ merchant, conversation, messageId: `m${seq}`, seq, text, sentAt: '2026-11-28T09:00:00Z' },
});

const handedOver = (merchant: string, conversation: string, key: string, text: string) => ({
  ...{ merchant, conversation, key, kind: 'handover' as const },
  body: {
    ...{ text, queue: 'service', details: '' },
    handover: {
      customer: { name: 'Marta Klein', verified: 'facts' as const },
      record: { kind: 'order' as const, number: '10105' },
      ...{ intent: 'refund', said: [], tried: [], links: { conversation: 'c' } },
    },
  },
});

/** Proves them. */
export function deskPromises(subject: Subject): void {
  sessionPromises(subject);
  changePromises(subject);
  summaryPromises(subject);
  pagePromises(subject);
}

function sessionPromises(subject: Subject): void {
  describe('sessions', () => {
    const begun = async ({ sessions }: Store, agent = 'anna', expiresAt = later()) => {
      const session = {
        hash: fresh('hash'),
        merchant: fresh('m'),
        agent,
        kind: 'openid',
        signedInAt: 5,
      } as const;
      await sessions.begin({ ...session, expiresAt, token: 'sealed' });
      return { ...session, expiresAt, token: 'sealed' };
    };

    test('one is found until it ends, and no other with it', async () => {
      await using clients = await openClients(subject, 2);
      const [one, two] = [await begun(clients[0]!), await begun(clients[0]!)];
      const { sessions } = clients[1]!;
      expect(await sessions.find(one.hash)).toEqual(one);
      await sessions.end(one.hash);
      expect(await sessions.find(one.hash)).toBeUndefined();
      expect(await sessions.lasting([one.hash, two.hash])).toEqual(new Set([two.hash]));
    });

    test('one that has expired is none', async () => {
      await using clients = await openClients(subject, 1);
      const { hash } = await begun(clients[0]!, 'anna', Date.now() - 1);
      expect(await clients[0]!.sessions.find(hash)).toBeUndefined();
      expect(await clients[0]!.sessions.lasting([hash])).toEqual(new Set());
      await clients[0]!.erasure.dropPast();
      await expect(clients[0]!.sessions.end(hash)).resolves.toBeUndefined();
    });

    test('all of one agent end together', async () => {
      await using clients = await openClients(subject, 1);
      const { sessions } = clients[0]!;
      const [anna, ben] = [await begun(clients[0]!), await begun(clients[0]!, 'ben')];
      await sessions.begin({ ...anna, hash: fresh('hash') });
      await sessions.begin({ ...ben, hash: fresh('hash'), merchant: anna.merchant });
      expect(await sessions.endAll(anna.merchant, 'anna')).toBe(2);
      expect(await sessions.endAll(anna.merchant, 'anna')).toBe(0);
      expect(await sessions.find(ben.hash)).toEqual(ben);
    });

    test('of many who take a link at once one has it, and nobody after the time', async () => {
      await using clients = await openClients(subject, 4);
      const link = { hash: fresh('hash'), merchant: 'm', agent: 'anna' };
      await clients[0]!.sessions.addLink(link, 60_000);
      const taken = await Promise.all(clients.map(({ sessions }) => sessions.takeLink(link.hash)));
      expect(taken.filter(Boolean)).toEqual([{ merchant: 'm', agent: 'anna' }]);
      const past = { ...link, hash: fresh('hash') };
      await clients[0]!.sessions.addLink(past, -1);
      expect(await clients[0]!.sessions.takeLink(past.hash)).toBeUndefined();
      expect(await clients[0]!.sessions.takeLink(fresh('hash'))).toBeUndefined();
    });
  });
}

function changePromises(subject: Subject): void {
  const kinds = (found: readonly Change[]): string[] =>
    [...new Set(found.map(({ kind, subject: what }) => `${kind} ${what}`))].sort();

  describe('changes', () => {
    test('whatever changes a conversation, a request, a write or a pause is noted with it', async () => {
      await using clients = await openClients(subject, 2);
      const [store, other] = [clients[0]!, clients[1]!];
      const [merchant, conversation] = [fresh('m'), fresh('c')];
      const recent = async (): Promise<string[]> =>
        kinds(await other.changes.recent([merchant], 60_000, 100));
      expect(await recent()).toEqual([]);
      await store.messages.add(message(merchant, conversation, 1, 'Hello'));
      expect(await recent()).toEqual([`conversation ${conversation}`]);
      const request = opened({ merchant, conversation, workflowId: `${merchant}/${conversation}/r` });
      const number = await store.approvals.open(request, []);
      await store.pauses.pause(merchant, 'money', 'anna');
      const row = effect(merchant, conversation, 1);
      await store.effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
      const all = [
        `approval ${number}`,
        `conversation ${conversation}`,
        `effect ${merchant}/${conversation}/r#refund#1`,
        'pause money',
      ];
      expect(await recent()).toEqual(all.sort());
      expect(await other.changes.recent([fresh('m')], 60_000, 100)).toEqual([]);
    });

    test('a write is noted when its state changes, and not for each attempt at it', async () => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const merchant = fresh('m');
      const row = effect(merchant, 'c', 1);
      const change = (to: EffectRecord): Promise<void> =>
        store.effects.change({ id: row, holder: 'h' }, () => ({ row: to, value: undefined }));
      await change(row);
      await change({ ...row, sender: 'a2' });
      expect(await store.changes.recent([merchant], 60_000, 100)).toHaveLength(1);
      await change({ ...row, state: 'done' });
      expect(await store.changes.recent([merchant], 60_000, 100)).toHaveLength(2);
    });

    test('what was missed since a change is told, unless that one is gone or there is too much', async () => {
      await using clients = await openClients(subject, 1);
      const { changes, messages } = clients[0]!;
      const merchant = fresh('m');
      await messages.add(message(merchant, 'c1', 1, ''));
      const [first] = await changes.recent([merchant], 60_000, 10);
      // What was noted long before the last one that was heard of is not told again.
      await delay(30);
      await messages.add(message(merchant, 'c2', 1, ''));
      await messages.add(message(merchant, 'c3', 1, ''));
      const missed = await changes.since(merchant, first!.id, { ms: 0, limit: 10 });
      expect(missed!.map(({ subject: what }) => what)).toEqual(['c2', 'c3']);
      expect(await changes.since(merchant, first!.id, { ms: 0, limit: 1 })).toBeUndefined();
      expect(await changes.since(merchant, 2 ** 40, { ms: 0, limit: 10 })).toBeUndefined();
    });
  });
}

const effect = (merchant: string, conversation: string, visit: number): EffectRecord => ({
  ...{ merchant, workflowId: `${merchant}/${conversation}/r`, step: 'refund', visit, key: fresh('key') },
  ...{ operation: 'payments.refund', connection: 'psp', effect: 'money', digest: 'd', state: 'sending' },
  ...{ sender: 'a1', sendBy: 2, firstSentAt: visit, out: [], asked: 0, doubled: false },
});

function summaryPromises(subject: Subject): void {
  describe('summaries', () => {
    test('the last words are the customer’s, a flow’s or an agent’s, and the last handover is with them', async () => {
      await using clients = await openClients(subject, 2);
      const { messages, outbox } = clients[0]!;
      const merchant = fresh('m');
      const [c, empty] = [fresh('c'), fresh('c')];
      const summary = async () => (await clients[1]!.summaries.of(merchant, [c, empty])).get(c);
      await messages.add(message(merchant, c, 1, 'Where is my order?'));
      expect(await summary()).toEqual({
        last: { by: 'customer', text: 'Where is my order?', at: expect.any(Number) },
      });
      await outbox.add({
        merchant,
        conversation: c,
        key: fresh('k'),
        kind: 'reply',
        body: { text: 'On its way.' },
      });
      expect(await summary()).toMatchObject({
        last: { by: 'flow', text: 'On its way.' },
        unanswered: { by: 'customer', text: 'Where is my order?' },
      });
      await outbox.add(handedOver(merchant, c, fresh('k'), 'first'));
      await outbox.add(handedOver(merchant, c, fresh('k'), 'second'));
      expect((await summary())?.handover).toMatchObject({ text: 'second', queue: 'service' });
      const body = { text: 'Anna here.', by: 'anna' };
      await outbox.add({ merchant, conversation: c, key: fresh('k'), kind: 'reply', body });
      expect((await summary())?.last).toMatchObject({ by: 'agent', text: 'Anna here.' });
      const held = { notBefore: later(), body: { text: 'not yet' } };
      await outbox.add({ merchant, conversation: c, key: fresh('k'), kind: 'reply', ...held });
      expect((await summary())?.last).toMatchObject({ text: 'Anna here.' });
      expect(await clients[1]!.summaries.of(fresh('m'), [c])).toEqual(new Map([[c, {}]]));
    });

    test('a conversation whose key has been destroyed has none', async () => {
      await using clients = await openClients(subject, 2);
      const { messages, keys } = clients[0]!;
      const [merchant, c] = [fresh('m'), fresh('c')];
      await messages.add(message(merchant, c, 1, 'Marta Klein'));
      await keys.destroy({ kind: 'conversation', merchant, conversation: c });
      // Another process has not opened it before.
      expect((await clients[1]!.summaries.of(merchant, [c])).get(c)).toEqual({});
    });

    test('what people have is counted by queue and assignee, what flows answer apart, and unclear writes', async () => {
      await using clients = await openClients(subject, 1);
      const { conversations, effects, summaries } = clients[0]!;
      const merchant = fresh('m');
      for (const id of ['c1', 'c2', 'c3', 'c4']) await conversations.begin(merchant, id, 'chat');
      await conversations.giveToPeople(merchant, 'c1', 'service');
      await conversations.giveToPeople(merchant, 'c2', 'orders', { queue: 'orders-team' });
      await conversations.giveToPeople(merchant, 'c2', 'anna', { assignee: 'anna' });
      await conversations.giveToPeople(merchant, 'c3', 'service');
      const row = { ...effect(merchant, 'c1', 1), state: 'unknown' as const };
      await effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
      expect(await summaries.count(merchant, 60_000)).toEqual({
        people: [
          { queue: 'orders-team', assignee: 'anna', count: 1 },
          { queue: 'service', count: 2 },
        ],
        ...{ flows: 1, unclear: 1 },
      });
    });
  });
}

function pagePromises(subject: Subject): void {
  describe('lists of a desk', () => {
    test('conversations by queue and by who has them; whoever gets one back is nobody', async () => {
      await using clients = await openClients(subject, 1);
      const { conversations } = clients[0]!;
      const merchant = fresh('m');
      const listed = async (page: Parameters<typeof conversations.list>[1]): Promise<string[]> =>
        (await conversations.list(merchant, page)).map(({ conversation }) => conversation).sort();
      for (const id of ['c1', 'c2', 'c3']) await conversations.begin(merchant, id, 'chat');
      await conversations.giveToPeople(merchant, 'c1', 'service');
      await conversations.giveToPeople(merchant, 'c2', 'service');
      expect(await conversations.assign(merchant, 'c2', 'anna')).toBe(true);
      expect(await conversations.assign(merchant, 'c3', 'anna')).toBe(false);
      expect(await listed({ limit: 9, queue: 'service' })).toEqual(['c1', 'c2']);
      expect(await listed({ limit: 9, assignee: 'anna' })).toEqual(['c2']);
      expect(await listed({ limit: 9, assignee: null })).toEqual(['c1']);
      expect(await conversations.find(merchant, 'c2')).toMatchObject({
        ...{ people: 'anna', queue: 'service', assignee: 'anna' },
      });
      await conversations.assign(merchant, 'c2', null);
      expect(await conversations.find(merchant, 'c2')).toMatchObject({ people: 'service', queue: 'service' });
      await conversations.giveBack(merchant, 'c2');
      const back = await conversations.find(merchant, 'c2');
      expect([back!.queue, back!.assignee, back!.people]).toEqual([undefined, undefined, undefined]);
      expect(await listed({ limit: 9, queue: 'service' })).toEqual(['c1']);
    });

    test('writes, entries of the audit trail and ended requests by pages, none twice and none left out', async () => {
      await using clients = await openClients(subject, 1);
      const { unclear, effects, audit, approvals } = clients[0]!;
      const merchant = fresh('m');
      for (let visit = 1; visit <= 5; visit += 1) {
        // Two were sent at the same moment.
        const row = { ...effect(merchant, 'c', visit), firstSentAt: Math.min(visit, 4) };
        await effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
        const request = opened({ merchant, conversation: 'c', workflowId: `${merchant}/c/r${visit}` });
        const { id } = request.request;
        await approvals.open(request, []);
        await approvals.end(merchant, id, { state: 'rejected', at: Math.min(visit, 4) });
        const entry = { actor: visit === 3 ? 'ben' : 'anna', action: 'a', subject: 's', outcome: 'o' };
        await audit.record({ ...entry, merchant, at: visit, details: {} });
      }
      const sent: number[] = [];
      for (let page = await unclear.sent(merchant, 2); page.length > 0;) {
        sent.push(...page.map(({ visit }) => visit));
        page = await unclear.sent(merchant, 2, page.at(-1));
      }
      expect(sent).toEqual([5, 4, 3, 2, 1]);
      const ended: number[] = [];
      for (let page = await approvals.ended(merchant, 0, 2); page.length > 0;) {
        ended.push(...page.map(({ number }) => number));
        const { endedAt = 0, number } = page.at(-1)!;
        page = await approvals.ended(merchant, 0, 2, { endedAt, number });
      }
      expect(ended).toEqual([5, 4, 3, 2, 1]);
      const entries = await audit.list(merchant, 2, { actor: 'anna' });
      expect(entries.map(({ at }) => at)).toEqual([5, 4]);
      const before = await audit.list(merchant, 9, { actor: 'anna', before: entries[1]!.id });
      expect(before.map(({ at }) => at)).toEqual([2, 1]);
      expect(await audit.list(merchant, 9, { action: 'b' })).toEqual([]);
    });
  });
}
