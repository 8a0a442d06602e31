/** `say`: a reply to the customer. */
import type { SayStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';

/** Done when its workflow keeps it: it leaves with what the turn says besides. Also said while people have the conversation: it says what was done. */
export const say: StepClause<SayStep> = {
  enter(visit) {
    visit.emit({ do: 'say', id: visit.key, text: visit.sentence(visit.step.text), ...visit.delay });
    return { to: 'wait', wait: { on: 'said', id: visit.key } };
  },
  on: (_, wait, event) => (event.is === 'said' && event.id === wait.id ? { to: 'next' } : undefined),
};
