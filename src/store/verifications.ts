/** Verified orders and failed attempts; see `Verifications`. */
import { lockName } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { FailedAttempts, Verifications } from './store.js';

const DAY_MS = 86_400_000;

/** Verifications in the database. Attempts on one order number are counted one after the other, wherever they come from. */
export function verifications(database: Database): Verifications {
  return {
    failed: ({ merchant, conversation, number, set, now }) =>
      database.transaction().execute(async (transaction) => {
        await lockName(transaction, 'number', merchant, number);
        await transaction
          .insertInto('failed_attempts')
          .values({ merchant, conversation, number, set, at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return countAttempts(transaction, merchant, conversation, number, now);
      }),
    attempts: (merchant, conversation, number, now) =>
      countAttempts(database, merchant, conversation, number, now),
    async verify({ merchant, conversation, orderRef, orderNumber, until }) {
      await database
        .insertInto('verifications')
        .values({ merchant, conversation, order_ref: orderRef, order_number: orderNumber, until })
        .onConflict((conflict) =>
          conflict
            .columns(['merchant', 'conversation', 'order_ref'])
            .doUpdateSet({ order_number: orderNumber, until }),
        )
        .execute();
    },
    verified: (merchant, conversation, now) =>
      database
        .selectFrom('verifications')
        .select(['order_ref as orderRef', 'order_number as orderNumber'])
        .where('merchant', '=', merchant)
        .where('conversation', '=', conversation)
        .where('until', '>', now)
        .execute(),
  };
}

async function countAttempts(
  database: Database,
  merchant: string,
  conversation: string,
  number: string,
  now: number,
): Promise<FailedAttempts> {
  const lastDay = now - DAY_MS;
  return database
    .selectFrom('failed_attempts')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('conversation', '=', conversation).as('conversation'),
      fn.countAll<number>().filterWhere('number', '=', number).filterWhere('at', '>', lastDay).as('number'),
      fn.countAll<number>().filterWhere('at', '>', lastDay).as('merchant'),
    ])
    .where('merchant', '=', merchant)
    .where((is) => is.or([is('at', '>', lastDay), is('conversation', '=', conversation)]))
    .executeTakeFirstOrThrow();
}
