/**
 * The store's schema as a list of migrations; a released one is never changed, only followed by another. The one release
 * adds what the next one will need, and a later one takes away what no running process needs any more (expand, contract).
 */
import { sql } from 'kysely';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Database, DatabaseTransaction } from './schema.js';

/** A step of the schema. */
export interface Migration {
  name: string;
  statements: readonly string[];
  /**
   * Set where something is taken away, renamed or made stricter: an earlier migration, of an earlier release. Processes that
   * know that one work without what goes; older ones refuse to start.
   */
  needs?: string;
}

/** In their order. A new one goes to the end; its name begins with the next number. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-baseline',
    statements: [
      `create table flow_versions (
        id bigint generated always as identity primary key,
        merchant text not null, flow text not null, hash text not null, ir json not null, published_at bigint not null)`,
      `create index flow_versions_by_hash on flow_versions (merchant, hash)`,
      `create index flow_versions_by_flow on flow_versions (merchant, flow, id)`,

      `create table effects (
        merchant text not null, workflow_id text not null, step text not null, visit integer not null,
        key text not null, operation text not null, digest text not null, connection text not null,
        effect text not null,
        state text not null check (state in ('sending', 'accepted', 'done', 'refused', 'unknown')),
        sender text not null, send_by bigint not null, first_sent_at bigint not null, passed_gate json not null,
        unclear boolean not null, settled_by text, reference text, http_status integer, until bigint,
        asked integer not null, doubled boolean not null, request bytea, answer bytea,
        primary key (merchant, workflow_id, step, visit))`,
      `create index effects_by_conversation on effects (merchant, split_part(workflow_id, '/', 2))`,
      `create index effects_by_run on effects (merchant, workflow_id text_pattern_ops)`,
      `create index effects_by_key on effects (merchant, connection, key)`,
      `create index effects_by_reference on effects (merchant, connection, reference) where reference is not null`,
      `create index effects_open on effects (first_sent_at) where state in ('sending', 'accepted')`,
      `create index effects_unknown on effects (state) where state = 'unknown'`,
      `create index effects_doubled on effects (doubled) where doubled`,

      `create table reservations (
        key text primary key, merchant text not null,
        workflow_id text not null, step text not null, visit integer not null,
        subject text not null, effect text not null, customers text[] not null,
        amount_minor bigint not null, currency text not null,
        state text not null check (state in ('reserved', 'kept', 'paid', 'freed')),
        covered boolean, reserved_at bigint not null)`,
      // Only one may be `reserved` at a time; late answers are never discarded, so `kept` rows may coexist.
      `create unique index reservations_one_reserved on reservations (merchant, subject) where state = 'reserved'`,
      `create index reservations_open on reservations (reserved_at) where state = 'reserved'`,
      `create index reservations_by_subject on reservations (merchant, subject)`,
      `create index reservations_by_customers on reservations using gin (customers)`,
      `create index reservations_by_conversation on reservations (merchant, split_part(workflow_id, '/', 2))`,

      `create table pauses (
        merchant text not null, scope text not null, by text not null, at bigint not null,
        primary key (merchant, scope))`,

      `create table conversations (
        merchant text not null, conversation text not null, channel text not null, begun_at bigint not null,
        last_at bigint not null default 0, people_since bigint, people text, erased_at bigint,
        primary key (merchant, conversation))`,
      `create index conversations_by_age on conversations (merchant, begun_at) where erased_at is null`,
      `create index conversations_by_time on conversations (merchant, last_at)`,
      `create index conversations_with_people on conversations (merchant, last_at) where people_since is not null`,

      `create table customer_hashes (
        merchant text not null, conversation text not null, hash text not null,
        primary key (merchant, hash, conversation))`,
      `create index customer_hashes_by_conversation on customer_hashes (merchant, conversation)`,

      `create table messages (
        merchant text not null, conversation text not null, message_id text not null, seq bigint not null,
        text bytea not null, sent_at text not null, language text, started_by text, customer bytea, mail bytea,
        received_at bigint not null, seen integer not null,
        primary key (merchant, conversation, message_id), unique (merchant, conversation, seq))`,

      `create table outbox (
        id bigint generated always as identity primary key,
        merchant text not null, conversation text not null, position integer not null, kind text not null,
        body bytea not null, key text not null, not_before bigint not null, created_at bigint not null,
        unique (merchant, key), unique (merchant, conversation, position))`,

      `create table webhook_channels (
        merchant text not null, channel text not null, primary key (merchant, channel))`,
      `create table reply_deliveries (
        merchant text not null, conversation text not null, channel text not null, position integer not null,
        attempts integer not null, due_at bigint not null, primary key (merchant, conversation))`,
      `create index reply_deliveries_due on reply_deliveries (merchant, channel, due_at)`,

      `create table approval_requests (
        merchant text not null, number bigint not null, request_id text not null,
        workflow_id text not null, run_id text not null, flow text not null, zone text not null,
        conversation text not null, message_ids json not null, request bytea not null,
        state text not null
          check (state in ('open', 'approved', 'rejected', 'expired', 'superseded', 'withdrawn')),
        opened_at bigint not null, expires_at bigint not null, ended_at bigint, decided_by text, comment bytea,
        handed json,
        primary key (merchant, number), unique (merchant, request_id))`,
      `create index approval_requests_by_number on approval_requests (number)`,
      `create index approval_requests_by_conversation on approval_requests (merchant, conversation)`,
      `create index approval_requests_by_run on approval_requests (merchant, request_id text_pattern_ops)`,
      `create index approval_requests_open on approval_requests (opened_at) where state = 'open'`,
      `create index approval_requests_ended on approval_requests (merchant, ended_at) where state <> 'open'`,
      `create table approval_numbers (merchant text primary key, last bigint not null)`,
      `create table approval_notifications (
        merchant text not null, number bigint not null,
        kind text not null check (kind in ('requested', 'reminder', 'escalated')), target text not null,
        state text not null check (state in ('due', 'sent', 'given_up')),
        at bigint not null, attempts integer not null,
        primary key (merchant, number, kind, target),
        foreign key (merchant, number) references approval_requests on delete cascade)`,
      `create index approval_notifications_due on approval_notifications (at) where state = 'due'`,

      `create table received_events (
        id bigint generated always as identity primary key,
        merchant text not null, connection text not null, event_id text not null, body bytea not null,
        kind text, ref text, outcome text check (outcome in ('done', 'refused')), fields bytea,
        received_at bigint not null, due_at bigint, attempts integer not null,
        unique (merchant, connection, event_id))`,
      `create index received_events_due on received_events (due_at) where due_at is not null`,
      `create index received_events_by_ref on received_events (merchant, connection, ref) where ref is not null`,
      `create index received_events_by_record on received_events (merchant, ref, kind) where ref is not null`,
      `create table event_waits (
        merchant text not null, workflow_id text not null, step text not null, visit integer not null,
        kind text not null, ref text not null, until bigint not null,
        primary key (merchant, workflow_id, step, visit))`,
      `create index event_waits_by_record on event_waits (merchant, ref, kind)`,
      `create table event_starts (
        merchant text not null, fact text not null, workflow_id text not null, started_at bigint,
        primary key (merchant, fact))`,

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

      `create table failed_attempts (
        merchant text not null, conversation text not null, number text not null, set text not null,
        facts text[] not null default '{}', at bigint not null,
        primary key (merchant, conversation, number, set))`,
      `create index failed_attempts_by_number on failed_attempts (merchant, number, at)`,
      `create index failed_attempts_by_time on failed_attempts (merchant, at)`,
      `create index failed_attempts_by_fact on failed_attempts using gin (facts)`,
      `create table tried_numbers (
        merchant text not null, scope text not null, matched boolean not null, number text not null, at bigint not null,
        primary key (merchant, scope, matched, number))`,
      `create index tried_numbers_by_time on tried_numbers (merchant, scope, matched, at)`,
      `create table verification_brakes (
        merchant text not null, scope text not null, until bigint not null, primary key (merchant, scope))`,
      `create table verifications (
        merchant text not null, scope text not null, conversation text not null,
        subject text not null, number text not null, until bigint not null,
        primary key (merchant, scope, subject))`,
      `create index verifications_by_conversation on verifications (merchant, conversation)`,

      `create table audit_trail (
        id bigint generated always as identity primary key,
        merchant text not null, at bigint not null, actor text not null, action text not null, subject text not null,
        outcome text not null, details json not null)`,
      `create index audit_trail_by_merchant on audit_trail (merchant, id)`,

      `create table tokens (
        connection text primary key, token json not null, expires_at bigint not null, version bigint not null)`,
      `create table token_leases (connection text primary key, holder text not null, until bigint not null)`,
      `create table quotas (connection text primary key, used json)`,
      `create table model_usage (
        merchant text not null, conversation text not null, day integer not null,
        calls integer not null, tokens bigint not null, primary key (merchant, conversation, day))`,

      `create table workers (
        worker text not null, merchant text not null, version text not null, seen_at bigint not null,
        primary key (worker, merchant))`,
      `create table processes (
        process text not null, kind text not null, master_keys json not null, seen_at bigint not null,
        primary key (process, kind))`,
      `create table check_values (name text primary key, value text not null)`,

      `create table keys (
        id text primary key, kind text not null check (kind in ('installation', 'merchant', 'intake', 'conversation')),
        merchant text not null, conversation text not null, wrapped text, wrapper text,
        created_at bigint not null, destroyed_at bigint, superseded_at bigint)`,
      // A merchant's key that a newer one has taken the place of unwraps until nothing is wrapped by it any more.
      `create unique index keys_one_live on keys (kind, merchant, conversation)
        where wrapped is not null and superseded_at is null`,
      `create index keys_by_master on keys (id) where wrapped is not null and wrapper is null`,
      `create index keys_by_wrapper on keys (wrapper, id) where wrapped is not null`,
    ],
  },
  {
    name: '0002-desk',
    statements: [
      `alter table conversations add column queue text, add column assignee text`,
      `create index conversations_by_queue on conversations (merchant, queue, last_at) where people_since is not null`,
      `create index effects_by_time on effects (merchant, first_sent_at)`,

      `create table sessions (
        hash text primary key, merchant text not null, agent text not null, kind text not null check (kind in ('link', 'openid')),
        signed_in_at bigint not null, expires_at bigint not null, token text)`,
      `create index sessions_by_agent on sessions (merchant, agent)`,
      `create table sign_in_links (
        hash text primary key, merchant text not null, agent text not null, expires_at bigint not null)`,

      `create table changes (
        id bigint generated always as identity primary key,
        merchant text not null, kind text not null, subject text not null, at bigint not null)`,
      `create index changes_by_time on changes (at)`,
      // Triggers note what older workers write, too.
      `create function orderly_note_change() returns trigger language plpgsql as $$
        declare changed record; named text;
        begin
          if tg_op = 'DELETE' then changed := old; else changed := new; end if;
          if tg_argv[0] = 'conversation' then named := changed.conversation;
          elsif tg_argv[0] = 'approval' then named := changed.number::text;
          elsif tg_argv[0] = 'effect' then named := changed.workflow_id || '#' || changed.step || '#' || changed.visit;
          elsif tg_argv[0] = 'pause' then named := changed.scope;
          else named := changed.flow; end if;
          insert into changes (merchant, kind, subject, at)
          values (changed.merchant, tg_argv[0], named, orderly_now());
          return null;
        end $$`,
      `create trigger orderly_changed after insert or update or delete on conversations
        for each row execute function orderly_note_change('conversation')`,
      `create trigger orderly_changed after insert or update on approval_requests
        for each row execute function orderly_note_change('approval')`,
      `create trigger orderly_begun after insert on effects
        for each row execute function orderly_note_change('effect')`,
      `create trigger orderly_changed after update on effects for each row
        when (old.state is distinct from new.state or old.doubled is distinct from new.doubled)
        execute function orderly_note_change('effect')`,
      `create trigger orderly_changed after insert or delete on pauses
        for each row execute function orderly_note_change('pause')`,
      `create trigger orderly_changed after insert on flow_versions
        for each row execute function orderly_note_change('flow')`,
    ],
  },
  {
    name: '0003-flow-runs',
    statements: [
      `create table flow_runs (
        merchant text not null, workflow_id text not null, flow text not null, hash text not null, at bigint not null,
        steps json, waits json not null, checked_at bigint not null, ended_at bigint,
        primary key (merchant, workflow_id))`,
      `create index flow_runs_open on flow_runs (merchant, flow) where ended_at is null`,
      `create index flow_runs_unchecked on flow_runs (checked_at) where ended_at is null`,
      `create index flow_runs_ended on flow_runs (ended_at) where ended_at is not null`,
      `create table flow_run_counts (
        merchant text not null, flow text not null, day integer not null, hash text not null,
        kind text not null check (kind in ('step', 'result', 'failed')), name text not null, outcome text not null,
        runs bigint not null, primary key (merchant, flow, day, hash, kind, name, outcome))`,
    ],
  },
];

const clock = `create or replace function orderly_now() returns bigint language sql volatile as
  $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$`;

/** How the schema of a database differs from the one that this build knows; names of migrations. */
export interface SchemaDifference {
  /** What this build needs and the database lacks. */
  missing: readonly string[];
  /** What a newer build has done to the database. */
  unknown: readonly string[];
  /** What of it this build cannot work with. */
  tooNew: readonly string[];
}

