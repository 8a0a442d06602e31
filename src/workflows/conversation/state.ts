/** What a conversation remembers: plain JSON, which is also the argument of continue-as-new. */
import type { Clarification } from '../../contracts/activities.js';
import type { CustomerClaim, Facts } from '../../contracts/customer.js';
import type { OpenAsk, Said, WaitStatus } from '../../contracts/conversation.js';
import type { MessagePart, MessageRef, RunSignal } from '../../contracts/workflow-messages.js';
import type { GraveFlag, Understanding } from '../../contracts/understanding.js';

/** A message and when it entered the history. */
export interface ReceivedMessage extends MessageRef {
  receivedAt: number;
  /** What follows an answer in it, or the answer alone; absent: all of it. */
  part?: MessagePart;
  /** It waits while a run carries out what the customer has said yes to. */
  held?: true;
  /** It was sent to a run as the yes to something that will be changed. */
  confirms?: true;
  /** It corrects what this intent's question named, about this record. */
  corrects?: { intent: string; about?: string; said?: readonly Said[] };
  /** It follows the answer to a question of this intent. */
  follows?: string;
  /** It was sent to a run as taking back what that is about. */
  backsOut?: true;
}

/** A run that the conversation started and that is still open. */
export interface OpenRun {
  id: string;
  intent: string;
  /** Runs in its tree that wait for an approval, an event or a timer: it then does not count towards the three. */
  waiting: readonly string[];
  /** What the newest of them waits for. */
  waitStatus?: Partial<Omit<WaitStatus, 'about'>>;
  /** Number of the record that it is about, if it is known. */
  about?: string;
  /** What the customer has said to it, newest first. */
  said?: readonly Said[];
}

/** One of a message's intents, whose run waits for a free place. */
export interface QueuedIntent {
  /** Of a clarified message, `receivedAt` is its answer's. */
  message: ReceivedMessage;
  /** Id of the message that clarified it, if that says more than which intent is meant. */
  more?: string;
  startedBy?: string;
  /** A further agent, who chose for the customer what the message is about. */
  answeredBy?: readonly string[];
  understanding: Understanding;
  /** The run of the preceding intent in the same message, which comes first. */
  after?: string;
  /** Of further records that one answer names: which, from 1. */
  further?: number;
  /** There are others of the same message: it begins by saying so. */
  isFirstOfSeveral?: true;
}

/** A message that was asked about: which of two intents it means, what is wanted with the order that it only names, or what it is about. */
export interface Clarifying {
  message: QueuedIntent;
  /** Absent: any intent may be the answer. */
  asked?: Clarification;
}

/** What the conversation was last about: how the message of its last run was understood. */
export type LastIntent = Pick<Understanding, 'intent' | 'label'>;

/** Positions that were given up, both ends included; `people`: whatever comes late for them is for people. */
export interface SkippedRange {
  from: number;
  to: number;
  people?: true;
}

/** The turns of a conversation as the brakes remember them, the newest last. */
export interface Turns {
  /** Positions of messages, and when they were received. */
  recent: readonly { seq: number; at: number }[];
  /** Digests of what was said, how often, and whether it has wanted something of its own. */
  texts: readonly { digest: string; times: number; wanted?: true }[];
}

/** More messages than fit: what is not taken in lies in the store, and is passed on from there. */
interface Flood {
  /** Id of the message that did not fit. */
  messageId: string;
  /** True once the conversation has been handed over because of it. */
  handedOver: boolean;
  /** Whether a message has come since the store was last read. */
  again: boolean;
  /** The highest position passed on so far. */
  highest: number;
}

/**
 * One thing that is decided; a command is made of it when its turn comes. Ids in it come from messages and runs, so
 * that doing it again does nothing.
 */
export type Task =
  | { do: 'understand'; message: ReceivedMessage }
  /** One of the merchant's sentences, by its name, as a reply to a message; a number among its values is a moment. */
  | {
      do: 'say';
      sentence: string;
      key: string;
      values?: Readonly<Record<string, string | number>>;
      /** Of one that asks: the answers to choose from, as the customer reads them. */
      labels?: readonly string[];
      /** They are listed below the sentence. */
      listed?: true;
    }
  /** An open question once more, with its options; without any, a text as it is. */
  | { do: 'repeat'; question: string; labels?: readonly string[]; key: string }
  | {
      do: 'hand_over';
      messageId: string;
      summary: string;
      values?: Readonly<Record<string, string>>;
      flag?: GraveFlag;
      silently?: true;
    }
  | { do: 'forward'; messages: readonly string[] }
  /** Passes on a page of what the flood has left in the store, or of what came late for people. */
  | { do: 'forward_stored'; of: 'flood' | 'late' }
  /** With an `answer`, the message that it is: it is routed again if the run is closed. */
  | { do: 'signal'; run: string; inlinedIn?: string; signal: RunSignal; message?: ReceivedMessage }
  | { do: 'start'; run: string; intent: QueuedIntent };

/** State of one conversation. */
export interface ConversationState {
  merchant: string;
  /** Opaque id. */
  conversation: string;
  workflowId: string;
  language: string;
  customer?: CustomerClaim;
  facts: Facts;
  nextSeq: number;
  /** Positions given up after waiting for a gap; a message that arrives late for one is still handled. */
  skipped: readonly SkippedRange[];
  /** Messages that arrived before their turn. */
  early: readonly ReceivedMessage[];
  /** Messages whose turn it is. */
  inbox: readonly ReceivedMessage[];
  flood?: Flood;
  /** True if a message has come late for a range that is for people: it lies in the store. */
  lateForPeople?: true;
  /** Messages sent to runs as answers, so that one sent back can be found. */
  sent: readonly ReceivedMessage[];
  /** Newest first. */
  asks: readonly (OpenAsk & { reasked: number; explained?: true; passedOver?: true; reminded?: number })[];
  runs: readonly OpenRun[];
  queue: readonly QueuedIntent[];
  /** The run that carries out what the customer has said yes to, and since when. */
  carrying?: { run: string; since: number };
  withPeople: boolean;
  /** True if handed over but the open runs have not been told yet; `silently`: the customer hears nothing of it. */
  leaving: boolean | 'silently';
  /** True if the merchant's sentence has asked what the message is about. */
  askedWhat: boolean;
  /** True if it has asked so twice. */
  askedAgain?: true;
  /** True if the customer was told last that a person can answer what they have asked: a yes wants that. */
  offersPerson?: true;
  /** The open clarifying question. */
  clarifying?: Clarifying;
  lastIntent?: LastIntent;
  /** What the brakes look at. */
  turns?: Turns;
  /** How many messages in a row were small talk or remarks. */
  smallTalkCount: number;
  /** What has been decided: the first task is under way, the others follow one by one. */
  tasks: readonly Task[];
  /** The history is long: the open runs are yet to be told, or have been. */
  renewal?: 'due' | 'announced';
  /** Since when nothing has happened, epoch milliseconds. */
  quietSince: number;
}

/** A conversation before its first message; `now` is epoch milliseconds. */
export function newConversation(
  named: Pick<ConversationState, 'merchant' | 'conversation' | 'workflowId'>,
  now: number,
): ConversationState {
  return {
    ...named,
    language: '',
    facts: {},
    nextSeq: 1,
    skipped: [],
    early: [],
    inbox: [],
    sent: [],
    asks: [],
    runs: [],
    queue: [],
    withPeople: false,
    leaving: false,
    askedWhat: false,
    smallTalkCount: 0,
    tasks: [],
    quietSince: now,
  };
}
