/**
 * Where a message goes (DESIGN §7): `(state, event) → (state, commands)`. One thing is under way at a time, and it is part of
 * the state; so a state that is written down and read again at any moment loses nothing and does nothing twice.
 */
import { carriedOut, carriedUntil } from './carrying.js';
import { braked, handOverSilently, unlessSaidBefore } from './brakes.js';
import type { ConversationCommand } from './command.js';
import type { ConversationEvent } from './event.js';
import type { UnderstoodMessage } from '../contracts/activities.js';
import { follow, handOver } from './follow.js';
import { isOver, plan, rest } from './plan.js';
import { gapEndsAt, hasGap, passedOn, sentBack, skipGap } from './receive.js';
import { commandOf } from './request.js';
import { forgetRun } from './runs.js';
import { signalled } from './signals.js';
import type { ConversationState, ReceivedMessage, Task } from './state.js';

/** A state, and what is to be done now: nothing while something is under way. */
export interface ReducedConversation {
  state: ConversationState;
  commands: readonly ConversationCommand[];
}

/** Takes in an event. */
export function reduce(state: ConversationState, event: ConversationEvent): ReducedConversation {
  const after = apply(state, event);
  const noted = event.is === 'time' ? after : { ...after, quietSince: event.now };
  return proceed(noted, state.tasks[0], event.now);
}

/** What a conversation that begins, or has continued as new, does first. */
export const resume = (state: ConversationState, now: number): ReducedConversation =>
  proceed(state, undefined, now);

function proceed(state: ConversationState, underWay: Task | undefined, now: number): ReducedConversation {
  let next = state;
  while (next.tasks.length === 0) {
    const planned = plan(next);
    if (planned === undefined) return { state: next, commands: [rest(next, now)] };
    next = planned;
  }
  const [task] = next.tasks;
  return { state: next, commands: task === undefined || task === underWay ? [] : [commandOf(next, task)] };
}

function apply(state: ConversationState, event: ConversationEvent): ConversationState {
  switch (event.is) {
    case 'signal':
      return signalled(state, event.signal, event.now);
    case 'run_closed':
      return forgetRun(state, event.run);
    case 'history_long':
      return { ...state, renewal: 'due' };
    case 'time':
      return timePassed(state, event.now);
    default: {
      const [task, ...tasks] = state.tasks;
      return task === undefined ? state : completed({ ...state, tasks }, task, event);
    }
  }
}

function timePassed(state: ConversationState, now: number): ConversationState {
  if (now >= (carriedUntil(state) ?? Infinity)) return carriedOut(state);
  if (hasGap(state)) return now >= gapEndsAt(state) ? skipGap(state) : state;
  return isOver(state) ? state : { ...state, quietSince: now };
}

/** What came of the task that was under way. */
function completed(state: ConversationState, task: Task, event: ConversationEvent): ConversationState {
  switch (task.do) {
    case 'understand':
      if (event.is === 'understood') return understood(state, task.message, event.understood);
      return state.withPeople
        ? { ...state, inbox: [task.message, ...state.inbox] }
        : handOver(state, task.message.messageId, 'summary_unclear');
    case 'hand_over':
      return { ...state, withPeople: true, leaving: task.silently === true ? 'silently' : true };
    case 'forward_stored':
      return event.is === 'forwarded' ? passedOn(state, task.of, event) : state;
    case 'signal':
      return event.is === 'signalled' && !event.arrived ? unheard(state, task) : state;
    case 'start':
      return event.is === 'started' && !event.isNew ? forgetRun(state, task.run) : state;
    default:
      return state;
  }
}

/** A message goes where it belongs, unless it is one too many. */
function understood(
  before: ConversationState,
  message: ReceivedMessage,
  meant: UnderstoodMessage,
): ConversationState {
  const said = unlessSaidBefore(before, meant);
  const { state, because } = braked(before, message, said);
  return because === undefined
    ? follow(state, message, said)
    : handOverSilently(state, message.messageId, because);
}

/** A run that cannot be signalled is closed: its asks are gone, and a message that answered one is routed again. */
function unheard(
  before: ConversationState,
  { run, message }: Extract<Task, { do: 'signal' }>,
): ConversationState {
  const state = forgetRun(before, run);
  if (message === undefined) return state;
  const sent = state.sent.filter(({ messageId }) => messageId !== message.messageId);
  return sentBack({ ...state, sent }, message);
}
