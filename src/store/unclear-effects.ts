/** Writes of which nobody can tell what became of them, and what a person found; see `UnclearEffects`. */
import { type Selectable, sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import { keyOf, lockEffect } from './effects.js';
import { ofOneVisit } from './reservations.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import type { EffectId, UnclearEffect, UnclearEffects } from './store.js';
import type { SentPlace } from './writes.js';

/** Unclear writes in the database: row, reservation and audit entry change in one transaction under the row's lock. */
export const unclearEffects = (database: Database): UnclearEffects => ({
  async list(merchant, limit) {
    const rows = await select(database)
      .where('effects.merchant', '=', merchant)
      .where((is) => is.or([is('effects.state', '=', 'unknown'), is('doubled', '=', true)]))
      .orderBy('first_sent_at')
      .limit(limit)
      .execute();
    return rows.map(effectOf);
  },
  sent: (merchant, limit, before) => sent(database, merchant, limit, before),
  find: (id) => find(database, id),
  resolve: (id, decide) =>
    database.transaction().execute(async (transaction) => {
      await lockEffect(transaction, id);
      const effect = await find(transaction, id);
      const { state, reference, reservation, audit } = decide(effect);
      const place = keyOf(id);
      await transaction
        .updateTable('effects')
        .set({ state, doubled: false, ...(reference === undefined ? {} : { reference }) })
        .where((where) => where.and(place))
        .execute();
      // What has been paid or freed meanwhile stays so.
      await transaction
        .updateTable('reservations')
        .set({ state: reservation })
        .where((where) => where.and(place))
        .where('state', 'in', ['kept', 'reserved'])
        .execute();
      const { details, ...entry } = audit;
      await transaction
        .insertInto('audit_trail')
        .values({ ...entry, merchant: id.merchant, at: databaseNow, details: JSON.stringify(details) })
        .execute();
    }),
});

/** See `UnclearEffects.sent`. */
async function sent(
  database: Database,
  merchant: string,
  limit: number,
  before: SentPlace | undefined,
): Promise<UnclearEffect[]> {
  const behind =
    before === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(effects.first_sent_at, effects.workflow_id, effects.step, effects.visit) <
          (${before.firstSentAt}::bigint, ${before.workflowId}::text, ${before.step}::text, ${before.visit}::integer)`;
  const rows = await select(database)
    .where('effects.merchant', '=', merchant)
    .where(behind)
    .orderBy('effects.first_sent_at', 'desc')
    .orderBy('effects.workflow_id', 'desc')
    .orderBy('effects.step', 'desc')
    .orderBy('effects.visit', 'desc')
    .limit(limit)
    .execute();
  return rows.map(effectOf);
}

const select = (database: Database) =>
  database
    .selectFrom('effects')
    .leftJoin('reservations', ofOneVisit)
    .select(['effects.merchant', 'effects.workflow_id', 'effects.step', 'effects.visit', 'effects.key'])
    .select(['effects.operation', 'effects.connection', 'effects.effect', 'effects.state', 'effects.doubled'])
    .select(['effects.first_sent_at', 'effects.passed_gate', 'effects.reference', 'effects.http_status'])
    .select(['reservations.subject', 'reservations.amount_minor', 'reservations.currency']);

async function find(
  database: Database | DatabaseTransaction,
  { merchant, workflowId, step, visit }: EffectId,
): Promise<UnclearEffect | undefined> {
  const row = await select(database)
    .where('effects.merchant', '=', merchant)
    .where('effects.workflow_id', '=', workflowId)
    .where('effects.step', '=', step)
    .where('effects.visit', '=', visit)
    .executeTakeFirst();
  return row && effectOf(row);
}

type Row = Pick<
  Selectable<Tables['effects']>,
  | ('merchant' | 'workflow_id' | 'step' | 'visit' | 'key' | 'operation' | 'connection' | 'effect')
  | ('state' | 'doubled' | 'first_sent_at' | 'passed_gate' | 'reference' | 'http_status')
> & {
  subject: string | null;
  amount_minor: number | null;
  currency: string | null;
};

function effectOf({
  workflow_id,
  first_sent_at,
  passed_gate,
  reference,
  http_status,
  ...row
}: Row): UnclearEffect {
  const { merchant, step, visit, key, operation, connection, effect, state, doubled } = row;
  const { subject, amount_minor: minor, currency } = row;
  return {
    ...{ merchant, workflowId: workflow_id, step, visit, key, operation, connection, effect, state, doubled },
    ...{ firstSentAt: first_sent_at, sentAt: passed_gate.map(({ at }) => at) },
    ...(reference === null ? {} : { reference }),
    ...(http_status === null ? {} : { httpStatus: http_status }),
    ...(subject === null ? {} : { subject }),
    // A write that moves no money reserves its record with none.
    ...(effect === 'money' && minor !== null && currency !== null ? { amount: { minor, currency } } : {}),
  };
}
