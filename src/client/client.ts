/** The typed client: for the conversation service (conversations) and for agents (approvals). */
import type { WorkflowClient } from '@temporalio/client';
import type { FlowIr } from '../contracts/ir.js';
import type { FlowVersion, Pause, EventRow, KeptEvent, ReceivedEvents } from '../store/store.js';
import { ApprovalsClient } from './approvals.js';
import { type ClientDependencies, Conversations } from './conversations.js';
import {
  type EffectDecision,
  type EffectItem,
  listEffects,
  resolveEffect,
  showEffect,
} from './unclear-effects.js';
import { type Desk, deskOf } from './desk.js';
import type { TypedClient } from './typed-client.js';
import { type Trace, traceConversation } from './trace.js';
import { type RunDetails, showRun } from './run-details.js';
import { listRuns, type RunItem, type RunsPage } from './runs.js';
import { pauseWrites, resumeWrites, type PauseChange } from './pauses.js';
import { messageNames, taskQueue } from '../contracts/workflow-messages.js';
import { workflowTaskTimeout } from '../platform/temporal/workflow-task-timeout.js';

// Events of systems: kept before their request is answered, and taken up by the workers.

/** Wakes the workflow that takes up the merchant's events, or starts it; it is no run, and not listed among them. */
async function announceEvent(workflow: WorkflowClient, merchant: string): Promise<void> {
  await workflow.signalWithStart('takeEvents', {
    ...{ workflowId: `orderly-events:${merchant}`, taskQueue, args: [merchant] },
    ...{ signal: messageNames.eventKept, signalArgs: [], workflowTaskTimeout },
    staticSummary: 'Events from systems',
    priority: { fairnessKey: merchant },
  });
}

/** Keeps events, lists them, and has them taken up again. */
class EventsClient {
  readonly #deps: ClientDependencies;

  constructor(deps: ClientDependencies) {
    this.#deps = deps;
  }

  /** Keeps the events of one request, together; returns how many are new. */
  keep(events: readonly KeptEvent[]): Promise<number> {
    return this.#deps.store.events.keep(events);
  }

  /** Has the workers take up at once what is kept; without it, the maintenance finds it within minutes. */
  announce(merchant: string): Promise<void> {
    return announceEvent(this.#deps.workflow, merchant);
  }

  /** The last events of a merchant, newest first. */
  list(merchant: string, options: Parameters<ReceivedEvents['list']>[1]): Promise<EventRow[]> {
    return this.#deps.store.events.list(merchant, options);
  }

  /** Has an event taken up again; what has followed from it once does not follow twice. False if there is none. */
  async replay(merchant: string, number: number): Promise<boolean> {
    const isKnown = await this.#deps.store.events.replay(merchant, number);
    if (isKnown) await this.announce(merchant);
    return isKnown;
  }
}

/** Everything a caller of the product needs: it talks to Temporal and the store, never to the worker. */
export class OrderlyClient implements TypedClient {
  readonly conversations: Conversations;
  readonly approvals: ApprovalsClient;
  readonly events: EventsClient;
  readonly desk: Desk;
  readonly #deps: ClientDependencies;

  constructor(deps: ClientDependencies) {
    this.conversations = new Conversations(deps);
    this.approvals = new ApprovalsClient(deps);
    this.#deps = deps;
    this.events = new EventsClient(deps);
    this.desk = deskOf(deps.store);
  }

  /** Runs of a merchant, newest first. */
  runs(merchant: string, options?: RunsPage): Promise<RunItem[]> {
    return listRuns(this.#deps.workflow, merchant, options);
  }

  /** Flows that new runs of a merchant take. */
  flows(merchant: string): Promise<FlowIr[]> {
    return this.#deps.store.flowVersions.all(merchant);
  }

  /** One of them, if there is one, or its version of a hash; and its versions, the last first. */
  async flow(merchant: string, flow: string, hash?: string): Promise<[FlowIr | undefined, FlowVersion[]]> {
    const { flowVersions } = this.#deps.store;
    const [ir, versions] = await Promise.all([
      hash === undefined
        ? flowVersions.current(merchant, flow).then((current) => current?.ir)
        : flowVersions.get(merchant, hash),
      flowVersions.versions(merchant, flow),
    ]);
    return [ir?.flow === flow ? ir : undefined, versions];
  }

  /** Pauses writes; returns all that is paused now. */
  pause(change: PauseChange): Promise<Pause[]> {
    return pauseWrites(this.#deps.store, change);
  }

  /** Resumes what was paused; returns what still is. */
  resume(change: PauseChange): Promise<Pause[]> {
    return resumeWrites(this.#deps.store, change);
  }

  /** Writes of which nobody can tell what became of them, the oldest first. */
  effects(merchant: string): Promise<EffectItem[]> {
    return listEffects(this.#deps.store, merchant);
  }

  /** Any write by its id; throws `effect_unknown`. */
  effect(merchant: string, id: string): Promise<EffectItem> {
    return showEffect(this.#deps.store, merchant, id);
  }

  /** Ends an unclear write by what a person found; throws `effect_unknown`, `effect_clear`. */
  resolveEffect(decision: EffectDecision): Promise<EffectItem> {
    return resolveEffect(this.#deps.store, decision);
  }

  /** What a conversation's messages were understood as, and what came of them; that `by` has read it is audited. Throws `conversation_unknown`. */
  async trace(merchant: string, conversation: string, by: string): Promise<Trace> {
    const id = await this.conversations.noteTraced(merchant, conversation, by);
    return traceConversation(this.#deps, merchant, id);
  }

  /** A run with what happened in it; throws `run_unknown`. */
  run(merchant: string, workflowId: string): Promise<RunDetails> {
    return showRun(this.#deps, merchant, workflowId);
  }
}
