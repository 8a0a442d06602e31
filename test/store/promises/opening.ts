/** Promises of opening a store. */
import { describe, expect, test } from 'vitest';
import pg from 'pg';
import { openStore } from '../../../src/store/open-store.js';
import { accessOf } from '../../../src/store/pool.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function openingPromises(subject: Subject): void {
  describe('opening', () => {
    test('many processes that open a store at once all find it ready', async () => {
      await using clients = await openClients(subject, 6);
      await Promise.all(clients.map((client) => client.ping()));
    });

    test('opening a store that is up to date changes nothing in it', async () => {
      await using owner = await openStore({ databaseUrl: subject.url() });
      await owner.ping();
      const client = new pg.Client(accessOf(subject.url()));
      await client.connect();
      const before = await client.query('select name, applied_at from schema_versions');
      await using again = await openStore({ databaseUrl: subject.url() });
      await again.ping();
      const after = await client.query('select name, applied_at from schema_versions');
      await client.end();
      expect(after.rows).toEqual(before.rows);
    });

    test('clients that ask at once get their own answers', async () => {
      await using clients = await openClients(subject, 4);
      const merchant = fresh('merchant');
      const rounds = Array.from({ length: 40 }, (_, index) => index);
      await Promise.all(
        clients.flatMap((client, number) =>
          rounds.map(async (round) => {
            const connection = `${merchant}/${number}/${round}`;
            await client.tokens.put(connection, { number, round }, round, 0);
            expect(await client.tokens.get(connection)).toEqual({
              token: { number, round },
              expiresAt: round,
              version: 1,
            });
            await client.audit.record({
              ...{
                merchant,
                at: round,
                actor: `client ${number}`,
                action: 'put',
                subject: connection,
                outcome: 'done',
              },
              details: { actor: `client ${number}` },
            });
          }),
        ),
      );
      const entries = await clients[0]!.audit.list(merchant, 1_000);
      expect(entries).toHaveLength(clients.length * rounds.length);
      expect(entries.filter(({ actor, details }) => details['actor'] !== actor)).toEqual([]);
    });
  });
}
