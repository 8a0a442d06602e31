/** All flows of a merchant, before and now. */
import type { FlowIr } from '../../contracts/ir.js';
import { byWeight, type Change, type Weight, weights } from './change.js';
import { compareFlows, moneyIn } from './compare-flows.js';

/** A flow that is new, changed or gone. */
export interface FlowChanges {
  flow: string;
  is: 'new' | 'gone' | 'changed';
  changes: readonly Change[];
}

/** The changed flows, and how many are unchanged. */
export interface AllChanges {
  flows: readonly FlowChanges[];
  unchanged: number;
}

type Flows = ReadonlyMap<string, { ir: FlowIr }>;

/** Compares all flows by name. A flow that runs a changed one weighs as much as the changes there. */
export function compareAllFlows(before: Flows, now: Flows): AllChanges {
  const names = [...new Set([...now.keys(), ...before.keys()])];
  const found = names.map((name) => compared(name, before.get(name)?.ir, now.get(name)?.ir));
  const byFlow = new Map(found.map((each) => [each.flow, each.changes]));
  const flows = found
    .filter(({ is, changes }) => is !== 'changed' || changes.length > 0)
    .map((each) => ({
      ...each,
      changes: byWeight(
        each.changes.map((change) =>
          change.uses === undefined
            ? change
            : { ...change, weight: heaviest(change.uses, byFlow, new Set()) },
        ),
      ),
    }));
  return { flows, unchanged: names.length - flows.length };
}

function compared(flow: string, before: FlowIr | undefined, now: FlowIr | undefined): FlowChanges {
  if (before !== undefined && now !== undefined)
    return { flow, is: 'changed', changes: compareFlows(before, now) };
  const there = now ?? before;
  const weight: Weight = now === undefined ? 'money' : 'looser';
  const moves = now === undefined ? 'no longer moves money' : 'moves money';
  const changes = there === undefined ? [] : moneyIn(there).map((step) => ({ weight, step, what: moves }));
  return { flow, is: now === undefined ? 'gone' : 'new', changes };
}

/** The heaviest weight of all changes in a flow and in those that it runs. */
function heaviest(
  flow: string,
  byFlow: ReadonlyMap<string, readonly Change[]>,
  seen: ReadonlySet<string>,
): Weight {
  if (seen.has(flow)) return 'words';
  const inside = (byFlow.get(flow) ?? []).map(({ weight, uses }) =>
    uses === undefined ? weight : heaviest(uses, byFlow, new Set([...seen, flow])),
  );
  return weights.find((weight) => inside.includes(weight)) ?? 'behaviour';
}
