/** How messages come in: duplicates dropped, order by `seq`, nothing lost (DESIGN §7). */
import type { Forwarded } from '../../contracts/activities.js';
import type { MessageRef } from '../../contracts/workflow-messages.js';
import { bounds } from './bounds.js';
import { leftToPeople, skippedAt, withoutPosition } from './skipped-positions.js';
import type { ConversationState, ReceivedMessage } from './state.js';

/** How long to wait for a missing message, in milliseconds. */
const gapWait = 5_000;

/**
 * Takes in a message: in turn, set aside until its turn comes, or not at all if it is a duplicate, which its position tells:
 * the store keeps one message for each. One that does not fit is left in the store, to be passed on to people.
 */
export function receive(state: ConversationState, message: MessageRef, now: number): ConversationState {
  const { messageId, seq } = message;
  const late = skippedAt(state.skipped, seq);
  if (seq < state.nextSeq && late === undefined) return state;
  if (state.early.some((other) => other.seq === seq)) return state;
  if (state.flood !== undefined) return { ...state, flood: { ...state.flood, again: true } };
  const received = { ...message, receivedAt: now };
  if (late === undefined) return setAside(state, received);
  if (late.people) return { ...state, lateForPeople: true };
  const skipped = withoutPosition(state.skipped, seq);
  if (skipped.length > bounds.ranges || state.inbox.length >= bounds.inbox) return flooded(state, messageId);
  return { ...state, skipped, inbox: [...state.inbox, received] };
}

function setAside(state: ConversationState, received: ReceivedMessage): ConversationState {
  const fits = state.inbox.length < bounds.inbox && state.early.length < bounds.early;
  return fits ? inTurn({ ...state, early: [...state.early, received] }) : flooded(state, received.messageId);
}

/** The state when a message does not fit: it and all that wait for their turn are left in the store. */
function flooded(state: ConversationState, messageId: string): ConversationState {
  return { ...state, early: [], flood: { messageId, handedOver: false, again: false, highest: 0 } };
}

/** The state after a page of what lies in the store was passed on: of the flood, or of what came late for people. */
export function passedOn(
  { flood, ...state }: ConversationState,
  of: 'flood' | 'late',
  page: Forwarded,
): ConversationState {
  if (of === 'late' || flood === undefined)
    return { ...state, ...(flood && { flood }), ...(page.more ? { lateForPeople: true } : {}) };
  const highest = Math.max(flood.highest, page.highest);
  if (page.more || flood.again) return { ...state, flood: { ...flood, highest } };
  return { ...state, skipped: leftToPeople(state, highest), nextSeq: Math.max(state.nextSeq, highest + 1) };
}

/** True while a message waits for one before it. */
export const hasGap = (state: ConversationState): boolean => state.early.length > 0;

/** When the wait for a missing message ends, in epoch milliseconds; later arrivals do not prolong it. */
export const gapEndsAt = (state: ConversationState): number =>
  Math.min(...state.early.map(({ receivedAt }) => receivedAt)) + gapWait;

/** Stops waiting for the missing positions before the earliest message received. */
export function skipGap(state: ConversationState): ConversationState {
  const [first] = [...state.early].sort((a, b) => a.seq - b.seq);
  if (first === undefined) return state;
  const skipped = [...state.skipped, { from: state.nextSeq, to: first.seq - 1 }];
  if (skipped.length > bounds.ranges) return flooded(state, first.messageId);
  return inTurn({ ...state, nextSeq: first.seq, skipped });
}

/** Puts a message that a run no longer waited for back at the front. */
export function takeBack(state: ConversationState, messageId: string): ConversationState {
  const found = state.sent.find((message) => message.messageId === messageId);
  if (found === undefined) return state;
  return sentBack({ ...state, sent: state.sent.filter((entry) => entry !== found) }, found);
}

/** Routes a message again that no run has taken; a yes that has changed nothing is never met with silence or small talk. */
export function sentBack(
  state: ConversationState,
  { confirms, ...message }: ReceivedMessage,
): ConversationState {
  const inbox = [message, ...state.inbox];
  if (confirms !== true) return { ...state, inbox };
  const { messageId } = message;
  const task = { do: 'say', sentence: 'answered_too_late', key: `answered_too_late/${messageId}` } as const;
  return { ...state, tasks: [...state.tasks, task], ...(state.withPeople ? { inbox } : {}) };
}

/** Remembers a message that was sent to a run. */
export function remember(state: ConversationState, received: ReceivedMessage): ConversationState {
  return { ...state, sent: [...state.sent, received].slice(-bounds.sent) };
}

function inTurn(state: ConversationState): ConversationState {
  const early = [...state.early].sort((a, b) => a.seq - b.seq);
  const inbox = [...state.inbox];
  let { nextSeq } = state;
  while (early[0]?.seq === nextSeq) {
    inbox.push(...early.splice(0, 1));
    nextSeq += 1;
  }
  return { ...state, early, inbox, nextSeq };
}
