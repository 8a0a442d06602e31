/**
 * `undo` of a call: completed calls are undone, newest first, when the run reaches no result of its own (handed
 * over, failed, stopped). People are told what cannot be undone.
 */
import type { JsonObject } from '../../contracts/json.js';
import type { CallStep } from '../../contracts/ir.js';
import type { RunEvent } from '../../contracts/interpreter-event.js';
import type { Turn } from './turn.js';

/** Remembers how to undo a call that has just been done; `inputs` are those of the undo. */
export function rememberUndo(turn: Turn, undo: CallStep, inputs: JsonObject): void {
  const { id: step, title, operation } = undo;
  turn.state.undo = [...turn.state.undo, { step, title, operation, inputs }];
}

/** Undoes the newest remaining call; false if there is none. */
export function undoNext(turn: Turn): boolean {
  const { state } = turn;
  const undo = state.undo.at(-1);
  if (undo === undefined) return false;
  const { step, operation, inputs } = undo;
  const visit = (state.visits[step] ?? 0) + 1;
  state.visits[step] = visit;
  state.outcomes[step] = '';
  state.undoing = `${step}#${visit}`;
  turn.emit({
    do: 'call',
    id: state.undoing,
    step,
    visit,
    operation,
    inputs,
    facts: state.facts,
    ...turn.agents,
    asked: false,
  });
  return true;
}

/** Takes the result of an undo call; false if the event is not one. */
export function undone(turn: Turn, event: RunEvent): boolean {
  const { state, flow } = turn;
  const undo = state.undo.at(-1);
  if (undo === undefined || !('id' in event) || event.id !== state.undoing) return false;
  if (event.is !== 'called' && event.is !== 'failed') return false;
  const outcome = event.is === 'called' ? event.result.outcome : 'failed';
  state.outcomes[undo.step] = outcome;
  if (outcome !== 'done') {
    const title = { source: 'title', type: { t: 'text' }, value: undo.title } as const;
    const reason = { key: 'This could not be undone; please check: ${title}', args: [title] };
    turn.emit({ do: 'handover', id: `${event.id}/failed`, queue: flow.defaultQueue, reason });
  }
  state.undo = state.undo.slice(0, -1);
  delete state.undoing;
  return true;
}
