/** Promises of what live workers serve. */
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function workersPromises(subject: Subject): void {
  describe('live workers', () => {
    test('hear of those that serve a merchant of theirs in another version, until these leave', async () => {
      await using clients = await openClients(subject, 1);
      const { workers } = clients[0]!;
      const [shop, other] = [fresh('merchant'), fresh('merchant')];
      const [one, two, three] = [fresh('worker'), fresh('worker'), fresh('worker')];
      expect(await workers.serve(one, { [shop]: 'a', [other]: 'a' })).toEqual([]);
      expect(await workers.serve(two, { [shop]: 'b' })).toEqual([{ worker: one, merchant: shop }]);
      expect(await workers.serve(three, { [other]: 'a' })).toEqual([]);
      expect(await workers.serve(one, { [shop]: 'a', [other]: 'a' })).toEqual([
        { worker: two, merchant: shop },
      ]);
      expect(await workers.serve(two, { [shop]: 'a' })).toEqual([]);
      expect(await workers.serve(two, { [shop]: 'c' })).toEqual([{ worker: one, merchant: shop }]);
      expect(await workers.isServed(shop)).toBe(true);
      await workers.leave(two);
      await workers.leave(one);
      expect(await workers.isServed(shop)).toBe(false);
      expect(await workers.isServed(other)).toBe(true);
      expect(await workers.serve(one, { [shop]: 'a' })).toEqual([]);
    });
  });
}
