/** What a desk needs of the store besides its tables' own interfaces: sessions, what has changed of late, and summaries for lists. */
import type { OutboxRow } from './outbox-rows.js';

/** A session that lasts; times in epoch ms. */
interface SessionRow {
  hash: string;
  merchant: string;
  /** By their name in merchant.yaml. */
  agent: string;
  /** How they signed in: by a one-time link on this machine, or by OpenID Connect. */
  kind: 'link' | 'openid';
  signedInAt: number;
  expiresAt: number;
  /** The issuer's token, sealed by whoever began the session. */
  token?: string;
}

/** Sessions and links. All times are judged by the database's clock. */
export interface Sessions {
  begin(session: SessionRow): Promise<void>;
  /** One that has neither ended nor expired. */
  find(hash: string): Promise<SessionRow | undefined>;
  /** Those of some sessions that have neither ended nor expired. */
  lasting(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  end(hash: string): Promise<void>;
  /** Ends all sessions of an agent; returns how many there were. */
  endAll(merchant: string, agent: string): Promise<number>;
  /** Keeps a link that opens a session once, for so long (ms). */
  addLink(link: { hash: string; merchant: string; agent: string }, lifeMs: number): Promise<void>;
  /** Whom a link is for; from then on it opens nothing. Undefined if it is used, expired or unknown. */
  takeLink(hash: string): Promise<{ merchant: string; agent: string } | undefined>;
}

/** Kinds of what changes. */
export const changeKinds = ['conversation', 'approval', 'effect', 'pause', 'flow'] as const;

/** Something that has changed. */
export interface Change {
  id: number;
  merchant: string;
  kind: (typeof changeKinds)[number];
  /** Id of a conversation, number of a request, id of a write, what was paused, name of a flow. */
  subject: string;
}

/** Changes of the last hour. */
export interface Changes {
  /** Changes of merchants that were noted in the last so many ms, in the order of their ids; at most so many. */
  recent(merchants: readonly string[], ms: number, limit: number): Promise<Change[]>;
  /**
   * A merchant's changes since the one of an id, with those noted up to so many ms before it, which may have been committed
   * after it; undefined if that one is gone, or there are more than the limit.
   */
  since(
    merchant: string,
    id: number,
    { ms, limit }: { ms: number; limit: number },
  ): Promise<Change[] | undefined>;
}

/** What was last said in a conversation, and by whom; `at` in epoch ms. */
export interface LastEntry {
  by: 'customer' | 'flow' | 'agent';
  text: string;
  at: number;
}

/** Of a conversation. */
export interface Summary {
  last?: LastEntry;
  /** The customer's last message, where a flow's words came after it. */
  unanswered?: LastEntry;
  /** What people were told when they last got it. */
  handover?: OutboxRow['body'];
}

/** How many conversations people have. */
export interface QueueCount {
  /** Empty: of no queue. */
  queue: string;
  assignee?: string;
  count: number;
}

/** Summaries of what is in the store. */
export interface Summaries {
  /** By conversation, of those of which there is anything to say; what cannot be decrypted is logged, and left out. */
  of(merchant: string, conversations: readonly string[]): Promise<ReadonlyMap<string, Summary>>;
  /** Conversations that people have, by queue and assignee; those that flows have answered within so many ms; unclear writes. */
  count(
    merchant: string,
    recentMs: number,
  ): Promise<{ people: QueueCount[]; flows: number; unclear: number }>;
}
