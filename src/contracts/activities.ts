/**
 * The activities' contract, as workflows see it: types only, so that the workflow bundle pulls in no code.
 * Each is implemented in the file with its name in kebab-case.
 */
import type { DurationIr, FlowIr } from './ir.js';
import type { AskCommand, ListenCommand, Sentence, UndeliveredReply } from './interpreter-command.js';
import type { Listened } from './interpreter-event.js';
import type { CallResult } from './call-result.js';
import type { CustomerClaim, Facts } from './customer.js';
import type { OpenAsk, Said } from './conversation.js';
import type { Matter } from './handover.js';
import type { FollowUp, Understanding } from './understanding.js';
import type { ApprovalRequest } from './approval.js';
import type { CallRequest } from './call-request.js';
import type { Json } from './json.js';
import type { ApprovalEnd, ConversationSignal, MessagePart, RunEnd } from './workflow-messages.js';

/** Which published flow to load: by hash, or the merchant's current one. */
export interface LoadFlowRequest {
  merchant: string;
  flow: string;
  hash?: string;
  /** The messages whose texts the run starts with. */
  message?: { conversation: string; ids: readonly string[] };
}

/** A published flow and its hash, verified; with the text of the message that was asked for. */
export interface LoadedFlow {
  hash: string;
  ir: FlowIr;
  /** Sub-flows that cannot move money run in the same workflow: the merchant's choice when the run began. */
  inline?: true;
  /** Of the message that the request names. */
  text?: string;
}

/** Messages for people: those with these ids in order, or a page of what lies in the store at these positions. */
export interface ForwardMessagesRequest {
  merchant: string;
  conversation: string;
  workflowId: string;
  messages: { ids: readonly string[] } | { positions: Positions };
}

/** Ranges of positions, both ends included; the last may be open. */
export type Positions = readonly { from: number; to?: number }[];

/** What was passed on: the highest position, and whether more is left. */
export interface Forwarded {
  highest: number;
  more: boolean;
}

/** A child run that already exists (after a reset) and whose end is awaited. */
export interface AwaitRunRequest {
  workflowId: string;
}

/** The visit of a money call whose approval was rejected or expired: frees its reservation. */
export interface ReleaseMoneyRequest {
  merchant: string;
  workflowId: string;
  step: string;
  visit: number;
}

/** The visit of a step whose run has ended, of which a system has told. */
export interface ReportAloneRequest {
  merchant: string;
  workflowId: string;
  step: string;
  visit: number;
}

/** A step of a run that waits for a system's word. */
export interface ListenRequest extends Omit<ListenCommand, 'do' | 'id'> {
  merchant: string;
  workflowId: string;
  /** Workflow time, epoch ms: durations count from it. */
  now: number;
}

/** How many conversations were forgotten because their time was over. */
export interface Forgotten {
  forgotten: number;
}

/** The result of a reconciliation. */
export interface Reconciliation {
  /** Number of writes settled and subjects freed because their runs are gone. */
  settled: number;
  freed: number;
}

/** A message to understand, with the asks that it could answer (newest first). */
export interface UnderstandRequest {
  merchant: string;
  conversation: string;
  messageId: string;
  /**
   * A text of a flow's own, with the fine intents to tell apart in it; without it, the message with this id is read from
   * the store, and what the main flow lists is told apart.
   */
  own?: { text: string; language: string; apart?: readonly string[] };
  /** How often each has been asked again is told where it is known. */
  asks: readonly (OpenAsk & { reasked?: number })[];
  /** The conversation's language so far, which a few words do not change. */
  language?: string;
  /** Only this part of the message. */
  part?: MessagePart;
  /** The message that the customer was asked about: what it says is read with this one, where this one alone is unclear. */
  unclear?: string;
  /** The customer was told last that a person can answer what they have asked. */
  offersPerson?: true;
  /** The two intents that the customer was asked to choose from after the previous message. */
  clarifying?: Clarification;
}

/** The two likeliest intents of an unclear message, and what customers call them in their language. */
export interface Clarification {
  intents: readonly [string, string];
  names: readonly [string, string];
}

