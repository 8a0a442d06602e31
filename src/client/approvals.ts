/** The agents' side: what waits for an approval, from the store, and decisions, by the run that waits (DESIGN §6). */
import { type WorkflowClient, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { DecisionAnswer, DecisionMessage } from '../contracts/messages.js';
import { messageNames } from '../contracts/messages.js';
import { hostsOf } from '../temporal/hosts-of.js';
import { ApprovalsReader, type ApprovalsStore } from './approvals-reader.js';

export type { ApprovalItem } from './approvals-reader.js';

/** Lists, shows and decides approval requests. */
export class ApprovalsClient extends ApprovalsReader {
  readonly #workflow: WorkflowClient;

  constructor({ workflow, store }: { workflow: WorkflowClient; store: ApprovalsStore }) {
    super(store);
    this.#workflow = workflow;
  }

  /** Decides a request with a signed decision; returns whether it counted. Rejection is a result, not an error. */
  async decide(message: DecisionMessage): Promise<DecisionAnswer> {
    // The workflow that the request's run is in: its own, or its caller's if it is inlined.
    for (const workflowId of hostsOf(runOf(message.requestId))) {
      try {
        return await this.#update(workflowId, message);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    }
    throw new OrderlyError('approval_unknown', `There is no open request \`${message.requestId}\`.`);
  }

  async #update(workflowId: string, message: DecisionMessage): Promise<DecisionAnswer> {
    const handle = this.#workflow.getHandle(workflowId);
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
}

// A request's id begins with its run's, and no id of a run holds `#`.
const runOf = (requestId: string): string =>
  requestId.slice(0, Math.max(0, requestId.indexOf('#'))) || requestId;
