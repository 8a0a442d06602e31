/** What has changed of late, by kind and id, for those who watch: triggers write it in the transaction that changes it. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';

/** Kinds of what changes. */
export const changeKinds = ['conversation', 'approval', 'effect', 'pause', 'flow'] as const;

/** Something that has changed. */
export interface Change {
  id: number;
  merchant: string;
  kind: (typeof changeKinds)[number];
  /** Id of a conversation, number of a request, id of a write, what was paused, name of a flow. */
  subject: string;
}

/** Changes of the last hour. */
export interface Changes {
  /** Changes of merchants that were noted in the last so many ms, in the order of their ids; at most so many. */
  recent(merchants: readonly string[], ms: number, limit: number): Promise<Change[]>;
  /**
   * A merchant's changes since the one of an id, with those noted up to so many ms before it, which may have been committed
   * after it; undefined if that one is gone, or there are more than the limit.
   */
  since(
    merchant: string,
    id: number,
    { ms, limit }: { ms: number; limit: number },
  ): Promise<Change[] | undefined>;
}

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
