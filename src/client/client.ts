/** The typed client: for the conversation service (conversations) and for agents (approvals). */
import type { WorkflowClient } from '@temporalio/client';
import { ApprovalsClient } from './approvals.js';
import { type ClientDependencies, Conversations } from './conversations.js';
import { EventsClient } from './events.js';
import type { TypedClient } from './interface.js';
import { listRuns, type RunItem } from './runs.js';

/** Everything a caller of the product needs: it talks to Temporal and the store, never to the worker. */
export class OrderlyClient implements TypedClient {
  readonly conversations: Conversations;
  readonly approvals: ApprovalsClient;
  readonly events: EventsClient;
  readonly #workflow: WorkflowClient;

  constructor(deps: ClientDependencies) {
    this.conversations = new Conversations(deps);
    this.approvals = new ApprovalsClient(deps);
    this.events = new EventsClient(deps);
    this.#workflow = deps.workflow;
  }

  /** Runs of a merchant, newest first. */
  runs(merchant: string, options?: { open?: boolean; limit?: number }): Promise<RunItem[]> {
    return listRuns(this.#workflow, merchant, options);
  }
}
