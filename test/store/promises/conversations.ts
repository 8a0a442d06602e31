/** Promises of conversations: who began them. */
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function conversationsPromises(subject: Subject): void {
  describe('conversations', () => {
    test('of several channels at once one begins a conversation, and it stays theirs', async () => {
      await using clients = await openClients(subject, 4);
      const [merchant, conversation] = [fresh('merchant'), fresh('conversation')];
      const { conversations } = clients[0]!;
      expect(await conversations.channelOf(merchant, conversation)).toBeUndefined();
      const begun = await Promise.all(
        clients.map((client, index) =>
          client.conversations.begin(merchant, conversation, `channel-${index}`),
        ),
      );
      expect(begun.filter(Boolean)).toHaveLength(1);
      const theirs = `channel-${begun.indexOf(true)}`;
      expect(await conversations.channelOf(merchant, conversation)).toBe(theirs);
      expect(await conversations.begin(merchant, conversation, theirs)).toBe(true);
    });

    test('what a message began without a channel is no channel’s', async () => {
      await using clients = await openClients(subject, 1);
      const { conversations, messages } = clients[0]!;
      const at = { merchant: fresh('merchant'), conversation: fresh('conversation') };
      await messages.add({ ...at, messageId: 'm', seq: 1, text: '', sentAt: '2026-11-28T09:00:00Z' });
      expect(await conversations.channelOf(at.merchant, at.conversation)).toBe('');
      expect(await conversations.begin(at.merchant, at.conversation, 'shop-chat')).toBe(false);
    });

    test('a message changes nothing about who began its conversation', async () => {
      await using clients = await openClients(subject, 1);
      const { conversations, messages } = clients[0]!;
      const at = { merchant: fresh('merchant'), conversation: fresh('conversation') };
      await conversations.begin(at.merchant, at.conversation, 'shop-chat');
      await messages.add({ ...at, messageId: 'm', seq: 1, text: '', sentAt: '2026-11-28T09:00:00Z' });
      expect(await conversations.channelOf(at.merchant, at.conversation)).toBe('shop-chat');
    });
  });
}
