/** What the phases of a call share. */
import type { CallStep, OutcomeName } from '../../../contracts/ir.js';
import type { CallProgress } from '../state.js';
import type { Move, Visit } from '../visit.js';

/** A phase's answer: a step's move, call again, or end with an outcome; `undefined` if the event is not for it. */
export type Phase =
  Move | { to: 'call'; call: CallProgress } | { to: 'outcome'; outcome: OutcomeName } | undefined;

/** Frees the money that an approval request reserved, if any; an accepted write keeps its reservation. */
export function release(visit: Visit<CallStep>, call: CallProgress): void {
  if (call.reserved && call.accepted === undefined) free(visit);
}

/** Frees what a permanently failed call may have reserved: one made within a band is not known here. */
export function releaseLost(visit: Visit<CallStep>, call: CallProgress): void {
  if ((call.reserved || visit.step.effect !== 'read') && call.accepted === undefined) free(visit);
}

function free(visit: Visit<CallStep>): void {
  visit.emit({ do: 'release', id: `${visit.key}/release`, step: visit.step.id, visit: visit.number });
}
