/** The stage of one test on a server that skips time: real workflows, timers and retries, with the test's activities. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { activityInfo } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { LoadedFlow, LoadFlowRequest } from '../contracts/activities.js';
import type { Try } from '../contracts/call-request.js';
import type { FlowIr, StepIr } from '../contracts/ir.js';
import type { JsonObject } from '../contracts/json.js';
import {
  type DecisionAnswer,
  type DecisionMessage,
  messageNames,
  type RunSignal,
  type RunStart,
  taskQueue,
} from '../contracts/workflow-messages.js';
import { signalConversation } from '../platform/temporal/signal-conversation.js';
import type { ConversationStart } from '../workflows/conversation.js';
import { retryDelayMs } from '../workflows/retry-policy.js';
import type { RunEnd } from './test-happenings.js';
import { Unscripted } from './scripted-answers.js';
import { aheadIn } from './server-workflows.js';
import type { Simulation } from './simulation.js';
import type { Stage } from './stage.js';

// Derives a run's state from its history, while a test waits for it to become idle.

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

/** The state of a run. */
interface RunProgress {
  /** A workflow task is pending, or an event that the workflow has not processed yet. */
  busy: boolean;
  /** Number of scheduled activities that have not ended. */
  activities: number;
  /** How many of them tell the conversation something. */
  notifying: number;
  /** Workflow ids of the child workflows that it waits for. */
  children: readonly string[];
  end?: RunEnd;
  waitsFor: readonly string[];
  inputs: JsonObject;
}

/** Reads a history from beginning to end. */
function progressOf({ events }: History): RunProgress {
  const activities = new Map<string, string>();
  const children = new Set<string>();
  const progress: Omit<RunProgress, 'activities' | 'notifying' | 'children'> = {
    busy: true,
    waitsFor: [],
    inputs: {},
  };
  for (const event of events ?? []) {
    if (event.workflowTaskScheduledEventAttributes) progress.busy = true;
    if (event.workflowTaskCompletedEventAttributes) progress.busy = false;
    if (event.startChildWorkflowExecutionInitiatedEventAttributes)
      children.add(event.startChildWorkflowExecutionInitiatedEventAttributes.workflowId ?? '');
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) activities.set(String(event.eventId), scheduled.activityType?.name ?? '');
    const ended =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (ended) activities.delete(String(ended.scheduledEventId));
    const child =
      event.childWorkflowExecutionCompletedEventAttributes ??
      event.childWorkflowExecutionFailedEventAttributes;
    if (child) children.delete(child.workflowExecution?.workflowId ?? '');
    Object.assign(progress, endIn(event), waitsIn(event));
    const start = event.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    if (start) progress.inputs = (jsonOf(start) as { inputs: JsonObject }).inputs;
  }
  const notifying = [...activities.values()].filter((name) => name === 'notifyConversation').length;
  return { ...progress, activities: activities.size, notifying, children: [...children] };
}

function endIn(event: Event): { end?: RunEnd } {
  const completed = event.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0];
  if (completed) return { end: jsonOf(completed) as RunEnd }; // the workflow returns this
  const failure = event.workflowExecutionFailedEventAttributes?.failure;
  if (failure) return { end: { failed: failure.applicationFailureInfo?.type ?? 'internal' } };
  return event.workflowExecutionTerminatedEventAttributes ? { end: { failed: 'terminated' } } : {};
}

function waitsIn(event: Event): { waitsFor?: string[] } {
  const fields = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
  const waiting = fields?.['OrderlyWaitingOn'];
  if (!waiting) return {};
  const value = jsonOf(waiting);
  return { waitsFor: Array.isArray(value) ? value.map(String) : [] };
}

const jsonOf = ({ data }: { data?: Uint8Array | null }): unknown => {
  const text = Buffer.from(data ?? new Uint8Array()).toString();
  return text === '' ? undefined : JSON.parse(text);
};

/** Real time after which we give up on a run that does not become idle. */
const deadlineMs = 30_000;

/** How far the server's time may run ahead of the test's. */
const graceMs = 30_000;

