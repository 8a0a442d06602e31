/** The agents' side: what waits for an approval, from the store, and decisions, by the run that waits (DESIGN §6). */
import { type WorkflowClient, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { DecisionAnswer, DecisionMessage } from '../contracts/workflow-messages.js';
import { messageNames } from '../contracts/workflow-messages.js';
import { ownerOf } from '../contracts/visit-id.js';
import { type DecisionClaims, readDecision } from '../security/decision-token.js';
import { explainTemporal } from '../platform/temporal/explain-temporal.js';
import { hostsOf } from '../platform/temporal/possible-hosts-of-run.js';
import { whyFoundStuck } from '../platform/temporal/stuck-run.js';
import { ApprovalsReader, type ApprovalsStore } from './approvals-reader.js';
import { rebuildApprovals, type Rebuilt } from './rebuild-approvals.js';

export type { ApprovalItem } from './approvals-reader.js';

/** Who hands a decision over, and until when (epoch ms) it counts if no worker takes it at once. */
export type Handing = Pick<DecisionClaims, 'approver' | 'expiresAt'>;

/** How long a worker that is up may take to judge a decision, ms. */
const judgedWithinMs = 15_000;

/** How long Temporal may take to keep one that no worker has taken, ms. */
const keptWithinMs = 10_000;

/** Lists, shows and decides approval requests. */
export class ApprovalsClient extends ApprovalsReader {
  readonly #workflow: WorkflowClient;
  readonly #store: ApprovalsStore;

  constructor({ workflow, store }: { workflow: WorkflowClient; store: ApprovalsStore }) {
    super(store);
    this.#workflow = workflow;
    this.#store = store;
  }

  /**
   * Decides a request with a signed decision; returns whether it counted. Rejection is a result, not an error; so is
   * `approval_under_way`: no worker has judged it in time, and it counts once one is up. Throws `worker_unavailable`
   * if no worker serves the merchant and nothing is under way, with nothing handed over. `signedIn` says who it is whose sign-in is the token.
   */
  async decide(message: DecisionMessage, signedIn?: Handing): Promise<DecisionAnswer> {
    const { requestId, decision } = message;
    const handing = signedIn ?? readDecision(message.token)?.claims;
    const merchant = ownerOf(requestId);
    const { approvals } = this.#store;
    const isServed = await this.#store.workers.isServed(merchant);
    // What nobody knows is unknown, with a worker or without; what is under way can be taken back without one.
    const waiting = isServed ? undefined : await approvals.get(merchant, requestId);
    if (waiting !== undefined && (waiting.handed ?? []).every(({ refused }) => refused !== undefined))
      throw new OrderlyError(
        'worker_unavailable',
        `No worker is serving ${merchant} at the moment, so the decision was not sent`,
      );
    const by = handing && { approver: handing.approver, until: handing.expiresAt };
    const at = by && (await approvals.handOver(merchant, requestId, { ...by, decision }));
    const handed = at === undefined ? message : { ...message, handedOverAt: at };
    const notUnderWay = async (): Promise<void> => {
      if (by && at !== undefined) await approvals.judged(merchant, requestId, { approver: by.approver, at });
    };
    try {
      const answer = await this.#at(requestId, judgedWithinMs, (handle) => judged(handle, handed));
      await notUnderWay();
      return answer;
    } catch (error) {
      // What a stuck run has been sent is judged by the build that can carry it on.
      const isStuckRun = error instanceof OrderlyError && error.code === 'run_stuck';
      if (!isStuckRun && explainTemporal(error)?.code !== 'worker_unavailable') throw error;
      // Temporal keeps a signal whatever becomes of the update; of the same decision twice one counts.
      await this.#at(requestId, keptWithinMs, (handle) => handle.signal(messageNames.decideSignal, handed));
      const countsUntil = by === undefined ? {} : { countsUntil: by.until };
      return { accepted: false, code: 'approval_under_way', ...countsUntil };
    }
  }

  /** Finds a merchant's requests again, out of its runs, for a store that was restored from a backup. */
  async rebuild(merchant: string): Promise<Rebuilt> {
    const isServed = await this.#store.workers.isServed(merchant);
    if (!isServed)
      throw new OrderlyError('worker_unavailable', `No worker is serving ${merchant} at the moment`);
    return rebuildApprovals({ workflow: this.#workflow, approvals: this.#store.approvals }, merchant);
  }

  /** Asks the workflow that the request's run is in: its own, or its caller's if it is inlined. */
  async #at<T>(requestId: string, withinMs: number, ask: (handle: WorkflowHandle) => Promise<T>): Promise<T> {
    for (const workflowId of hostsOf(runOf(requestId))) {
      try {
        const handle = this.#workflow.getHandle(workflowId);
        return await this.#workflow.withDeadline(Date.now() + withinMs, () => ask(handle));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) continue;
        const code = await whyFoundStuck(this.#workflow, workflowId);
        if (code === undefined) throw error;
        throw new OrderlyError(code, `The current workers cannot continue the run of \`${requestId}\``);
      }
    }
    throw new OrderlyError('approval_unknown', `There is no open request \`${requestId}\`.`);
  }
}

/** What the run says; a refusal by its validator is an answer, too. */
async function judged(handle: WorkflowHandle, message: DecisionMessage): Promise<DecisionAnswer> {
  try {
    return await handle.executeUpdate<DecisionAnswer, [DecisionMessage]>(messageNames.decide, {
      args: [message],
    });
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
      const { type, details } = error.cause;
      return {
        accepted: false,
        code: type ?? 'internal',
        ...(details?.[0] as Partial<DecisionAnswer> | undefined),
      };
    }
    throw error;
  }
}

// A request's id begins with its run's, and no id of a run holds `#`.
const runOf = (requestId: string): string =>
  requestId.slice(0, Math.max(0, requestId.indexOf('#'))) || requestId;
