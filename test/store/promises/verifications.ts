/** Promises of verifications. */
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/store/store.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const DAY_MS = 86_400_000;
const NOW = 1_800_000_000_000;

/** Facts that do not match, where no limit is near. */
const guess = (named: Pick<Comparison, 'merchant' | 'conversation' | 'number' | 'set'>): Comparison => ({
  ...named,
  now: NOW,
  limits: { conversation: 100, number: 100 },
});

/** Proves them. */
export function verificationsPromises(subject: Subject): void {
  describe('verifications', () => {
    test('an attempt counts once however often it is made, and each of many at once sees its own count', async () => {
      await using clients = await openClients(subject, 4);
      const [merchant, number] = [fresh('merchant'), fresh('number')];
      const judged = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          clients[index % 4]!.verifications.judge(
            guess({ merchant, conversation: fresh('c'), number, set: `set ${index}` }),
          ),
        ),
      );
      expect(judged.map(({ attempts }) => attempts.number).sort((a, b) => a - b)).toEqual(
        judged.map((_, index) => index + 1),
      );
      const again = guess({ merchant, conversation: 'one', number, set: 'the same' });
      await clients[0]!.verifications.judge(again);
      expect(await clients[1]!.verifications.judge(again)).toEqual({
        verdict: 'failed',
        attempts: { conversation: 1, number: 13, merchant: 13 },
      });
    });

    test('of 40 guesses at once five are compared with effect, wherever the right one stands among them', async () => {
      await using clients = await openClients(subject, 4);
      for (const right of [0, 4, 5, 20, 39]) {
        const [merchant, number] = [fresh('merchant'), fresh('number')];
        const limits = { conversation: 3, number: 5 };
        const match = { subject: 'order:r-1', number: '1001', until: NOW + DAY_MS, hashes: [] };
        const judged = await Promise.all(
          Array.from({ length: 40 }, (_, index) =>
            clients[index % 4]!.verifications.judge({
              ...guess({ merchant, conversation: `c${index}`, number, set: `set ${index}` }),
              ...{ limits, ...(index === right ? { match } : {}) },
            }),
          ),
        );
        const failed = judged.filter(({ verdict }) => verdict === 'failed');
        expect(failed.map(({ attempts }) => attempts.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
        const { verdict, attempts } = judged[right]!;
        const seen = await clients[0]!.verifications.verified(merchant, `c${right}`, NOW);
        // The right one counts if fewer than five wrong ones were before it, and else as if it were wrong.
        expect([verdict, seen.length]).toEqual(attempts.number < 5 ? ['verified', 1] : ['exhausted', 0]);
      }
    });

    test('a conversation with too many failures is judged no more, on whatever number', async () => {
      await using clients = await openClients(subject, 1);
      const { verifications } = clients[0]!;
      const merchant = fresh('merchant');
      const limits = { conversation: 3, number: 5 };
      const verdicts: string[] = [];
      for (const number of ['n1', 'n2', 'n3', 'n4']) {
        const { verdict } = await verifications.judge({
          ...guess({ merchant, conversation: 'c', number, set: number }),
          limits,
        });
        verdicts.push(verdict);
      }
      expect(verdicts).toEqual(['failed', 'failed', 'failed', 'exhausted']);
    });

    test('a conversation remembers its attempts; an order number and a merchant forget theirs after a day', async () => {
      await using clients = await openClients(subject, 1);
      const { verifications } = clients[0]!;
      const [merchant, number] = [fresh('merchant'), fresh('number')];
      await verifications.judge(guess({ merchant, conversation: 'c', number, set: 's' }));
      expect(await verifications.attempts(merchant, 'c', number, NOW + DAY_MS - 1)).toEqual({
        conversation: 1,
        number: 1,
        merchant: 1,
      });
      expect(await verifications.attempts(merchant, 'c', number, NOW + DAY_MS)).toEqual({
        conversation: 1,
        number: 0,
        merchant: 0,
      });
      expect(await verifications.attempts(merchant, 'd', fresh('number'), NOW)).toEqual({
        conversation: 0,
        number: 0,
        merchant: 1,
      });
      expect(await verifications.attempts(fresh('merchant'), 'c', number, NOW)).toEqual({
        conversation: 0,
        number: 0,
        merchant: 0,
      });
    });

    test('facts verify one order, in one conversation, until a moment', async () => {
      await using clients = await openClients(subject, 1);
      const { verifications } = clients[0]!;
      const place = { merchant: fresh('merchant'), conversation: 'c' };
      const seen = { subject: 'order:r-1', number: '1001', until: NOW, hashes: [] };
      const match = { ...place, scope: 'c', ...seen };
      await verifications.verify(match);
      const verified = (now: number, conversation = 'c') =>
        verifications.verified(place.merchant, conversation, now);
      expect(await verified(NOW - 1)).toEqual([{ subject: 'order:r-1', number: '1001' }]);
      expect(await verified(NOW)).toEqual([]);
      expect(await verified(NOW - 1, 'd')).toEqual([]);
      await verifications.verify({ ...match, until: NOW + DAY_MS });
      expect(await verified(NOW)).toHaveLength(1);
    });

    test('what was verified in a conversation ends for whomever, and elsewhere stays', async () => {
      await using clients = await openClients(subject, 1);
      const { verifications } = clients[0]!;
      const merchant = fresh('merchant');
      const seen = { merchant, subject: 'order:r-1', number: '1001', until: NOW + DAY_MS, hashes: [] };
      for (const [conversation, scope] of [
        ['c', 'c'],
        ['c', 'a customer'],
        ['d', 'd'],
      ] as const)
        await verifications.verify({ ...seen, conversation, scope });
      await verifications.end(merchant, 'c');
      const left = ['c', 'a customer', 'd'].map(async (scope) =>
        (await verifications.verified(merchant, scope, NOW)).map(({ number }) => number),
      );
      expect(await Promise.all(left)).toEqual([[], [], ['1001']]);
    });
  });
}
