/** How messages come in: duplicates dropped, order by `seq`, nothing lost (DESIGN §7). Pure. */
import type { CustomerMessage } from '../../contracts/messages.js';
import type { ConversationState, ReceivedMessage } from './state.js';

/** Number of ids kept to recognise duplicates; older messages are recognised by position. */
const seenLimit = 500;
/** How long to wait for a missing message, in milliseconds. */
const gapWait = 5_000;
/** Number of messages kept in case a run sends them back. */
const sentLimit = 50;

/** Takes in a message: in turn, set aside until its turn comes, or not at all if it is a duplicate. */
export function receive(state: ConversationState, message: CustomerMessage, now: number): ConversationState {
  if (state.seen.includes(message.messageId)) return state;
  const late = state.skipped.includes(message.seq);
  if (message.seq < state.nextSeq && !late) return state;
  const seen = [...state.seen, message.messageId].slice(-seenLimit);
  const received = { message, receivedAt: now };
  if (late) {
    const skipped = state.skipped.filter((seq) => seq !== message.seq);
    return { ...state, seen, skipped, inbox: [...state.inbox, received] };
  }
  if (state.early.some(({ message: { seq } }) => seq === message.seq)) return { ...state, seen };
  return inTurn({ ...state, seen, early: [...state.early, received] });
}

/** True while a message waits for one before it. */
export const hasGap = (state: ConversationState): boolean => state.early.length > 0;

/** When the wait for a missing message ends, in epoch milliseconds; later arrivals do not prolong it. */
export const gapEndsAt = (state: ConversationState): number =>
  Math.min(...state.early.map(({ receivedAt }) => receivedAt)) + gapWait;

/** Stops waiting for the missing positions before the earliest message received. */
export function skipGap(state: ConversationState): ConversationState {
  const next = Math.min(...state.early.map(({ message }) => message.seq));
  if (!Number.isFinite(next)) return state;
  const missing = Array.from(
    { length: Math.min(next - state.nextSeq, seenLimit) },
    (_, index) => state.nextSeq + index,
  );
  return inTurn({ ...state, nextSeq: next, skipped: [...state.skipped, ...missing].slice(-seenLimit) });
}

/** Puts a message that a run no longer waited for back at the front. */
export function takeBack(state: ConversationState, messageId: string): ConversationState {
  const found = state.sent.find(({ message }) => message.messageId === messageId);
  if (found === undefined) return state;
  const sent = state.sent.filter((entry) => entry !== found);
  return { ...state, sent, inbox: [found, ...state.inbox] };
}

/** Remembers a message that was sent to a run. */
export function remember(state: ConversationState, received: ReceivedMessage): ConversationState {
  return { ...state, sent: [...state.sent, received].slice(-sentLimit) };
}

function inTurn(state: ConversationState): ConversationState {
  const early = [...state.early].sort((a, b) => a.message.seq - b.message.seq);
  const inbox = [...state.inbox];
  let { nextSeq } = state;
  while (early[0]?.message.seq === nextSeq) {
    inbox.push(...early.splice(0, 1));
    nextSeq += 1;
  }
  return { ...state, early, inbox, nextSeq };
}
