/**
 * Where a message goes (DESIGN §7): `(state, event) → (state, commands)`. One thing is under way at a time, and it is part of
 * the state; so a state that is written down and read again at any moment loses nothing and does nothing twice.
 */
import { graveFlags } from '../../contracts/understanding.js';
import { carriedOut, carriedUntil, nextMessage } from './held-messages.js';
import { braked, handOverSilently, unlessSaidBefore, ofNobody, putAside } from './brakes.js';
import type { ConversationCommand } from './command.js';
import type { ConversationEvent } from './event.js';
import type { UnderstoodMessage, ReplyAddress } from '../../contracts/activities.js';
import { follow, handOver } from './dispatch-understood-message.js';
import { gapEndsAt, hasGap, passedOn, sentBack, skipGap, receive, takeBack } from './receive.js';
import {
  forgetRun,
  closeAsk,
  forgetLastIntent,
  openAsk,
  setWaiting,
  withNothingAsked,
  belongsTo,
  placeOf,
} from './runs.js';
import type { ConversationState, ReceivedMessage, Task, QueuedIntent } from './state.js';
import type { ConversationSignal, RunStart } from '../../contracts/workflow-messages.js';
import { bounds } from './bounds.js';
import { openRun, runIdOf, saidIn, startable } from './intents.js';
import { notDone, remind } from './repeated-questions.js';
import type { Sentence } from '../../contracts/interpreter-command.js';
import type { Matter } from '../../contracts/handover.js';
import { mainFlow } from '../../contracts/main-flow.js';
import { positionsFor } from './skipped-positions.js';

// The command for a task, with what the state knows when its turn comes.

/** The command that carries out a task. */
function commandOf(state: ConversationState, task: Task): ConversationCommand {
  const { merchant, conversation, workflowId } = state;
  const named = { merchant, conversation, workflowId };
  switch (task.do) {
    case 'understand':
      return understandCommand(state, task.message);
    case 'say':
      return deliverCommand(state, task);
    case 'repeat': {
      const { question, labels, key } = task;
      const text = { text: inLines(question), ...(labels === undefined ? {} : { labels }) };
      return { do: 'deliver', request: { ...replyTo(state, key), ...text } };
    }
    case 'hand_over':
      return handOverCommand(state, task);
    case 'forward':
      return { do: 'forward', request: { ...named, messages: { ids: task.messages } } };
    case 'forward_stored':
      return {
        do: 'forward',
        request: { ...named, messages: { positions: positionsFor(task.of, state) } },
      };
    case 'signal': {
      const { run, inlinedIn, signal } = task;
      return { do: 'signal', run, ...(inlinedIn === undefined ? {} : { inlinedIn }), signal };
    }
    case 'start':
      return { do: 'start', run: task.run, start: startOf(state, task.intent) };
  }
}

/** A text of several lines: a value alone would be written in one. */
function inLines(text: string): Sentence {
  const args = text
    .split('\n')
    .map((value, at) => ({ source: `line${at}`, type: { t: 'text' }, value }) as const);
  return { key: args.map(({ source }) => `\${${source}}`).join('\n'), args };
}

function understandCommand(
  state: ConversationState,
  { messageId, part }: ReceivedMessage,
): ConversationCommand {
  const { merchant, conversation, clarifying, language, offersPerson } = state;
  // What follows an answer is read as a message of its own, which answers nothing.
  const asks = part !== undefined && 'from' in part ? [] : state.asks;
  const request = {
    ...{ merchant, conversation, messageId, asks },
    ...(language === '' ? {} : { language }),
    ...(part === undefined ? {} : { part }),
    ...(offersPerson === undefined ? {} : { offersPerson }),
    ...(clarifying === undefined || clarifying.asked !== undefined
      ? {}
      : { unclear: clarifying.message.message.messageId }),
  };
  return {
    do: 'understand',
    request: clarifying?.asked === undefined ? request : { ...request, clarifying: clarifying.asked },
  };
}

function deliverCommand(
  state: ConversationState,
  { sentence, key, values, labels, listed }: Extract<Task, { do: 'say' }>,
): ConversationCommand {
  return {
    do: 'deliver',
    request: {
      ...{ ...replyTo(state, key), text: sentenceNamed(sentence, values) },
      ...(labels === undefined ? {} : { labels }),
      ...(listed === undefined ? {} : { listed }),
    },
  };
}

/** A merchant's own sentence, by its name; a number among its values is a moment. */
function sentenceNamed(name: string, values: Readonly<Record<string, string | number>> = {}): Sentence {
  const args = Object.entries(values).map(
    ([source, value]) =>
      ({ source, type: { t: typeof value === 'number' ? 'moment' : 'text' }, value }) as const,
  );
  return { key: `@${name}`, args };
}

const handOverCommand = (
  state: ConversationState,
  { messageId, summary, values, flag }: Extract<Task, { do: 'hand_over' }>,
): ConversationCommand => ({
  do: 'hand_over',
  request: {
    ...replyTo(state, `handover/${messageId}`),
    queue: flag === undefined ? 'default' : graveFlags[flag].queue,
    summary: sentenceNamed(summary, values),
    matter: { ...matterOf(state), ...(flag === undefined ? {} : { flag }) },
  },
});

