/** Wrapped keys in the database; see `Keys`. */
import { type Selectable, sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import { conversationErased, isErased } from './erased-conversations.js';
import type { KeyRow, Keys, KeyScope, LiveKeyRow } from './key-rows.js';
import { scopeText } from './key-scope.js';
import type { Database, DatabaseTransaction, KeyTable } from './schema.js';

/** Keys in the database. */
export function keys(database: Database): Keys {
  const current: Keys['current'] = async (scope) => {
    const row = await database
      .selectFrom('keys')
      .selectAll()
      .where((is) => is.and(columnsOf(scope)))
      .where('wrapped', 'is not', null)
      .where('superseded_at', 'is', null)
      .executeTakeFirst();
    return row === undefined ? undefined : liveRowOf(row);
  };
  const add: Keys['add'] = async (row) => {
    const outcome = await database.transaction().execute((transaction) => addIn(transaction, row));
    if (outcome === 'added') return row;
    if (outcome === 'superseded') return undefined;
    // One that was destroyed in between leaves its place free.
    return (await current(row.scope)) ?? add(row);
  };
  return {
    current,
    add,
    async get(id) {
      // An id that has been tampered with may hold a zero byte, which PostgreSQL takes in no text.
      if (id.includes('\0')) return undefined;
      const row = await database.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : rowOf(row);
    },
    async destroy(scope) {
      const gone = await database
        .updateTable('keys')
        .set({ wrapped: null, destroyed_at: databaseNow })
        .where((is) => is.and(columnsOf(scope)))
        .where('wrapped', 'is not', null)
        .returning('id')
        .execute();
      return gone.length > 0;
    },
    ...rotation(database),
    ...superseding(database),
  };
}

type Outcome = 'added' | 'superseded' | 'there is one';

async function addIn(transaction: DatabaseTransaction, row: LiveKeyRow): Promise<Outcome> {
  const { merchant, conversation } = columnsOf(row.scope);
  if (row.scope.kind === 'conversation') await lockName(transaction, 'conversation', merchant, conversation);
  if (await insert(transaction, row)) return 'added';
  if (await isErased(transaction, merchant, conversation)) throw conversationErased();
  const wrapper = await transaction
    .selectFrom('keys')
    .select('superseded_at')
    .where('id', '=', row.wrapper ?? '')
    .executeTakeFirst();
  return (wrapper?.superseded_at ?? null) === null ? 'there is one' : 'superseded';
}

/**
 * False if the scope is erased or has a live key, or a newer key wraps in the place of its wrapper: one statement, as the
 * customer of a first message waits for it. What the wrapper wraps until the transaction ends, a rotation finds.
 */
async function insert(transaction: DatabaseTransaction, row: LiveKeyRow): Promise<boolean> {
  const { id, scope, wrapped, wrapper } = row;
  const { kind, merchant, conversation } = columnsOf(scope);
  const { rows } = await sql`
    with wrapper as (select superseded_at from keys where id = ${wrapper ?? null} for share)
    insert into keys (id, kind, merchant, conversation, wrapped, wrapper, created_at)
    select ${id}, ${kind}, ${merchant}, ${conversation}, ${wrapped}, ${wrapper ?? null}, ${databaseNow}
    where not exists (select from wrapper where superseded_at is not null)
      and not exists (select from conversations
        where merchant = ${merchant} and conversation = ${conversation} and erased_at is not null)
    on conflict do nothing
    returning id`.execute(transaction);
  return rows.length > 0;
}

/** What rotation of a merchant's key needs beside `rotation`. */
function superseding(
  database: Database,
): Pick<Keys, 'supersede' | 'destroySuperseded' | 'wrappedBySuperseded'> {
  return {
    destroySuperseded: (merchant) => destroySuperseded(database, merchant),
    async supersede(row) {
      await database.transaction().execute(async (transaction) => {
        await lockName(transaction, 'keys', scopeText(row.scope));
        await transaction
          .updateTable('keys')
          .set({ superseded_at: databaseNow })
          .where((is) => is.and(columnsOf(row.scope)))
          .where('wrapped', 'is not', null)
          .where('superseded_at', 'is', null)
          .execute();
        await insert(transaction, row);
      });
    },
    async wrappedBySuperseded(merchant, after, limit) {
      const rows = await database
        .selectFrom('keys')
        .selectAll()
        .where('wrapped', 'is not', null)
        .where('wrapper', 'in', superseded(database, merchant))
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(liveRowOf);
    },
  };
}

/** Ids of a merchant's superseded keys that still unwrap. */
const superseded = (database: Database, merchant: string) =>
  database
    .selectFrom('keys')
    .select('id')
    .where('kind', '=', 'merchant')
    .where('merchant', '=', merchant)
    .where('wrapped', 'is not', null)
    .where('superseded_at', 'is not', null);

async function destroySuperseded(database: Database, merchant: string): Promise<void> {
  await database
    .updateTable('keys')
    .set({ wrapped: null, destroyed_at: databaseNow })
    .where('id', 'in', superseded(database, merchant))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('keys as below')
            .select('below.id')
            .whereRef('below.wrapper', '=', 'keys.id')
            .where('below.wrapped', 'is not', null),
        ),
      ),
    )
    .execute();
}

/** What rotation of the master key needs. */
function rotation(database: Database): Pick<Keys, 'wrappedByMaster' | 'rewrap'> {
  return {
    async wrappedByMaster(after, limit) {
      const rows = await database
        .selectFrom('keys')
        .selectAll()
        .where('wrapped', 'is not', null)
        .where('wrapper', 'is', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(liveRowOf);
    },
    async rewrap(id, from, { wrapped, wrapper }) {
      const written = await database
        .updateTable('keys')
        .set({ wrapped, wrapper: wrapper ?? null })
        .where('id', '=', id)
        .where('wrapped', '=', from)
        .returning('id')
        .executeTakeFirst();
      return written !== undefined;
    },
  };
}

/** Absent parts are empty texts: a unique index would take two nulls for different. */
function columnsOf(scope: KeyScope): Pick<Selectable<KeyTable>, 'kind' | 'merchant' | 'conversation'> {
  return {
    kind: scope.kind,
    merchant: 'merchant' in scope ? scope.merchant : '',
    conversation: 'conversation' in scope ? scope.conversation : '',
  };
}

function rowOf({ id, wrapped, wrapper, ...columns }: Selectable<KeyTable>): KeyRow {
  return {
    id,
    scope: scopeOf(columns),
    ...(wrapped === null ? {} : { wrapped }),
    ...(wrapper === null ? {} : { wrapper }),
  };
}

// Only rows whose `wrapped` is not null are read so.
const liveRowOf = (row: Selectable<KeyTable>): LiveKeyRow => rowOf(row) as LiveKeyRow;

function scopeOf({
  kind,
  merchant,
  conversation,
}: Pick<Selectable<KeyTable>, 'kind' | 'merchant' | 'conversation'>): KeyScope {
  switch (kind) {
    case 'installation':
      return { kind };
    case 'merchant':
    case 'intake':
      return { kind, merchant };
    case 'conversation':
      return { kind, merchant, conversation };
  }
}
