/** `wait`: for a time, until a moment, or for a day. */
import { asInteger, asText } from '../expression/value-kinds.js';
import type { WaitStep } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';
import { stop } from './stop-run.js';

/** Starts one timer; a moment in the past is not a mistake, it fires at once. */
export const wait: StepClause<WaitStep> = {
  enter(visit) {
    if (visit.turn.state.cancelled) return stop(visit);
    const { step, key, turn } = visit;
    const until = step.until === undefined ? undefined : asInteger(visit.value(step.until));
    const ends = until ?? (step.for !== undefined && 'ms' in step.for ? turn.now + step.for.ms : undefined);
    const on = step.on === undefined ? {} : { on: asText(visit.value(step.on)) };
    visit.emit({
      do: 'timer',
      id: key,
      ...(until === undefined ? {} : { until }),
      ...on,
      ...(step.for === undefined ? {} : { for: step.for }),
    });
    return { to: 'wait', wait: { on: 'timer', id: key, ...(ends === undefined ? {} : { until: ends }) } };
  },
  on: (_, wait, event) => (event.is === 'timer_fired' && event.id === wait.id ? { to: 'next' } : undefined),
  close: (visit, wait) => {
    visit.emit({ do: 'cancel_timer', id: wait.id });
  },
};
