/** The agents' side: open approval requests, and decisions on them (DESIGN §6). */
import { type WorkflowClient, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { DecisionAnswer, DecisionMessage, OpenApprovals } from '../contracts/messages.js';
import { messageNames } from '../contracts/messages.js';
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
    const workflowId = workflowOf(requestId);
    const handle = this.#workflow.getHandle(workflowId);
    const open = await orUnknown(requestId, () => handle.query<OpenApprovals>(messageNames.approvals));
    const request = open.find(({ id }) => id === requestId);
    if (request === undefined) throw unknown(requestId);
    const { runId } = await handle.describe();
    return { ...request, workflowId, runId };
  }

  /** Decides a request with a signed decision; returns whether it counted. Rejection is a result, not an error. */
  async decide(message: DecisionMessage): Promise<DecisionAnswer> {
    const handle = this.#workflow.getHandle(workflowOf(message.requestId));
    try {
      return await orUnknown(message.requestId, () =>
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
}

// A request's id begins with its run's; a workflow id of ours holds no `#`.
const workflowOf = (requestId: string): string =>
  requestId.slice(0, Math.max(0, requestId.indexOf('#'))) || requestId;

const quoted = (text: string): string => text.replaceAll(/["\\]/g, '');

const unknown = (requestId: string): OrderlyError =>
  new OrderlyError('approval_unknown', `There is no open request \`${requestId}\`.`);

async function orUnknown<T>(requestId: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw unknown(requestId);
    throw error;
  }
}
