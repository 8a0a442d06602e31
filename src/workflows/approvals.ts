/**
 * Approvals of a run: an Update with a validator, and a Signal with the same body as an alternative (DESIGN §6).
 * State and digest are checked here; signature, role and limit by the activity verify-decision, before the effect.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { OpenApprovalRequest } from '../contracts/activities.js';
import type { ApprovalRequest, Decision } from '../contracts/approval.js';
import {
  type ApprovalEnd,
  type DecisionAnswer,
  type DecisionMessage,
  messageNames,
  type OpenApprovals,
  type RunStart,
} from '../contracts/workflow-messages.js';
import type { Runtime } from './runtime.js';

interface Entry {
  request: ApprovalRequest;
  flow: string;
  onDecision(decision: Decision): void;
  open: boolean;
  /** How approvers are shown it, and its number, once they can see it. */
  opened: OpenApprovalRequest;
  shown: Promise<number>;
  /** How it ended without a decision that counts. */
  ended?: ApprovalEnd;
  verifying: boolean;
  /** Decisions that arrived in time but have no verdict yet. */
  pending: number;
  decision?: Decision;
}

type RunFacts = Pick<RunStart, 'merchant'>;

/** The run that asks: its flow, its conversation, and the messages that led to the request. */
type Asking = Pick<OpenApprovalRequest, 'flow' | 'conversation' | 'messageIds'>;

/** The approval requests of one workflow's runs; handlers are registered at once, so that early decisions are not lost. */
export class Approvals {
  readonly #entries = new Map<string, Entry>();
  readonly #run: RunFacts;

  constructor(
    readonly runtime: Runtime,
    runFacts: RunFacts,
  ) {
    this.#run = runFacts;
    const { decide, decideSignal, approvals, approvalEnds, showApprovals } = messageNames;
    runtime.onUpdate(
      decide,
      (message: DecisionMessage) => this.#decide(message),
      (message) => {
        const code = this.#refusal(message);
        if (code === undefined) return;
        // A malformed body may be anything, even null.
        throw refused(
          code,
          code === 'approval_decided' ? this.#entries.get(message.requestId)?.decision : undefined,
        );
      },
    );
    runtime.onSignal(decideSignal, async (message) => {
      if (this.#refusal(message) === undefined) await this.#decide(message);
    });
    runtime.onQuery(approvals, () => this.#list());
    runtime.onQuery(approvalEnds, () => this.#ends());
    runtime.onUpdate(showApprovals, () => this.#showAgain());
  }

  /** Opens a request of a flow's run, which can be decided from now on; resolves when approvers can see it. */
  async open(
    request: ApprovalRequest,
    asking: Asking,
    onDecision: (decision: Decision) => void,
  ): Promise<void> {
    const { merchant } = this.#run;
    const { workflowId, runId } = this.runtime;
    const opened = { merchant, request, ...asking, workflowId, runId };
    const shown = this.runtime.run('openApproval', 'Notify approvers of the request', opened);
    const { flow } = asking;
    const entry = { request, flow, onDecision, opened, shown, open: true, verifying: false, pending: 0 };
    this.#entries.set(request.id, entry);
    await shown;
  }

  /** Closes a request; later decisions are refused. Resolves when approvers see it. */
  async close(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.open = false;
    // What a verdict writes comes first, and is overruled if it did not count.
    await this.runtime.condition(() => entry.pending === 0);
    if (entry.decision !== undefined) return;
    await entry.shown;
    const state = this.runtime.now() >= entry.request.expiresAt ? 'expired' : 'withdrawn';
    entry.ended = { requestId: id, state, at: this.runtime.now() };
    await this.#showEnd(entry.ended);
  }

  #showEnd(end: ApprovalEnd): Promise<void> {
    const { merchant } = this.#run;
    return this.runtime.run('closeApproval', 'Mark the request as closed', { merchant, ...end });
  }

  /** Shows approvers everything once more, for a store that may have lost it; returns the numbers of what is open. */
  async #showAgain(): Promise<number[]> {
    for (const end of this.#ends()) await this.#showEnd(end);
    const numbers: number[] = [];
    for (const entry of this.#entries.values()) {
      const number = await entry.shown;
      if (isWaiting(entry))
        numbers.push(
          await this.runtime.run('openApproval', 'Notify approvers of the request again', {
            ...entry.opened,
            number,
          }),
        );
    }
    return numbers;
  }

  #ends(): ApprovalEnd[] {
    return [...this.#entries.values()].flatMap(({ decision, ended }) => {
      if (decision === undefined) return ended ?? [];
      const { requestId, decision: state, decidedAt: at, approver: decidedBy } = decision;
      return { requestId, state, at, decidedBy };
    });
  }

  /** Resolves when no decision on the request of a run's timer is still being verified: that decision came first. */
  async settled(run: string, timer: string): Promise<void> {
    // A request's timers are named after its step and visit: `<step>#<visit>/expiry`.
    const visit = timer.slice(0, Math.max(0, timer.lastIndexOf('/')));
    const entry = this.#entries.get(`${run}#${visit}`);
    if (entry !== undefined) await this.runtime.condition(() => entry.pending === 0);
  }

  #refusal(message: unknown): string | undefined {
    if (!isDecision(message)) return 'approval_malformed';
    const entry = this.#entries.get(message.requestId);
    if (entry === undefined) return 'approval_unknown';
    if (entry.decision !== undefined) return 'approval_decided';
    if (!entry.open || this.runtime.now() >= entry.request.expiresAt) return 'approval_expired';
    if (entry.request.digest !== message.digest) return 'approval_stale';
    return undefined;
  }