/** What a message says. */
interface Understood {
  understanding: Understanding;
  /** Facts in the customer's own words: nothing quoted, nothing that we said first, one value per kind. */
  facts: Facts;
  /**
   * The asks that it fits, in the order given, each with the parsed value, and where what follows the answer begins, which may correct
   * it; `also`: the numbers of further records for which the same is wanted.
   */
  fits: readonly (AskName & {
    value: Json;
    rest?: number;
    corrects?: true;
    also?: readonly string[];
  })[];
  /** The asks to which it says something near a yes: on a condition, or with more than was asked. */
  nearly?: readonly AskName[];
  /** It takes back what is open: `surely` if it does so whatever is; `rest`: where something else begins. */
  backsOut?: { surely?: true; rest?: number };
  /** It says that its writer does not know what to answer. */
  unknowing?: true;
  /** What it wants for sure, in the order in which runs are to start; empty if that is unclear, or nothing known. */
  wanted: readonly string[];
  /** What it is if it names no matter of its own. */
  followUp?: FollowUp;
  /** Of a part: it asks something. */
  isQuestion?: true;
  /** It asks something, and orders nothing. */
  sideQuestion?: SideQuestion;
  /** What the shop's knowledge answers to it. */
  knowledge?: GivenKnowledge;
  /** It is in a language that the merchant does not serve: only people can answer it. */
  unserved?: UnservedLanguage;
  /** What to ask if the intent is not sure. */
  clarify?: Clarification;
  /** It is surely about nothing that a flow knows. */
  nothingKnown?: true;
  /** It asks how an open matter stands: one of these intents, or with none of them whatever is open. */
  asksAbout?: readonly string[];
  /** With `clarifying`: the intents chosen; empty for "neither", absent if the message does not say. */
  chosen?: readonly string[];
}

/** An answer of the shop's knowledge, as the customer reads it. */
export interface GivenKnowledge {
  topic: string;
  /** Which version of the entry it is. */
  version: string;
  answer: string;
  /** The message wants something else besides, which the rest of its understanding is about. */
  withMore?: true;
}

/** A language that a merchant does not serve. */
export interface UnservedLanguage {
  /** What the merchant's people call it; absent if it could be one of several. */
  name?: string;
  /** What the customer is told in it; absent: it is told in the conversation's language. */
  sentence?: string;
}

/** A question beside what is open or has just been done, which orders nothing; intents are among those that the message seems to want. */
export interface SideQuestion {
  /** What the customer has been told already that answers it; empty where the open question says it itself. */
  answer?: string;
  /** Intents that people deal with. */
  forPeople: readonly string[];
  /** Intents whose flows change nothing. */
  reading: readonly string[];
}

/** An ask by the run that asks and its key in it. */
export interface AskName {
  run: string;
  key: string;
}

/** What a message says and who wrote it. */
export interface UnderstoodMessage extends Understood {
  /** Up to which position of the outbox its writer could have read when it was kept. */
  seen?: number;
  /** The asks' positions in the outbox, of those that are there. */
  delivered?: readonly (AskName & { position: number })[];
  /** BCP 47; empty if neither channel nor message tells: the conversation's own is as good. */
  language: string;
  /** The agent who wrote it instead of the customer. */
  startedBy?: string;
  customer?: CustomerClaim;
  /** The same for messages that say the same; absent if it says nothing. */
  digest?: string;
  /** A mail, or a message in a ticket. */
  isMail?: true;
}

/** A question to deliver: announced to the conversation first, then written to the outbox. */
export interface AskCustomerRequest {
  merchant: string;
  /** Id of the run that asks. */
  workflowId: string;
  /** For an inlined run: the workflow that is signalled. */
  inlinedIn?: string;
  conversation: ReplyAddress;
  ask: AskCommand;
  intent?: string;
  /** For operators: the title of the step that asks. */
  title?: string;
  /** Number of the record that the run is about, if it is known. */
  about?: string;
  /** Of a question that `fills` something: what the customer has said, newest first. */
  said?: readonly Said[];
  /** What was said in the same turn: it stands above the question, if that is asked. */
  above?: readonly UndeliveredReply[];
}

/** Where replies of a run go. */
export interface ReplyAddress {
  id: string;
  workflowId: string;
  language: string;
}

/** A question as delivered: the rendered labels, and until when it is open (epoch ms). */
export interface AskedCustomer {
  labels: readonly string[];
  expiresAt: number;
  /** The answer, which the customer had given before: nothing was asked. */
  said?: Json;
}

