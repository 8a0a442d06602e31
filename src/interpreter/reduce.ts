/**
 * The interpreter: runs a flow as a pure function of what has happened. It never throws, never changes its
 * arguments, and knows nothing of Temporal: the driver passes it events and carries out its commands in order.
 */
import { advance, follow } from './advance.js';
import { stepAt } from './blocks.js';
import { endRun, failRun, finish } from './ending.js';
import type { FlowIr, StepIr } from '../contracts/ir.js';
import { jsonBytes, maxDataBytes, maxDepth, maxFuel } from './limits.js';
import type { Command } from '../contracts/command.js';
import type { RunContext, RunEvent } from '../contracts/event.js';
import { codeOf, RunError } from './run-error.js';
import { type Cursor, isAskingForFacts, type RunState, waitsForCustomer } from './state.js';
import { clauseOf } from './steps/registry.js';
import { handedOver, stop } from './steps/stop.js';
import { Turn } from './turn.js';
import { undone } from './undo.js';
import { type Move, Visit } from './visit.js';

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
    heard: {},
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
    case 'cancelled':
      turn.state.cancelled = true;
      return true;
    default:
      return undone(turn, event) || turn.state.cursors.some((cursor) => takeAt(turn, cursor, event));
  }
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
