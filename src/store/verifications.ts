/** Verified records and attempts to verify in the database; see `Verifications`. */
import { sql } from 'kysely';
import type { Attempt, Judgement, Match, Verifications } from './verification-attempts.js';
import { lockName, lockNames } from './clock-and-locks.js';
import { countAttempts } from './count-attempts.js';
import { erasure } from './erase-conversations.js';
import { isErased } from './erased-conversations.js';
import type { Database, DatabaseTransaction } from './schema.js';

/** Verifications in the database. */
export function verifications(database: Database): Verifications {
  return {
    counts: (attempt) => countAttempts(database, attempt),
    judge: (attempt, decide) =>
      database.transaction().execute(async (transaction) => {
        await lockNames(transaction, locksOf(attempt));
        const counts = await countAttempts(transaction, attempt);
        const judgement = decide(counts);
        // What has been erased keeps nothing, whatever was decided.
        const braked = counts.isErased ? [] : await keep(transaction, attempt, judgement);
        return { value: judgement.value, braked };
      }),
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

/** Conversation, number, facts, and what is watched, each kind in the order of its names. */
function locksOf({ merchant, conversation, number, own, watched }: Attempt): string[][] {
  const exact = watched.flatMap(({ name, isExact }) => (isExact ? [name] : []));
  return [
    ['conversation', merchant, conversation],
    ['number', merchant, number],
    ...[...own].sort().map((fact) => ['fact', merchant, fact]),
    ...exact.sort().map((name) => ['watched', merchant, name]),
  ];
}

/** Writes down what was decided; returns what is newly braked. */
async function keep(
  transaction: DatabaseTransaction,
  attempt: Attempt,
  { failed, tried, brakes = [], match }: Judgement<unknown>,
): Promise<string[]> {
  const { merchant, conversation, number, set, now } = attempt;
  if (match !== undefined) await note(transaction, { merchant, conversation, scope: conversation, ...match });
  if (failed !== undefined)
    await transaction
      .insertInto('failed_attempts')
      .values({ merchant, conversation, number, set, facts: [...failed.own], at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  if (tried !== undefined && tried.at.length > 0)
    await transaction
      .insertInto('tried_numbers')
      // In one order, so that two attempts at once never wait for each other.
      .values(
        [...tried.at].sort().map((scope) => ({ merchant, scope, matched: tried.matched, number, at: now })),
      )
      .onConflict((conflict) =>
        conflict.columns(['merchant', 'scope', 'matched', 'number']).doUpdateSet({ at: now }),
      )
      .execute();
  const braked: string[] = [];
  for (const { name, until } of brakes)
    if (await brake(transaction, merchant, name, until, now)) braked.push(name);
  return braked;
}

/** Brakes something until a moment; true if it was not braked before. */
async function brake(
  transaction: DatabaseTransaction,
  merchant: string,
  scope: string,
  until: number,
  now: number,
): Promise<boolean> {
  const begun = await transaction
    .insertInto('verification_brakes')
    .values({ merchant, scope, until })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant', 'scope'])
        .doUpdateSet({ until })
        .where('verification_brakes.until', '<=', now),
    )
    .returning('scope')
    .execute();
  if (begun.length > 0) return true;
  await transaction
    .updateTable('verification_brakes')
    .set({ until: sql<number>`greatest(until, ${until}::bigint)` })
    .where('merchant', '=', merchant)
    .where('scope', '=', scope)
    .execute();
  return false;
}

async function note(
  database: Database,
  noted: Match & { merchant: string; conversation: string; scope: string },
): Promise<void> {
  const { merchant, conversation, scope, subject, number, until, hashes } = noted;
  await erasure(database).note(merchant, conversation, hashes);
  await database
    .insertInto('verifications')
    .values({ merchant, scope, conversation, subject, number, until })
    .onConflict((conflict) =>
      conflict.columns(['merchant', 'scope', 'subject']).doUpdateSet({ number, until }),
    )
    .execute();
}
