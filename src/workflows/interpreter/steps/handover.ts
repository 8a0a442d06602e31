/** `handover`: the conversation goes to a queue of people. */
import type { HandoverStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';

/** Done when the handover is in the outbox; a later one adds its reason for the same people. */
export const handover: StepClause<HandoverStep> = {
  enter(visit) {
    const { queue, reason } = visit.step;
    visit.emit({ do: 'handover', id: visit.key, queue, reason: visit.sentence(reason), ...visit.delay });
    return { to: 'wait', wait: { on: 'handed_over', id: visit.key } };
  },
  on: (_, wait, event) => (event.is === 'handed_over' && event.id === wait.id ? { to: 'next' } : undefined),
};
