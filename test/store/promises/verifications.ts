/** Promises of verifications. */
import { describe, expect, test } from '@jest/globals';
import { fresh, openClients, type Subject } from '../support/subject.js';

const DAY_MS = 86_400_000;
const NOW = 1_800_000_000_000;

/** Proves them. */
export function verificationsPromises(subject: Subject): void {
  describe('verifications', () => {
    test('an attempt counts once however often it is made, and each of many at once sees its own count', async () => {
      await using clients = await openClients(subject, 4);
      const [merchant, number] = [fresh('merchant'), fresh('number')];
      const counts = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          clients[index % 4]!.verifications.failed({
            merchant,
            conversation: fresh('c'),
            number,
            set: `set ${index}`,
            now: NOW,
          }),
        ),
      );
      expect(counts.map((count) => count.number).sort((a, b) => a - b)).toEqual(
        counts.map((_, index) => index + 1),
      );
      const again = { merchant, conversation: 'one', number, set: 'the same', now: NOW };
      await clients[0]!.verifications.failed(again);
      expect(await clients[1]!.verifications.failed(again)).toEqual({
        conversation: 1,
        number: 13,
        merchant: 13,
      });
    });

    test('a conversation remembers its attempts; an order number and a merchant forget theirs after a day', async () => {
      await using clients = await openClients(subject, 1);
      const { verifications } = clients[0]!;
      const [merchant, number] = [fresh('merchant'), fresh('number')];
      await verifications.failed({ merchant, conversation: 'c', number, set: 's', now: NOW });
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
      const match = { ...place, orderRef: 'r-1', orderNumber: '1001', until: NOW };
      await verifications.verify(match);
      const verified = (now: number, conversation = 'c') =>
        verifications.verified(place.merchant, conversation, now);
      expect(await verified(NOW - 1)).toEqual([{ orderRef: 'r-1', orderNumber: '1001' }]);
      expect(await verified(NOW)).toEqual([]);
      expect(await verified(NOW - 1, 'd')).toEqual([]);
      await verifications.verify({ ...match, until: NOW + DAY_MS });
      expect(await verified(NOW)).toHaveLength(1);
    });
  });
}
