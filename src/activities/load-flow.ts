/** Loads a published flow by its hash, or the merchant's current one, and the message's text, once per run. */
import { ApplicationFailure } from '@temporalio/common';
import { hashOf } from '../flows/hash.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Merchants } from '../merchants/merchant.js';
import type { RunStore } from './dependencies.js';
import type { LoadedFlow, LoadFlowRequest } from '../contracts/activities.js';

/** What load-flow needs. */
export interface LoadFlowDependencies {
  store: Pick<RunStore, 'flowVersions'> & { messages: Pick<RunStore['messages'], 'get'> };
  merchants: Merchants;
}

/** An IR never changes under its hash, so a worker caches what it has loaded. */
type Cache = Map<string, FlowIr>;

/** Number of flows kept in memory: a few merchants' worth, oldest evicted first. */
const cacheLimit = 500;

/**
 * Makes the activity. A hash not (yet) published for the run's merchant is retried and never fails the run:
 * the worker that published it may be the next to start.
 */
export function loadFlow({
  store,
  merchants,
}: LoadFlowDependencies): (request: LoadFlowRequest) => Promise<LoadedFlow> {
  const cache: Cache = new Map();
  const load = async ({ merchant, flow, hash }: LoadFlowRequest): Promise<LoadedFlow> => {
    const inline =
      merchants.get(merchant)?.config.subflows === 'child_workflow' ? {} : ({ inline: true } as const);
    const known = hash === undefined ? undefined : cache.get(`${merchant}/${hash}`);
    if (hash !== undefined && known !== undefined) return { hash, ir: known, ...inline };
    const found = await read(store.flowVersions, { merchant, flow, hash });
    // Checked once, when it comes out of the store: in memory it cannot have changed.
    if (found === undefined || (!cache.has(`${merchant}/${found.hash}`) && hashOf(found.ir) !== found.hash)) {
      throw notPublished();
    }
    remember(cache, `${merchant}/${found.hash}`, found.ir);
    return { ...found, ...inline };
  };
  return async (request) => {
    const { merchant, message } = request;
    if (message === undefined) return load(request);
    const [loaded, messages] = await Promise.all([
      load(request),
      store.messages.get(merchant, message.conversation, message.ids),
    ]);
    return { ...loaded, text: messages.map(({ text }) => text).join('\n') };
  };
}

async function read(
  versions: RunStore['flowVersions'],
  { merchant, flow, hash }: { merchant: string; flow: string; hash: string | undefined },
): Promise<LoadedFlow | undefined> {
  if (hash === undefined) return versions.current(merchant, flow);
  const ir = await versions.get(merchant, hash);
  return ir === undefined ? undefined : { hash, ir };
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
