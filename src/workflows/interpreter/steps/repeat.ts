/** `repeat`: a block until a condition holds at its end, with a pause between the rounds. */
import type { RepeatStep } from '../../../contracts/ir.js';
import type { Move, StepClause, Visit } from '../visit.js';
import { asBool } from '../expression/value-kinds.js';
import { stop } from './stop-run.js';

/** Ends as `gave_up` if the condition does not hold after the last round. */
export const repeat: StepClause<RepeatStep> = {
  enter: () => round(1),
  on(visit, wait, event) {
    if (wait.on !== 'pause' || event.is !== 'timer_fired' || event.id !== wait.id) return undefined;
    return round(wait.round + 1);
  },
  close(visit, wait) {
    if (wait.on === 'pause') visit.emit({ do: 'cancel_timer', id: wait.id });
  },
  blocks: (step) => [
    ['do', step.do],
    ['gave_up', step.outcomes.gave_up],
  ],
  blockEnded(visit, { branch, round }, outputs) {
    if (branch === 'gave_up') return { to: 'next', ...(outputs === undefined ? {} : { outputs }) };
    const { step } = visit;
    if (asBool(visit.value(step.until)))
      return { to: 'next', ...(step.outputs === undefined ? {} : { outputs: visit.record(step.outputs) }) };
    const rounds = round ?? 1;
    return rounds < step.atMost
      ? pause(visit, rounds)
      : { to: 'branch', branch: 'gave_up', outcome: 'gave_up' };
  },
};

const round = (number: number): Move => ({ to: 'branch', branch: 'do', round: number });

function pause(visit: Visit<RepeatStep>, rounds: number): Move {
  if (visit.turn.state.cancelled) return stop(visit);
  const id = `${visit.key}/pause${rounds}`;
  visit.emit({ do: 'timer', id, for: visit.step.every });
  return { to: 'wait', wait: { on: 'pause', id, round: rounds } };
}
