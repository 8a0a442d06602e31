/** The store's schema as a list of migrations; a released one is never changed, only followed by another. */
import { sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import { laterMigrations } from './later-migrations.js';
import type { Database, DatabaseTransaction } from './schema.js';

/** In their order among all. */
const eventMigrations: readonly { name: string; statements: readonly string[] }[] = [
  {
    name: '0040-events-heard',
    statements: [
      `create table event_waits (
        merchant text not null, workflow_id text not null, step text not null, visit integer not null,
        kind text not null, ref text not null, until bigint not null,
        primary key (merchant, workflow_id, step, visit))`,
      `create table event_starts (
        merchant text not null, fact text not null, workflow_id text not null, started_at bigint,
        primary key (merchant, fact))`,
      `create index event_waits_by_record on event_waits (merchant, ref, kind)`,
      `create index received_events_by_record on received_events (merchant, ref, kind) where ref is not null`,
    ],
  },
];

/** The migration that makes them. */
const documentMigration = {
  name: '0035-documents',
  statements: [
    `create table documents (
        id text primary key, merchant text not null, conversation text not null,
        kind text not null, media_type text not null, name bytea not null, content bytea not null,
        bytes integer not null, sha256 text not null, kept_at bigint not null,
        unique (merchant, conversation, kind, sha256))`,
    `create index documents_by_time on documents (merchant, kept_at)`,
    `create table document_links (
        hash text primary key, document text not null references documents on delete cascade,
        expires_at bigint not null)`,
    `create index document_links_by_document on document_links (document)`,
  ],
};

/** A merchant's key that a newer one has taken the place of unwraps until nothing is wrapped by it any more. */
const supersededKeys = {
  name: '0030-superseded-keys',
  statements: [
    `alter table keys add column superseded_at bigint`,
    `drop index keys_one_live`,
    `create unique index keys_one_live on keys (kind, merchant, conversation)
      where wrapped is not null and superseded_at is null`,
    `create index keys_by_wrapper on keys (wrapper, id) where wrapped is not null`,
  ],
};

interface Migration {
  name: string;
  statements: readonly string[];
}

/** Turns a column of text or JSON into one of cells. */
const asCells = (table: string, column: string): string =>
  `alter table ${table} alter column ${column} type bytea using '\\x00'::bytea || convert_to(${column}::text, 'UTF8')`;

const migrations: readonly Migration[] = [
  {
    name: '0001-main-job',
    statements: [
      `create table flow_versions (
        id bigint generated always as identity primary key,
        merchant text not null, flow text not null, hash text not null, ir json not null, published_at bigint not null)`,
      `create index flow_versions_by_hash on flow_versions (merchant, hash)`,
      `create index flow_versions_by_flow on flow_versions (merchant, flow, id)`,
      `create table effects (
        merchant text not null, workflow_id text not null, step text not null, visit integer not null,
        key text not null, operation text not null, digest text not null,
        state text not null check (state in ('sending', 'done', 'refused', 'unknown')),
        first_sent_at bigint not null, answer json,
        primary key (merchant, workflow_id, step, visit))`,
      `create index effects_unknown on effects (state) where state = 'unknown'`,
      `create table money_reservations (
        key text primary key, merchant text not null, order_ref text not null, customer text not null,
        amount_minor bigint not null, currency text not null,
        state text not null check (state in ('reserved', 'kept', 'paid', 'freed')),
        covered boolean, reserved_at bigint not null)`,
      `create unique index money_reservations_one_open on money_reservations (merchant, order_ref)
        where state in ('reserved', 'kept')`,
      `create index money_reservations_by_order on money_reservations (merchant, order_ref)`,
      `create index money_reservations_by_customer on money_reservations (merchant, customer, reserved_at)`,
      `create table outbox (
        id bigint generated always as identity primary key,
        merchant text not null, conversation text not null, position integer not null, kind text not null,
        body json not null, key text not null, not_before bigint not null, created_at bigint not null,
        unique (merchant, key), unique (merchant, conversation, position))`,
      `create table failed_attempts (
        merchant text not null, conversation text not null, number text not null, set text not null, at bigint not null,
        primary key (merchant, conversation, number, set))`,
      `create index failed_attempts_by_number on failed_attempts (merchant, number, at)`,
      `create index failed_attempts_by_time on failed_attempts (merchant, at)`,
      `create table verifications (
        merchant text not null, conversation text not null, order_ref text not null, order_number text not null,
        until bigint not null, primary key (merchant, conversation, order_ref))`,
      `create table audit_trail (
        id bigint generated always as identity primary key,
        merchant text not null, at bigint not null, actor text not null, action text not null, subject text not null,
        outcome text not null, details json not null)`,
      `create index audit_trail_by_merchant on audit_trail (merchant, id)`,
      `create table tokens (connection text primary key, token json not null, expires_at bigint not null)`,
      `create table token_leases (connection text primary key, holder text not null, until bigint not null)`,
    ],
  },
  {
    // Tokens were stored in clear text; each is fetched anew.
    name: '0002-tokens-sealed',
    statements: [`delete from tokens`, `alter table tokens add column version bigint not null default 1`],
  },
  {
    name: '0003-model-usage',
    statements: [
      `create table model_usage (
        merchant text not null, conversation text not null, day integer not null,
        calls integer not null, tokens bigint not null, primary key (merchant, conversation, day))`,
    ],
  },
  {
    // Writes in progress may have been sent, and subjects are now prefixed with their kind.
    name: '0004-overlapping-attempts',
    statements: [
      `alter table effects
        add column effect text not null default 'money', add column connection text not null default '',
        add column sender text not null default '', add column send_by bigint not null default 0,
        add column passed_gate json not null default '[]', add column settled_by text, add column reference text,
        add column until bigint, add column asked integer not null default 0,
        add column doubled boolean not null default false, add column request json`,
      `update effects set passed_gate = json_build_array(json_build_object('attempt', 'before', 'at', first_sent_at))
        where state = 'sending'`,
      `alter table effects drop constraint effects_state_check`,
      `alter table effects add constraint effects_state_check
        check (state in ('sending', 'accepted', 'done', 'refused', 'unknown'))`,
      `create index effects_open on effects (first_sent_at) where state in ('sending', 'accepted')`,
      `create index effects_doubled on effects (doubled) where doubled`,
      `drop index money_reservations_one_open`,
      `alter table money_reservations rename to reservations`,
      `alter table reservations rename column order_ref to subject`,
      `update reservations set subject = 'order:' || subject`,
      `alter table reservations
        add column effect text not null default 'money', add column workflow_id text not null default '',
        add column step text not null default '', add column visit integer not null default 0`,
      // Only one may be `reserved` at a time; late answers are never discarded, so `kept` rows may coexist.
      `create unique index reservations_one_reserved on reservations (merchant, subject) where state = 'reserved'`,
      `create index reservations_open on reservations (reserved_at) where state = 'reserved'`,
      `create table stops (
        merchant text not null, scope text not null, by text not null, at bigint not null,
        primary key (merchant, scope))`,
    ],
  },
  {
    name: '0005-messages',
    statements: [
      `create table messages (
        merchant text not null, conversation text not null, message_id text not null, seq bigint not null,
        text text not null, sent_at text not null, language text, started_by text, customer json,
        received_at bigint not null,
        primary key (merchant, conversation, message_id), unique (merchant, conversation, seq))`,
    ],
  },
  {
    name: '0006-workers',
    statements: [
      `create table workers (
        worker text not null, merchant text not null, version text not null, seen_at bigint not null,
        primary key (worker, merchant))`,
    ],
  },
  {
    name: '0007-keys',
    statements: [
      `create table keys (
        id text primary key, kind text not null check (kind in ('installation', 'merchant', 'intake', 'conversation')),
        merchant text not null, conversation text not null, wrapped text, wrapper text,
        created_at bigint not null, destroyed_at bigint)`,
      `create unique index keys_one_live on keys (kind, merchant, conversation) where wrapped is not null`,
      `create index keys_by_master on keys (id) where wrapped is not null and wrapper is null`,
    ],
  },
  {
    // What has begun before was begun by no channel: none can take it over.
    name: '0008-conversations',
    statements: [
      `create table conversations (
        merchant text not null, conversation text not null, channel text not null, begun_at bigint not null,
        primary key (merchant, conversation))`,
      `insert into conversations
        select merchant, conversation, '', min(received_at) from messages group by merchant, conversation`,
    ],
  },
  {
    name: '0009-approval-requests',
    statements: [
      `create table approval_requests (
        merchant text not null, number bigint not null, request_id text not null,
        workflow_id text not null, run_id text not null, flow text not null, zone text not null,
        conversation text not null, message_ids json not null, request json not null,
        state text not null
          check (state in ('open', 'approved', 'rejected', 'expired', 'superseded', 'withdrawn')),
        opened_at bigint not null, expires_at bigint not null, ended_at bigint, decided_by text, comment text,
        primary key (merchant, number), unique (merchant, request_id))`,
      `create index approval_requests_by_number on approval_requests (number)`,
      `create index approval_requests_open on approval_requests (opened_at) where state = 'open'`,
      `create index approval_requests_ended on approval_requests (merchant, ended_at) where state <> 'open'`,
      `create table approval_numbers (merchant text primary key, last bigint not null)`,
      `create table approval_notices (
        merchant text not null, number bigint not null,
        kind text not null check (kind in ('requested', 'reminder', 'escalated')), target text not null,
        state text not null check (state in ('due', 'sent', 'given_up')),
        at bigint not null, attempts integer not null,
        primary key (merchant, number, kind, target),
        foreign key (merchant, number) references approval_requests on delete cascade)`,
      `create index approval_notices_due on approval_notices (at) where state = 'due'`,
    ],
  },
  {
    // What was there stands in clear until it expires: a first byte of 0 says so.
    name: '0010-sealed-cells',
    statements: [
      ...['comment', 'request'].map((column) => asCells('approval_requests', column)),
      ...['answer', 'request'].map((column) => asCells('effects', column)),
      ...['customer', 'text'].map((column) => asCells('messages', column)),
      asCells('outbox', 'body'),
    ],
  },
  {
    name: '0011-erasure',
    statements: [
      `alter table conversations add column erased_at bigint`,
      `create table customer_hashes (
        merchant text not null, conversation text not null, hash text not null,
        primary key (merchant, hash, conversation))`,
      `create index customer_hashes_by_conversation on customer_hashes (merchant, conversation)`,
      // What a customer may see is found out anew: whose conversation it was, a row did not say.
      `delete from verifications`,
      `alter table verifications rename column conversation to scope`,
      `alter table verifications add column conversation text not null`,
      `create index verifications_by_conversation on verifications (merchant, conversation)`,
      `create index conversations_by_age on conversations (merchant, begun_at) where erased_at is null`,
      `create index approval_requests_by_conversation on approval_requests (merchant, conversation)`,
      ...['effects', 'reservations'].map(
        (table) =>
          `create index ${table}_by_conversation on ${table} (merchant, split_part(workflow_id, '/', 2))`,
      ),
    ],
  },
  {
    // Lists of conversations, what one run has left, and which replies channels have yet to get.
    name: '0015-conversation-list',
    statements: [
      `alter table conversations
        add column last_at bigint not null default 0, add column people_since bigint, add column people text`,
      `update conversations set last_at = greatest(begun_at,
        (select max(received_at) from messages where messages.merchant = conversations.merchant
          and messages.conversation = conversations.conversation),
        (select max(created_at) from outbox where outbox.merchant = conversations.merchant
          and outbox.conversation = conversations.conversation))`,
      // Of conversations that began before, the newest row tells who has them.
      `update conversations set people_since = last.created_at
        from (select distinct on (merchant, conversation) merchant, conversation, kind, created_at
          from outbox order by merchant, conversation, position desc) as last
        where last.merchant = conversations.merchant and last.conversation = conversations.conversation
          and last.kind in ('handover', 'passed_on')`,
      `create index conversations_by_time on conversations (merchant, last_at)`,
      `create index conversations_with_people on conversations (merchant, last_at) where people_since is not null`,
      `create table webhook_channels (
        merchant text not null, channel text not null, primary key (merchant, channel))`,
      `create table reply_deliveries (
        merchant text not null, conversation text not null, channel text not null, position integer not null,
        attempts integer not null, due_at bigint not null, primary key (merchant, conversation))`,
      `create index reply_deliveries_due on reply_deliveries (merchant, channel, due_at)`,
      `create index effects_by_run on effects (merchant, workflow_id text_pattern_ops)`,
      `create index approval_requests_by_run on approval_requests (merchant, request_id text_pattern_ops)`,
    ],
  },
  {
    name: '0020-received-events',
    statements: [
      `create table received_events (
        id bigint generated always as identity primary key,
        merchant text not null, connection text not null, event_id text not null, body bytea not null,
        kind text, ref text, outcome text check (outcome in ('done', 'refused')), fields bytea,
        received_at bigint not null, due_at bigint, attempts integer not null,
        unique (merchant, connection, event_id))`,
      `create index received_events_due on received_events (due_at) where due_at is not null`,
      `create index received_events_by_ref on received_events (merchant, connection, ref) where ref is not null`,
      `create index effects_by_reference on effects (merchant, connection, reference) where reference is not null`,
      `create index effects_by_key on effects (merchant, connection, key)`,
    ],
  },
  {
    name: '0025-verified-records',
    statements: [
      `alter table verifications rename column order_ref to subject`,
      `alter table verifications rename column order_number to number`,
      `update verifications set subject = 'order:' || subject`,
    ],
  },
  supersededKeys,
  documentMigration,
  ...eventMigrations,
  ...laterMigrations,
];

const clock = `create or replace function orderly_now() returns bigint language sql volatile as
  $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$`;

/** Brings a database up to the current schema; safe to run concurrently, and read-only if nothing is pending. */
export async function applyMigrations(database: Database): Promise<void> {
  if ((await pending(database)).length === 0) return;
  await database.transaction().execute(async (transaction) => {
    await lockName(transaction, 'orderly migrations');
    await sql`create table if not exists schema_versions (name text primary key, applied_at bigint not null)`.execute(
      transaction,
    );
    // Everything else reads the clock by name; an existing function is left alone.
    const known = await sql<{
      exists: boolean;
    }>`select to_regproc('orderly_now') is not null as exists`.execute(transaction);
    if (known.rows[0]?.exists !== true) await sql.raw(clock).execute(transaction);
    for (const migration of await pending(transaction)) await apply(transaction, migration);
  });
}

/** Asks the catalogue for the table first: a failed statement would abort the transaction. */
async function pending(database: Database): Promise<Migration[]> {
  const found = await sql<{
    exists: boolean;
  }>`select to_regclass('schema_versions') is not null as exists`.execute(database);
  if (found.rows[0]?.exists !== true) return [...migrations];
  const applied = await database.selectFrom('schema_versions').select('name').execute();
  const names = new Set(applied.map((row) => row.name));
  return migrations.filter((migration) => !names.has(migration.name));
}

async function apply(transaction: DatabaseTransaction, { name, statements }: Migration): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction);
  await transaction.insertInto('schema_versions').values({ name, applied_at: databaseNow }).execute();
}
