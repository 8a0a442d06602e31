/**
 * Settles a call: a system that has only accepted a write is asked again until it reports the outcome
 * (DESIGN §5). The customer hears once that it is under way; reservations stay, as the write may still be done.
 */
import type { CallStep } from '../../../contracts/ir.js';
import { reportAccepted } from '../limits.js';
import type { CallResult } from '../../../contracts/call-result.js';
import type { RunEvent } from '../../../contracts/interpreter-event.js';
import type { Sentence } from '../../../contracts/interpreter-command.js';
import type { CallProgress, Wait } from '../state.js';
import type { Visit } from '../visit.js';
import type { Phase } from './call-phase.js';

type SettlingWait = Extract<Wait, { on: 'settling' }>;

/** Waits to ask again; the customer hears so at once in the flow's own words, otherwise if it takes a while. */
export function waitToSettle(
  visit: Visit<CallStep>,
  before: CallProgress,
  { askAt, until }: Extract<CallResult, { outcome: 'accepted' }>,
): Phase {
  // Each round costs fuel, so that a system that never settles ends the run, not the worker.
  visit.turn.burn(1);
  const { reported, ...quiet } = before;
  // It was settled while this answer was on its way.
  if (reported === true) return { to: 'call', call: quiet };
  const id = `${visit.key}/ask${before.calls}`;
  visit.emit({ do: 'timer', id, until: askAt });
  const call = before.accepted ? before : begun(visit, before, until);
  return { to: 'wait', wait: { on: 'settling', id, call } };
}

/** Asks again when it is time, but never overtakes a sentence on its way. */
export function onSettling(visit: Visit<CallStep>, wait: SettlingWait, event: RunEvent): Phase {
  const call = onWords(visit, wait.call, event);
  if (call !== undefined)
    return wait.due && !isAnnouncing(call) ? { to: 'call', call } : { to: 'wait', wait: { ...wait, call } };
  if (isEventReport(visit, event)) visit.emit({ do: 'cancel_timer', id: wait.id });
  else if (event.is !== 'timer_fired' || event.id !== wait.id) return undefined;
  return isAnnouncing(wait.call)
    ? { to: 'wait', wait: { ...wait, due: true } }
    : { to: 'call', call: wait.call };
}

/** Whether the system has told by an event how this very write came out. */
export const isEventReport = ({ step, number }: Visit, event: RunEvent): boolean =>
  event.is === 'reported' && event.step === step.id && event.visit === number;

/** The call after an event that its sentences waited for; `undefined` for any other event. */
export function onWords(
  visit: Visit<CallStep>,
  call: CallProgress,
  event: RunEvent,
): CallProgress | undefined {
  const { accepted } = call;
  if (accepted === undefined) return undefined;
  const isTime = event.is === 'timer_fired' && accepted.soon && event.id === soon(visit);
  // An undeliverable sentence must not keep anybody from learning the outcome of the write.
  const isOver = (event.is === 'said' || event.is === 'failed') && event.id === accepted.announcing;
  return isTime || isOver ? announceNext(visit, call) : undefined;
}

/** True while a sentence is on its way to the customer. */
export const isAnnouncing = ({ accepted }: CallProgress): boolean => accepted?.announcing !== undefined;

/** Stops the timer of the merchant's sentence: the write has settled first. */
export function hush(visit: Visit<CallStep>, { accepted }: CallProgress): void {
  if (accepted?.soon === true) visit.emit({ do: 'cancel_timer', id: soon(visit) });
}

/** Stops asking. The customer hears the remaining sentences now; nothing is freed. */
export function closeSettling(visit: Visit<CallStep>, wait: SettlingWait): void {
  visit.emit({ do: 'cancel_timer', id: wait.id });
  hush(visit, wait.call);
  let call = wait.call;
  do call = announceNext(visit, call);
  while (isAnnouncing(call));
}

/** What an answer means after the system has accepted the write: anything unclear leaves it unknown. */
export function afterAcceptance(result: CallResult): CallResult {
  switch (result.outcome) {
    case 'done':
    case 'refused':
    case 'accepted':
      return result;
    default:
      return { outcome: 'unknown' };
  }
}

const soon = (visit: Visit): string => `${visit.key}/tell`;

function begun(visit: Visit<CallStep>, before: CallProgress, until: number): CallProgress {
  const call = { ...before, accepted: { until, announced: 0, soon: visit.step.accepted === undefined } };
  if (!call.accepted.soon) return announceNext(visit, call);
  visit.emit({ do: 'timer', id: soon(visit), for: reportAccepted });
  return call;
}

/** Says the next sentence, if there is one: one at a time, so that they arrive in order. */
function announceNext(visit: Visit<CallStep>, call: CallProgress): CallProgress {
  const { accepted } = call;
  if (accepted === undefined) return call;
  const { announced, until } = accepted;
  const text = sentenceAt(visit, announced);
  if (text === undefined) return { ...call, accepted: { until, announced, soon: false } };
  const announcing = `${visit.key}/accepted${announced + 1}`;
  visit.emit({ do: 'say', id: announcing, text, ...visit.delay });
  return { ...call, accepted: { until, announced: announced + 1, announcing, soon: false } };
}

function sentenceAt(visit: Visit<CallStep>, index: number): Sentence | undefined {
  const own = visit.step.accepted?.[index];
  if (own !== undefined) return visit.sentence(own);
  const key = visit.turn.flow.sentences.accepted;
  if (visit.step.accepted !== undefined || index > 0 || key === undefined) return undefined;
  return { key, args: [] };
}
