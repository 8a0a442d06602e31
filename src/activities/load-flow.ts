/** Loads a published flow by its hash, or the one that is current for the merchant: a local activity, once a run. */
import { ApplicationFailure } from '@temporalio/common';
import { hashOf } from '../flows/hash.js';
import type { FlowIr } from '../interpreter/ir.js';
import type { FlowVersions } from '../store/store.js';
import type { LoadedFlow, LoadFlowRequest } from './activities.js';

/** What load-flow needs. */
export interface LoadFlowDependencies {
  store: { flowVersions: FlowVersions };
}

/** An IR never changes under its hash, so a worker keeps what it has loaded. */
type Cache = Map<string, FlowIr>;

/** Flows kept in memory; a few merchants' worth, oldest out first. */
const cacheLimit = 500;

/**
 * Makes the activity. A hash that is not published for the run's merchant (yet) is asked for again, never failed:
 * the worker that published it may be the next to start.
 */
export function loadFlow({ store }: LoadFlowDependencies): (request: LoadFlowRequest) => Promise<LoadedFlow> {
  const cache: Cache = new Map();
  return async ({ merchant, flow, hash }) => {
    if (hash === undefined) {
      const current = await store.flowVersions.current(merchant, flow);
      if (current === undefined) throw notPublished();
      return current;
    }
    const key = `${merchant}/${hash}`;
    const ir = cache.get(key) ?? (await store.flowVersions.get(merchant, hash));
    if (ir === undefined || hashOf(ir) !== hash) throw notPublished();
    remember(cache, key, ir);
    return { hash, ir };
  };
}

function remember(cache: Cache, key: string, ir: FlowIr): void {
  if (cache.has(key)) return;
  const oldest = cache.keys().next();
  if (cache.size >= cacheLimit && oldest.done !== true) cache.delete(oldest.value);
  cache.set(key, ir);
}

const notPublished = (): ApplicationFailure =>
  ApplicationFailure.create({
    message: 'flow_unpublished',
    type: 'flow_unpublished',
    nextRetryDelay: '5 seconds',
  });
