/** `each`: a block for every item of a list, one after the other. */
import type { Json, JsonObject } from '../../json.js';
import { asList } from '../expression/values.js';
import type { EachStep } from '../ir.js';
import { jsonBytes } from '../limits.js';
import { RunError } from '../run-error.js';
import type { Loop } from '../state.js';
import type { Move, StepClause, Visit } from '../visit.js';

/** Runs the block with `item`; its outputs are collected, in order, as the step's `items`. */
export const each: StepClause<EachStep> = {
  enter(visit) {
    const items = asList(visit.value(visit.step.list));
    if (items.length > visit.step.atMost) throw new RunError('each_too_many');
    visit.turn.hold(jsonBytes(items));
    return round(visit, { items, at: 0, given: [] });
  },
  blocks: (step) => [['do', step.do]],
  blockEnded(visit, loop, outputs) {
    if (loop === undefined) throw new RunError('internal');
    if (outputs !== undefined) visit.turn.hold(jsonBytes(outputs));
    return round(visit, { items: loop.items, at: loop.at + 1, given: given(loop, outputs) });
  },
};

const given = (loop: Loop, outputs: JsonObject | undefined): readonly JsonObject[] =>
  outputs === undefined ? loop.given : [...loop.given, outputs];

function round(visit: Visit<EachStep>, loop: Loop): Move {
  if (loop.at < loop.items.length) return { to: 'branch', branch: 'do', loop };
  const sizes = [loop.items, ...loop.given].map((value: Json) => jsonBytes(value));
  visit.turn.hold(-sizes.reduce((sum, size) => sum + size, 0));
  return { to: 'next', ...(visit.step.do.outputs === undefined ? {} : { outputs: { items: loop.given } }) };
}