/** Brings a database up to the current schema; safe to run concurrently, and read-only if nothing is pending. Throws `schema_newer`. */
export async function applyMigrations(database: Database, list = migrations): Promise<void> {
  refuseNewer(await schemaDifference(database, list));
  if ((await pending(database, list)).length === 0) return;
  await database.transaction().execute(async (transaction) => {
    await lockName(transaction, 'orderly migrations');
    await sql`create table if not exists schema_versions (name text primary key, applied_at bigint not null)`.execute(
      transaction,
    );
    await sql`alter table schema_versions add column if not exists needs text`.execute(transaction);
    // Everything else reads the clock by name; an existing function is left alone.
    const known = await sql<{
      exists: boolean;
    }>`select to_regproc('orderly_now') is not null as exists`.execute(transaction);
    if (known.rows[0]?.exists !== true) await sql.raw(clock).execute(transaction);
    for (const migration of await pending(transaction, list)) await apply(transaction, migration);
  });
}

/** Changes nothing; throws `schema_older` if migrations are pending, and `schema_newer` if one took away what this build needs. */
export async function requireSchema(database: Database, list = migrations): Promise<void> {
  const difference = await schemaDifference(database, list);
  refuseNewer(difference);
  if (difference.missing.length > 0)
    throw new OrderlyError('schema_older', `The store lacks the migrations ${difference.missing.join(', ')}`);
}

