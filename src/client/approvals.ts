/** The agents' side: open approval requests, and decisions on them (DESIGN §6). */
import { type WorkflowClient, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { DecisionAnswer, DecisionMessage, OpenApprovals } from '../contracts/messages.js';
import { messageNames } from '../contracts/messages.js';
import { hostsOf } from '../temporal/hosts-of.js';
import { searchAttributeKeys } from '../temporal/search-attribute-keys.js';

/** An open request with the run that waits for it. */
export type ApprovalItem = OpenApprovals[number] & { workflowId: string; runId: string };

/** Lists, shows and decides approval requests. */
export class ApprovalsClient {
  readonly #workflow: WorkflowClient;

  constructor(workflow: WorkflowClient) {
    this.#workflow = workflow;
  }

  /** Open requests of a merchant, optionally of one role, oldest first. */
  async list(merchant: string, role?: string): Promise<ApprovalItem[]> {
    const query = `OrderlyMerchant = "${quoted(merchant)}" AND ExecutionStatus = "Running" AND OrderlyWaitingOn IS NOT NULL`;
    const items: ApprovalItem[] = [];
    for await (const { workflowId, runId, typedSearchAttributes } of this.#workflow.list({ query })) {
      const waitingOn = typedSearchAttributes.get(searchAttributeKeys.waitingOn) ?? [];
      if (!waitingOn.some((what) => what.startsWith('approval:'))) continue;
      const open = await this.#workflow.getHandle(workflowId).query<OpenApprovals>(messageNames.approvals);
      items.push(...open.map((request) => ({ ...request, workflowId, runId })));
    }
    const theirs = (item: ApprovalItem): boolean =>
      role === undefined || item.role === role || (item.escalated && item.escalateTo === role);
    return items.filter(theirs).sort((a, b) => a.requestedAt - b.requestedAt);
  }

  /** One open request by its id; throws `approval_unknown`. */
  async show(requestId: string): Promise<ApprovalItem> {
    return this.#found(requestId, async (handle) => {
      const open = await handle.query<OpenApprovals>(messageNames.approvals);
      const request = open.find(({ id }) => id === requestId);
      if (request === undefined) throw unknown(requestId);
      const { runId } = await handle.describe();
      return { ...request, workflowId: handle.workflowId, runId };
    });
  }

  /** Decides a request with a signed decision; returns whether it counted. Rejection is a result, not an error. */
  async decide(message: DecisionMessage): Promise<DecisionAnswer> {
    try {
      return await this.#found(message.requestId, (handle) =>
        handle.executeUpdate<DecisionAnswer, [DecisionMessage]>(messageNames.decide, { args: [message] }),
      );
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

  /** Asks the workflow that the request's run is in: its own, or its caller's if it is inlined. */
  async #found<T>(requestId: string, ask: (handle: WorkflowHandle) => Promise<T>): Promise<T> {
    for (const workflowId of hostsOf(runOf(requestId))) {
      try {
        return await ask(this.#workflow.getHandle(workflowId));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    }
    throw unknown(requestId);
  }
}

// A request's id begins with its run's, and no id of a run holds `#`.
const runOf = (requestId: string): string =>
  requestId.slice(0, Math.max(0, requestId.indexOf('#'))) || requestId;

const quoted = (text: string): string => text.replaceAll(/["\\]/g, '');

const unknown = (requestId: string): OrderlyError =>
  new OrderlyError('approval_unknown', `There is no open request \`${requestId}\`.`);
