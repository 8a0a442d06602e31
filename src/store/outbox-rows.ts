/** The outbox: what goes to the customer and to people, in order. */
import type { LinkedDocument } from '../contracts/customer-documents.js';
import type { Handover } from '../contracts/handover.js';
import type { MailParts } from '../contracts/workflow-messages.js';

/** A reply or handover that waits to be read or delivered, in order per conversation. */
export interface OutboxRow {
  id: number;
  merchant: string;
  conversation: string;
  /** 1, 2, 3 … per conversation. */
  position: number;
  kind: 'reply' | 'question' | 'handover' | 'passed_on';
  body: {
    text: string;
    queue?: string;
    /** Of a handover: what people need, in Markdown; and as data. */
    details?: string;
    handover?: Handover;
    /** Of a question: its options, or yes and no, as the customer reads them. */
    labels?: readonly string[];
    /** What the text links to. */
    documents?: readonly LinkedDocument[];
    /** Of a message that was passed on: which, and what came with it. */
    messageId?: string;
    /** The agent who wrote a reply. */
    by?: string;
  } & MailParts;
  notBefore: number;
  createdAt: number;
}

/** A position in a conversation, behind which somebody waits for a reply. */
export interface ReplyPlace {
  merchant: string;
  conversation: string;
  after: number;
}

/** Outbox of replies and handovers. */
export interface Outbox {
  /** Idempotent by (merchant, key). */
  add(
    row: Omit<OutboxRow, 'id' | 'position' | 'createdAt' | 'notBefore'> & { key: string; notBefore?: number },
  ): Promise<void>;
  /** Rows after a position whose `notBefore` has passed, in order; a delayed row delays those after it. */
  read(merchant: string, conversation: string, after: number, now: number): Promise<OutboxRow[]>;
  /** Indexes of those places after which there is a reply that is due; one query for all of them. */
  due(places: readonly ReplyPlace[], now: number): Promise<number[]>;
  /**
   * Up to which position the outbox could be read when a message was kept, unless that was not noted yet; and the positions of
   * rows by their keys, of those that there are.
   */
  readable(message: {
    merchant: string;
    conversation: string;
    messageId: string;
    keys: readonly string[];
  }): Promise<{ seen?: number; positions: ReadonlyMap<string, number> }>;
  /** Every text to the customer in a conversation, including delayed ones. */
  sentTexts(merchant: string, conversation: string): Promise<string[]>;
}
