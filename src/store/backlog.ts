/** What waits in the store for somebody: approvals for approvers, replies for channels, notifications for their recipients. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Backlog, Waiting } from './store.js';

// A driver may hand large numbers over as text.
interface Row {
  what: keyof Backlog;
  count: number | string;
  since: number | string | null;
  now: number | string;
}

/** Counts it in one query. */
export async function countBacklog(database: Database): Promise<Backlog> {
  const { rows } = await sql<Row>`
    select 'approvals' as what, count(*) as count, min(opened_at) as since, ${databaseNow} as now
    from approval_requests where state = 'open'
    union all
    select 'replies', count(*), min(o.created_at), ${databaseNow}
    from reply_deliveries d join outbox o on o.merchant = d.merchant and o.conversation = d.conversation
      and o.position = d.position + 1
    where o.not_before <= ${databaseNow}
    union all
    select 'notifications', count(*), min(r.opened_at) filter (where n.kind = 'requested'), ${databaseNow}
    from approval_notifications n join approval_requests r on r.merchant = n.merchant and r.number = n.number
    where n.state = 'due' and (n.at <= ${databaseNow} or n.attempts > 0)`.execute(database);
  const waiting = (what: keyof Backlog): Waiting => {
    const row = rows.find((each) => each.what === what);
    const { count = 0, since = null, now = 0 } = row ?? {};
    return { count: Number(count), oldestSeconds: since === null ? 0 : (Number(now) - Number(since)) / 1000 };
  };
  return {
    approvals: waiting('approvals'),
    replies: waiting('replies'),
    notifications: waiting('notifications'),
  };
}