  async #decide(message: DecisionMessage): Promise<DecisionAnswer> {
    const entry = this.#entries.get(message.requestId);
    if (entry === undefined) return { accepted: false, code: 'approval_unknown' };
    const decidedAt = this.runtime.now();
    entry.pending += 1;
    try {
      // One at a time: the second sees what the first decided. All waiters wake together, so each checks again.
      while (entry.verifying) await this.runtime.condition(() => !entry.verifying);
      if (entry.decision !== undefined) return alreadyDecided(entry.decision);
      if (!entry.open) return { accepted: false, code: 'approval_expired' };
      entry.verifying = true;
      return await this.#verify(entry, message, decidedAt).finally(() => {
        entry.verifying = false;
      });
    } finally {
      entry.pending -= 1;
    }
  }

  async #verify(entry: Entry, message: DecisionMessage, decidedAt: number): Promise<DecisionAnswer> {
    const { request } = entry;
    const escalated = request.escalateAt !== undefined && decidedAt >= request.escalateAt;
    const { decision, token, comment, handedOverAt } = message;
    // The verdict is written where the request is shown.
    await entry.shown;
    const verdict = await this.runtime.run('verifyDecision', 'Check the approver and their permission', {
      merchant: this.#run.merchant,
      request,
      decision: {
        ...{ decision, token },
        ...(comment === undefined ? {} : { comment }),
        ...(handedOverAt === undefined ? {} : { handedOverAt }),
      },
      decidedAt,
      escalated,
      expiresAt: request.expiresAt,
      ...(request.startedBy === undefined ? {} : { startedBy: request.startedBy }),
    });
    // Withdrawn while it was verified: the run has been stopped.
    if (verdict.accepted && !entry.open) return { accepted: false, code: 'approval_expired' };
    if (!verdict.accepted) return { accepted: false, code: verdict.code };
    entry.decision = {
      requestId: request.id,
      digest: request.digest,
      decision,
      token,
      approver: verdict.approver,
      decidedAt,
      escalated,
      expiresAt: request.expiresAt,
    };
    entry.onDecision(entry.decision);
    return { accepted: true, approver: verdict.approver, decision };
  }

  #list(): OpenApprovals {
    const now = this.runtime.now();
    return [...this.#entries.values()].filter(isWaiting).map(({ request, flow }) => ({
      ...request,
      flow,
      escalated: request.escalateAt !== undefined && now >= request.escalateAt,
      reminded: request.remindAt !== undefined && now >= request.remindAt,
    }));
  }
}

const isWaiting = ({ open, decision }: Entry): boolean => open && decision === undefined;

const alreadyDecided = (first: Decision): DecisionAnswer => ({
  accepted: false,
  code: 'approval_decided',
  approver: first.approver,
  decision: first.decision,
});

function refused(code: string, first: Decision | undefined): ApplicationFailure {
  const details = first === undefined ? [] : [{ approver: first.approver, decision: first.decision }];
  return ApplicationFailure.create({ message: code, type: code, nonRetryable: true, details });
}

// Anybody with access to Temporal can send an update, so its shape is checked before it is read.
function isDecision(message: unknown): message is DecisionMessage {
  if (typeof message !== 'object' || message === null) return false;
  const fields = message as Partial<Record<keyof DecisionMessage, unknown>>;
  const texts = [fields.requestId, fields.digest, fields.token];
  if (!texts.every((field) => typeof field === 'string' && field.length <= 4096)) return false;
  if (fields.comment !== undefined && (typeof fields.comment !== 'string' || fields.comment.length > 4096))
    return false;
  if (fields.handedOverAt !== undefined && typeof fields.handedOverAt !== 'number') return false;
  return fields.decision === 'approved' || fields.decision === 'rejected';
}
