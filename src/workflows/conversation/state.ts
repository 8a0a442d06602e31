/** What a conversation remembers: plain JSON, also the argument of continue-as-new. */
import type { Clarification } from '../../contracts/activities.js';
import type { CustomerClaim, Facts } from '../../contracts/customer.js';
import type { OpenAsk } from '../../contracts/conversation.js';
import type { Understanding } from '../../contracts/understanding.js';
import type { CustomerMessage } from '../../contracts/messages.js';

/** A run that the conversation started and that has not ended. */
export interface OpenRun {
  id: string;
  intent: string;
  /** Runs of its tree that wait for an approval, an event or a timer: then it does not count among the three. */
  waiting: readonly string[];
}

/** A message with one of its intents, the intent, whose run waits for a free place. */
export interface QueuedMessage {
  message: CustomerMessage;
  receivedAt: number;
  understanding: Understanding;
  runKey: string;
  /** The run of the intent before it in the same message: it comes first. */
  after?: string;
}

/** A message that could be about either of two intents: the customer was asked which. */
export interface Clarifying {
  message: QueuedMessage;
  asked: Clarification;
}

/** A message with the moment at which it entered the history. */
export interface ReceivedMessage {
  message: CustomerMessage;
  receivedAt: number;
}

/** State of one conversation. */
export interface ConversationState {
  merchant: string;
  /** Opaque id. */
  conversation: string;
  language: string;
  customer?: CustomerClaim;
  facts: Facts;
  nextSeq: number;
  /** Positions that were given up after the wait for a gap; a message that comes late for one is still handled. */
  skipped: readonly number[];
  /** Ids of the newest messages, to drop what comes twice. */
  seen: readonly string[];
  /** Messages that came before their turn. */
  early: readonly ReceivedMessage[];
  /** Messages whose turn it is. */
  inbox: readonly ReceivedMessage[];
  /** Answers that were sent to a run, so that one sent back finds its message. */
  sent: readonly ReceivedMessage[];
  /** Newest first. */
  asks: readonly (OpenAsk & { reasked: number })[];
  runs: readonly OpenRun[];
  queue: readonly QueuedMessage[];
  withPeople: boolean;
  /** Handed over, and the open runs have not been told yet. */
  leaving: boolean;
  /** The merchant's sentence has asked what it is about. */
  askedWhat: boolean;
  /** The clarifying question that is open. */
  clarifying?: Clarifying;
}

/** A conversation before its first message. */
export function newConversation(merchant: string, conversation: string): ConversationState {
  return {
    merchant,
    conversation,
    language: '',
    facts: {},
    nextSeq: 1,
    skipped: [],
    seen: [],
    early: [],
    inbox: [],
    sent: [],
    asks: [],
    runs: [],
    queue: [],
    withPeople: false,
    leaving: false,
    askedWhat: false,
  };
}
