/**
 * The interpreter: runs a flow as a pure function of what has happened. It never throws, never changes its
 * arguments, and knows nothing of Temporal: the driver passes it events and carries out its commands in order.
 */
import { stepAt, blockAt } from './cursor-position.js';
import { endRun, failRun, finish, isDropped } from './ending.js';
import type { FlowIr, StepIr } from '../../contracts/ir.js';
import { jsonBytes, maxDataBytes, maxDepth, maxFuel } from './limits.js';
import type { Command } from '../../contracts/interpreter-command.js';
import type { RunContext, RunEvent } from '../../contracts/interpreter-event.js';
import { codeOf, RunError } from './run-error.js';
import {
  type Cursor,
  isAskingForFacts,
  type RunState,
  waitsForCustomer,
  type ForkWait,
  type SideBranch,
  isSettling,
} from './state.js';
import { clauseOf } from './steps/registry.js';
import { backedOut, handedOver, stop } from './steps/stop-run.js';
import { Turn } from './turn.js';
import { undone } from './undo.js';
import { type Move, Visit } from './visit.js';
import { evaluateAll } from './expression/evaluate.js';
import type { JsonObject } from '../../contracts/json.js';

// How cursors move through the blocks of a flow.

// Branches side by side: how they begin, and how they join again.

/** Begins branches below the step that a cursor waits at. */
function beginBranches(turn: Turn, parent: Cursor, { wait, branches }: Extract<Move, { to: 'fork' }>): void {
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
function endBranch(
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

/** Runs steps until every cursor waits or the run has ended. */
function advance(turn: Turn, first: Cursor): void {
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
function follow({ turn, cursor, step }: Visit, move: Move): void {
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

/** A new state, and what to do now. */
export interface Reduced {
  state: RunState;
  commands: readonly Command[];
  /** False if nothing waits for the event: unknown, late, repeated or not an answer; the state is unchanged. */
  taken: boolean;
}

/** Begins a run at `now` (workflow time, epoch milliseconds). */
export function startRun(flow: FlowIr, context: RunContext, now: number): Reduced {
  const { facts, receivedAt } = context.conversation;
  const bytes = jsonBytes(context.inputs);
  const cursors: Cursor[] = [{ frames: [{ branch: '', index: 0, visit: 0 }] }];
  const flags = { discreet: false, withPeople: false, cancelled: false };
  const empty = {
    context,
    answeredBy: context.answeredBy ?? [],
    cursors,
    steps: {},
    visits: {},
    outcomes: {},
    received: {},
    undo: [],
    facts,
    receivedAt,
    fuel: maxFuel,
    bytes,
    ...flags,
  };
  const turn = new Turn(flow, empty, now);
  for (const cursor of [...turn.state.cursors]) {
    guard(turn, cursor, () => {
      if (context.depth > maxDepth) throw new RunError('depth_exceeded');
      if (bytes > maxDataBytes) throw new RunError('data_too_large');
      advance(turn, cursor);
      return true;
    });
  }
  finish(turn);
  return { state: turn.state, commands: turn.commands, taken: true };
}

/** Takes one event; an event the run does not wait for changes nothing. */
export function reduce(flow: FlowIr, state: RunState, event: RunEvent): Reduced {
  const turn = new Turn(flow, state, event.now);
  const taken = state.ended === undefined && take(turn, event);
  if (taken) {
    giveTurn(turn);
    stopIdle(turn);
    finish(turn);
  }
  return taken ? { state: turn.state, commands: turn.commands, taken } : { state, commands: [], taken };
}

function take(turn: Turn, event: RunEvent): boolean {
  switch (event.is) {
    case 'started':
      return false;
    case 'with_people':
      turn.state.withPeople = true;
      if (turn.state.cursors.some(waitsForCustomer)) endRun(turn, handedOver);
      return true;
    case 'backed_out':
      return isOpenToChange(turn) && backOut(turn, event.messageId);
    case 'cancelled':
      turn.state.cancelled = true;
      return true;
    default:
      return undone(turn, event) || turn.state.cursors.some((cursor) => takeAt(turn, cursor, event));
  }
}

/** Whether the run waits for an answer or an approval, and for nothing that has been sent. */
const isOpenToChange = ({ state: { cursors } }: Turn): boolean =>
  cursors.some((cursor) => waitsForCustomer(cursor) || cursor.wait?.on === 'approval') &&
  cursors.every((cursor) => isIdle(cursor) && !isSettling(cursor));

/** Ends the run for a customer who takes it back, and tells them; what has been done with an `undo` is undone. */
function backOut(turn: Turn, messageId: string): true {
  turn.emit({ do: 'say', id: `backed_out/${messageId}`, text: { key: '@backed_out', args: [] } });
  endRun(turn, backedOut);
  return true;
}

/**
 * Nothing new begins after a cancel: no call, question, sub-flow or wait. What was sent is awaited and announced,
 * so that no refund goes out in silence; once the run is idle, or would begin something, people take over.
 */
function stopIdle(turn: Turn): void {
  const { cancelled, ending, cursors } = turn.state;
  const [cursor] = cursors;
  const step = cursor && stepAt(turn.flow, cursor);
  if (!cancelled || ending !== undefined || cursor === undefined || step === undefined) return;
  if (!cursors.every(isIdle)) return;
  stop(new Visit(turn, cursor, step));
  endRun(turn, handedOver);
}

const idle: ReadonlySet<string | undefined> = new Set([
  ...['approval', 'settling', 'timer', 'pause', 'event', 'branches'],
]);

const isIdle = (cursor: Cursor): boolean => waitsForCustomer(cursor) || idle.has(cursor.wait?.on);

/** Resumes a cursor that waited for another's question to be answered. */
function giveTurn(turn: Turn): void {
  const { cursors } = turn.state;
  if (cursors.some(isAskingForFacts)) return;
  const next = cursors.find(({ wait }) => wait?.on === 'facts_turn');
  const { wait } = next ?? {};
  const step = next && stepAt(turn.flow, next);
  if (next === undefined || wait === undefined || step === undefined) return;
  goOn(turn, next, step, (visit) => clauseOf(step).resume?.(visit, wait));
}

function takeAt(turn: Turn, cursor: Cursor, event: RunEvent): boolean {
  const { wait } = cursor;
  const step = stepAt(turn.flow, cursor);
  if (wait === undefined || step === undefined) return false;
  if (event.is === 'failed' && event.id === wait.id) {
    clauseOf(step).lost?.(new Visit(turn, cursor, step), wait);
    // A failed child has informed the customer and people itself; one ended from outside has not.
    failRun(turn, cursor, event.code, wait.on === 'subflow' && event.code !== 'subflow_lost');
    return true;
  }
  return goOn(turn, cursor, step, (visit) => clauseOf(step).on?.(visit, wait, event));
}

/** Carries out the step's move, if it has one, and runs on from there. */
function goOn(turn: Turn, cursor: Cursor, step: StepIr, says: (visit: Visit) => Move | undefined): boolean {
  return guard(turn, cursor, () => {
    const visit = new Visit(turn, cursor, step);
    const move = says(visit);
    if (move === undefined) return false;
    delete cursor.wait;
    follow(visit, move);
    advance(turn, cursor);
    return true;
  });
}

/** Ends the run in an orderly way if the work throws. */
function guard(turn: Turn, cursor: Cursor, work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    failRun(turn, cursor, codeOf(error));
    return true;
  }
}
