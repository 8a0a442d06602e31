/** Who did what; see `AuditTrail`. */
import type { Database } from './schema.js';
import type { AuditTrail } from './store.js';

/** The audit trail in the database; the last entries come first. */
export function auditTrail(database: Database): AuditTrail {
  return {
    async record({ details, ...entry }) {
      await database
        .insertInto('audit_trail')
        .values({ ...entry, details: JSON.stringify(details) })
        .execute();
    },
    list: (merchant, limit) =>
      database
        .selectFrom('audit_trail')
        .select(['at', 'actor', 'action', 'subject', 'outcome', 'details'])
        .where('merchant', '=', merchant)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
  };
}