/** What the conversation is about, of its open question, its newest run, or what it was last about. */
function matterOf({ asks, runs, facts, lastIntent }: ConversationState): Matter {
  const [ask] = asks;
  const run = runs.findLast(({ about }) => about !== undefined) ?? runs.at(-1);
  const number = ask?.about ?? run?.about ?? facts.number;
  const intent = ask?.intent ?? run?.intent ?? lastIntent?.intent;
  return {
    ...(run === undefined ? {} : { run: run.id }),
    ...(number === undefined ? {} : { record: { number } }),
    ...(intent === undefined ? {} : { intent }),
    ...(ask?.question === undefined ? {} : { question: ask.question }),
  };
}

function replyTo(
  { merchant, conversation: id, workflowId, language }: ConversationState,
  key: string,
): { merchant: string; conversation: ReplyAddress; key: string } {
  return { merchant, conversation: { id, workflowId, language }, key: `${workflowId}/${key}` };
}

function startOf(state: ConversationState, queued: QueuedIntent): RunStart {
  const { message, more, startedBy, answeredBy, understanding, isFirstOfSeveral } = queued;
  const { messageId, receivedAt } = message;
  const { merchant, conversation: id, workflowId, language, customer, facts, asks, runs } = state;
  const stillOpen = matterOf(state);
  return {
    merchant,
    flow: mainFlow,
    inputs: {},
    conversation: {
      ...{ id, workflowId, language, facts, receivedAt, said: saidIn(queued) },
      ...(customer === undefined ? {} : { customer }),
    },
    message: { ids: more === undefined ? [messageId] : [messageId, more], understanding },
    intent: understanding.intent,
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(asks.length === 0 && runs.length < 2 ? {} : { stillOpen }),
    ...(isFirstOfSeveral === true ? { undelivered: [{ text: sentenceNamed('several_intents') }] } : {}),
    depth: 0,
  };
}

// What a conversation does next when nothing is under way.

/** Silence after which a conversation with nothing open closes, in milliseconds; the next message reopens it. */
const silence = 7 * 24 * 60 * 60 * 1000;

/** The state with the next thing to do; undefined if there is nothing. */
function plan(state: ConversationState): ConversationState | undefined {
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
  return state.withPeople ? known : handOver(known, flood.messageId, 'flood');
}

/** Withdraws open asks and passes on queued messages, once people have the conversation. */
function leaveToPeople(state: ConversationState): ConversationState | undefined {
  const { asks, queue, runs, leaving } = state;
  if (!leaving && asks.length === 0 && queue.length === 0) return undefined;
  const asking = new Map(asks.map((ask) => [ask.run, placeOf(ask)]));
  const others = runs.filter(({ id }) => ![...asking.keys()].some((run) => belongsTo(run, id)));
  const signal = { type: 'with_people' } as const;
  const places = [...asking.values(), ...others.map(({ id }) => ({ run: id }))];
  const signals = places.map((place) => ({ do: 'signal', ...place, signal }) as const);
  const messages = queue.flatMap(({ message, more }) => [
    message.messageId,
    ...(more === undefined ? [] : [more]),
  ]);
  const left = leaving === 'silently' ? [] : notDone(asks);
  const tasks: Task[] = [...left, ...signals, ...forwarding([...new Set(messages)])];
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
    lastIntent: { intent: about, ...(label === undefined ? {} : { label }) },
    tasks: [{ do: 'start', run, intent }],
  };
}

function planInbox(state: ConversationState): ConversationState | undefined {
  const message = nextMessage(state);
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
function rest(state: ConversationState, now: number): ConversationCommand {
  if (state.renewal === 'announced') return { do: 'continue_as_new', state: renewed(state) };
  if (hasGap(state)) return { do: 'wait', until: gapEndsAt(state) };
  const held = carriedUntil(state);
  if (held !== undefined) return { do: 'wait', until: Math.max(held, now + 1) };
  const until = state.quietSince + silence;
  return now >= until && isOver(state) ? { do: 'close' } : { do: 'wait', until: Math.max(until, now + 1) };
}

const renewed = ({ renewal: _renewal, ...state }: ConversationState): ConversationState => state;

/** Whether nothing is open. */
const isOver = ({ runs, asks, queue }: ConversationState): boolean =>
  runs.length === 0 && asks.length === 0 && queue.length === 0;

/** The state after a signal. */
export function signalled(
  state: ConversationState,
  signal: ConversationSignal,
  now: number,
): ConversationState {
  switch (signal.type) {
    case 'message':
      return receive(signal.message.aside === 'author' ? ofNobody(state) : state, signal.message, now);
    case 'ask_opened':
      return openAsk(carriedOut(state, signal.ask.run), signal.ask);
    case 'ask_closed':
      return closeAsk(state, signal.run, signal.key);
    case 'run_waiting':
      return setWaiting(state, signal.run, signal.waitStatus);
    case 'run_ended':
      return forgetRun(state, signal.run);
    case 'handed_over':
      return { ...state, withPeople: true, leaving: true };
    case 'returned':
      return takeBack(state, signal.messageId);
    case 'given_back':
      return { ...forgetLastIntent(withNothingAsked(state)), withPeople: false };
  }
}

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
        : handOver(state, task.message.messageId, 'unclear');
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
