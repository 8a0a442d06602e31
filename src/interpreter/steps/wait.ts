/** `wait`: for a time, until a moment, or for a day. */
import { asInteger, asText } from '../expression/values.js';
import type { WaitStep } from '../../contracts/ir.js';
import type { StepClause } from '../visit.js';
import { stop } from './stop.js';

/** Starts one timer; a moment in the past is not a mistake, it fires at once. */
export const wait: StepClause<WaitStep> = {
  enter(visit) {
    if (visit.turn.state.cancelled) return stop(visit);
    const { step, key } = visit;
    const until = step.until === undefined ? {} : { until: asInteger(visit.value(step.until)) };
    const on = step.on === undefined ? {} : { on: asText(visit.value(step.on)) };
    visit.emit({
      do: 'timer',
      id: key,
      ...until,
      ...on,
      ...(step.for === undefined ? {} : { for: step.for }),
    });
    return { to: 'wait', wait: { on: 'timer', id: key } };
  },
  on: (_, wait, event) => (event.is === 'timer_fired' && event.id === wait.id ? { to: 'next' } : undefined),
  close: (visit, wait) => {
    visit.emit({ do: 'cancel_timer', id: wait.id });
  },
};