/** A reply for the outbox; `key` makes it happen once. */
export interface DeliverReplyRequest {
  merchant: string;
  conversation: ReplyAddress;
  key: string;
  text: Sentence;
  /** Of a question that the text repeats or asks: its labels as the customer reads them. */
  labels?: readonly string[];
  /** The labels are listed below the text. */
  listed?: true;
  notBefore?: number;
  /** What was said in the same turn before it. */
  above?: readonly UndeliveredReply[];
}

/** A conversation to give to people; the conversation workflow is notified. */
export interface HandOverRequest {
  merchant: string;
  conversation: ReplyAddress;
  key: string;
  queue: string;
  /** What was going on, in business words, from the run. */
  summary: Sentence;
  matter: Matter;
  notBefore?: number;
}

/** A request for an approval, for approvers to see, and the customer's messages that led to it. */
export interface OpenApprovalRequest {
  merchant: string;
  request: ApprovalRequest;
  flow: string;
  conversation: string;
  messageIds: readonly string[];
  /** The workflow that holds the request, and its Temporal run. */
  workflowId: string;
  runId: string;
  /** The number that it had before the store has lost it. */
  number?: number;
}

/** A request that can no longer be decided: nobody has in time, its run was stopped, or the store has lost the decision. */
export interface CloseApprovalRequest extends ApprovalEnd {
  merchant: string;
}

/** A decision to verify: as received, and the request as the run holds it. */
export interface VerifyDecisionRequest {
  merchant: string;
  request: Pick<ApprovalRequest, 'id' | 'digest' | 'role' | 'escalateTo' | 'amount' | 'operation'>;
  decision: { decision: 'approved' | 'rejected'; token: string; comment?: string; handedOverAt?: number };
  decidedAt: number;
  escalated: boolean;
  expiresAt: number;
  startedBy?: readonly string[];
}

/** The verdict of verify-decision; `code` is from the error catalogue if the decision does not count. */
export type DecisionVerdict = { accepted: true; approver: string } | { accepted: false; code: string };

/** A signal for a conversation, sent by signalWithStart, so that a closed one is reopened. */
export interface NotifyConversationRequest {
  merchant: string;
  conversation: string;
  workflowId: string;
  signal: ConversationSignal;
}

/** A duration from a moment, or a day, to resolve with the merchant's calendar. */
export type ResolveMomentRequest = { merchant: string } & (
  | { from: number; duration: DurationIr }
  /** A day, `yyyy-MM-dd`. */
  | { day: string }
);

/** Which events are to be taken up: a merchant's, or everybody's. */
export interface TakeEventsRequest {
  merchant?: string;
}

/** How many events were taken up, and in how many ms the next one is due, if there is one. */
export interface TakenEvents {
  taken: number;
  nextInMs?: number;
}

/** The activities that workflows call. */
export interface Activities {
  loadFlow(request: LoadFlowRequest): Promise<LoadedFlow>;
  resolveMoment(request: ResolveMomentRequest): Promise<number>;
  understandMessage(request: UnderstandRequest): Promise<UnderstoodMessage>;
  callOperation(request: CallRequest): Promise<CallResult>;
  askCustomer(request: AskCustomerRequest): Promise<AskedCustomer>;
  deliverReply(request: DeliverReplyRequest): Promise<void>;
  handOver(request: HandOverRequest): Promise<void>;
  /** Resolves with the request's number. */
  openApproval(request: OpenApprovalRequest): Promise<number>;
  verifyDecision(request: VerifyDecisionRequest): Promise<DecisionVerdict>;
  closeApproval(request: CloseApprovalRequest): Promise<void>;
  notifyConversation(request: NotifyConversationRequest): Promise<void>;
  forwardMessages(request: ForwardMessagesRequest): Promise<Forwarded>;
  awaitRun(request: AwaitRunRequest): Promise<RunEnd>;
  releaseMoney(request: ReleaseMoneyRequest): Promise<void>;
  reconcileEffects(request: Record<string, never>): Promise<Reconciliation>;
  reportAlone(request: ReportAloneRequest): Promise<void>;
  listen(request: ListenRequest): Promise<Listened>;
  takeEvents(request: TakeEventsRequest): Promise<TakenEvents>;
  forgetExpired(request: Record<string, never>): Promise<Forgotten>;
}

export type { OpenAsk };
