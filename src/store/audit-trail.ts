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
    list(merchant, limit, { before, actor, action } = {}) {
      let entries = database
        .selectFrom('audit_trail')
        .select(['id', 'at', 'actor', 'action', 'subject', 'outcome', 'details'])
        .where('merchant', '=', merchant);
      if (before !== undefined) entries = entries.where('id', '<', before);
      if (actor !== undefined) entries = entries.where('actor', '=', actor);
      if (action !== undefined) entries = entries.where('action', '=', action);
      return entries.orderBy('id', 'desc').limit(limit).execute();
    },
  };
}
