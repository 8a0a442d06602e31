/** What the phases of a call share. */
import type { CallStep, OutcomeName } from '../ir.js';
import type { CallProgress } from '../state.js';
import type { Move, Visit } from '../visit.js';

/** What a phase says: go on as any step does, call again, or end with an outcome; `undefined` if the event is not its own. */
export type Phase =
  Move | { to: 'call'; call: CallProgress } | { to: 'outcome'; outcome: OutcomeName } | undefined;

/** Frees the money that an approval request has reserved, if there was one. */
export function release(visit: Visit<CallStep>, call: CallProgress): void {
  if (call.reserved)
    visit.emit({ do: 'release', id: `${visit.key}/release`, step: visit.step.id, visit: visit.number });
}
