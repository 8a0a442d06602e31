/** Promises of what language models may be asked. */
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function modelUsagePromises(subject: Subject): void {
  describe('use of language models', () => {
    test('of many calls at once from several clients no more than the budget is granted', async () => {
      await using clients = await openClients(subject, 4);
      const merchant = fresh('merchant');
      const spend = (index: number) =>
        clients[index % 4]!.modelUsage.spend({
          ...{ merchant, conversation: `c${index % 2}` },
          ...{ perConversation: { calls: 6 }, perMerchant: { calls: 10 } },
        });
      const granted = await Promise.all(Array.from({ length: 24 }, (_, index) => spend(index)));
      expect(granted.filter(Boolean)).toHaveLength(10);
      expect(await clients[0]!.modelUsage.today(merchant)).toEqual({ calls: 10, tokens: 0 });
    });

    test('tokens of a conversation bound it, and not its neighbours', async () => {
      await using clients = await openClients(subject, 1);
      const { modelUsage } = clients[0]!;
      const merchant = fresh('merchant');
      const budgets = { perConversation: { tokens: 100 }, perMerchant: { tokens: 10_000 } };
      expect(await modelUsage.spend({ merchant, conversation: 'a', ...budgets })).toBe(true);
      await modelUsage.add({ merchant, conversation: 'a', tokens: 60 });
      expect(await modelUsage.spend({ merchant, conversation: 'a', ...budgets })).toBe(true);
      await modelUsage.add({ merchant, conversation: 'a', tokens: 60 });
      expect(await modelUsage.spend({ merchant, conversation: 'a', ...budgets })).toBe(false);
      expect(await modelUsage.spend({ merchant, conversation: 'b', ...budgets })).toBe(true);
      expect(await modelUsage.today(merchant)).toEqual({ calls: 3, tokens: 120 });
    });

    test('another merchant has a budget of its own', async () => {
      await using clients = await openClients(subject, 1);
      const { modelUsage } = clients[0]!;
      const budgets = { perConversation: {}, perMerchant: { calls: 1 } };
      for (const merchant of [fresh('merchant'), fresh('merchant')]) {
        expect(await modelUsage.spend({ merchant, conversation: 'c', ...budgets })).toBe(true);
        expect(await modelUsage.spend({ merchant, conversation: 'c', ...budgets })).toBe(false);
      }
    });
  });
}
