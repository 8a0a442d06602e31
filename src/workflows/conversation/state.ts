/** What a conversation remembers: plain JSON, which is also the argument of continue-as-new. */
import type { Clarification } from '../../contracts/activities.js';
import type { CustomerClaim, Facts } from '../../contracts/customer.js';
import type { OpenAsk } from '../../contracts/conversation.js';
import type { Understanding } from '../../contracts/understanding.js';
import type { CustomerMessage } from '../../contracts/messages.js';

/** A run that the conversation started and that is still open. */
export interface OpenRun {
  id: string;
  intent: string;
  /** Runs in its tree that wait for an approval, an event or a timer: it then does not count towards the three. */
  waiting: readonly string[];
}

/** A message with one of its intents, whose run waits for a free place. */
export interface QueuedMessage {
  message: CustomerMessage;
  receivedAt: number;
  understanding: Understanding;
  runKey: string;
  /** The run of the preceding intent in the same message, which comes first. */
  after?: string;
}

/** A message that could be about either of two intents; the customer was asked which. */
export interface Clarifying {
  message: QueuedMessage;
  asked: Clarification;
}

/** A message and when it entered the history. */
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
  /** Positions given up after waiting for a gap; a message that arrives late for one is still handled. */
  skipped: readonly number[];
  /** Ids of the newest messages, to drop duplicates. */
  seen: readonly string[];
  /** Messages that arrived before their turn. */
  early: readonly ReceivedMessage[];
  /** Messages whose turn it is. */
  inbox: readonly ReceivedMessage[];
  /** Messages sent to runs as answers, so that one sent back can be found. */
  sent: readonly ReceivedMessage[];
  /** Newest first. */
  asks: readonly (OpenAsk & { reasked: number })[];
  runs: readonly OpenRun[];
  queue: readonly QueuedMessage[];
  withPeople: boolean;
  /** True if handed over but the open runs have not been told yet. */
  leaving: boolean;
  /** True if the merchant's sentence has asked what the message is about. */
  askedWhat: boolean;
  /** The open clarifying question. */
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
