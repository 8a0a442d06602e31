/** `each`: a block for every item of a list, one after the other or several at a time. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { asList } from '../expression/value-kinds.js';
import type { EachStep } from '../../../contracts/ir.js';
import { jsonBytes } from '../limits.js';
import { RunError } from '../run-error.js';
import type { ForkWait, Loop } from '../state.js';
import type { Fork, Move, StepClause, Visit } from '../visit.js';

/** Runs the block with `item`; its outputs are collected, in the order of the list, as the step's `items`. */
export const each: StepClause<EachStep> = {
  enter(visit) {
    const items = asList(visit.value(visit.step.list));
    if (items.length > visit.step.atMost) throw new RunError('each_too_many');
    visit.turn.hold(jsonBytes(items));
    const { concurrent } = visit.step;
    if (concurrent === undefined || items.length === 0) return round(visit, { items, at: 0, given: [] });
    const branches = items.slice(0, concurrent).map(forkOf);
    return fork(visit, { items, left: items.length, begun: branches.length, given: {} }, branches);
  },
  blocks: (step) => [['do', step.do]],
  blockEnded(visit, { loop }, outputs) {
    if (loop === undefined) throw new RunError('internal');
    if (outputs !== undefined) visit.turn.hold(jsonBytes(outputs));
    return round(visit, { items: loop.items, at: loop.at + 1, given: given(loop, outputs) });
  },
  branchEnded(visit, wait, name, outputs) {
    const { items = [], begun = items.length } = wait;
    if (outputs !== undefined) visit.turn.hold(jsonBytes(outputs));
    const left = wait.left - 1;
    const collected = outputs === undefined ? wait.given : { ...wait.given, [name]: outputs };
    if (left === 0) return done(visit, items, inOrder(items, collected));
    const next = items.slice(begun, begun + 1).map((item) => forkOf(item, begun));
    return fork(visit, { items, left, begun: begun + next.length, given: collected }, next);
  },
};

const forkOf = (item: Json, index: number): Fork => ({ name: `${index}`, block: 'do', item });

const fork = (
  { key }: Visit<EachStep>,
  progress: Omit<ForkWait, 'on' | 'id'>,
  branches: readonly Fork[],
): Move => ({ to: 'fork', wait: { on: 'branches', id: key, ...progress }, branches });

function inOrder(items: readonly Json[], given: Readonly<Record<string, JsonObject>>): JsonObject[] {
  return items.map((_, index) => given[`${index}`]).filter((outputs) => outputs !== undefined);
}

const given = (loop: Loop, outputs: JsonObject | undefined): readonly JsonObject[] =>
  outputs === undefined ? loop.given : [...loop.given, outputs];

function round(visit: Visit<EachStep>, loop: Loop): Move {
  if (loop.at < loop.items.length) return { to: 'branch', branch: 'do', loop };
  return done(visit, loop.items, loop.given);
}

function done({ step, turn }: Visit<EachStep>, items: readonly Json[], given: readonly JsonObject[]): Move {
  const sizes = [items, ...given].map((value: Json) => jsonBytes(value));
  turn.hold(-sizes.reduce((sum, size) => sum + size, 0));
  return { to: 'next', ...(step.do.outputs === undefined ? {} : { outputs: { items: given } }) };
}
