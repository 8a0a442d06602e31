/** What approvers see, from the store alone: what waits, what was decided, and what led to it (DESIGN §6). */
import { z } from 'zod';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { ApprovalRequest } from '../contracts/approval.js';
import { ownerOf } from '../contracts/visit-id.js';
import type { NotificationRow, RequestRow } from '../store/approvals.js';
import type { Store } from '../store/store.js';
import { type Page, type PageWanted, pageOf, readCursor } from './pages.js';
import { type Words, wordsOf } from './readable-message.js';

/** A request as it was opened, and how it stands. */
export interface ApprovalItem extends ApprovalRequest, Omit<RequestRow, 'request' | 'messageIds'> {
  /** Whether the time of its reminder has passed. */
  reminded: boolean;
  /** Whether the second role may decide, too. */
  escalated: boolean;
}

/** A request with the customer's own words that led to it, in order, and the notifications of it. */
export interface ApprovalDetails extends ApprovalItem {
  words: readonly Words[];
  notifications: readonly NotificationRow[];
}

const endedPlace = z.strictObject({ endedAt: z.int(), number: z.int() });

/** What reading needs of the store. */
export type ApprovalsStore = Pick<Store, 'approvals' | 'notifications' | 'messages' | 'workers'>;

/** Lists and shows approval requests. */
export class ApprovalsReader {
  readonly #store: ApprovalsStore;

  constructor(store: ApprovalsStore) {
    this.#store = store;
  }

  /** Open requests of a merchant, optionally those that one role may decide now, oldest first. */
  async list(merchant: string, role?: string): Promise<ApprovalItem[]> {
    const items = (await this.#store.approvals.waiting(merchant)).map(itemOf);
    const theirs = (item: ApprovalItem): boolean =>
      role === undefined || item.role === role || (item.escalated && item.escalateTo === role);
    return items.filter(theirs);
  }

  /** Requests of a merchant that were decided, or ended otherwise, since a moment (epoch ms); the last first. */
  async ended(merchant: string, { since = 0, limit = 50 } = {}): Promise<ApprovalItem[]> {
    return (await this.#store.approvals.ended(merchant, since, limit)).map(itemOf);
  }

  /** The same by pages. */
  async decided(merchant: string, { limit = 50, cursor }: PageWanted = {}): Promise<Page<ApprovalItem>> {
    const before = cursor === undefined ? undefined : readCursor(cursor, endedPlace);
    const rows = await this.#store.approvals.ended(merchant, 0, limit + 1, before);
    return pageOf(rows.map(itemOf), limit, ({ endedAt = 0, number }) => ({ endedAt, number }));
  }

  /** A request by its number, `merchant/number`, or id; throws `approval_unknown`, `approval_number_shared`. */
  async find(reference: string): Promise<ApprovalItem> {
    return itemOf(await this.#row(reference));
  }

  /** The same with what led to it. */
  async show(reference: string): Promise<ApprovalDetails> {
    const row = await this.#row(reference);
    const { merchant, conversation, messageIds, number } = row;
    const [words, notifications] = await Promise.all([
      this.#store.messages.get(merchant, conversation, messageIds),
      this.#store.notifications.list(merchant, number),
    ]);
    return { ...itemOf(row), words: words.map(wordsOf), notifications };
  }

  async #row(reference: string): Promise<RequestRow> {
    const rows = await this.#rows(reference);
    const [row, other] = rows;
    if (row === undefined)
      throw new OrderlyError('approval_unknown', `The request \`${reference}\` does not exist`);
    if (other === undefined) return row;
    const written = rows.map(({ merchant, number }) => `\`${merchant}/${number}\``);
    throw new OrderlyError('approval_number_shared', `Several merchants have a request ${reference}`, {
      hint: `Use ${written.join(' or ')}.`,
    });
  }

  async #rows(reference: string): Promise<RequestRow[]> {
    const { approvals } = this.#store;
    const [, merchant, number] = /^(?:([^/#]+)\/)?(\d{1,15})$/.exec(reference) ?? [];
    if (number !== undefined) return approvals.numbered(Number(number), merchant);
    const row = await approvals.get(ownerOf(reference), reference);
    return row === undefined ? [] : [row];
  }
}

function itemOf({ request, messageIds: _ids, ...row }: RequestRow): ApprovalItem {
  const now = Date.now();
  return {
    ...request,
    ...row,
    reminded: request.remindAt !== undefined && now >= request.remindAt,
    escalated: request.escalateAt !== undefined && now >= request.escalateAt,
  };
}
