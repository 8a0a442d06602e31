/** What the API sends to the pages. */

/** An amount in the smallest unit of its currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** What an agent may see. */
export type Scope = 'approvals' | 'conversations' | 'effects' | 'runs' | 'pause';

/** Who is signed in, and at which shop. */
export interface Session {
  merchant: string;
  name: string;
  agent: string;
  by: 'link' | 'openid';
  roles: string[];
  limit?: Amount;
  scopes: Scope[];
  language: string;
  zone: string;
  currency?: string;
  queues: string[];
  signedInAt: string;
  expiresAt: string;
  decidesUntil?: string;
  temporalUi?: string;
  canTry: boolean;
}

/** A problem as the API sends it (RFC 9457). */
export interface ProblemBody {
  title: string;
  status: number;
  detail: string;
  code: string;
  hint: string;
  instance?: string;
}

/** How it is known who is asking. */
export type Verified = 'authenticated' | 'facts' | 'claimed' | 'unknown';

/** A conversation in a list. */
export interface Row {
  conversation: string;
  channel: string;
  begunAt: string;
  lastAt: string;
  peopleSince?: string;
  people?: string;
  queue?: string;
  assignee?: string;
  last?: { by: 'customer' | 'flow' | 'agent'; text: string; at: string };
  intent?: string;
  reason?: string;
  flag?: string;
  priority?: 'high';
  customer?: { name?: string; email?: string; verified: Verified };
  record?: { kind?: 'order' | 'subscription'; number: string; status?: string };
  test?: true;
}

/** A file that a customer has sent, by reference. */
export interface Attachment {
  name: string;
  mediaType: string;
  url: string;
}

/** What people get to know when they take a conversation over. */
export interface Handover {
  customer: { name?: string; email?: string; ref?: string; verified: Verified };
  record?: { kind?: 'order' | 'subscription'; number: string; status?: string };
  amount?: Amount;
  intent?: string;
  question?: string;
  said: readonly { text: string; at: string }[];
  tried: readonly {
    operation: string;
    title: string;
    outcome: string;
    code?: string;
    amount?: Amount;
    reference?: string;
    approval?: { number: number; role: string; by?: string };
    at?: string;
  }[];
  links: { conversation: string; run?: string };
}

/** Something that was said in a conversation. */
export interface Entry {
  at: string;
  kind: 'message' | 'reply' | 'question' | 'handover';
  text: string;
  subject?: string;
  attachments?: readonly Attachment[];
  startedBy?: string;
  by?: string;
  labels?: string[];
  queue?: string;
  details?: string;
  handover?: Handover;
}

/** A conversation with what was said in it. */
export interface Conversation extends Row {
  entries: Entry[];
}

/** A request for approval. */
export interface Approval {
  id: string;
  number: number;
  digest: string;
  operation: string;
  role: string;
  escalateTo?: string;
  workflowId: string;
  flow?: string;
  conversation?: string;
  requestedAt: string;
  expiresAt: string;
  escalateAt?: string;
  escalated?: boolean;
  endedAt?: string;
  state: string;
  decidedBy?: string;
  comment?: string;
  startedBy?: readonly string[];
  amount?: Amount;
  summary: Readonly<Record<string, unknown>>;
}

/** A request with the customer's own words. */
export interface ApprovalDetails extends Approval {
  words: {
    text: string;
    sentAt: string;
    startedBy?: string;
    subject?: string;
    attachments?: readonly Attachment[];
  }[];
}

/** What became of a decision. */
export interface DecisionAnswer {
  accepted: boolean;
  code?: string;
  approver?: string;
  decision?: 'approved' | 'rejected';
  countsUntil?: string;
}

/** A write whose outcome may be unclear. */
export interface Effect {
  id: string;
  what: string;
  operation: string;
  connection: string;
  state: 'sending' | 'accepted' | 'done' | 'refused' | 'unknown';
  doubled: boolean;
  record?: string;
  amount?: Amount;
  idempotencyKey: string;
  reference?: string;
  httpStatus?: number;
  sentAt: string[];
  workflowId: string;
}

/** What is paused, by whom. */
export interface Pause {
  what: string;
  by: string;
  since: string;
}

/** How much there is to do. */
export interface Counts {
  approvals: { open: number; mine: number };
  conversations: {
    people: number;
    mine: number;
    unassigned: number;
    flows: number;
    byQueue: { queue: string; count: number }[];
  };
  effects: { unclear: number };
  paused: Pause[];
}

/** A run in a list. */
export interface Run {
  workflowId: string;
  runId: string;
  flow: string;
  status: string;
  waitingOn: string[];
  outcome: string;
  startedAt: string;
}

/** A run with what happened in it. */
export interface RunDetails extends Run {
  endedAt?: string;
  why?: string;
  awaits: { connection: string; operation: string; code: string; attempts: number }[];
  isStuck?: true;
  stuckBy?: string;
  isUnknown?: true;
  happened: { at: string; kind: 'write' | 'approval' | 'said'; words: string; status?: string; reference?: string }[];
}

/** A box of a flow's diagram. */
export interface GraphNode {
  id: string;
  shape: 'step' | 'decision' | 'end' | 'subflow' | 'question' | 'approval' | 'loop' | 'people' | 'fork';
  lines: string[];
  mark?: 'money' | 'approval';
  group?: string;
  step?: string;
}

/** The diagram of a flow. */
export interface Graph {
  nodes: GraphNode[];
  edges: { from: string; to: string; label?: string; dashed?: true }[];
  groups: { id: string; title: string; parent?: string }[];
}

/** A flow in the list. */
export interface FlowItem {
  flow: string;
  title: string;
  waiting?: number;
}

/** A flow with its diagram. */
export interface Flow extends FlowItem {
  versions: { hash: string; publishedAt: string }[];
  graph: Graph;
  texts?: { key: string; translations: Record<string, string> }[];
}

/** A step that a run has taken. */
export interface TraceStep {
  step: string;
  visit: number;
  kind: string;
  title?: string;
  at: string;
  endedAt?: string;
  state: 'open' | 'done' | 'failed';
  outcome?: string;
}

/** What happens behind a conversation. */
export interface Trace {
  messages: {
    messageId: string;
    at: string;
    intent: string;
    title?: string;
    confidence: number;
    sure: boolean;
    candidates: { intent: string; score: number }[];
    language: string;
    flags: string[];
    entities: { type: string; value: string; raw: string }[];
    facts: Record<string, string>;
  }[];
  runs: {
    run: string;
    flow: string;
    hash?: string;
    title?: string;
    parent?: string;
    status: string;
    result?: string;
    startedAt: string;
    endedAt?: string;
    steps: TraceStep[];
  }[];
  calls: {
    run: string;
    step: string;
    operation: string;
    title: string;
    at: string;
    endedAt?: string;
    outcome?: string;
    code?: string;
    inputs: object;
    outputs?: object;
  }[];
  approvals: { number: number; state: string; role: string; operation: string; amount?: Amount }[];
}

/** A reply as the customer's channel reads it. */
export interface Reply {
  position: number;
  kind: 'reply' | 'question' | 'handover' | 'passed_on';
  createdAt: string;
  body: { text: string; labels?: string[]; by?: string; queue?: string };
}

/** What can be tried. */
export interface TryOffer {
  channel: string;
  asAgent: boolean;
  examples: { title: string; says: string[]; expects?: string }[];
}
