/**
 * How a run ends, whatever its cursors wait for. Idle waits are withdrawn; whatever was sent (a write, a sub-flow)
 * is awaited and announced, so that no refund goes out in silence; nothing new begins meanwhile.
 */
import type { Sentence } from '../../contracts/interpreter-command.js';
import type { JsonObject } from '../../contracts/json.js';
import { stepAt } from './cursor-position.js';
import type { StepIr } from '../../contracts/ir.js';
import { type Cursor, type Ended, isSettling, type RunState } from './state.js';
import { clauseOf } from './steps/registry.js';
import type { Turn } from './turn.js';
import { undoNext } from './undo.js';
import { Visit } from './visit.js';

/** Ends with a result once everything sent has come back; `by` is the cursor that has finished. */
export function endRun(
  turn: Turn,
  { result, outputs }: { result: string; outputs: JsonObject },
  by?: Cursor,
): void {
  closeIdle(turn, by);
  turn.state.ending = weightier(turn.state.ending, { result, outputs });
}

/** Ends with an error code; `told` if a failed sub-flow has already informed the customer and people. */
export function failRun(turn: Turn, cursor: Cursor, code: string, isAnnounced = false): void {
  const step = stepAt(turn.flow, cursor)?.id ?? 'flow';
  closeIdle(turn, cursor);
  if (!isAnnounced) handOver(turn, `${step}#${cursor.frames.at(-1)?.visit ?? 0}`, code);
  turn.state.outcomes[step] = 'failed';
  turn.state.ending = weightier(turn.state.ending, { code, step });
}

/** True if the run is ending and the step would begin something; its cursor is then dropped. */
export function isDropped(turn: Turn, cursor: Cursor, step: StepIr): boolean {
  if (turn.state.ending === undefined || !begins.has(step.kind)) return false;
  drop(turn.state, cursor);
  return true;
}

/** Ends the run if it is ending and nothing is still awaited. */
export function finish(turn: Turn): void {
  const { state } = turn;
  if (state.ending === undefined || state.ended !== undefined) return;
  closeIdle(turn);
  if (state.cursors.length > 0 || state.undoing !== undefined) return;
  const { ending } = state;
  if (weightOf(ending) > 0 && undoNext(turn)) return;
  delete state.ending;
  state.ended = ending;
  if ('code' in ending) turn.emit({ do: 'fail', ...ending });
  else turn.emit({ do: 'end', ...ending, ...turn.agents });
}

const begins: ReadonlySet<StepIr['kind']> = new Set([
  'classify',
  'extract',
  'call',
  'subflow',
  'ask',
  'wait',
  'await',
  'each',
  'parallel',
  'repeat',
]);

/** The weightier ending: people must see a failure or a handover, so a result of the flow never hides either. */
function weightier(first: Ended | undefined, next: Ended): Ended {
  return first === undefined || weightOf(next) > weightOf(first) ? next : first;
}

/** 0 for one of the flow's own results: of the others, what was done is undone. */
function weightOf(ending: Ended): number {
  if ('code' in ending) return 2;
  return ending.result === 'handed_over' || ending.result === 'backed_out' ? 1 : 0;
}

/** Tells the customer the merchant's sentence unless people already have the conversation; people get the code. */
function handOver(turn: Turn, key: string, code: string): void {
  const { sentences, defaultQueue } = turn.flow;
  if (!turn.state.withPeople)
    turn.emit({ do: 'say', id: `${key}/sorry`, text: { key: sentences.internal_error, args: [] } });
  turn.emit({ do: 'handover', id: `${key}/failed`, queue: defaultQueue, reason: failureReason(code) });
}

/** What people read of a failure: its code. */
export const failureReason = (code: string): Sentence => ({
  key: 'This could not be done: ${code}',
  args: [{ source: 'code', type: { t: 'text' }, value: code }],
});

/** Withdraws idle waits, and whatever the finished cursor waits for. */
function closeIdle(turn: Turn, ended?: Cursor): void {
  const isEnding = turn.state.ending !== undefined;
  for (const cursor of turn.state.cursors) {
    const step = stepAt(turn.flow, cursor);
    if (cursor !== ended && isAwaited(cursor, step, isEnding)) continue;
    if (step !== undefined && cursor.wait !== undefined) {
      clauseOf(step).close?.(new Visit(turn, cursor, step), cursor.wait);
      turn.state.outcomes[step.id] = isSettling(cursor) ? 'accepted' : 'withdrawn';
      delete cursor.wait;
    }
    drop(turn.state, cursor);
  }
}

/** True for a write or sub-flow under way; once the run is ending, also for the announcement of its outcome. */
function isAwaited({ wait }: Cursor, step: StepIr | undefined, isEnding: boolean): boolean {
  switch (wait?.on) {
    case 'call':
      return step?.kind === 'call' && (step.effect !== 'read' || wait.call.reserved);
    case 'subflow':
      return true;
    case 'said':
    case 'handed_over':
      return isEnding;
    default:
      return false;
  }
}

function drop(state: RunState, cursor: Cursor): void {
  state.cursors = state.cursors.filter((other) => other !== cursor);
}
