/** How a run ends that may not go on: its conversation goes to people, once. */
import type { Move, Visit } from '../visit.js';

/** Ends the run as handed over; nobody else is told if people have the conversation already. */
export function stop(visit: Visit): Move {
  const { flow, state } = visit.turn;
  if (!state.withPeople) {
    const reason = { key: 'This was stopped by an operator before it was done.', args: [] };
    visit.emit({ do: 'handover', id: `${visit.key}/stop`, queue: flow.defaultQueue, reason });
  }
  return handedOver;
}

/** The end of a run whose conversation is with people, by another hand than its own. */
export const handedOver = { to: 'end', result: 'handed_over', outputs: {} } as const satisfies Move;
