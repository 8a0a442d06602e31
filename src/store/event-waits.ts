/** Steps that wait for events; see `EventWaits`. */
import type { EventWait, EventWaits } from './events.js';
import type { Database } from './schema.js';

/** Waits in the database; one whose time is over is dropped by the maintenance. */
export const eventWaits = (database: Database): EventWaits => ({
  async add(wait, until) {
    await database
      .insertInto('event_waits')
      .values({ ...rowOf(wait), until })
      .onConflict((conflict) =>
        conflict.columns(['merchant', 'workflow_id', 'step', 'visit']).doUpdateSet({ until }),
      )
      .execute();
  },
  async for(merchant, kind, ref) {
    const rows = await database
      .selectFrom('event_waits')
      .selectAll()
      .where('merchant', '=', merchant)
      .where('ref', '=', ref)
      .where('kind', '=', kind)
      .orderBy('workflow_id')
      .execute();
    return rows.map(({ workflow_id: workflowId, step, visit }) => ({
      ...{ merchant, kind, ref, workflowId, step, visit },
    }));
  },
  async drop({ merchant, workflowId, step, visit }) {
    await database
      .deleteFrom('event_waits')
      .where('merchant', '=', merchant)
      .where('workflow_id', '=', workflowId)
      .where('step', '=', step)
      .where('visit', '=', visit)
      .execute();
  },
});

const rowOf = ({ merchant, workflowId, step, visit, kind, ref }: EventWait) => ({
  ...{ merchant, workflow_id: workflowId, step, visit, kind, ref },
});