/** One test on a server; its activities are done one after the other, as in virtual time. */
export class ServerStage implements Stage {
  readonly #ahead: number;
  /** Calls waiting for their next attempt, with the delay (ms). */
  readonly #pauses = new Map<string, number>();
  #attempt: Try = { id: '', attempt: 1, scheduledAt: 0 };
  #busy: Promise<unknown> = Promise.resolve();
  #now: number;
  /** The test's time, without what the server takes for its work. */
  #due: number;
  #open: string[];
  /** How many activities have begun. */
  #begun = 0;
  #isOver = false;
  #unscripted: Unscripted | undefined;

  constructor(
    readonly env: TestWorkflowEnvironment,
    readonly simulation: Simulation,
  ) {
    this.#now = this.#due = simulation.options.test.given.now;
    this.#ahead = aheadIn(simulation.conversationId);
    this.#open = [];
  }

  now(): number {
    return this.#now;
  }

  attempt(): Try {
    return this.#attempt;
  }

  async startConversation(workflowId: string, start: ConversationStart): Promise<void> {
    await this.env.client.workflow.start('conversation', { workflowId, taskQueue, args: [start] });
  }

  async startRun(workflowId: string, start: RunStart): Promise<void> {
    await this.env.client.workflow.start(start.flow, { workflowId, taskQueue, args: [start] });
  }

