/** Wrapped keys in the database; see `Keys`. */
import type { Selectable } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import { conversationErased, isErased } from './erased.js';
import type { KeyRow, Keys, KeyScope, LiveKeyRow } from './key-rows.js';
import type { Database, KeyTable } from './schema.js';

/** Keys in the database. */
export function keys(database: Database): Keys {
  const current: Keys['current'] = async (scope) => {
    const row = await database
      .selectFrom('keys')
      .selectAll()
      .where((is) => is.and(columnsOf(scope)))
      .where('wrapped', 'is not', null)
      .executeTakeFirst();
    return row === undefined ? undefined : liveRowOf(row);
  };
  const add: Keys['add'] = async (row) => {
    const { scope } = row;
    const kept =
      scope.kind === 'conversation'
        ? await database.transaction().execute(async (transaction) => {
            const { merchant, conversation } = scope;
            await lockName(transaction, 'conversation', merchant, conversation);
            if (await isErased(transaction, merchant, conversation)) throw conversationErased();
            return insert(transaction, row);
          })
        : await insert(database, row);
    if (kept !== undefined) return row;
    // One that was destroyed in between leaves its place free.
    return (await current(scope)) ?? add(row);
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
  };
}

/** Undefined if its scope has a live one. */
const insert = (database: Database, { id, scope, wrapped, wrapper }: LiveKeyRow) =>
  database
    .insertInto('keys')
    .values({ id, ...columnsOf(scope), wrapped, wrapper: wrapper ?? null, created_at: databaseNow })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();

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
    async rewrap(id, from, to) {
      const written = await database
        .updateTable('keys')
        .set({ wrapped: to })
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
