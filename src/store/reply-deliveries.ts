/** Replies on their way to channels: a row for each conversation that has some; see `ReplyDeliveries`. */
import { sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import type { ClaimedReplies, ReplyDeliveries, DeliveredChannel } from './reply-delivery.js';
import type { Database, DatabaseTransaction } from './schema.js';

/** Deliveries in the database. */
export const replyDeliveries = (database: Database): ReplyDeliveries => ({
  async begin(channels) {
    if (channels.length === 0) return;
    await database
      .insertInto('webhook_channels')
      .values(channels.map(({ merchant, channel }) => ({ merchant, channel })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  claim: (channels, leaseMs) => claim(database, channels, leaseMs),
  passed: (claimed, position, goesOn) =>
    database.transaction().execute(async (transaction) => {
      const { merchant, conversation } = claimed;
      // No reply is added meanwhile, which would then be left.
      await lockName(transaction, 'conversation', merchant, conversation);
      const next = await transaction
        .selectFrom('outbox')
        .select('not_before')
        .where('merchant', '=', merchant)
        .where('conversation', '=', conversation)
        .where('position', '>', position)
        .orderBy('position')
        .executeTakeFirst();
      if (next === undefined) {
        await transaction
          .deleteFrom('reply_deliveries')
          .where('merchant', '=', merchant)
          .where('conversation', '=', conversation)
          .where('due_at', '=', claimed.until)
          .execute();
        return false;
      }
      const dueAt = goesOn
        ? claimed.until
        : sql<number>`greatest(${databaseNow}, ${next.not_before}::bigint)`;
      const { numUpdatedRows } = await one(transaction, claimed)
        .set({ position, attempts: 0, due_at: dueAt })
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    }),
  async retry(claimed, inMs) {
    await one(database, claimed)
      .set({ due_at: sql<number>`${databaseNow} + ${inMs}::bigint` })
      .execute();
  },
});

/** Notes that a reply waits for its channel, if it is delivered to; within the transaction that adds it. */
export async function awaitDelivery(
  transaction: DatabaseTransaction,
  { merchant, conversation, position, notBefore }: AddedReply,
): Promise<void> {
  await sql`
    insert into reply_deliveries (merchant, conversation, channel, position, attempts, due_at)
    select c.merchant, c.conversation, c.channel, ${position - 1}, 0, greatest(${databaseNow}, ${notBefore}::bigint)
    from conversations c join webhook_channels w on w.merchant = c.merchant and w.channel = c.channel
    where c.merchant = ${merchant} and c.conversation = ${conversation}
    on conflict do nothing`.execute(transaction);
}

interface AddedReply {
  merchant: string;
  conversation: string;
  position: number;
  /** Epoch ms. */
  notBefore: number;
}

/** The oldest of each channel, so that none waits for another one's. */
async function claim(
  database: Database,
  channels: readonly (DeliveredChannel & { most: number })[],
  leaseMs: number,
): Promise<ClaimedReplies[]> {
  if (channels.length === 0) return [];
  const { rows } = await sql<ClaimedReplies>`
    update reply_deliveries as taken
    set due_at = ${databaseNow} + ${leaseMs}::bigint, attempts = taken.attempts + 1
    from (
      select due.merchant, due.conversation
      from unnest(
        ${channels.map(({ merchant }) => merchant)}::text[],
        ${channels.map(({ channel }) => channel)}::text[],
        ${channels.map(({ most }) => most)}::int[]
      ) as wanted (merchant, channel, most),
      lateral (
        select merchant, conversation from reply_deliveries
        where merchant = wanted.merchant and channel = wanted.channel and due_at <= ${databaseNow}
        order by due_at limit wanted.most for update skip locked
      ) as due
    ) as found
    where taken.merchant = found.merchant and taken.conversation = found.conversation
    returning taken.merchant, taken.conversation, taken.channel, taken.position as after,
      taken.attempts as attempt, taken.due_at as until, ${databaseNow} as "takenAt"`.execute(database);
  return rows;
}

/** The row, if nobody else has taken it since. */
const one = (database: Database, { merchant, conversation, until }: ClaimedReplies) =>
  database
    .updateTable('reply_deliveries')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('due_at', '=', until);
