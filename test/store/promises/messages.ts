/** Promises of messages' texts. */
import { describe, expect, test } from 'vitest';
import type { CustomerMessage } from '../../../src/contracts/workflow-messages.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function messagesPromises(subject: Subject): void {
  describe('messages', () => {
    const place = () => ({ merchant: fresh('merchant'), conversation: fresh('conversation') });
    const message = (
      at: { merchant: string; conversation: string },
      seq: number,
      messageId = `m${seq}`,
    ): CustomerMessage => ({ ...at, messageId, seq, text: `text ${seq}`, sentAt: '2026-11-28T09:00:00Z' });

    test('a message is kept whole, and read by its id', async () => {
      await using clients = await openClients(subject, 1);
      const { messages } = clients[0]!;
      const at = place();
      const customer = { ref: 'r1', email: 'kim@example.com', voucher: 'v' };
      const whole = { ...message(at, 1), language: 'de-CH', startedBy: 'anna', customer };
      expect(await messages.add(whole)).toEqual({ seq: 1, isNew: true });
      expect(await messages.add(message(at, 2))).toEqual({ seq: 2, isNew: true });
      const { merchant, conversation, ...kept } = whole;
      const bare = { messageId: 'm2', seq: 2, text: 'text 2', sentAt: whole.sentAt };
      expect(await messages.get(merchant, conversation, ['m2', 'none', 'm1'])).toEqual([bare, kept]);
      expect(await messages.get(merchant, fresh('other'), ['m1'])).toEqual([]);
    });

    test('it is noted up to where its writer could read, once: a row that is held back hides those after it', async () => {
      await using clients = await openClients(subject, 1);
      const { messages, outbox } = clients[0]!;
      const at = place();
      const say = (key: string, notBefore = 0) =>
        outbox.add({ ...at, kind: 'question', body: { text: key }, key: `${at.merchant}/${key}`, notBefore });
      const seenBy = async (messageId: string) =>
        (await outbox.readable({ ...at, messageId, keys: [] })).seen;
      await messages.add(message(at, 1));
      await say('a');
      await messages.add(message(at, 2));
      await messages.add(message(at, 1));
      await say('b', Number.MAX_SAFE_INTEGER);
      await say('c');
      await messages.add(message(at, 3));
      expect([await seenBy('m1'), await seenBy('m2'), await seenBy('m3')]).toEqual([0, 1, 1]);
      const keys = ['a', 'c', 'none'].map((key) => `${at.merchant}/${key}`);
      const { positions } = await outbox.readable({ ...at, messageId: 'm1', keys });
      expect([...positions]).toEqual([
        [keys[0], 1],
        [keys[1], 3],
      ]);
      expect(await outbox.readable({ ...at, messageId: 'none', keys: [] })).toEqual({ positions: new Map() });
    });

    test('of the same id the first stays, at its position, whoever adds at once', async () => {
      await using clients = await openClients(subject, 4);
      const at = place();
      const added = await Promise.all(
        clients.map(({ messages }, index) =>
          messages.add({ ...message(at, index + 1, 'm'), text: `by ${index + 1}` }),
        ),
      );
      const kept = added.map((result) => (result === 'erased' ? undefined : result));
      const seqs = kept.map((result) => result?.seq);
      expect(new Set(seqs).size).toBe(1);
      expect(kept.filter((result) => result?.isNew)).toHaveLength(1);
      const [first] = await clients[0]!.messages.get(at.merchant, at.conversation, ['m']);
      expect(first).toMatchObject({ seq: seqs[0], text: `by ${seqs[0]}` });
    });

    test('a position belongs to one message', async () => {
      await using clients = await openClients(subject, 1);
      const { messages } = clients[0]!;
      const at = place();
      await messages.add(message(at, 1, 'a'));
      expect(await messages.add(message(at, 1, 'b'))).toBeUndefined();
      expect(await messages.get(at.merchant, at.conversation, ['b'])).toEqual([]);
    });

    test('those at given positions that were not passed on come in order, a page at a time', async () => {
      await using clients = await openClients(subject, 1);
      const { messages, outbox } = clients[0]!;
      const at = place();
      for (const seq of [5, 3, 9, 1, 4, 2, 8]) await messages.add(message(at, seq));
      const keyPrefix = `${at.conversation}/passed/`;
      const row = { ...at, kind: 'passed_on', body: { text: '', messageId: 'm3' } } as const;
      await outbox.add({ ...row, key: `${keyPrefix}m3` });
      const page = async (limit: number, positions: { from: number; to?: number }[]) =>
        (await messages.notPassedOn({ ...at, positions, keyPrefix, limit })).map(({ seq }) => seq);
      expect(await page(10, [{ from: 2, to: 4 }, { from: 8 }])).toEqual([2, 4, 8, 9]);
      expect(await page(3, [{ from: 1 }])).toEqual([1, 2, 4]);
      expect(await page(3, [])).toEqual([]);
      const last = await messages.list(at.merchant, at.conversation, 3);
      expect(last.map(({ seq }) => seq)).toEqual([5, 8, 9]);
      expect(await messages.list(at.merchant, fresh('conversation'), 3)).toEqual([]);
    });
  });
}
