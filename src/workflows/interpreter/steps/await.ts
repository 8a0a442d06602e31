/** `await`: for what a system tells; the flow may look for itself meanwhile, as no system owes us any word. */
import type { AwaitStep } from '../../../contracts/ir.js';
import type { RunEvent } from '../../../contracts/interpreter-event.js';
import { asText } from '../expression/value-kinds.js';
import type { Wait } from '../state.js';
import type { Move, StepClause, Visit } from '../visit.js';
import { isEventReport } from './call-settling.js';
import { stop } from './stop-run.js';

type EventWait = Extract<Wait, { on: 'event' }>;

/** What has been told is asked for and never carried by a signal: so one that is lost or comes twice changes nothing. */
export const awaitEvent: StepClause<AwaitStep> = {
  enter(visit) {
    if (visit.turn.state.cancelled) return stop(visit);
    return visit.step.look === undefined ? listen(visit, 1) : look(1);
  },
  on(visit, wait, event) {
    if (wait.on !== 'event') return undefined;
    if (event.is === 'listened' && event.id === wait.id) return listened(visit, wait, event);
    if (isEventReport(visit, event)) return lookAgain(visit, wait);
    if (event.is !== 'timer_fired' || event.id !== timerOf(wait)) return undefined;
    if (visit.step.look !== undefined) return look(wait.round + 1, wait.until);
    return { to: 'branch', branch: 'expired', outcome: 'expired' };
  },
  close(visit, wait) {
    if (wait.on === 'event' && wait.lookAt !== undefined)
      visit.emit({ do: 'cancel_timer', id: timerOf(wait) });
  },
  blocks: ({ look, outcomes }) => [
    ...(look === undefined ? [] : [['do', look.do] as const]),
    ['expired', outcomes.expired],
  ],
  blockEnded(visit, { branch, round = 1, until }, outputs) {
    if (branch === 'expired') return { to: 'next', ...(outputs === undefined ? {} : { outputs }) };
    if (visit.value(visit.step.look?.until ?? { k: 'value', value: true }) === true) return { to: 'next' };
    // The last look is at the end of the time.
    if (until !== undefined && visit.turn.now >= until)
      return { to: 'branch', branch: 'expired', outcome: 'expired' };
    return visit.turn.state.cancelled ? stop(visit) : listen(visit, round, until);
  },
};

const look = (round: number, until?: number): Move => ({
  to: 'branch',
  branch: 'do',
  round,
  ...(until === undefined ? {} : { until }),
});

function listen(visit: Visit<AwaitStep>, round: number, until?: number): Move {
  const { step, turn, key, number } = visit;
  turn.burn(1);
  const { context, received } = turn.state;
  const ref = asText(visit.value(step.ref));
  const after = received[step.id];
  const every = step.look?.every[Math.min(round, step.look.every.length) - 1];
  const id = `${key}/listen${round}`;
  visit.emit({
    ...{ do: 'listen', id, step: step.id, visit: number, event: step.event },
    ...(ref === '' ? {} : { ref }),
    since: context.conversation.receivedAt,
    ...(after === undefined ? {} : { after }),
    expires: until === undefined ? step.atMost : { at: until },
    ...(every === undefined ? {} : { every }),
  });
  return { to: 'wait', wait: { on: 'event', id, round, ...(until === undefined ? {} : { until }) } };
}

/** Goes on with what was told; otherwise waits. */
function listened(
  visit: Visit<AwaitStep>,
  { id, round, again }: EventWait,
  { received, expiresAt: until, lookAt }: Extract<RunEvent, { is: 'listened' }>,
): Move {
  if (received !== undefined) {
    visit.turn.state.received[visit.step.id] = received.number;
    return { to: 'next', outputs: received.fields };
  }
  if (again === true) return listen(visit, round + 1, until);
  const wait = { on: 'event', id, round, until, lookAt } as const;
  visit.emit({ do: 'timer', id: timerOf(wait), until: lookAt });
  return { to: 'wait', wait };
}

/** While it is being asked what is known, that may have been before this. */
function lookAgain(visit: Visit<AwaitStep>, wait: EventWait): Move {
  if (wait.lookAt === undefined) return { to: 'wait', wait: { ...wait, again: true } };
  visit.emit({ do: 'cancel_timer', id: timerOf(wait) });
  return listen(visit, wait.round + 1, wait.until);
}

const timerOf = ({ id }: Pick<EventWait, 'id'>): string => `${id}/look`;
