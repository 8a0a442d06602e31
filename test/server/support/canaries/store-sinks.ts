/** What the store keeps, as it lies there, and what is told from it without being asked by who may read. */
import pg from 'pg';
import { mailOf, notificationOf } from '../../../../src/activities/delivery/deliver-notifications.js';
import type { RequestRow } from '../../../../src/store/approvals.js';
import { accessOf } from '../../../../src/store/pool.js';
import { fresh } from '../../../store/support/subject.js';
import { opened } from '../../../store/support/requests.js';
import type { Observed, Seen, Sink } from './observed.js';

/** Tables that are not searched, and why. */
export const unsearched: Readonly<Record<string, string>> = { flow_versions: 'flows, which name nobody' };

/** Names of all tables that a database has. */
export async function tablesOf(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

async function withDatabase<Value>(
  { stack }: Observed,
  work: (database: pg.Client) => Promise<Value>,
): Promise<Value> {
  const database = new pg.Client(accessOf(stack.addresses.database));
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

const cells = (observed: Observed): Promise<Seen[]> =>
  withDatabase(observed, async (database) => {
    const seen: Seen[] = [];
    for (const table of await tablesOf(database)) {
      if (unsearched[table] !== undefined) continue;
      const { rows } = await database.query<Record<string, unknown>>(`select * from ${table}`);
      for (const row of rows)
        for (const [column, cell] of Object.entries(row))
          if (cell !== null) seen.push({ place: `${table}.${column}`, text: textOf(cell) });
    }
    return seen;
  });

function textOf(cell: unknown): string {
  if (Buffer.isBuffer(cell)) return cell.toString('utf8');
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

/** What approvers would be told of each request, in every way. */
async function notifications({ stack }: Observed): Promise<Seen[]> {
  const { approvals } = stack.store;
  const rows = [...(await approvals.waiting('demo')), ...(await approvals.ended('demo', 0, 1_000))];
  return rows.flatMap((row) =>
    (['requested', 'reminder', 'escalated'] as const).map((kind) => told(row, kind)),
  );
}

function told(row: RequestRow, kind: 'requested' | 'reminder' | 'escalated'): Seen {
  const { merchant, number } = row;
  const notification = notificationOf(
    { merchant, number, kind, target: 'duty', attempt: 1, request: row },
    { shop: 'Demo', link: 'https://desk.example/${number}' },
  );
  return { place: `${number} ${kind}`, text: JSON.stringify([notification, mailOf(notification)]) };
}

/** See above. */
export const storeSinks: readonly Sink[] = [
  {
    name: 'store',
    read: cells,
    plant: (observed, text) =>
      withDatabase(observed, (database) =>
        database.query(
          `insert into pauses (merchant, scope, by, at) values ('canary', 'money', $1, orderly_now())`,
          [text],
        ),
      ),
  },
  {
    name: 'audit',
    read: async ({ stack }) =>
      (await stack.store.audit.list('demo', 10_000)).map((entry) => ({
        place: entry.action,
        text: JSON.stringify(entry),
      })),
    plant: ({ stack }, text) =>
      stack.store.audit.record({
        ...{
          merchant: 'demo',
          at: Date.now(),
          actor: 'anna',
          action: 'canary',
          subject: 'c',
          outcome: 'done',
        },
        details: { text },
      }),
  },
  {
    name: 'notifications',
    read: notifications,
    plant: ({ stack }, text) => {
      const request = opened({ merchant: 'demo', conversation: fresh('c'), workflowId: fresh('demo/c') });
      return stack.store.approvals.open(
        { ...request, request: { ...request.request, summary: { what: text } } },
        [],
      );
    },
  },
];
