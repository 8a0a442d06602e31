/**
 * What a conversation's messages were understood as, and what its runs did with them: from the histories that Temporal keeps, and
 * from the runs themselves, as far as a worker answers.
 */
import type { WorkflowClient } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { catalogue } from '../commerce/index.js';
import type { UnderstandRequest, UnderstoodMessage } from '../contracts/activities.js';
import type { CallRequest } from '../contracts/call-request.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Entity } from '../contracts/understanding.js';
import { visitNamed } from '../contracts/visit-id.js';
import {
  messageNames,
  type RunEnd,
  type RunProgress,
  type StepProgress,
} from '../contracts/workflow-messages.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import type { RequestRow, RequestState } from '../store/approvals.js';
import type { Store } from '../store/store.js';
import { type HistoryItem, readHistory, type WorkflowHistory } from './workflow-history.js';

/** How a message was understood; times in epoch ms. */
interface TracedMessage {
  messageId: string;
  at: number;
  intent: string;
  confidence: number;
  sure: boolean;
  candidates: readonly { intent: string; score: number }[];
  language: string;
  flags: readonly string[];
  entities: readonly Pick<Entity, 'type' | 'value' | 'raw'>[];
  /** Kinds of facts that it gives about who writes. */
  facts: readonly string[];
}

/** A run, or a sub-flow of one. */
interface TracedRun {
  run: string;
  flow: string;
  hash?: string;
  parent?: string;
  status: WorkflowHistory['status'];
  result?: string;
  startedAt: number;
  endedAt?: number;
  /** Empty while no worker answers. */
  steps: readonly StepProgress[];
}

/** A call of an operation; what is personal in its values is masked. */
interface TracedCall {
  run: string;
  step: string;
  operation: string;
  title: string;
  at: number;
  endedAt?: number;
  outcome?: string;
  code?: string;
  inputs: JsonObject;
  outputs?: JsonObject;
}

/** An approval that a run has asked for. */
interface TracedApproval {
  /** The run that asked, and the step of its flow. */
  run: string;
  step: string;
  number: number;
  state: RequestState;
  role: string;
  operation: string;
  amount?: { minor: number; currency: string };
  decidedBy?: string;
}

/** All of it, each in the order of its times. */
export interface Trace {
  messages: TracedMessage[];
  runs: TracedRun[];
  calls: TracedCall[];
  approvals: TracedApproval[];
}

interface TraceDependencies {
  workflow: WorkflowClient;
  store: Pick<Store, 'approvals'>;
}

/** So many of a conversation's newest runs are shown. */
const mostRuns = 5;

/** How long a worker may take to say where a run stands, ms. */
const progressMs = 3_000;

/** Traces a conversation by its id in the store; empty if Temporal does not know it. */
export async function traceConversation(
  deps: TraceDependencies,
  merchant: string,
  conversation: string,
): Promise<Trace> {
  const history = await historyOf(deps.workflow, conversationWorkflowId(merchant, conversation));
  if (history === undefined) return { messages: [], runs: [], calls: [], approvals: [] };
  const newest = history.children.slice(-mostRuns);
  const [runs, approvals] = await Promise.all([
    Promise.all(newest.map((run) => traceRun(deps, run))),
    Promise.all(newest.map((run) => deps.store.approvals.ofRun(merchant, run))),
  ]);
  return {
    messages: history.activities.flatMap(messageOf),
    runs: runs.flatMap(({ runs: own }) => own).sort((a, b) => a.startedAt - b.startedAt),
    calls: runs.flatMap(({ calls }) => calls).sort((a, b) => a.at - b.at),
    approvals: approvals.flat().map(approvalOf),
  };
}

