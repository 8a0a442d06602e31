/** Verified records and failed attempts; see `Verifications`. */
import { lockName } from './clock-and-locks.js';
import { erasure } from './erase-conversations.js';
import { isErased } from './erased.js';
import type { Database } from './schema.js';
import type { FailedAttempts, Verifications } from './store.js';

const DAY_MS = 86_400_000;

/** Verifications in the database. Attempts on one number are counted sequentially, whatever their source. */
export function verifications(database: Database): Verifications {
  return {
    judge: ({ merchant, conversation, number, set, now, match, limits }) =>
      database.transaction().execute(async (transaction) => {
        await lockName(transaction, 'conversation', merchant, conversation);
        await lockName(transaction, 'number', merchant, number);
        const before = await countAttempts(transaction, merchant, conversation, number, now);
        const exhausted = before.conversation >= limits.conversation || before.number >= limits.number;
        // What has been erased finds nothing any more, and keeps nothing.
        if (exhausted || (await isErased(transaction, merchant, conversation)))
          return { verdict: 'exhausted', attempts: before };
        if (match !== undefined) {
          await note(transaction, { merchant, conversation, scope: conversation, ...match });
          return { verdict: 'verified', attempts: before };
        }
        await transaction
          .insertInto('failed_attempts')
          .values({ merchant, conversation, number, set, at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const attempts = await countAttempts(transaction, merchant, conversation, number, now);
        return { verdict: 'failed', attempts };
      }),
    attempts: (merchant, conversation, number, now) =>
      countAttempts(database, merchant, conversation, number, now),
    verify: (match) =>
      database.transaction().execute(async (transaction) => {
        const { merchant, conversation } = match;
        await lockName(transaction, 'conversation', merchant, conversation);
        if (!(await isErased(transaction, merchant, conversation))) await note(transaction, match);
      }),
    async end(merchant, conversation) {
      await database
        .deleteFrom('verifications')
        .where((is) => is.and({ merchant, conversation }))
        .execute();
    },
    verified: (merchant, scope, now) =>
      database
        .selectFrom('verifications')
        .select(['subject', 'number'])
        .where('merchant', '=', merchant)
        .where('scope', '=', scope)
        .where('until', '>', now)
        .execute(),
  };
}

async function note(database: Database, match: Parameters<Verifications['verify']>[0]): Promise<void> {
  const { merchant, conversation, scope, subject, number, until, hashes } = match;
  await erasure(database).note(merchant, conversation, hashes);
  await database
    .insertInto('verifications')
    .values({ merchant, scope, conversation, subject, number, until })
    .onConflict((conflict) =>
      conflict.columns(['merchant', 'scope', 'subject']).doUpdateSet({ number, until }),
    )
    .execute();
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
