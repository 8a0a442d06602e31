/** Approval requests; see `ApprovalRequests`. */
import { type Selectable, sql } from 'kysely';
import type { ApprovalRequest } from '../contracts/approval.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Log } from '../contracts/log.js';
import type {
  ApprovalRequests,
  DueNotification,
  HandedDecision,
  OpenedRequest,
  RequestEnd,
  RequestRow,
  RequestState,
} from './approvals.js';
import { databaseNow, lockName } from './clock-and-locks.js';
import { conversationErased, isErased } from './erased-conversations.js';
import { idsBelow } from './ids-below.js';
import { scopeOfWorkflow } from './key-scope.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import { type Cells, type CellPlace, openJson } from './sealed-cells.js';

/**
 * After which states each one may come: verdicts come one at a time, so the last one is what the run has; and a run closes a
 * request only if no decision counted there.
 */
const after = {
  approved: ['open', 'rejected'],
  rejected: ['open', 'approved'],
  expired: ['open', 'approved', 'rejected'],
  superseded: ['open', 'approved'],
  withdrawn: ['open', 'approved', 'rejected'],
} as const satisfies Record<Exclude<RequestState, 'open'>, readonly RequestState[]>;

type ErrorLog = Pick<Log, 'error'>;

/** Requests in the database. */
export const approvalRequests = (database: Database, cells: Cells, log: ErrorLog): ApprovalRequests => ({
  async open(opened, notifications) {
    const { request } = opened;
    const sealed = await cells.seal(JSON.stringify(request), placeOf(request.id, 'request'));
    return database.transaction().execute((transaction) => open(transaction, opened, sealed, notifications));
  },
  raiseNumbers: (merchant, by) => raise(database, merchant, by),
  ...deciding(database, cells),
  async get(merchant, requestId) {
    const found = await requests(database)
      .where('merchant', '=', merchant)
      .where('request_id', '=', requestId)
      .executeTakeFirst();
    return found && openRow(cells, found);
  },
  async numbered(number, merchant) {
    const all = requests(database).where('number', '=', number).orderBy('merchant');
    const found = merchant === undefined ? all : all.where('merchant', '=', merchant);
    return openRows(cells, await found.execute(), log);
  },
  async waiting(merchant) {
    const open = requests(database).where('merchant', '=', merchant).where('state', '=', 'open');
    const found = await open.where('expires_at', '>', databaseNow).orderBy('number').execute();
    return openRows(cells, found, log);
  },
  ended: (merchant, since, limit, before) => ended(database, cells, log, { merchant, since, limit, before }),
  async ofRun(merchant, workflowId) {
    const ids = (['#', '/'] as const).map((sign) => idsBelow(workflowId, sign));
    const own = requests(database)
      .where('merchant', '=', merchant)
      .where((where) => where.or(ids.map((pattern) => where('request_id', 'like', pattern))));
    return openRows(cells, await own.orderBy('number').execute(), log);
  },
  async openSince(olderThanMs, limit, after) {
    const old = requests(database)
      .where('state', '=', 'open')
      .where('opened_at', '<', sql<number>`${databaseNow} - ${olderThanMs}::bigint`);
    const behind = sql<boolean>`(merchant, number) > (${after?.merchant ?? ''}::text, ${after?.number ?? 0}::bigint)`;
    const found = await old.where(behind).orderBy('merchant').orderBy('number').limit(limit).execute();
    return openRows(cells, found, log);
  },
});

