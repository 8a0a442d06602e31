/** The typed client: for the conversation service (conversations) and for agents (approvals). */
import type { FlowIr } from '../contracts/ir.js';
import type { FlowVersion, Stop } from '../store/store.js';
import { ApprovalsClient } from './approvals.js';
import { type ClientDependencies, Conversations } from './conversations.js';
import { type EffectDecision, type EffectItem, listEffects, resolveEffect, showEffect } from './effects.js';
import { EventsClient } from './events.js';
import type { TypedClient } from './interface.js';
import { type RunDetails, showRun } from './run-details.js';
import { listRuns, type RunItem } from './runs.js';
import { letOn, stop, type StopChange } from './stops.js';

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

  /** Flows that new runs of a merchant take. */
  flows(merchant: string): Promise<FlowIr[]> {
    return this.#deps.store.flowVersions.all(merchant);
  }

  /** One of them, if there is one, and its versions, the last first. */
  async flow(merchant: string, flow: string): Promise<[FlowIr | undefined, FlowVersion[]]> {
    const { flowVersions } = this.#deps.store;
    const [current, versions] = await Promise.all([
      flowVersions.current(merchant, flow),
      flowVersions.versions(merchant, flow),
    ]);
    return [current?.ir, versions];
  }

  /** Stops writes; returns all that is stopped now. */
  stop(change: StopChange): Promise<Stop[]> {
    return stop(this.#deps.store, change);
  }

  /** Lets on what was stopped; returns what still is. */
  letOn(change: StopChange): Promise<Stop[]> {
    return letOn(this.#deps.store, change);
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

  /** A run with what happened in it; throws `run_unknown`. */
  run(merchant: string, workflowId: string): Promise<RunDetails> {
    return showRun(this.#deps, merchant, workflowId);
  }
}