  async signalConversation(request: Parameters<Stage['signalConversation']>[0]): Promise<void> {
    // Nobody would ever do what a conversation wants that is reopened now.
    if (this.#isOver) return;
    await signalConversation(this.env.client.workflow, request, request.signal);
  }

  async signalRun(workflowId: string, signal: RunSignal): Promise<boolean> {
    return this.#handle(workflowId)
      .signal(messageNames.runSignal, signal)
      .then(
        () => true,
        () => false,
      );
  }

  decide(workflowId: string, message: DecisionMessage): Promise<DecisionAnswer> {
    return this.#handle(workflowId).executeUpdate<DecisionAnswer, [DecisionMessage]>(messageNames.decide, {
      args: [message],
    });
  }

  async cancel(workflowId: string): Promise<void> {
    await this.#handle(workflowId).cancel();
  }

  /** Waits until only time can change anything; lets time pass while a call awaits its next attempt. */
  async settle(): Promise<void> {
    const until = Date.now() + deadlineMs;
    while (Date.now() < until) {
      const begun = this.#begun;
      // What a run says reaches the conversation a moment later.
      const isIdle = (await this.#look()) && (await this.#look()) && begun === this.#begun;
      if (this.#unscripted !== undefined) throw this.#unscripted;
      if (isIdle) return this.#refresh();
      const pause = Math.min(...this.#pauses.values());
      if (Number.isFinite(pause)) await this.env.sleep(pause);
      else await delay(5);
    }
    throw new Unscripted(
      'The run does not become idle.',
      'Run the test without `--server`, and see what happens.',
    );
  }

  /**
   * Everything a server does takes a few milliseconds, which add up: four-hour intervals run slightly long here.
   * So its clock is always a little ahead of the test's, but never by more than that.
   */
  async pass(until: (from: number) => number): Promise<void> {
    await this.#refresh();
    this.#due = until(Math.max(this.#due, this.#now - graceMs));
    await this.env.sleep(Math.max(1, this.#due + graceMs - this.#now));
    await this.#refresh();
  }

  async waitsFor(): Promise<string[]> {
    const all = await Promise.all(this.#open.map((id) => this.#progress(id)));
    return [...new Set(all.flatMap((progress) => progress?.waitsFor ?? []))];
  }

  /** How the test's run has ended, once it has. */
  async end(): Promise<RunEnd | undefined> {
    return (await this.#progress(this.simulation.root))?.end;
  }

  /** Terminates open workflows, so that no time is skipped for them later. */
  async clear(): Promise<void> {
    this.#isOver = true;
    await this.#busy;
    for (const id of [...this.#open, this.simulation.conversationId])
      await this.#handle(id).terminate('over').catch(nothing);
  }

  /** Does an activity of the test's workflows, after those that are under way. */
  async do(request: unknown): Promise<unknown> {
    const { activityType, attempt, scheduledTimestampMs, workflowExecution } = activityInfo();
    const workflowId = workflowExecution?.workflowId ?? '';
    const scheduledAt = scheduledTimestampMs - this.#ahead;
    this.#begun += 1;
    // What was scheduled before a handover comes before it, as in virtual time.
    if (activityType === 'handOver') await this.#untilNotified(workflowId);
    const done = this.#busy.then(async () => {
      if (this.#isOver) throw ApplicationFailure.nonRetryable('test_over', 'test_over');
      await this.#refresh();
      this.#attempt = { id: randomUUID(), attempt, scheduledAt };
      const pause = `${workflowId}/${JSON.stringify(request)}`;
      this.#pauses.delete(pause);
      try {
        if (activityType === 'loadFlow') return await this.#load(request as LoadFlowRequest, workflowId);
        return await this.#activity(activityType)(request);
      } catch (error) {
        if (error instanceof ApplicationFailure && error.nonRetryable !== true) {
          const { nextRetryDelay: next } = error;
          this.#pauses.set(pause, next == null ? retryDelayMs(attempt) : msToNumber(next));
        }
        throw this.#reported(error);
      }
    });
    this.#busy = done.catch(nothing);
    return done;
  }

  /** Waits until what a run has told the conversation has arrived there. */
  async #untilNotified(workflowId: string): Promise<void> {
    const until = Date.now() + deadlineMs;
    while (Date.now() < until && !this.#isOver) {
      if (((await this.#progress(workflowId))?.notifying ?? 0) === 0) return;
      await delay(5);
    }
  }

  /** A flow; a sub-flow whose end the test scripts ends at once, and so does what is no part of the test. */
  async #load(request: LoadFlowRequest, workflowId: string): Promise<LoadedFlow> {
    const { fixture, root, activities } = this.simulation;
    const loaded = await activities.loadFlow(request);
    if (workflowId === root) return loaded;
    const { inputs = {} } = (await this.#progress(workflowId)) ?? {};
    const isPart = workflowId.startsWith(`${root}/`);
    const end = isPart ? fixture.subflow(request.flow, inputs) : { result: 'answered', outputs: {} };
    return end === undefined ? loaded : { ...loaded, ir: endingAtOnce(loaded.ir, end.result, end.outputs) };
  }

  #activity(name: string): (request: unknown) => Promise<unknown> {
    const activity = Object.entries(this.simulation.activities).find(([known]) => known === name);
    if (activity === undefined) throw new Error(`a test does not do ${name}`);
    return activity[1] as (request: unknown) => Promise<unknown>; // as its workflow calls it
  }

  #reported(error: unknown): unknown {
    if (!(error instanceof Unscripted)) return error;
    this.#unscripted ??= error;
    return ApplicationFailure.nonRetryable('unscripted', 'unscripted');
  }

  async #refresh(): Promise<void> {
    this.#now = (await this.env.currentTimeMs()) - this.#ahead;
  }

  #handle(workflowId: string): WorkflowHandle {
    return this.env.client.workflow.getHandle(workflowId);
  }

  /** The state of a run by its history; undefined while it does not exist yet. */
  async #progress(workflowId: string): Promise<RunProgress | undefined> {
    return this.#handle(workflowId)
      .fetchHistory()
      .then(progressOf, () => undefined);
  }

  /** Checks the conversation and all runs from the root down; true if each waits for something external. */
  async #look(): Promise<boolean> {
    const open: string[] = [];
    const { root, conversationId } = this.simulation;
    let isIdle = true;
    const look = async (id: string): Promise<void> => {
      const progress = await this.#progress(id);
      const isFirst = id === root || id === conversationId;
      if (progress?.end !== undefined) {
        isIdle &&= isFirst;
        return;
      }
      isIdle &&= progress !== undefined && !progress.busy && progress.activities === 0;
      if (id !== conversationId) open.push(id);
      for (const child of progress?.children ?? []) await look(child);
    };
    await look(conversationId);
    await look(root);
    this.#open = open;
    return isIdle;
  }
}

const nothing = (): void => undefined;

/** The flow reduced to its end. */
function endingAtOnce(ir: FlowIr, result: string, values: JsonObject): FlowIr {
  const outputs = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { k: 'value', value } as const]),
  );
  const end: StepIr = {
    kind: 'end',
    id: 'end1',
    named: false,
    title: `End: ${result}`,
    line: 1,
    result,
    outputs,
  };
  return { ...ir, steps: [end] };
}
