/** What a conversation does next when nothing is under way. */
import { bounds } from './bounds.js';
import { putAside } from './brakes.js';
import type { ConversationCommand } from './command.js';
import { carriedUntil, nextHeard } from './carrying.js';
import { handOver } from './follow.js';
import { openRun, runIdOf, startable } from './intents.js';
import { notDone, remind } from './questions.js';
import { gapEndsAt, hasGap } from './receive.js';
import { belongsTo, placeOf, withNothingAsked } from './runs.js';
import type { ConversationState, Task } from './state.js';

/** Silence after which a conversation with nothing open closes, in milliseconds; the next message reopens it. */
const silence = 7 * 24 * 60 * 60 * 1000;

/** The state with the next thing to do; undefined if there is nothing. */
export function plan(state: ConversationState): ConversationState | undefined {
  if (state.renewal === 'due') return announceEnds(state);
  if (state.renewal === 'announced') return undefined;
  const own = planFlood(state) ?? (state.withPeople ? leaveToPeople(state) : (start(state) ?? remind(state)));
  return own ?? planInbox(state);
}

/** Has the open runs tell their ends by signal: after continue-as-new the results of children are not seen. */
function announceEnds(state: ConversationState): ConversationState {
  const signal = { type: 'announce_end' } as const;
  const tasks = state.runs.map(({ id }) => ({ do: 'signal', run: id, signal }) as const);
  return { ...state, renewal: 'announced', tasks };
}

/** A flood goes to people first of all. */
function planFlood(state: ConversationState): ConversationState | undefined {
  const { flood } = state;
  if (flood === undefined || flood.handedOver) return undefined;
  const known = { ...state, flood: { ...flood, handedOver: true } };
  return state.withPeople ? known : handOver(known, flood.messageId, 'summary_flood');
}

/** Withdraws open asks and passes on queued messages, once people have the conversation. */
function leaveToPeople(state: ConversationState): ConversationState | undefined {
  const { asks, queue, runs, leaving } = state;
  if (!leaving && asks.length === 0 && queue.length === 0) return undefined;
  const asking = new Map(asks.map((ask) => [ask.run, placeOf(ask)]));
  const others = runs.filter(({ id }) => ![...asking.keys()].some((run) => belongsTo(run, id)));
  const signal = { type: 'with_people' } as const;
  const places = [...asking.values(), ...others.map(({ id }) => ({ run: id }))];
  const told = places.map((place) => ({ do: 'signal', ...place, signal }) as const);
  const messages = queue.flatMap(({ message, more }) => [
    message.messageId,
    ...(more === undefined ? [] : [more]),
  ]);
  const left = leaving === 'silently' ? [] : notDone(asks);
  const tasks: Task[] = [...left, ...told, ...forwarding([...new Set(messages)])];
  return { ...withNothingAsked(state), asks: [], queue: [], leaving: false, tasks };
}

function start(state: ConversationState): ConversationState | undefined {
  const intent = startable(state);
  if (intent === undefined) return undefined;
  const run = runIdOf(state.workflowId, intent);
  const { intent: about, label } = intent.understanding;
  return {
    ...state,
    queue: state.queue.filter((queued) => queued !== intent),
    runs: [...state.runs, openRun(run, intent)],
    topic: { intent: about, ...(label === undefined ? {} : { label }) },
    tasks: [{ do: 'start', run, intent }],
  };
}

function planInbox(state: ConversationState): ConversationState | undefined {
  const message = nextHeard(state);
  if (message !== undefined && !state.withPeople) {
    const { aside } = message;
    const inbox = state.inbox.filter((other) => other !== message);
    if (aside !== undefined) return putAside({ ...state, inbox }, message.messageId, aside);
    return { ...state, inbox, tasks: [{ do: 'understand', message }] };
  }
  if (state.withPeople && state.inbox.length > 0) {
    const page = state.inbox.slice(0, bounds.page).map(({ messageId }) => messageId);
    return { ...state, inbox: state.inbox.slice(bounds.page), tasks: forwarding(page) };
  }
  const { flood, lateForPeople, ...rest } = state;
  if (flood !== undefined)
    return { ...state, flood: { ...flood, again: false }, tasks: [{ do: 'forward_stored', of: 'flood' }] };
  return lateForPeople === undefined ? undefined : { ...rest, tasks: [{ do: 'forward_stored', of: 'late' }] };
}

const forwarding = (messages: readonly string[]): Task[] =>
  messages.length === 0 ? [] : [{ do: 'forward', messages }];

/** What the driver waits for when there is nothing to do. */
export function rest(state: ConversationState, now: number): ConversationCommand {
  if (state.renewal === 'announced') return { do: 'continue_as_new', state: renewed(state) };
  if (hasGap(state)) return { do: 'wait', until: gapEndsAt(state) };
  const held = carriedUntil(state);
  if (held !== undefined) return { do: 'wait', until: Math.max(held, now + 1) };
  const until = state.quietSince + silence;
  return now >= until && isOver(state) ? { do: 'close' } : { do: 'wait', until: Math.max(until, now + 1) };
}

const renewed = ({ renewal: _renewal, ...state }: ConversationState): ConversationState => state;

/** Whether nothing is open. */
export const isOver = ({ runs, asks, queue }: ConversationState): boolean =>
  runs.length === 0 && asks.length === 0 && queue.length === 0;
