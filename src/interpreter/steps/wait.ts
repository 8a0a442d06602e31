/** `wait`: for a time, or until a moment. */
import { asInteger } from '../expression/values.js';
import type { WaitStep } from '../ir.js';
import type { StepClause } from '../visit.js';
import { stop } from './stop.js';

/** One timer; a moment in the past is no mistake, it fires at once. */
export const wait: StepClause<WaitStep> = {
  enter(visit) {
    if (visit.turn.state.cancelled) return stop(visit);
    const { step, key } = visit;
    const until = step.until === undefined ? {} : { until: asInteger(visit.value(step.until)) };
    visit.emit({ do: 'timer', id: key, ...until, ...(step.for === undefined ? {} : { for: step.for }) });
    return { to: 'wait', wait: { on: 'timer', id: key } };
  },
  on: (_, wait, event) => (event.is === 'timer_fired' && event.id === wait.id ? { to: 'next' } : undefined),
  close: (visit, wait) => {
    visit.emit({ do: 'cancel_timer', id: wait.id });
  },
};
