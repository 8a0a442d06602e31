/** What the phases of a call share. */
import type { CallStep, OutcomeName } from '../../contracts/ir.js';
import type { CallProgress } from '../state.js';
import type { Move, Visit } from '../visit.js';

/** What a phase says: go on as any step does, call again, or end with an outcome; `undefined` if the event is not its own. */
export type Phase =
  Move | { to: 'call'; call: CallProgress } | { to: 'outcome'; outcome: OutcomeName } | undefined;

/** Frees the money that an approval request has reserved, if there was one; what the system has accepted keeps it. */
export function release(visit: Visit<CallStep>, call: CallProgress): void {
  if (call.reserved && call.accepted === undefined) free(visit);
}

/** Frees what a call may have reserved that has failed for good: where a band spared the approval, nobody here knows of it. */
export function releaseLost(visit: Visit<CallStep>, call: CallProgress): void {
  if ((call.reserved || visit.step.effect !== 'read') && call.accepted === undefined) free(visit);
}

function free(visit: Visit<CallStep>): void {
  visit.emit({ do: 'release', id: `${visit.key}/release`, step: visit.step.id, visit: visit.number });
}
