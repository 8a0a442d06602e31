/**
 * Approval requests as desks and commands read them, and the notifications that tell approvers of them (DESIGN §6, §11).
 * The workflow's own state decides; these rows follow it.
 */
import type { ApprovalRequest } from '../contracts/approval.js';

/** How a request stands. `withdrawn`: its run was stopped or is gone. */
export type RequestState = 'open' | 'approved' | 'rejected' | 'expired' | 'superseded' | 'withdrawn';

/** A request as its run opens it. */
export interface OpenedRequest {
  merchant: string;
  request: ApprovalRequest;
  flow: string;
  /** IANA zone of the merchant, in which its times are read. */
  zone: string;
  conversation: string;
  /** The customer's messages that led to it, in order: ids in `messages`. */
  messageIds: readonly string[];
  /** The workflow that its run is in, and that workflow's Temporal run. */
  workflowId: string;
  runId: string;
  /** The number that it had before the store has lost it; it gets it back unless another request has it now. */
  number?: number;
}

/** A request with its number, which is the merchant's own and is never given again. */
export interface RequestRow extends OpenedRequest {
  number: number;
  state: RequestState;
  /** When it was decided or ended otherwise, epoch ms. */
  endedAt?: number;
  decidedBy?: string;
  /** The approver's reason. */
  comment?: string;
  /** Decisions that are under way, and refused ones of which their approvers have not heard; absent if there is none. */
  handed?: readonly HandedDecision[];
}

/** A decision that an approver has handed over, and no worker has judged yet or has refused; of each approver the newest. */
export interface HandedDecision {
  approver: string;
  decision: 'approved' | 'rejected';
  /** When, epoch ms by the store's clock; each one of an approver is later than the one before. */
  at: number;
  /** Until when it counts, epoch ms. */
  until: number;
  /** A worker has judged it: the code of why it does not count. */
  refused?: string;
}

/** What became of a request. */
export interface RequestEnd {
  state: Exclude<RequestState, 'open'>;
  /** Epoch ms. */
  at: number;
  decidedBy?: string;
  comment?: string;
}

/** Requests for approvals. */
export interface ApprovalRequests {
  /**
   * Keeps a request with the notifications of it that are due, and returns its number; again, nothing changes. The run that
   * a reset has made opens it anew. Throws `conversation_erased`.
   */
  open(opened: OpenedRequest, notifications: readonly DueNotification[]): Promise<number>;
  /** Has the numbers of a merchant go on so much further; returns the last that is not given any more. */
  raiseNumbers(merchant: string, by: number): Promise<number>;
  /** Notes how it ended, and drops its notifications that are due; an end that comes late changes nothing. */
  end(merchant: string, requestId: string, end: RequestEnd): Promise<void>;
  /** Notes that a decision is under way, in the place of an older one of the approver; when, or undefined if the request is not open. */
  handOver(
    merchant: string,
    requestId: string,
    decision: Omit<HandedDecision, 'at' | 'refused'>,
  ): Promise<number | undefined>;
  /** Notes that the approver's decision of that moment has been judged: it is no longer under way, or stays with why it does not count. */
  judged(
    merchant: string,
    requestId: string,
    decision: Pick<HandedDecision, 'approver' | 'at' | 'refused'>,
  ): Promise<void>;
  get(merchant: string, requestId: string): Promise<RequestRow | undefined>;
  /** The requests of this number: one a merchant, or that of the merchant. */
  numbered(number: number, merchant?: string): Promise<RequestRow[]>;
  /** Those of a merchant that can be decided now, oldest first. */
  waiting(merchant: string): Promise<RequestRow[]>;
  /** Those of a merchant that ended since a moment (epoch ms), the last first; those before one, if it is given. */
  ended(
    merchant: string,
    since: number,
    limit: number,
    before?: { endedAt: number; number: number },
  ): Promise<RequestRow[]>;
  /** Those of a run and the sub-flows below it, in their order. */
  ofRun(merchant: string, workflowId: string): Promise<RequestRow[]>;
  /** Open requests of all merchants that are older than this (ms), by merchant and number; those behind a row, if one is given. */
  openSince(
    olderThanMs: number,
    limit: number,
    after?: Pick<RequestRow, 'merchant' | 'number'>,
  ): Promise<RequestRow[]>;
}

/** What a notification says: a request waits, still waits, or is another role's now too. */
export type NotificationKind = 'requested' | 'reminder' | 'escalated';

/** A notification that is to be sent at a moment (epoch ms), if its request is still open then. */
export interface DueNotification {
  kind: NotificationKind;
  /** Its name under `notifications: approvals:` in merchant.yaml. */
  target: string;
  at: number;
}

/** Identifies a notification: one per request, kind and target. */
export type NotificationId = Pick<RequestRow, 'merchant' | 'number'> &
  Pick<DueNotification, 'kind' | 'target'>;

/** A notification that one worker sends now. */
export interface ClaimedNotification extends NotificationId {
  /** This attempt's number, from 1. */
  attempt: number;
  request: RequestRow;
}

/** A notification and what became of it, at a moment (epoch ms). */
export interface NotificationRow extends Pick<DueNotification, 'kind' | 'target'> {
  state: 'due' | 'sent' | 'given_up';
  at: number;
}

/** Notifications to approvers, sent at least once. */
export interface ApprovalNotifications {
  /** Takes notifications of these merchants that are due; nobody else gets them for so long (ms), should this worker die. */
  claim(merchants: readonly string[], limit: number, leaseMs: number): Promise<ClaimedNotification[]>;
  /** Notes what came of an attempt; one that failed is due again in so many ms. */
  settle(notification: NotificationId, outcome: 'sent' | 'given_up' | { retryInMs: number }): Promise<void>;
  /** All notifications of a request, by their time. */
  list(merchant: string, number: number): Promise<NotificationRow[]>;
}
