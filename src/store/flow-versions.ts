/** Published flows; see `FlowVersions`. */
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { FlowVersions } from './store.js';

const MOST_VERSIONS = 100;

/** Flow versions in the database; publishing the current version again adds no row. */
export function flowVersions(database: Database): FlowVersions {
  const latest = (from: Database, merchant: string, flow: string) =>
    from
      .selectFrom('flow_versions')
      .select(['hash', 'ir'])
      .where('merchant', '=', merchant)
      .where('flow', '=', flow)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
  return {
    async publish({ merchant, flow, hash, ir }, { back = false } = {}) {
      await database.transaction().execute(async (transaction) => {
        await lockName(transaction, 'flow', merchant, flow);
        if ((await latest(transaction, merchant, flow))?.hash === hash) return;
        if (!back && (await wasCurrent(transaction, merchant, flow, hash))) return;
        const version = { merchant, flow, hash, ir: JSON.stringify(ir), published_at: databaseNow };
        await transaction.insertInto('flow_versions').values(version).execute();
      });
    },
    async get(merchant, hash) {
      const rows = database.selectFrom('flow_versions').select('ir');
      const row = await rows
        .where((is) => is.and({ merchant, hash }))
        .limit(1)
        .executeTakeFirst();
      return row?.ir;
    },
    current: (merchant, flow) => latest(database, merchant, flow),
    async all(merchant) {
      const rows = database.selectFrom('flow_versions').distinctOn('flow').select('ir');
      const latest = rows.where('merchant', '=', merchant).orderBy('flow').orderBy('id', 'desc');
      return (await latest.execute()).map(({ ir }) => ir);
    },
    versions: (merchant, flow) =>
      database
        .selectFrom('flow_versions')
        .select(['hash', 'published_at as at'])
        .where((is) => is.and({ merchant, flow }))
        .orderBy('id', 'desc')
        .limit(MOST_VERSIONS)
        .execute(),
    async merchants() {
      const rows = await database.selectFrom('flow_versions').select('merchant').distinct().execute();
      return rows.map(({ merchant }) => merchant).sort();
    },
  };
}

async function wasCurrent(from: Database, merchant: string, flow: string, hash: string): Promise<boolean> {
  const same = { merchant, flow, hash };
  const rows = from
    .selectFrom('flow_versions')
    .select('id')
    .where((row) => row.and(same));
  return (await rows.limit(1).executeTakeFirst()) !== undefined;
}
