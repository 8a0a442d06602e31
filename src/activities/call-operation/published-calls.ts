/** Calls of published flows by step, kept in memory: what a flow's IR says of a call is what counts, not what a run says. */
import type { BlockIr, CallStep, StepIr } from '../../interpreter/ir.js';
import type { FlowVersions } from '../../store/store.js';

/** Calls of one flow version by step id; undefined if it is not published for the merchant. */
export type PublishedCalls = (
  merchant: string,
  hash: string,
) => Promise<ReadonlyMap<string, CallStep> | undefined>;

/** Reads each version once: a hash never means something else. */
export function publishedCalls(flowVersions: FlowVersions): PublishedCalls {
  const known = new Map<string, ReadonlyMap<string, CallStep>>();
  return async (merchant, hash) => {
    const name = `${merchant}/${hash}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const ir = await flowVersions.get(merchant, hash);
    if (ir === undefined) return undefined;
    const calls = new Map(callsIn(ir.steps).map((step) => [step.id, step]));
    known.set(name, calls);
    return calls;
  };
}

function callsIn(steps: readonly StepIr[]): CallStep[] {
  return steps.flatMap((step) => [
    ...(step.kind === 'call' ? [step] : []),
    ...blocksOf(step).flatMap((block) => callsIn(block.steps)),
  ]);
}

function blocksOf(step: StepIr): readonly BlockIr[] {
  switch (step.kind) {
    case 'classify':
    case 'extract':
    case 'call':
    case 'ask':
      return Object.values<BlockIr>(step.outcomes);
    case 'choose':
      return [...Object.values(step.cases), ...(step.else === undefined ? [] : [step.else])];
    case 'if':
      return [step.then, step.else];
    case 'each':
      return [step.do];
    default:
      return [];
  }
}
