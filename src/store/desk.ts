/** What a desk needs of the store besides its tables' own interfaces: sessions, what has changed of late, summaries for lists, and how runs go. */
import type { RunNote, WaitsFor } from '../contracts/run-note.js';
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

/** Runs that have ended on a day (days since 1970, UTC): by a step and its last outcome, by their result, by an error's code. */
export interface FlowRunCount {
  merchant: string;
  flow: string;
  day: number;
  hash: string;
  kind: 'step' | 'result' | 'failed';
  name: string;
  outcome: string;
  runs: number;
}

/** Runs of a flow that have ended lately or are open, of one of its versions. */
export interface VersionRuns {
  hash: string;
  /** Ended runs by their result. */
  results: { result: string; runs: number }[];
  /** Ended runs by an error's code; an empty one: ended from outside. */
  failures: { code: string; runs: number }[];
  /** Ended runs that took a step, by how it last ended. */
  steps: { step: string; outcome: string; runs: number }[];
  /** Open runs, which have waited once. */
  open: number;
  /** Of these, those that wait now, and where. */
  waits: { step: string; for: WaitsFor; runs: number }[];
}

/** Which ways runs take, from the notes that they leave. */
export interface FlowRuns {
  /** Keeps a note; each run's end is counted once, and an older note changes nothing. */
  note(note: RunNote): Promise<void>;
  /** Open runs of which nothing was heard for so long (ms), the longest first; they count as checked from now on. */
  silent(ms: number, limit: number): Promise<{ merchant: string; workflowId: string }[]>;
  /** Counts a run that was ended from outside, and left no note of that. */
  stop(merchant: string, workflowId: string): Promise<void>;
  /** By version, the runs that have ended today or on the days before, so many in all (UTC); and the open ones. */
  of(merchant: string, flow: string, days: number): Promise<VersionRuns[]>;
}
