/** What was counted before an attempt to verify; see `AttemptCounts`. */
import { type RawBuilder, sql } from 'kysely';
import type { Attempt, AttemptCounts, WatchedCounts } from './verification-attempts.js';
import type { Database } from './schema.js';

const DAY_MS = 86_400_000;

/** So many failures of something watched are counted, and one more for each number that was matched. */
const MOST_FAILURES = 1_000;

interface Row {
  conversation: number;
  number: number;
  isRepeated: boolean;
  isErased: boolean;
  own: Record<string, number>;
  watched: Record<string, WatchedCounts>;
}

/** Counts in one query, whose time is bounded however many attempts were made. */
export async function countAttempts(database: Database, attempt: Attempt): Promise<AttemptCounts> {
  const { merchant, conversation, number, set, now } = attempt;
  const here = sql`f.merchant = ${merchant} and f.conversation = ${conversation}`;
  const { rows } = await sql<Row>`select
    (select count(*) from failed_attempts f where ${here}) as conversation,
    (select count(*) from failed_attempts f
      where f.merchant = ${merchant} and f.number = ${number} and f.at > ${now - DAY_MS}) as number,
    exists (select from failed_attempts f where ${here} and f.number = ${number} and f.set = ${set}) as "isRepeated",
    exists (select from conversations f where ${here} and f.erased_at is not null) as "isErased",
    (${ownFacts(attempt)}) as own,
    (${watchedThings(attempt)}) as watched`.execute(database);
  const [row] = rows as [Row];
  return { ...row, own: new Map(Object.entries(row.own)), watched: new Map(Object.entries(row.watched)) };
}

const ownFacts = ({ merchant, own, now }: Attempt): RawBuilder<unknown> => sql`
  select coalesce(json_object_agg(o.fact, (
    select count(*) from failed_attempts f
      where f.merchant = ${merchant} and f.facts @> array[o.fact] and f.at > ${now - DAY_MS})), '{}')
  from unnest(${[...own]}::text[]) as o(fact)`;

const watchedThings = ({ merchant, number, watched, now }: Attempt): RawBuilder<unknown> => sql`
  select coalesce(json_object_agg(w.name, json_build_object(
    'failed', failed.count, 'matched', matched.count,
    'until', coalesce((select b.until from verification_brakes b
      where b.merchant = ${merchant} and b.scope = w.name), 0))), '{}')
  from unnest(${watched.map(({ name }) => name)}::text[],
    ${watched.map(({ windowMs }) => now - windowMs)}::bigint[]) as w(name, since)
  cross join lateral (select count(*) as count from tried_numbers t
    where t.merchant = ${merchant} and t.scope = w.name and t.matched and t.at > w.since) as matched
  cross join lateral (select count(*) as count from (select from tried_numbers t
    where t.merchant = ${merchant} and t.scope = w.name and not t.matched and t.at > w.since and t.number <> ${number}
    limit ${MOST_FAILURES} + matched.count) as one) as failed`;
