/** Which ways runs take: a row for each run while it is open, and counts by day once it has ended; see `FlowRuns`. */
import { type RawBuilder, sql } from 'kysely';
import type { RunNote, WaitsFor } from '../contracts/run-note.js';
import { databaseNow } from './clock-and-locks.js';
import type { FlowRunCount, FlowRuns, VersionRuns } from './desk.js';
import type { Database, DatabaseTransaction } from './schema.js';

const DAY_MS = 86_400_000;

/** Longer than anybody looks back, and than a run's end may come again. */
const KEPT_DAYS = 35;

/** Days since 1970 in UTC, by the database's clock. */
const today: RawBuilder<number> = sql<number>`(${databaseNow} / ${DAY_MS}::bigint)::integer`;

/** What is counted of a run that has ended. */
type Counted = Pick<FlowRunCount, 'kind' | 'name' | 'outcome'>;

/** The runs in the database. */
export const flowRuns = (database: Database): FlowRuns => ({
  note: (note) => (note.end === undefined ? stands(database, note) : ends(database, note, note.end)),
  async silent(ms, limit) {
    const { rows } = await sql<{ merchant: string; workflowId: string }>`
      update flow_runs set checked_at = ${databaseNow} where ended_at is null and (merchant, workflow_id) in (
        select merchant, workflow_id from flow_runs
        where ended_at is null and checked_at <= ${databaseNow} - ${ms}::bigint
        order by checked_at limit ${limit} for update skip locked)
      returning merchant, workflow_id as "workflowId"`.execute(database);
    return rows;
  },
  stop: (merchant, workflowId) =>
    database.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('flow_runs')
        .select(['flow', 'hash', 'steps'])
        .where((is) => is.and({ merchant, workflow_id: workflowId }))
        .where('ended_at', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return;
      await transaction
        .updateTable('flow_runs')
        .set({ ended_at: databaseNow, steps: null, waits: '[]' })
        .where((is) => is.and({ merchant, workflow_id: workflowId }))
        .execute();
      const failed = { kind: 'failed', name: '', outcome: '' } as const;
      await count(transaction, { merchant, ...row }, [...stepsOf(row.steps ?? []), failed]);
    }),
  async of(merchant, flow, days) {
    const [counts, open, waits] = [
      await countsOf(database, merchant, flow, days),
      await openOf(database, merchant, flow),
      await waitsOf(database, merchant, flow),
    ];
    const hashes = new Set([...counts, ...open].map(({ hash }) => hash));
    return [...hashes].map((hash) => versionOf(hash, counts, open, waits));
  },
});

/** A run that goes on. */
async function stands(
  database: Database,
  { merchant, run, flow, hash, at, steps, waits }: RunNote,
): Promise<void> {
  const said = { flow, hash, at, steps: JSON.stringify(steps), waits: JSON.stringify(waits) };
  await database
    .insertInto('flow_runs')
    .values({ merchant, workflow_id: run, ...said, checked_at: databaseNow })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant', 'workflow_id'])
        .doUpdateSet({ ...said, checked_at: databaseNow })
        .where('flow_runs.ended_at', 'is', null)
        .where('flow_runs.at', '<=', at),
    )
    .execute();
}

/** A run that has ended: its row says that it is counted, so that the same note again counts nothing. */
const ends = (
  database: Database,
  { merchant, run, flow, hash, at, steps }: RunNote,
  end: NonNullable<RunNote['end']>,
): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    const over = { flow, hash, at, steps: null, waits: '[]', ended_at: databaseNow, checked_at: databaseNow };
    const counted = await transaction
      .insertInto('flow_runs')
      .values({ merchant, workflow_id: run, ...over })
      .onConflict((conflict) =>
        conflict
          .columns(['merchant', 'workflow_id'])
          .doUpdateSet(over)
          .where('flow_runs.ended_at', 'is', null),
      )
      .returning('workflow_id')
      .executeTakeFirst();
    if (counted === undefined) return;
    const came =
      'result' in end
        ? ({ kind: 'result', name: end.result, outcome: '' } as const)
        : ({ kind: 'failed', name: end.code, outcome: '' } as const);
    await count(transaction, { merchant, flow, hash }, [...stepsOf(steps), came]);
  });

