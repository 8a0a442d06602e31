/** Promises of tokens and leases. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function tokensPromises(subject: Subject): void {
  describe('tokens', () => {
    test('all clients read the last token', async () => {
      await using clients = await openClients(subject, 2);
      const connection = fresh('connection');
      expect(await clients[0]!.tokens.get(connection)).toBeUndefined();
      expect(await clients[0]!.tokens.put(connection, { access: 'a' }, 1, 0)).toBe(true);
      expect(await clients[1]!.tokens.put(connection, 'b', 2, 1)).toBe(true);
      expect(await clients[0]!.tokens.get(connection)).toEqual({ token: 'b', expiresAt: 2, version: 2 });
    });

    test('of many that have read the same version one writes the next', async () => {
      await using clients = await openClients(subject, 4);
      const connection = fresh('connection');
      for (const version of [0, 1]) {
        const written = await Promise.all(
          clients.map(({ tokens }, index) => tokens.put(connection, `${version} ${index}`, 1, version)),
        );
        expect(written.filter(Boolean)).toHaveLength(1);
        const winner = `${version} ${written.indexOf(true)}`;
        expect(await clients[0]!.tokens.get(connection)).toMatchObject({
          token: winner,
          version: version + 1,
        });
      }
    });

    test('of many holders at once one gets the lease; only its release lets the next have it', async () => {
      await using clients = await openClients(subject, 4);
      const connection = fresh('connection');
      const holders = Array.from({ length: 12 }, (_, index) => `holder ${index}`);
      const lease = (holder: string, index = 0) =>
        clients[index % 4]!.tokens.lease(connection, holder, 60_000);
      const taken = await Promise.all(holders.map(lease));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const winner = holders[taken.indexOf(true)]!;
      await clients[0]!.tokens.release(connection, 'somebody else');
      expect(await lease('next')).toBe(false);
      expect(await lease(winner)).toBe(true);
      await clients[0]!.tokens.release(connection, winner);
      expect(await lease('next')).toBe(true);
    });

    test('a lease whose holder has died ends by itself', async () => {
      await using clients = await openClients(subject, 1);
      const { tokens } = clients[0]!;
      const connection = fresh('connection');
      expect(await tokens.lease(connection, 'dead', 1)).toBe(true);
      await delay(20);
      expect(await tokens.lease(connection, 'next', 60_000)).toBe(true);
    });
  });
}
