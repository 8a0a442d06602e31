/** How cursors move through the blocks of a flow. */
import { blockAt, stepAt } from './blocks.js';
import { endRun, isDropped } from './ending.js';
import { evaluateAll } from './expression/evaluate.js';
import { beginBranches, endBranch } from './fork.js';
import type { StepIr } from '../contracts/ir.js';
import { RunError } from './run-error.js';
import type { Cursor } from './state.js';
import { clauseOf } from './steps/registry.js';
import type { Turn } from './turn.js';
import { type Move, Visit } from './visit.js';

/** Runs steps until every cursor waits or the run has ended. */
export function advance(turn: Turn, first: Cursor): void {
  turn.ready.push(first);
  for (let cursor = turn.ready.shift(); cursor !== undefined; cursor = turn.ready.shift()) walk(turn, cursor);
}

function walk(turn: Turn, cursor: Cursor): void {
  while (cursor.wait === undefined && turn.state.cursors.includes(cursor)) {
    const step = stepAt(turn.flow, cursor);
    if (step === undefined) endBlock(turn, cursor);
    else if (isDropped(turn, cursor, step)) return;
    else enter(turn, cursor, step);
  }
}

function enter(turn: Turn, cursor: Cursor, step: StepIr): void {
  turn.burn(1);
  const visits = (turn.state.visits[step.id] ?? 0) + 1;
  turn.state.visits[step.id] = visits;
  for (const frame of cursor.frames.slice(-1)) frame.visit = visits;
  turn.state.outcomes[step.id] = '';
  const visit = new Visit(turn, cursor, step);
  follow(visit, clauseOf(step).enter(visit));
}

/** Leaves a block that has run to its end: its outputs are evaluated inside it and go to its step. */
function endBlock(turn: Turn, cursor: Cursor): void {
  const { outputs } = blockAt(turn.flow, cursor);
  const given = outputs && evaluateAll(outputs, turn.scope(cursor));
  if (cursor.frames.length === cursor.branch?.depth) {
    const joined = endBranch(turn, cursor, cursor.branch, given);
    if (joined === undefined) return;
    follow(joined.visit, joined.move);
    turn.ready.push(joined.visit.cursor);
    return;
  }
  const frame = cursor.frames.length > 1 ? cursor.frames.pop() : undefined;
  const step = stepAt(turn.flow, cursor);
  if (frame === undefined || step === undefined) throw new RunError('end_missing');
  const visit = new Visit(turn, cursor, step);
  const ended = clauseOf(step).blockEnded?.(visit, frame, given);
  follow(visit, ended ?? { to: 'next', ...(given === undefined ? {} : { outputs: given }) });
}

/** Carries out a step's next move. */
export function follow({ turn, cursor, step }: Visit, move: Move): void {
  switch (move.to) {
    case 'wait':
      cursor.wait = move.wait;
      return;
    case 'next':
      turn.write(cursor, step, move.outputs);
      // A step whose block has ended keeps the outcome word that chose the block.
      turn.state.outcomes[step.id] = move.outcome ?? (turn.state.outcomes[step.id] || 'done');
      for (const frame of cursor.frames.slice(-1)) frame.index += 1;
      return;
    case 'branch': {
      turn.write(cursor, step, move.outputs);
      if (move.outcome !== undefined) turn.state.outcomes[step.id] = move.outcome;
      const { branch, loop, round, until } = move;
      const going = { ...(loop && { loop }), ...(round && { round }), ...(until && { until }) };
      cursor.frames.push({ branch, index: 0, visit: 0, ...going });
      return;
    }
    case 'fork':
      cursor.wait = move.wait;
      beginBranches(turn, cursor, move);
      return;
    case 'end':
      turn.state.outcomes[step.id] = move.result;
      endRun(turn, move, cursor);
  }
}
