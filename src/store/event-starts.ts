/** Which facts have started a flow; see `EventStarts`. */
import { databaseNow } from './clock-and-locks.js';
import type { EventStarts } from './events.js';
import type { Database } from './schema.js';
import type { EffectId } from './writes.js';

/** Starts in the database; they are kept, so that no fact starts a second run. */
export const eventStarts = (database: Database): EventStarts => ({
  async find(merchant, fact) {
    const row = await database
      .selectFrom('event_starts')
      .select(['workflow_id', 'started_at'])
      .where('merchant', '=', merchant)
      .where('fact', '=', fact)
      .executeTakeFirst();
    return row && { workflowId: row.workflow_id, isStarted: row.started_at !== null };
  },
  async note(merchant, fact, workflowId) {
    await database
      .insertInto('event_starts')
      .values({ merchant, fact, workflow_id: workflowId, started_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  async started(merchant, fact) {
    await database
      .updateTable('event_starts')
      .set({ started_at: databaseNow })
      .where('merchant', '=', merchant)
      .where('fact', '=', fact)
      .where('started_at', 'is', null)
      .execute();
  },
  around: (write) => around(database, write),
});

async function around(
  database: Database,
  { merchant, workflowId, step, visit }: EffectId,
): ReturnType<EventStarts['around']> {
  const [, conversation = ''] = workflowId.split('/');
  const [paid, said] = await Promise.all([
    database
      .selectFrom('reservations')
      .select(['amount_minor', 'currency'])
      .where('merchant', '=', merchant)
      .where('workflow_id', '=', workflowId)
      .where('step', '=', step)
      .where('visit', '=', visit)
      .where('effect', '=', 'money')
      .executeTakeFirst(),
    database
      .selectFrom('messages')
      .select('language')
      .where('merchant', '=', merchant)
      .where('conversation', '=', conversation)
      .where('language', 'is not', null)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ]);
  return {
    ...(paid === undefined ? {} : { amount: { minor: paid.amount_minor, currency: paid.currency } }),
    ...(said?.language == null ? {} : { language: said.language }),
  };
}
