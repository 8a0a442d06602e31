/**
 * While a run carries out what the customer has said yes to, what else they wrote waits until it has come out: "is cancelled" is
 * said before "when do I get my money?" is answered, and nothing that is begun meanwhile takes its place.
 */
import type { Route } from './route.js';
import { belongsTo, isCarrying } from './runs.js';
import type { ConversationState, ReceivedMessage } from './state.js';

/** How long the rest waits at most, in milliseconds: a system may be slow. */
const longest = 30_000;

/** The state once a run has an answer that it goes on with. */
export function carrying(state: ConversationState, run: string, since: number): ConversationState {
  const root = state.runs.find(({ id }) => belongsTo(run, id));
  return root === undefined ? state : { ...state, carrying: { run: root.id, since } };
}

/** The state once a run asks again, or without a run once the time is over. */
export function carriedOut(state: ConversationState, run?: string): ConversationState {
  const { carrying: under, ...rest } = state;
  return under === undefined || (run !== undefined && !belongsTo(run, under.run)) ? state : rest;
}

/** Until when messages wait, if any does. */
export const carriedUntil = (state: ConversationState): number | undefined =>
  isCarrying(state) && state.inbox.some(({ held }) => held === true)
    ? (state.carrying?.since ?? 0) + longest
    : undefined;

/** The next message that need not wait. */
export const nextMessage = (state: ConversationState): ReceivedMessage | undefined =>
  state.inbox.find(({ held }) => held !== true || !isCarrying(state));

/** Whether a message waits: a person, a danger, an answer and small talk do not. */
export const isHeld = (state: ConversationState, to: Route): boolean =>
  isCarrying(state) && (waiting.has(to.to) || (to.to === 'people' && to.because === 'unclear'));

/** The state with a message that waits, behind those that wait already. */
export function hold(state: ConversationState, message: ReceivedMessage): ConversationState {
  const held = state.inbox.filter((other) => other.held === true);
  const others = state.inbox.filter((other) => other.held !== true);
  return { ...state, inbox: [...held, { ...message, held: true }, ...others] };
}

const waiting: ReadonlySet<Route['to']> = new Set([
  ...(['run', 'queue', 'status', 'clarify', 'ask_what', 'ask_matter', 'unserved'] as const),
]);