/** Compares a database with what this build knows. */
export async function schemaDifference(database: Database, list = migrations): Promise<SchemaDifference> {
  const [rows, missing] = [await applied(database), await pending(database, list)];
  const known = new Set(list.map(({ name }) => name));
  const unknown = rows.filter(({ name }) => !known.has(name));
  const tooNew = unknown.filter(({ needs }) => needs !== null && !known.has(needs));
  const namesOf = (named: readonly { name: string }[]): string[] => named.map(({ name }) => name);
  return { missing: namesOf(missing), unknown: namesOf(unknown), tooNew: namesOf(tooNew) };
}

function refuseNewer({ tooNew }: SchemaDifference): void {
  if (tooNew.length === 0) return;
  throw new OrderlyError('schema_newer', `A newer build has changed the store by ${tooNew.join(', ')}`);
}

/** Asks the catalogue for the table first: a failed statement would abort the transaction. */
async function applied(database: Database): Promise<{ name: string; needs: string | null }[]> {
  const found = await sql<{
    exists: boolean;
  }>`select to_regclass('schema_versions') is not null as exists`.execute(database);
  if (found.rows[0]?.exists !== true) return [];
  // The column has come after the table.
  const rows = await sql<{
    name: string;
    needs: string | null;
  }>`select name, to_jsonb(schema_versions) ->> 'needs' as needs from schema_versions`.execute(database);
  return rows.rows;
}

async function pending(database: Database, list: readonly Migration[]): Promise<Migration[]> {
  const names = new Set((await applied(database)).map(({ name }) => name));
  return list.filter(({ name }) => !names.has(name));
}

async function apply(
  transaction: DatabaseTransaction,
  { name, statements, needs }: Migration,
): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction);
  await transaction
    .insertInto('schema_versions')
    .values({ name, applied_at: databaseNow, needs: needs ?? null })
    .execute();
}
