/** The typed client: for the conversation service (conversations) and for agents (approvals). */
import { ApprovalsClient } from './approvals.js';
import { type ClientDependencies, Conversations } from './conversations.js';
import { EventsClient } from './events.js';
import type { TypedClient } from './interface.js';
import { type RunDetails, showRun } from './run-details.js';
import { listRuns, type RunItem } from './runs.js';

/** Everything a caller of the product needs: it talks to Temporal and the store, never to the worker. */
export class OrderlyClient implements TypedClient {
  readonly conversations: Conversations;
  readonly approvals: ApprovalsClient;
  readonly events: EventsClient;
  readonly #deps: ClientDependencies;

  constructor(deps: ClientDependencies) {
    this.conversations = new Conversations(deps);
    this.approvals = new ApprovalsClient(deps);
    this.#deps = deps;
    this.events = new EventsClient(deps);
  }

  /** Runs of a merchant, newest first. */
  runs(merchant: string, options?: { open?: boolean; limit?: number }): Promise<RunItem[]> {
    return listRuns(this.#deps.workflow, merchant, options);
  }

  /** A run with what happened in it; throws `run_unknown`. */
  run(merchant: string, workflowId: string): Promise<RunDetails> {
    return showRun(this.#deps, merchant, workflowId);
  }
}
