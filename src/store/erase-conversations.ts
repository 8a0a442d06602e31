/** Finds and forgets conversations in the database; see `Erasure`. */
import { type RawBuilder, sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Erasure, Expired } from './erasure.js';
import { dropCounts } from './flow-runs.js';
import { keys } from './keys.js';
import type { Database, DatabaseTransaction } from './schema.js';

/**
 * Tables whose rows of a conversation go when it is erased: all with a column `conversation`, but for those that
 * `test/store/column-privacy.test.ts` names with a reason.
 */
export const forgottenTables = [
  'approval_requests',
  'customer_hashes',
  'documents',
  'failed_attempts',
  'messages',
  'model_usage',
  'outbox',
  'reply_deliveries',
  'verifications',
] as const;

interface Place {
  merchant: string;
  conversation: string;
}

/** Erasure in the database. */
export const erasure = (database: Database): Erasure => ({
  ...notes(database),
  ...expiry(database),
  async close(merchant, conversation) {
    const row = { merchant, conversation, channel: '', begun_at: databaseNow, erased_at: databaseNow };
    await database
      .insertInto('conversations')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['merchant', 'conversation'])
          .doUpdateSet({
            erased_at: databaseNow,
            people: null,
            people_since: null,
            queue: null,
            assignee: null,
          })
          .where('conversations.erased_at', 'is', null),
      )
      .execute();
  },
  out: (merchant, conversation) => out(database, { merchant, conversation }),
  forget: (merchant, conversation, olderThanMs) =>
    database.transaction().execute(async (transaction) => {
      const place = { merchant, conversation };
      await lockName(transaction, 'conversation', merchant, conversation);
      if ((await out(transaction, place)).length > 0) return false;
      if (olderThanMs !== undefined && !(await hasExpired(transaction, place, olderThanMs))) return false;
      await forget(transaction, place);
      return true;
    }),
});

