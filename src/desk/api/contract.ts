/** What the API sends to the pages, named; the types themselves are made from its OpenAPI document. */
import type { paths } from '../../../types/desk-api';

type Merchant = '/v1/merchants/{merchant}';

/** The answer of a request that reads. */
type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** The answer of a request that changes something. */
type Posted<Path extends keyof paths> = paths[Path] extends {
  post: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** What an agent may see. */
export type Scope = 'approvals' | 'conversations' | 'effects' | 'runs' | 'pause';

/** Who is signed in, and at which shop; `/v1/desk` is no part of the API for programs. */
export interface Session {
  merchant: string;
  /** The shop's own name. */
  name: string;
  agent: string;
  by: 'link' | 'openid';
  roles: string[];
  limit?: Amount;
  scopes: Scope[];
  zone: string;
  queues: string[];
  agents: string[];
  expiresAt: string;
  temporalUi?: string;
  canTry: boolean;
}

/** An amount in the smallest unit of its currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** A conversation with what was said in it. */
export type Conversation = Got<`${Merchant}/conversations/{conversation}`>;

/** A conversation in a list. */
export type Row = Got<`${Merchant}/conversations`>['conversations'][number];

/** Something that was said, or a handover. */
export type Entry = Conversation['entries'][number];

/** What people get to know when a conversation is handed off. */
export type Handover = NonNullable<Entry['handover']>;

/** How it is known who is asking. */
export type Verified = Handover['customer']['verified'];

/** A file that a customer has sent, by reference. */
export type Attachment = NonNullable<Entry['attachments']>[number];

/** What the document leaves open in a request for approval. */
interface OfRequest {
  number: number;
  state: string;
  flow?: string;
  escalateTo?: string;
  escalated?: boolean;
  decidedBy?: string;
  comment?: string;
  startedBy?: readonly string[];
  amount?: Amount;
  summary: Readonly<Record<string, unknown>>;
}

/** A request for approval. */
export type Approval = Got<`${Merchant}/approvals`>['approvals'][number] & OfRequest;

/** A request with the customer's own words. */
export type ApprovalDetails = Got<`${Merchant}/approvals/{approval}`> & OfRequest;

/** What became of a decision. */
export type DecisionAnswer = Posted<`${Merchant}/approvals/{approval}/decision`>;

/** A write. */
export type Effect = Got<`${Merchant}/effects`>['effects'][number];

/** How much there is to do. */
export type Counts = Got<`${Merchant}/counts`>;

/** What is paused, by whom. */
export type Pause = Counts['paused'][number];

/** A run in a list. */
export type Run = Got<`${Merchant}/runs`>['runs'][number];

/** A run with what happened in it. */
export type RunDetails = Got<`${Merchant}/runs/{run}`>;

/** A flow in the list. */
export type FlowItem = Got<`${Merchant}/flows`>['flows'][number];

/** A flow with its diagram. */
export type Flow = Got<`${Merchant}/flows/{flow}`>;

/** The diagram of a flow. */
export type Graph = Flow['graph'];

/** A box of a diagram. */
export type GraphNode = Graph['nodes'][number];

/** A line of a diagram. */
export type GraphEdge = Graph['edges'][number];

/** Which ways the runs of a flow take, and where they wait. */
export type FlowRuns = Got<`${Merchant}/flows/{flow}/runs`>;

/** What happens behind a conversation. */
export type Trace = Got<`${Merchant}/conversations/{conversation}/trace`>;

/** A run in a trace. */
export type TracedRun = Trace['runs'][number];

/** A step of a run's flow, taken or not. */
export type TraceStep = TracedRun['steps'][number];

/** A reply as the customer's channel reads it. */
export type Reply = Got<`${Merchant}/try/{conversation}/replies`>['replies'][number];

/** What can be tried. */
export type TryOffer = Got<`${Merchant}/try`>;
