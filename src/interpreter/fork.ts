/** Branches side by side: how they begin, and how they join again. */
import type { JsonObject } from '../contracts/json.js';
import { stepAt } from './blocks.js';
import { jsonBytes } from './limits.js';
import type { Cursor, ForkWait, SideBranch } from './state.js';
import { clauseOf } from './steps/registry.js';
import type { Turn } from './turn.js';
import { type Move, Visit } from './visit.js';

/** Begins branches below the step that a cursor waits at. */
export function beginBranches(
  turn: Turn,
  parent: Cursor,
  { wait, branches }: Extract<Move, { to: 'fork' }>,
): void {
  for (const { name, block, item } of branches) {
    turn.burn(1);
    const loop = item === undefined ? undefined : { items: [item], at: 0, given: [] };
    const frame = { branch: block, index: 0, visit: 0, ...(loop && { loop }) };
    const frames = [...parent.frames.map((above) => ({ ...above })), frame];
    const steps = { ...parent.branch?.steps };
    const cursor: Cursor = { frames, branch: { of: wait.id, name, depth: frames.length, steps } };
    turn.state.cursors.push(cursor);
    turn.ready.push(cursor);
  }
}

/** Removes a branch that has run to its end, and returns the next move of the step it belongs to. */
export function endBranch(
  turn: Turn,
  cursor: Cursor,
  branch: SideBranch,
  given: JsonObject | undefined,
): { visit: Visit; move: Move } | undefined {
  turn.state.cursors = turn.state.cursors.filter((other) => other !== cursor);
  const parent = turn.state.cursors.find(({ wait }) => waitsFor(wait, branch));
  const step = parent && stepAt(turn.flow, parent);
  // The run is ending: nobody will read the branch's outputs.
  if (parent === undefined || step === undefined || parent.wait?.on !== 'branches') return undefined;
  forget(turn, branch, parent);
  const { wait } = parent;
  const visit = new Visit(turn, parent, step);
  const move = clauseOf(step).branchEnded?.(visit, wait, branch.name, given);
  if (move === undefined) return undefined;
  delete parent.wait;
  return { visit, move };
}

const waitsFor = (wait: Cursor['wait'], { of }: SideBranch): wait is ForkWait =>
  wait?.on === 'branches' && wait.id === of;

/** Outputs of the branch's own steps cannot be read after it; those it inherited are still held outside. */
function forget(turn: Turn, { steps }: SideBranch, { branch }: Cursor): void {
  for (const [id, outputs] of Object.entries(steps)) {
    if (!Object.hasOwn(branch?.steps ?? {}, id)) turn.hold(-jsonBytes(outputs));
  }
}
