/** What has changed of late, by kind and id, for those who watch: triggers write it in the transaction that changes it. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Change, Changes } from './desk.js';
import type { Database } from './schema.js';

/** Changes in the database. */
export const changes = (database: Database): Changes => ({
  recent: (merchants, ms, limit) =>
    database
      .selectFrom('changes')
      .select(columns)
      .where('merchant', '=', sql<string>`any(${merchants}::text[])`)
      .where('at', '>=', sql<number>`${databaseNow} - ${ms}::bigint`)
      .orderBy('id')
      .limit(limit)
      .$narrowType<Pick<Change, 'kind'>>()
      .execute(),
  async since(merchant, id, { ms, limit }) {
    const last = await database.selectFrom('changes').select('at').where('id', '=', id).executeTakeFirst();
    if (last === undefined) return undefined;
    const found = await database
      .selectFrom('changes')
      .select(columns)
      .where('merchant', '=', merchant)
      .where('at', '>=', last.at - ms)
      .where('id', '!=', id)
      .orderBy('id')
      .limit(limit + 1)
      .$narrowType<Pick<Change, 'kind'>>()
      .execute();
    return found.length > limit ? undefined : found;
  },
});

const columns = ['id', 'merchant', 'kind', 'subject'] as const;
