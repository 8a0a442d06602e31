/** Opens the store on anything that speaks the PostgreSQL protocol: a real server, or the embedded one. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Log } from '../contracts/log.js';
import { databaseNow } from './clock-and-locks.js';
import { approvalRequests } from './approval-requests.js';
import { auditTrail } from './audit-trail.js';
import { changes } from './changes.js';
import { countBacklog } from './backlog.js';
import { conversations } from './conversations.js';
import { documents } from './kept-documents.js';
import { effects } from './effects.js';
import { erasure } from './erase-conversations.js';
import { eventStarts } from './event-starts.js';
import { eventWaits } from './event-waits.js';
import { flowRuns } from './flow-runs.js';
import { flowVersions } from './flow-versions.js';
import { installation } from './installation.js';
import { keys } from './keys.js';
import { messages } from './messages.js';
import { applyMigrations, requireSchema, schemaDifference, type SchemaDifference } from './migrations.js';
import { modelUsage } from './model-usage.js';
import { notifications } from './notifications.js';
import { outbox } from './outbox.js';
import type { Keys } from './key-rows.js';
import { createPool } from './pool.js';
import { quotas } from './quotas.js';
import { receivedEvents } from './received-events.js';
import { reservations } from './reservations.js';
import type { Database, Tables } from './schema.js';
import { type Cells, plainCells } from './sealed-cells.js';
import type { Store } from './store.js';
import { replyDeliveries } from './reply-deliveries.js';
import { runRecords } from './run-records.js';
import { sessions } from './sessions.js';
import { summaries } from './summaries.js';
import { pauses } from './pauses.js';
import { tokens } from './tokens.js';
import { unclearEffects } from './unclear-effects.js';
import { verifications } from './verifications.js';
import { workers } from './workers.js';

/** Where the store is. */
export interface StoreOptions {
  /** `postgresql://…`; its password never appears in a message. */
  databaseUrl: string;
  /** Maximum number of connections. */
  poolSize?: number;
  /** How long a query waits for a connection, ms: 5,000 if nothing is said. */
  connectMs?: number;
  /** `required`: another process migrates (`orderly server`), and this one refuses a schema that it does not know. */
  schema?: 'migrated' | 'required';
  /** Told of requests for approval that cannot be opened, and are left out; by default nobody is. */
  log?: Pick<Log, 'error'>;
}

const POOL_SIZE = 10;

/** Fails where nothing can be written: on a standby, or a primary that was made read-only. */
const writable = sql`do $$ begin
  if current_setting('transaction_read_only') = 'on' then raise read_only_sql_transaction; end if;
end $$`;

/**
 * Opens the store, and brings its schema up to date unless that is left to others; `store_unavailable` if the database does
 * not respond, `schema_older` and `schema_newer` if this build cannot work with its schema. What is personal is sealed if `cellsOf` makes cells that seal (`src/security/keys/open-sealed-store.ts`).
 */
export async function openStore(
  { log = { error: () => undefined }, ...options }: StoreOptions,
  cellsOf: (keys: Keys) => Cells = () => plainCells,
): Promise<Store> {
  const database = await openDatabase(options);
  const keyRows = keys(database);
  const cells = cellsOf(keyRows);
  return {
    flowVersions: flowVersions(database),
    effects: effects(database, cells),
    unclear: unclearEffects(database),
    reservations: reservations(database),
    pauses: pauses(database),
    conversations: conversations(database),
    messages: messages(database, cells),
    erasure: erasure(database),
    outbox: outbox(database, cells),
    replyDeliveries: replyDeliveries(database),
    runRecords: runRecords(database, cells),
    approvals: approvalRequests(database, cells, log),
    notifications: notifications(database, cells, log),
    events: receivedEvents(database, cells),
    documents: documents(database, cells),
    eventWaits: eventWaits(database),
    eventStarts: eventStarts(database),
    verifications: verifications(database),
    audit: auditTrail(database),
    tokens: tokens(database),
    quotas: quotas(database),
    modelUsage: modelUsage(database),
    workers: workers(database),
    installation: installation(database),
    keys: keyRows,
    sessions: sessions(database),
    changes: changes(database),
    summaries: summaries(database, cells, log),
    flowRuns: flowRuns(database),
    backlog: () => countBacklog(database),
    async ping() {
      await writable.execute(database);
    },
    async now() {
      const { rows } = await sql<{ now: number }>`select ${databaseNow} as now`.execute(database);
      return rows[0]?.now ?? Number.NaN;
    },
    [Symbol.asyncDispose]: () => database.destroy(),
  };
}

/** Brings the schema of a database up to date. */
export async function migrate(databaseUrl: string): Promise<void> {
  await (await openDatabase({ databaseUrl, poolSize: 1 })).destroy();
}

/** Compares the schema of a database with what this build knows, and changes nothing. */
export async function compareSchema(databaseUrl: string): Promise<SchemaDifference> {
  const database = connect({ databaseUrl, poolSize: 1 });
  try {
    return await schemaDifference(database);
  } finally {
    await database.destroy();
  }
}

/** How many connections a database allows, and how many clients have open. */
export async function connectionsOf(databaseUrl: string): Promise<Readonly<Record<'most' | 'used', number>>> {
  const database = connect({ databaseUrl, poolSize: 1 });
  try {
    // Embedded, it has one process and no such views.
    const { rows } = await sql<{ most: number; used: number }>`
      select current_setting('max_connections')::int as most,
        (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`.execute(
      database,
    );
    return rows[0] ?? { most: Number.POSITIVE_INFINITY, used: 0 };
  } finally {
    await database.destroy();
  }
}

const connect = ({ databaseUrl, poolSize: size = POOL_SIZE, connectMs }: StoreOptions): Database =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: createPool({ databaseUrl, size, ...(connectMs === undefined ? {} : { connectMs }) }),
    }),
  });

async function openDatabase({ schema = 'migrated', ...options }: StoreOptions): Promise<Database> {
  const database = connect(options);
  try {
    await (schema === 'required' ? requireSchema : applyMigrations)(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
