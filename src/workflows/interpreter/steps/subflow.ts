/** `subflow`: another flow as a child run. */
import type { SubflowStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';
import { joined } from './apply-answer.js';
import { backedOut, handedOver, stop } from './stop-run.js';

/** Ends as the child ended; a child that handed over ends this run too, unless the flow has a case for it, and so does one that the customer took back. */
export const subflow: StepClause<SubflowStep> = {
  enter(visit) {
    if (visit.turn.state.cancelled) return stop(visit);
    const { id, flow, hash, inputs, money } = visit.step;
    const child = { flow, hash, inputs: visit.record(inputs), money };
    visit.emit({
      do: 'subflow',
      id: visit.key,
      step: id,
      visit: visit.number,
      ...child,
      ...visit.turn.agents,
    });
    return { to: 'wait', wait: { on: 'subflow', id: visit.key } };
  },
  on({ step, turn: { state } }, wait, event) {
    if (event.is !== 'subflow_ended' || event.id !== wait.id) return undefined;
    state.answeredBy = joined(state.answeredBy, event.answeredBy ?? []);
    if (event.result === 'backed_out') return backedOut;
    if (event.result === 'handed_over' && !step.handlesHandedOver) return handedOver;
    return { to: 'next', outputs: { ...event.outputs, result: event.result }, outcome: event.result };
  },
};
