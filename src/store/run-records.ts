/** What the store knows of one run and the sub-flows below it: writes, and that something was said. */
import { idsBelow } from './ids-below.js';
import type { Database } from './schema.js';
import type { RunRecords, SaidRecord, WriteRecord } from './store.js';

/** Records in the database. */
export const runRecords = (database: Database): RunRecords => ({
  async of(merchant, conversation, workflowId) {
    const [writes, said] = await Promise.all([
      writesOf(database, merchant, workflowId),
      saidOf(database, merchant, conversation, workflowId),
    ]);
    return { writes, said };
  },
});

async function writesOf(database: Database, merchant: string, workflowId: string): Promise<WriteRecord[]> {
  const rows = await database
    .selectFrom('effects')
    .leftJoin('reservations', (join) =>
      join
        .onRef('reservations.merchant', '=', 'effects.merchant')
        .onRef('reservations.workflow_id', '=', 'effects.workflow_id')
        .onRef('reservations.step', '=', 'effects.step')
        .onRef('reservations.visit', '=', 'effects.visit')
        .on('reservations.effect', '=', 'money'),
    )
    .select(['effects.workflow_id', 'effects.step', 'effects.operation', 'effects.state', 'effects.effect'])
    .select(['effects.first_sent_at', 'effects.reference'])
    .select(['reservations.amount_minor', 'reservations.currency'])
    .where('effects.merchant', '=', merchant)
    .where((where) =>
      where.or([
        where('effects.workflow_id', '=', workflowId),
        where('effects.workflow_id', 'like', idsBelow(workflowId, '/')),
      ]),
    )
    .orderBy('effects.first_sent_at')
    .execute();
  return rows.map(({ workflow_id, first_sent_at, reference, amount_minor, currency, ...row }) => ({
    ...row,
    ...{ workflowId: workflow_id, at: first_sent_at },
    ...(reference === null ? {} : { reference }),
    ...(amount_minor === null || currency === null ? {} : { amount: { minor: amount_minor, currency } }),
  }));
}

async function saidOf(
  database: Database,
  merchant: string,
  conversation: string,
  workflowId: string,
): Promise<SaidRecord[]> {
  const rows = await database
    .selectFrom('outbox')
    .select(['position', 'kind', 'created_at'])
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('key', 'like', idsBelow(workflowId, '/'))
    .orderBy('position')
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
}
