/** Calls of published flows by step, cached: a flow's IR decides what a call is, not what a run says. */
import { callsIn } from '../interpreter/steps-in.js';
import type { CallStep } from '../contracts/ir.js';
import type { FlowVersions } from '../store/store.js';

/** Calls of one flow version by step id; undefined if it is not published for the merchant. */
export type PublishedCalls = (
  merchant: string,
  hash: string,
) => Promise<ReadonlyMap<string, CallStep> | undefined>;

/** Reads each version once: a hash never changes its meaning. */
export function publishedCalls(flowVersions: FlowVersions): PublishedCalls {
  const known = new Map<string, ReadonlyMap<string, CallStep>>();
  return async (merchant, hash) => {
    const name = `${merchant}/${hash}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const ir = await flowVersions.get(merchant, hash);
    if (ir === undefined) return undefined;
    const calls = callsIn(ir.steps);
    known.set(name, calls);
    return calls;
  };
}
