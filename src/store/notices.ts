/** Notices to approvers; see `Notices`. */
import { sql } from 'kysely';
import { rowOf } from './approval-requests.js';
import type { ClaimedNotice, NoticeId, Notices } from './approvals.js';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';

/** Notices in the database; an attempt that is under way is one that is due again after its lease. */
export const notices = (database: Database): Notices => ({
  claim: (merchants, limit, leaseMs) =>
    database.transaction().execute(async (transaction) => {
      if (merchants.length === 0) return [];
      const due = await transaction
        .selectFrom('approval_notices')
        .select(['merchant', 'number', 'kind', 'target', 'attempts'])
        .where('state', '=', 'due')
        .where('at', '<=', databaseNow)
        .where('merchant', 'in', merchants)
        .orderBy('at')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute();
      const claimed: ClaimedNotice[] = [];
      for (const { attempts, ...id } of due) {
        await one(transaction, id)
          .set({ at: sql<number>`${databaseNow} + ${leaseMs}::bigint`, attempts: attempts + 1 })
          .execute();
        const request = await transaction
          .selectFrom('approval_requests')
          .selectAll()
          .where('merchant', '=', id.merchant)
          .where('number', '=', id.number)
          .executeTakeFirstOrThrow();
        claimed.push({ ...id, attempt: attempts + 1, request: rowOf(request) });
      }
      return claimed;
    }),
  async settle(notice, outcome) {
    const settled =
      typeof outcome === 'string'
        ? { state: outcome, at: databaseNow }
        : { at: sql<number>`${databaseNow} + ${outcome.retryInMs}::bigint` };
    await one(database, notice).set(settled).where('state', '=', 'due').execute();
  },
  list: (merchant, number) =>
    database
      .selectFrom('approval_notices')
      .select(['kind', 'target', 'state', 'at'])
      .where('merchant', '=', merchant)
      .where('number', '=', number)
      .orderBy('at')
      .orderBy('target')
      .execute(),
});

const one = (database: Database, { merchant, number, kind, target }: NoticeId) =>
  database
    .updateTable('approval_notices')
    .where('merchant', '=', merchant)
    .where('number', '=', number)
    .where('kind', '=', kind)
    .where('target', '=', target);
