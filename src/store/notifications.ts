/** Notifications to approvers; see `ApprovalNotifications`. */
import { type Selectable, sql } from 'kysely';
import type { Log } from '../contracts/log.js';
import { openIfWhole } from './approval-requests.js';
import type { ClaimedNotification, NotificationId, ApprovalNotifications } from './approvals.js';
import { databaseNow } from './clock-and-locks.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import type { Cells } from './sealed-cells.js';

/** Notifications in the database; an attempt that is under way is one that is due again after its lease. */
export const notifications = (
  database: Database,
  cells: Cells,
  log: Pick<Log, 'error'>,
): ApprovalNotifications => ({
  async claim(merchants, limit, leaseMs) {
    if (merchants.length === 0) return [];
    const claimed = await database
      .transaction()
      .execute((transaction) => take(transaction, merchants, limit, leaseMs));
    const opened = await Promise.all(
      claimed.map(async ({ row, ...notification }): Promise<ClaimedNotification | undefined> => {
        const request = await openIfWhole(cells, row, log);
        return request && { ...notification, request };
      }),
    );
    return opened.filter((notification) => notification !== undefined);
  },
  async settle(notification, outcome) {
    const settled =
      typeof outcome === 'string'
        ? { state: outcome, at: databaseNow }
        : { at: sql<number>`${databaseNow} + ${outcome.retryInMs}::bigint` };
    await one(database, notification).set(settled).where('state', '=', 'due').execute();
  },
  list: (merchant, number) =>
    database
      .selectFrom('approval_notifications')
      .select(['kind', 'target', 'state', 'at'])
      .where('merchant', '=', merchant)
      .where('number', '=', number)
      .orderBy('at')
      .orderBy('target')
      .execute(),
});

const one = (database: Database, { merchant, number, kind, target }: NotificationId) =>
  database
    .updateTable('approval_notifications')
    .where('merchant', '=', merchant)
    .where('number', '=', number)
    .where('kind', '=', kind)
    .where('target', '=', target);

type Taken = Omit<ClaimedNotification, 'request'> & { row: Selectable<Tables['approval_requests']> };

async function take(
  transaction: DatabaseTransaction,
  merchants: readonly string[],
  limit: number,
  leaseMs: number,
): Promise<Taken[]> {
  const due = await transaction
    .selectFrom('approval_notifications')
    .select(['merchant', 'number', 'kind', 'target', 'attempts'])
    .where('state', '=', 'due')
    .where('at', '<=', databaseNow)
    .where('merchant', 'in', merchants)
    .orderBy('at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  const taken: Taken[] = [];
  for (const { attempts, ...id } of due) {
    await one(transaction, id)
      .set({ at: sql<number>`${databaseNow} + ${leaseMs}::bigint`, attempts: attempts + 1 })
      .execute();
    const row = await transaction
      .selectFrom('approval_requests')
      .selectAll()
      .where('merchant', '=', id.merchant)
      .where('number', '=', id.number)
      .executeTakeFirstOrThrow();
    taken.push({ ...id, attempt: attempts + 1, row });
  }
  return taken;
}