const notes = (database: Database): Pick<Erasure, 'conversationsOf' | 'note'> => ({
  async conversationsOf(merchant, hashes) {
    if (hashes.length === 0) return [];
    const found = await database
      .selectFrom('customer_hashes')
      .select('conversation')
      .distinct()
      .where('merchant', '=', merchant)
      .where('hash', 'in', hashes)
      .orderBy('conversation')
      .execute();
    return found.map(({ conversation }) => conversation);
  },
  async note(merchant, conversation, hashes) {
    if (hashes.length === 0) return;
    await database
      .insertInto('customer_hashes')
      .values(hashes.map((hash) => ({ merchant, conversation, hash })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
});

const expiry = (database: Database): Pick<Erasure, 'expired' | 'dropPast' | 'dropEvents'> => ({
  async expired(merchant, olderThanMs, limit, after) {
    const behind =
      after === undefined
        ? sql`true`
        : sql`(c.begun_at, c.conversation) > (${after.begunAt}::bigint, ${after.conversation}::text)`;
    const { rows } = await sql<Expired>`${expired(merchant, olderThanMs)} and ${behind}
      order by c.begun_at, c.conversation limit ${limit}`.execute(database);
    return rows;
  },
  async dropEvents(merchant, olderThanMs) {
    await database
      .deleteFrom('received_events')
      .where('merchant', '=', merchant)
      .where('due_at', 'is', null)
      .where('received_at', '<', sql<number>`${databaseNow} - ${olderThanMs}::bigint`)
      .execute();
  },
  async dropPast() {
    await database
      .deleteFrom('event_waits')
      .where('until', '<', sql<number>`${databaseNow} - ${HOUR_MS}::bigint`)
      .execute();
    for (const table of ['verifications', 'verification_brakes'] as const)
      await database
        .deleteFrom(table)
        .where('until', '<', sql<number>`${databaseNow} - ${HOUR_MS}::bigint`)
        .execute();
    await database
      .deleteFrom('tried_numbers')
      .where('at', '<', sql<number>`${databaseNow} - ${LONGEST_WATCH_MS}::bigint`)
      .execute();
    for (const table of ['sessions', 'sign_in_links'] as const)
      await database.deleteFrom(table).where('expires_at', '<', databaseNow).execute();
    await database
      .deleteFrom('changes')
      .where('at', '<', sql<number>`${databaseNow} - ${HOUR_MS}::bigint`)
      .execute();
    await dropCounts(database);
  },
});

/** Workers' clocks, by which verified orders are read, differ from the database's. */
const HOUR_MS = 3_600_000;

/** Longer than anything that is watched: a day, and the difference of clocks. */
const LONGEST_WATCH_MS = 25 * HOUR_MS;

/** What has been erased keeps its row, and is not looked at again. */
const expired = (merchant: string, olderThanMs: number) => sql<Expired>`
  with since as (select ${databaseNow} - ${olderThanMs}::bigint as at)
  select c.conversation, c.begun_at as "begunAt" from conversations c, since
  where c.merchant = ${merchant} and c.begun_at < since.at and c.last_at < since.at and c.erased_at is null
    and not exists (select from messages m where m.merchant = c.merchant and m.conversation = c.conversation
      and m.received_at >= since.at)
    and not exists (select from outbox o where o.merchant = c.merchant and o.conversation = c.conversation
      and o.created_at >= since.at)
    and not exists (select from approval_requests a where a.merchant = c.merchant and a.conversation = c.conversation
      and (a.state = 'open' or a.ended_at >= since.at))`;

/** Asked again under the lock: its customer may have written since. */
async function hasExpired(
  transaction: DatabaseTransaction,
  { merchant, conversation }: Place,
  olderThanMs: number,
): Promise<boolean> {
  const found = sql`${expired(merchant, olderThanMs)} and c.conversation = ${conversation} for update of c`;
  return (await found.execute(transaction)).rows.length > 0;
}

/** Of a conversation are its own workflow and its runs: `<merchant>/<conversation>/…`. */
const ownRuns = (conversation: string): RawBuilder<boolean> =>
  sql<boolean>`split_part(workflow_id, '/', 2) = ${conversation}`;

const out = (database: Database, { merchant, conversation }: Place): Promise<{ operation: string }[]> =>
  database
    .selectFrom('effects')
    .select('operation')
    .where('merchant', '=', merchant)
    .where(ownRuns(conversation))
    .where('state', 'in', ['sending', 'accepted'])
    .where((is) => is.or([is('state', '=', 'accepted'), is(sql`passed_gate::text`, '<>', '[]')]))
    .execute();

async function forget(transaction: DatabaseTransaction, { merchant, conversation }: Place): Promise<void> {
  for (const table of forgottenTables)
    await sql`delete from ${sql.table(table)} where merchant = ${merchant} and conversation = ${conversation}`.execute(
      transaction,
    );
  // One that has been erased stays closed; of one whose time was over nothing is left, and its customer may write again.
  await transaction
    .deleteFrom('conversations')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('erased_at', 'is', null)
    .execute();
  // What was about to be sent never left, and no longer can; what was sent keeps its key, digest, state and reference.
  await transaction
    .deleteFrom('effects')
    .where('merchant', '=', merchant)
    .where(ownRuns(conversation))
    .where('state', '=', 'sending')
    .execute();
  await transaction
    .updateTable('effects')
    .set({ request: null, answer: null })
    .where('merchant', '=', merchant)
    .where(ownRuns(conversation))
    .execute();
  await transaction
    .deleteFrom('event_waits')
    .where('merchant', '=', merchant)
    .where(ownRuns(conversation))
    .execute();
  await transaction
    .updateTable('reservations')
    .set({ state: 'freed' })
    .where('merchant', '=', merchant)
    .where(ownRuns(conversation))
    .where('state', '=', 'reserved')
    .execute();
  await keys(transaction).destroy({ kind: 'conversation', merchant, conversation });
}