const stepsOf = (steps: RunNote['steps']): Counted[] =>
  steps.map(({ step, outcome }) => ({ kind: 'step', name: step, outcome }));

async function count(
  transaction: DatabaseTransaction,
  { merchant, flow, hash }: Pick<RunNote, 'merchant' | 'flow' | 'hash'>,
  counted: readonly Counted[],
): Promise<void> {
  // In one order everywhere, so that runs that end together wait for each other and not in a circle.
  const rows = counted
    .map((each) => ({ merchant, flow, hash, day: today, ...each, runs: 1 }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await transaction
    .insertInto('flow_run_counts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['merchant', 'flow', 'day', 'hash', 'kind', 'name', 'outcome'])
        .doUpdateSet({ runs: sql<number>`flow_run_counts.runs + 1` }),
    )
    .execute();
}

const keyOf = ({ kind, name, outcome }: Counted): string => `${kind} ${name} ${outcome}`;

type CountRow = Counted & { hash: string; runs: number | string };

async function countsOf(database: Database, merchant: string, flow: string, days: number) {
  const { rows } = await sql<CountRow>`
    select hash, kind, name, outcome, sum(runs) as runs from flow_run_counts
    where merchant = ${merchant} and flow = ${flow} and day > ${today} - ${days}::integer
    group by 1, 2, 3, 4 order by runs desc, name, outcome`.execute(database);
  return rows;
}

async function openOf(database: Database, merchant: string, flow: string) {
  const { rows } = await sql<{ hash: string; runs: number | string }>`
    select hash, count(*) as runs from flow_runs
    where merchant = ${merchant} and flow = ${flow} and ended_at is null group by 1`.execute(database);
  return rows;
}

async function waitsOf(database: Database, merchant: string, flow: string) {
  const { rows } = await sql<{ hash: string; step: string; for: WaitsFor; runs: number | string }>`
    select r.hash, w.step, w."for", count(*) as runs
    from flow_runs r, json_to_recordset(r.waits) as w(step text, "for" text)
    where r.merchant = ${merchant} and r.flow = ${flow} and r.ended_at is null
    group by 1, 2, 3 order by runs desc, w.step, w."for"`.execute(database);
  return rows;
}

function versionOf(
  hash: string,
  counts: readonly CountRow[],
  open: Awaited<ReturnType<typeof openOf>>,
  waits: Awaited<ReturnType<typeof waitsOf>>,
): VersionRuns {
  const own = counts.filter((row) => row.hash === hash);
  const of = (wanted: Counted['kind']): CountRow[] => own.filter(({ kind }) => kind === wanted);
  return {
    hash,
    results: of('result').map(({ name, runs }) => ({ result: name, runs: Number(runs) })),
    failures: of('failed').map(({ name, runs }) => ({ code: name, runs: Number(runs) })),
    steps: of('step').map(({ name, outcome, runs }) => ({ step: name, outcome, runs: Number(runs) })),
    open: Number(open.find((row) => row.hash === hash)?.runs ?? 0),
    waits: waits
      .filter((row) => row.hash === hash)
      .map(({ step, for: why, runs }) => ({ step, for: why, runs: Number(runs) })),
  };
}

/** Deletes what nobody looks at any more. */
export async function dropCounts(database: Database): Promise<void> {
  await database
    .deleteFrom('flow_runs')
    .where('ended_at', '<', sql<number>`${databaseNow} - ${KEPT_DAYS * DAY_MS}::bigint`)
    .execute();
  await database
    .deleteFrom('flow_run_counts')
    .where('day', '<', sql<number>`${today} - ${KEPT_DAYS}::integer`)
    .execute();
}