/** See `ApprovalRequests.ended`. */
async function ended(
  database: Database,
  cells: Cells,
  log: ErrorLog,
  page: {
    merchant: string;
    since: number;
    limit: number;
    before: { endedAt: number; number: number } | undefined;
  },
): Promise<RequestRow[]> {
  const { merchant, since, limit, before } = page;
  const behind =
    before === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(ended_at, number) < (${before.endedAt}::bigint, ${before.number}::bigint)`;
  const found = requests(database)
    .where('merchant', '=', merchant)
    .where('state', '!=', 'open')
    .where('ended_at', '>=', since)
    .where(behind)
    .orderBy('ended_at', 'desc')
    .orderBy('number', 'desc');
  return openRows(cells, await found.limit(limit).execute(), log);
}

async function open(
  transaction: DatabaseTransaction,
  opened: OpenedRequest,
  sealed: Buffer,
  notifications: readonly DueNotification[],
): Promise<number> {
  const { merchant, conversation, request, runId } = opened;
  await lockName(transaction, 'conversation', merchant, conversation);
  if (await isErased(transaction, merchant, conversation)) throw conversationErased();
  await lockName(transaction, 'approval requests', merchant);
  const known = await transaction
    .selectFrom('approval_requests')
    .select(['number', 'run_id'])
    .where('merchant', '=', merchant)
    .where('request_id', '=', request.id)
    .executeTakeFirst();
  if (known?.run_id === runId) return known.number;
  const number =
    known?.number ??
    (await givenBack(transaction, merchant, opened.number)) ??
    (await nextNumber(transaction, merchant));
  await write(transaction, number, opened, sealed);
  await addNotifications(transaction, merchant, number, notifications);
  return number;
}

async function close(
  transaction: DatabaseTransaction,
  merchant: string,
  requestId: string,
  { state, at, decidedBy, comment }: Omit<RequestEnd, 'comment'> & { comment: Buffer | null },
): Promise<void> {
  const ended = await transaction
    .updateTable('approval_requests')
    .set({ state, ended_at: at, decided_by: decidedBy ?? null, comment })
    .where('merchant', '=', merchant)
    .where('request_id', '=', requestId)
    .where('state', 'in', after[state])
    .returning('number')
    .executeTakeFirst();
  if (ended !== undefined) await dropNotifications(transaction, merchant, ended.number);
}

const deciding = (
  database: Database,
  cells: Cells,
): Pick<ApprovalRequests, 'end' | 'handOver' | 'judged'> => ({
  async end(merchant, requestId, { comment, ...end }) {
    const sealed = comment === undefined ? null : await cells.seal(comment, placeOf(requestId, 'comment'));
    await database
      .transaction()
      .execute((transaction) => close(transaction, merchant, requestId, { ...end, comment: sealed }));
  },
  handOver: (merchant, requestId, { approver, decision, until }) =>
    changeHanded(database, merchant, requestId, (handed, now) => {
      const before = handed.find((each) => each.approver === approver);
      const at = Math.max(now, (before?.at ?? 0) + 1);
      const others = handed.filter((each) => each !== before && each.until > now);
      return { handed: [...others, { approver, decision, at, until }], value: at };
    }),
  async judged(merchant, requestId, { approver, at, refused }) {
    await changeHanded(database, merchant, requestId, (handed) => ({
      handed: handed.flatMap((each) => {
        if (each.approver !== approver || each.at > at) return each;
        return refused === undefined ? [] : { ...each, refused };
      }),
      value: undefined,
    }));
  },
});

/** Changes the decisions that are under way for an open request, under its row's lock; undefined if it is not open. */
const changeHanded = <Value>(
  database: Database,
  merchant: string,
  requestId: string,
  change: (
    handed: readonly HandedDecision[],
    now: number,
  ) => { handed: readonly HandedDecision[]; value: Value },
): Promise<Value | undefined> =>
  database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('approval_requests')
      .select(['number', 'handed', databaseNow.as('now')])
      .where('merchant', '=', merchant)
      .where('request_id', '=', requestId)
      .where('state', '=', 'open')
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { handed, value } = change(row.handed ?? [], row.now);
    await transaction
      .updateTable('approval_requests')
      .set({ handed: JSON.stringify(handed) })
      .where('merchant', '=', merchant)
      .where('number', '=', row.number)
      .execute();
    return value;
  });

const requests = (database: Database) => database.selectFrom('approval_requests').selectAll();

type Row = Selectable<Tables['approval_requests']>;

/** A request's id begins with that of its run, and so with its conversation. */
const placeOf = (requestId: string, column: 'request' | 'comment'): CellPlace => ({
  column: `approval_requests.${column}`,
  row: [requestId],
  scope: scopeOfWorkflow(requestId),
});

/** Rows as callers read them, without those that have been forgotten: many are read though one cannot be. */
async function openRows(cells: Cells, rows: readonly Row[], log: ErrorLog): Promise<RequestRow[]> {
  const opened = await Promise.all(rows.map((row) => openIfWhole(cells, row, log)));
  return opened.filter((row) => row !== undefined);
}

/** A row of several; one that is damaged is logged, and undefined, so that it hides no other. */
export async function openIfWhole(cells: Cells, row: Row, log: ErrorLog): Promise<RequestRow | undefined> {
  try {
    return await openRow(cells, row);
  } catch (error) {
    // Without a master key, no row can be read.
    if (!isOfRow(error)) throw error;
    const { merchant, number } = row;
    log.error({ merchant, number, err: error }, 'an approval request cannot be decrypted');
    return undefined;
  }
}

const ofRow: ReadonlySet<string> = new Set([
  'key_missing',
  'payload_damaged',
  'payload_misplaced',
  'payload_plaintext',
]);

const isOfRow = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof OrderlyError && ofRow.has(error.code));

/** A row of the table as callers read it; undefined if it has been forgotten. */
async function openRow(cells: Cells, row: Row): Promise<RequestRow | undefined> {
  const { merchant, number, flow, zone, conversation, state, request_id: id } = row;
  const request = await openJson<ApprovalRequest>(cells, row.request, placeOf(id, 'request'));
  if (request === undefined) return undefined;
  const comment = row.comment === null ? undefined : await cells.open(row.comment, placeOf(id, 'comment'));
  return {
    ...{ merchant, number, flow, zone, conversation, request, state },
    messageIds: row.message_ids,
    workflowId: row.workflow_id,
    runId: row.run_id,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(comment === undefined ? {} : { comment }),
    ...(state !== 'open' || !row.handed?.length ? {} : { handed: row.handed }),
  };
}

/** The number that a request had before, unless another one has it now; it is not given again. */
async function givenBack(
  transaction: DatabaseTransaction,
  merchant: string,
  number: number | undefined,
): Promise<number | undefined> {
  if (number === undefined) return undefined;
  const taken = await transaction
    .selectFrom('approval_requests')
    .select('number')
    .where('merchant', '=', merchant)
    .where('number', '=', number)
    .executeTakeFirst();
  if (taken !== undefined) return undefined;
  await transaction
    .insertInto('approval_numbers')
    .values({ merchant, last: number })
    .onConflict((conflict) =>
      conflict
        .column('merchant')
        .doUpdateSet({ last: sql<number>`greatest(approval_numbers.last, ${number}::bigint)` }),
    )
    .execute();
  return number;
}

/** From a counter of its own, so that no number comes back when rows are deleted. */
const nextNumber = (transaction: DatabaseTransaction, merchant: string): Promise<number> =>
  raise(transaction, merchant, 1);

/** Counts a merchant's numbers on; returns the last. */
async function raise(
  database: Database | DatabaseTransaction,
  merchant: string,
  by: number,
): Promise<number> {
  const { last } = await database
    .insertInto('approval_numbers')
    .values({ merchant, last: by })
    .onConflict((conflict) =>
      conflict.column('merchant').doUpdateSet({ last: sql<number>`approval_numbers.last + ${by}::bigint` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

async function write(
  transaction: DatabaseTransaction,
  number: number,
  opened: OpenedRequest,
  sealed: Buffer,
): Promise<void> {
  const { merchant, request, flow, zone, conversation, messageIds, workflowId, runId } = opened;
  const row = {
    ...{ flow, zone, conversation, workflow_id: workflowId, run_id: runId },
    request: sealed,
    message_ids: JSON.stringify(messageIds),
    state: 'open' as const,
    opened_at: databaseNow,
    expires_at: request.expiresAt,
    ...{ ended_at: null, decided_by: null, comment: null, handed: null },
  };
  await transaction
    .insertInto('approval_requests')
    .values({ merchant, number, request_id: request.id, ...row })
    .onConflict((conflict) => conflict.columns(['merchant', 'number']).doUpdateSet(row))
    .execute();
}

async function addNotifications(
  transaction: DatabaseTransaction,
  merchant: string,
  number: number,
  notifications: readonly DueNotification[],
): Promise<void> {
  if (notifications.length === 0) return;
  const state = 'due' as const;
  await transaction
    .insertInto('approval_notifications')
    .values(
      notifications.map(({ kind, target, at }) => ({
        merchant,
        number,
        kind,
        target,
        state,
        at,
        attempts: 0,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function dropNotifications(
  transaction: DatabaseTransaction,
  merchant: string,
  number: number,
): Promise<void> {
  await transaction
    .deleteFrom('approval_notifications')
    .where('merchant', '=', merchant)
    .where('number', '=', number)
    .where('state', '=', 'due')
    .execute();
}
