/** Effects rows; see `Effects`. */
import type { Selectable } from 'kysely';
import { OrderlyError } from '../errors/orderly-error.js';
import { databaseNow } from './clock-and-locks.js';
import type { Database, Tables } from './schema.js';
import type { EffectId, EffectRow, Effects } from './store.js';

/** Effects in the database. An ended row keeps its answer: only `sending` and `unknown` can still be settled. */
export function effects(database: Database): Effects {
  const find = (id: EffectId) => findRow(database, id);
  return {
    find,
    async begin({ key, operation, digest, ...id }) {
      const inserted = await database
        .insertInto('effects')
        .values({ ...keyOf(id), key, operation, digest, state: 'sending', first_sent_at: databaseNow })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (inserted) return { row: rowOf(inserted), fresh: true };
      const row = await find(id);
      if (row) return { row, fresh: false };
      // Another attempt has taken its row back between our two statements.
      return this.begin({ key, operation, digest, ...id });
    },
    async settle(id, state, answer) {
      const settled = await database
        .updateTable('effects')
        .set({ state, answer: JSON.stringify(answer) })
        .where((where) => where.and(keyOf(id)))
        .where('state', 'in', ['sending', 'unknown'])
        .executeTakeFirst();
      if (settled.numUpdatedRows > 0n || (await find(id))) return;
      throw new OrderlyError('internal', `A write of step ${id.step} was settled that had never begun`);
    },
    async unsend(id) {
      await database
        .deleteFrom('effects')
        .where((where) => where.and(keyOf(id)))
        .where('state', '=', 'sending')
        .execute();
    },
    async countUnknown() {
      const { count } = await database
        .selectFrom('effects')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('state', '=', 'unknown')
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

async function findRow(database: Database, id: EffectId): Promise<EffectRow | undefined> {
  const row = await database
    .selectFrom('effects')
    .selectAll()
    .where((where) => where.and(keyOf(id)))
    .executeTakeFirst();
  return row && rowOf(row);
}

function keyOf({ merchant, workflowId, step, visit }: EffectId) {
  return { merchant, workflow_id: workflowId, step, visit };
}

function rowOf({ workflow_id, first_sent_at, answer, ...row }: Selectable<Tables['effects']>): EffectRow {
  return { ...row, workflowId: workflow_id, firstSentAt: first_sent_at, answer: answer ?? undefined };
}
