/** How a cursor moves through the blocks of a flow. */
import { blockAt, stepAt } from './blocks.js';
import { endRun } from './ending.js';
import { evaluateAll } from './expression/evaluate.js';
import { RunError } from './run-error.js';
import type { Cursor } from './state.js';
import { clauseOf } from './steps/registry.js';
import type { Turn } from './turn.js';
import { type Move, Visit } from './visit.js';

/** Runs steps until one waits or the run has ended. */
export function advance(turn: Turn, cursor: Cursor): void {
  while (turn.state.ended === undefined && cursor.wait === undefined) {
    const step = stepAt(turn.flow, cursor);
    if (step === undefined) {
      endBlock(turn, cursor);
      continue;
    }
    turn.burn(1);
    turn.state.visits[step.id] = (turn.state.visits[step.id] ?? 0) + 1;
    turn.state.outcomes[step.id] = '';
    const visit = new Visit(turn, cursor, step);
    follow(visit, clauseOf(step).enter(visit));
  }
}

/** Leaves a block that has run to its end: what it gives is evaluated inside it and goes to the step that it belongs to. */
function endBlock(turn: Turn, cursor: Cursor): void {
  const { outputs } = blockAt(turn.flow, cursor);
  const given = outputs && evaluateAll(outputs, turn.scope(cursor));
  const frame = cursor.frames.length > 1 ? cursor.frames.pop() : undefined;
  const step = stepAt(turn.flow, cursor);
  if (frame === undefined || step === undefined) throw new RunError('end_missing');
  const visit = new Visit(turn, cursor, step);
  const ended = clauseOf(step).blockEnded?.(visit, frame.loop, given);
  follow(visit, ended ?? { to: 'next', ...(given === undefined ? {} : { outputs: given }) });
}

/** Does what a step says comes next. */
export function follow({ turn, cursor, step }: Visit, move: Move): void {
  switch (move.to) {
    case 'wait':
      cursor.wait = move.wait;
      return;
    case 'next':
      turn.write(step, move.outputs);
      // A step whose block has ended keeps the word with which it chose the block.
      turn.state.outcomes[step.id] = move.outcome ?? (turn.state.outcomes[step.id] || 'done');
      for (const frame of cursor.frames.slice(-1)) frame.index += 1;
      return;
    case 'branch':
      turn.write(step, move.outputs);
      if (move.outcome !== undefined) turn.state.outcomes[step.id] = move.outcome;
      cursor.frames.push({
        branch: move.branch,
        index: 0,
        ...(move.loop === undefined ? {} : { loop: move.loop }),
      });
      return;
    case 'end':
      turn.state.outcomes[step.id] = move.result;
      endRun(turn, move);
  }
}
