/** How a run that may not go on ends: its conversation goes to people, once. */
import { isSettling } from '../state.js';
import type { Move, Visit } from '../visit.js';

/** Ends the run as handed over; nobody else is told if people have the conversation already. */
export function stop(visit: Visit): Move {
  const { flow, state } = visit.turn;
  if (!state.withPeople) {
    const key = state.cursors.some(isSettling) ? accepted : 'An operator stopped this before it was done.';
    const reason = { key, args: [] };
    visit.emit({ do: 'handover', id: `${visit.key}/stop`, queue: flow.defaultQueue, reason });
  }
  return handedOver;
}

const accepted =
  'An operator stopped this. The system had already accepted it and may still do it. Please check.';

/** The end of a run that the customer has taken back. */
export const backedOut = { to: 'end', result: 'backed_out', outputs: {} } as const satisfies Move;

/** The end of a run whose conversation went to people other than by a step of its own. */
export const handedOver = { to: 'end', result: 'handed_over', outputs: {} } as const satisfies Move;
