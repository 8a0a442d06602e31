/** What operators see of a workflow: details after every step, and search attributes when they change. */
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { StandingTold } from '../interpreter/standing.js';
import { searchAttributeKeys, shortHash } from '../temporal/search-attribute-keys.js';
import type { FlowRun } from './flow-run.js';

/** Every upsert is an event, so what is new goes together and nothing goes twice. */
export class Shown {
  readonly #own: FlowRun;
  #waiting: readonly string[] = [];
  readonly #told = new StandingTold();
  #versionShown: boolean;

  /** `own`: the workflow's own run; of most main flows the starter did not know the version. */
  constructor(own: FlowRun) {
    this.#own = own;
    this.#versionShown = own.start.hash !== undefined;
  }

  /** Shows where the runs of the workflow stand, and tells the conversation when they wait for anybody but the customer. */
  update(runs: readonly FlowRun[]): void {
    setCurrentDetails(this.#own.details);
    const waiting = [...new Set(runs.flatMap((run) => run.waitingOn))];
    if (waiting.join() !== this.#waiting.join()) {
      this.#waiting = waiting;
      this.#upsert([waitingPair(waiting)]);
    }
    const standing = this.#told.news(runs.flatMap(({ state }) => state ?? []));
    if (standing !== undefined) this.#own.runner.announceWaiting(standing);
  }

  /** Shows that the workflow waits for nothing any more, and the outcome, if one is given. */
  end(outcome?: string): void {
    const waiting = this.#waiting.length === 0 ? [] : [waitingPair([])];
    const ended = outcome === undefined ? [] : [{ key: searchAttributeKeys.outcome, value: outcome }];
    setCurrentDetails(this.#own.details);
    if (waiting.length + ended.length > 0) this.#upsert([...waiting, ...ended]);
  }

  #upsert(pairs: readonly SearchAttributeUpdatePair[]): void {
    const hash = this.#versionShown ? undefined : this.#own.loaded?.hash;
    if (hash !== undefined) this.#versionShown = true;
    upsertSearchAttributes([
      ...(hash === undefined ? [] : [{ key: searchAttributeKeys.flowVersion, value: shortHash(hash) }]),
      ...pairs,
    ]);
  }
}

/** `customer`, `approval:<role>`, `event`, `timer`. */
const waitingPair = (what: readonly string[]): SearchAttributeUpdatePair => ({
  key: searchAttributeKeys.waitingOn,
  value: what.length === 0 ? null : [...what],
});
