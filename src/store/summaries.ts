/** What lists say of conversations beside their rows: the last words, and the last handover; and how many there are of what. */
import { sql } from 'kysely';
import type { Log } from '../contracts/log.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { databaseNow } from './clock-and-locks.js';
import type { LastEntry, Summaries, Summary } from './desk.js';
import { scopeOfConversation } from './key-scope.js';
import type { OutboxRow } from './outbox-rows.js';
import type { Database } from './schema.js';
import { type CellPlace, type Cells, openJson } from './sealed-cells.js';

/** Summaries of the database. */
export const summaries = (database: Database, cells: Cells, log: Pick<Log, 'error'>): Summaries => ({
  async of(merchant, conversations) {
    if (conversations.length === 0) return new Map();
    const { rows } = await lastRows(merchant, conversations).execute(database);
    const entries = await Promise.all(
      rows.map(async (row): Promise<[string, Summary]> => {
        try {
          return [row.conversation, await summaryOf(cells, merchant, row)];
        } catch (error) {
          // One that cannot be read hides no other; without a master key none can be.
          if (!(error instanceof OrderlyError) || !ofCell.has(error.code)) throw error;
          log.error(
            { merchant, conversation: row.conversation, code: error.code },
            'a text cannot be decrypted',
          );
          return [row.conversation, {}];
        }
      }),
    );
    return new Map(entries);
  },
  async count(merchant, recentMs) {
    const [people, flows, unclear] = [
      await sql<{ queue: string; assignee: string | null; count: number | string }>`
        select coalesce(queue, '') as queue, assignee, count(*) as count from conversations
        where merchant = ${merchant} and people_since is not null and erased_at is null
        group by 1, 2 order by 1, 2`.execute(database),
      await sql<{ count: number | string }>`
        select count(*) as count from conversations
        where merchant = ${merchant} and people_since is null and erased_at is null
          and last_at >= ${databaseNow} - ${recentMs}::bigint`.execute(database),
      await sql<{ count: number | string }>`
        select count(*) as count from effects
        where merchant = ${merchant} and (state = 'unknown' or doubled)`.execute(database),
    ];
    return {
      people: people.rows.map(({ queue, assignee, count }) => ({
        ...{ queue, count: Number(count) },
        ...(assignee === null ? {} : { assignee }),
      })),
      flows: Number(flows.rows[0]?.count ?? 0),
      unclear: Number(unclear.rows[0]?.count ?? 0),
    };
  },
});

const ofCell: ReadonlySet<string> = new Set([
  'key_missing',
  'payload_damaged',
  'payload_misplaced',
  'payload_plaintext',
]);

interface LastRow {
  conversation: string;
  message_id: string | null;
  text: Buffer | null;
  started_by: string | null;
  received_at: number | null;
  reply_key: string | null;
  reply: Buffer | null;
  replied_at: number | null;
  handover_key: string | null;
  handover: Buffer | null;
}

/** Each by the index of its conversation, backwards from the end. */
const lastRows = (merchant: string, conversations: readonly string[]) => sql<LastRow>`
  select c.conversation, m.message_id, m.text, m.started_by, m.received_at,
    r.key as reply_key, r.body as reply, r.created_at as replied_at, h.key as handover_key, h.body as handover
  from unnest(${conversations}::text[]) as c (conversation)
  left join lateral (
    select message_id, text, started_by, received_at from messages
    where merchant = ${merchant} and conversation = c.conversation order by seq desc limit 1) m on true
  left join lateral (
    select key, body, created_at from outbox
    where merchant = ${merchant} and conversation = c.conversation and kind in ('reply', 'question')
      and not_before <= ${databaseNow}
    order by position desc limit 1) r on true
  left join lateral (
    select key, body from outbox
    where merchant = ${merchant} and conversation = c.conversation and kind = 'handover'
    order by position desc limit 1) h on true`;

async function summaryOf(cells: Cells, merchant: string, row: LastRow): Promise<Summary> {
  const scope = scopeOfConversation(merchant, row.conversation);
  const place = (key: string): CellPlace => ({ column: 'outbox.body', row: [key], scope });
  const [message, reply, handover] = await Promise.all([
    lastMessage(cells, row, scope),
    lastReply(cells, row, scope),
    row.handover === null
      ? undefined
      : openJson<OutboxRow['body']>(cells, row.handover, place(row.handover_key ?? '')),
  ]);
  const last = reply !== undefined && reply.at >= (message?.at ?? -1) ? reply : message;
  const isUnanswered = message !== undefined && last?.by === 'flow';
  return {
    ...(last === undefined ? {} : { last }),
    ...(isUnanswered ? { unanswered: message } : {}),
    ...(handover === undefined ? {} : { handover }),
  };
}

type Scope = CellPlace['scope'];

async function lastReply(cells: Cells, row: LastRow, scope: Scope): Promise<LastEntry | undefined> {
  if (row.reply === null || row.replied_at === null) return undefined;
  const place = { column: 'outbox.body', row: [row.reply_key ?? ''], scope } as const;
  const body = await openJson<OutboxRow['body']>(cells, row.reply, place);
  return body && { by: body.by === undefined ? 'flow' : 'agent', text: body.text, at: row.replied_at };
}

async function lastMessage(cells: Cells, row: LastRow, scope: Scope): Promise<LastEntry | undefined> {
  if (row.text === null || row.received_at === null) return undefined;
  const place = { column: 'messages.text', row: [row.message_id ?? ''], scope } as const;
  const text = await cells.open(row.text, place);
  if (text === undefined) return undefined;
  return { by: row.started_by === null ? 'customer' : 'agent', text, at: row.received_at };
}
