/** What the store knows of one run and the sub-flows below it: writes, and that something was said. */
import type { CallResult } from '../contracts/call-result.js';
import type { Cells } from './sealed-cells.js';
import { effectCell } from './effects.js';
import { idsBelow } from './ids-below.js';
import { ofOneVisit } from './reservations.js';
import type { Database } from './schema.js';
import type { RunRecords, SaidRecord, WriteRecord } from './store.js';

/** Records in the database. */
export const runRecords = (database: Database, cells: Pick<Cells, 'open'>): RunRecords => ({
  async of(merchant, conversation, workflowId) {
    const [writes, said] = await Promise.all([
      writesOf(database, cells, merchant, workflowId),
      saidOf(database, merchant, conversation, workflowId),
    ]);
    return { writes, said };
  },
});

async function writesOf(
  database: Database,
  cells: Pick<Cells, 'open'>,
  merchant: string,
  workflowId: string,
): Promise<WriteRecord[]> {
  const rows = await database
    .selectFrom('effects')
    .leftJoin('reservations', (join) => ofOneVisit(join).on('reservations.effect', '=', 'money'))
    .select(['effects.workflow_id', 'effects.step', 'effects.operation', 'effects.state', 'effects.effect'])
    .select(['effects.first_sent_at', 'effects.reference', 'effects.visit', 'effects.answer'])
    .select('effects.http_status')
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
  return Promise.all(
    rows.map(async ({ workflow_id, first_sent_at, reference, http_status, answer, visit, ...rest }) => {
      const { amount_minor, currency, ...row } = rest;
      const place = effectCell({ workflowId: workflow_id, step: row.step, visit }, 'answer');
      const code = answer === null ? undefined : refusalIn(await cells.open(answer, place));
      return {
        ...row,
        ...{ workflowId: workflow_id, at: first_sent_at },
        ...(code === undefined ? {} : { code }),
        ...(reference === null ? {} : { reference }),
        ...(http_status === null ? {} : { httpStatus: http_status }),
        ...(amount_minor === null || currency === null ? {} : { amount: { minor: amount_minor, currency } }),
      };
    }),
  );
}

/** The code of a refusal, of a write's answer; an answer that was forgotten with its customer has none. */
function refusalIn(answer: string | undefined): string | undefined {
  const result = answer === undefined ? undefined : (JSON.parse(answer) as CallResult);
  return result?.outcome === 'refused' ? result.refusal.code : undefined;
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