function approvalOf({ number, state, decidedBy, request }: RequestRow): TracedApproval {
  const { id, role, operation, amount } = request;
  const { workflowId: run, step } = visitNamed(id) ?? { workflowId: '', step: '' };
  return {
    ...{ run, step, number, state, role, operation },
    ...(amount === undefined ? {} : { amount }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}

async function historyOf(workflow: WorkflowClient, id: string): Promise<WorkflowHistory | undefined> {
  try {
    return await readHistory(workflow, id);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** A run with the sub-flows below it, inlined or not. */
async function traceRun(
  deps: TraceDependencies,
  id: string,
  parent?: string,
): Promise<Pick<Trace, 'runs' | 'calls'>> {
  const history = await historyOf(deps.workflow, id);
  if (history === undefined) return { runs: [], calls: [] };
  const [progress, below] = await Promise.all([
    progressIn(deps.workflow, id),
    Promise.all(history.children.map((child) => traceRun(deps, child, id))),
  ]);
  const { flow, status, startedAt, endedAt, result } = history;
  const ended = endedAt === undefined ? {} : { endedAt };
  const own: TracedRun = {
    ...{ run: id, flow, status, startedAt, steps: [], ...ended },
    ...(parent === undefined ? {} : { parent }),
    ...(isRunEnd(result) ? { result: result.result } : {}),
  };
  const [first, ...inlined] = progress;
  return {
    runs: [
      first === undefined ? own : { ...own, hash: first.hash, steps: first.steps },
      // Those inlined have ended at the latest with their workflow; it says no more of them.
      ...inlined.map((each) => ({ ...each, parent: id, status, startedAt, ...ended })),
      ...below.flatMap(({ runs }) => runs),
    ],
    calls: [...history.activities.flatMap(callOf), ...below.flatMap(({ calls }) => calls)],
  };
}

/** Nothing if no worker answers in time, or one does of a build that does not know the question. */
async function progressIn(workflow: WorkflowClient, id: string): Promise<RunProgress> {
  try {
    return await workflow.withDeadline(Date.now() + progressMs, () =>
      workflow.getHandle(id).query<RunProgress>(messageNames.progress),
    );
  } catch {
    return [];
  }
}

const isRunEnd = (value: unknown): value is RunEnd =>
  typeof value === 'object' && value !== null && 'result' in value && typeof value.result === 'string';

function messageOf({ name, input, result, at }: HistoryItem): TracedMessage[] {
  if (name !== 'understandMessage' || result === undefined) return [];
  const { messageId, own } = input as UnderstandRequest;
  // A text of a flow's own is no message.
  if (own !== undefined) return [];
  const { understanding, facts, language } = result as UnderstoodMessage;
  const { intent, confidence, sure, candidates, flags, entities } = understanding;
  return [
    {
      ...{ messageId, at, intent, confidence, sure, flags, candidates: candidates.slice(0, 5) },
      language: language === '' ? understanding.language : language,
      entities: entities.map(({ type, value, raw }) => ({ type, value, raw })),
      facts: Object.keys(facts),
    },
  ];
}

function callOf({ name, input, result, at, endedAt }: HistoryItem): TracedCall[] {
  if (name !== 'callOperation') return [];
  const { workflowId, call } = input as CallRequest;
  const { step, operation, inputs } = call;
  const came = result as CallResult | undefined;
  // An approval has to be asked for first: no system was called.
  if (came?.outcome === 'needs_approval') return [];
  return [
    {
      ...{ run: workflowId, step, operation, title: catalogue.get(operation)?.title ?? operation, at },
      ...(endedAt === undefined ? {} : { endedAt }),
      inputs: masked(inputs) as JsonObject,
      ...(came === undefined ? {} : { outcome: came.outcome === 'done' ? came.result : came.outcome }),
      ...(came?.outcome === 'refused' ? { code: came.refusal.code } : {}),
      ...(came?.outcome === 'done' ? { outputs: masked(came.outputs) as JsonObject } : {}),
    },
  ];
}

/** Fields whose words say nothing of a person, if they are words of a closed set; whatever else is a text may. */
const plainFields: ReadonlySet<string> = new Set([
  ...['status', 'reason', 'result', 'currency', 'carrier', 'channel', 'form', 'kind', 'unit', 'at'],
]);
const plainWord = /^([a-z][a-z_]{0,40}|[A-Z]{3})$/;

function masked(value: Json, field = ''): Json {
  if (typeof value === 'string') return plainFields.has(field) && plainWord.test(value) ? value : '•••';
  if (Array.isArray(value)) return value.map((each: Json) => masked(each, field));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value as JsonObject);
  return Object.fromEntries(fields.map(([name, each]) => [name, masked(each, name)]));
}
