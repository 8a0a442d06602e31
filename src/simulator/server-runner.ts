/** The runs of one test on a server: how `when:` reaches them, and when they are idle. */
import { setTimeout as delay } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowHandle } from '@temporalio/client';
import type { DurationIr } from '../contracts/ir.js';
import { addDuration } from '../merchants/calendar.js';
import { type DecisionAnswer, type OpenApprovals, messageNames } from '../contracts/workflow-messages.js';
import { signedBy } from './approvers.js';
import type { Action } from './flow-test.js';
import type { Outcome, RunEnd } from './test-happenings.js';
import { Unscripted } from './scripted-answers.js';
import type { ServerSession } from './server-session.js';
import type { JsonObject } from '../contracts/json.js';

// Derives a run's state from its history, while a test waits for it to become idle.

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

/** The state of a run. */
interface RunProgress {
  /** A workflow task is pending, or an event that the workflow has not processed yet. */
  busy: boolean;
  /** Number of scheduled activities that have not ended. */
  activities: number;
  /** Workflow ids of the child workflows that it waits for. */
  children: readonly string[];
  end?: RunEnd;
  waitsFor: readonly string[];
  inputs: JsonObject;
}

/** Reads a history from beginning to end. */
function progressOf({ events }: History): RunProgress {
  const activities = new Set<string>();
  const children = new Set<string>();
  const progress: Omit<RunProgress, 'activities' | 'children'> = { busy: true, waitsFor: [], inputs: {} };
  for (const event of events ?? []) {
    if (event.workflowTaskScheduledEventAttributes) progress.busy = true;
    if (event.workflowTaskCompletedEventAttributes) progress.busy = false;
    if (event.startChildWorkflowExecutionInitiatedEventAttributes)
      children.add(event.startChildWorkflowExecutionInitiatedEventAttributes.workflowId ?? '');
    if (event.activityTaskScheduledEventAttributes) activities.add(String(event.eventId));
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
  return { ...progress, activities: activities.size, children: [...children] };
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

/** The state of a run according to its history. */
export async function progressAt(env: TestWorkflowEnvironment, workflowId: string): Promise<RunProgress> {
  return progressOf(await env.client.workflow.getHandle(workflowId).fetchHistory());
}

/** The runs of one test, and what happens to them. */
export class ServerRunner {
  #open: string[];
  #progress: RunProgress | undefined;
  /** The test's current time. */
  #due: number;

  constructor(
    readonly env: TestWorkflowEnvironment,
    readonly session: ServerSession,
    readonly root: string,
  ) {
    this.#open = [root];
    this.#due = session.test.given.now;
  }

  async outcome(): Promise<Outcome> {
    await this.#settle();
    let problem = this.session.problem;
    for (const action of this.session.test.when) {
      if (problem !== undefined) break;
      problem = await this.#act(action);
      if (problem !== undefined) problem = { ...problem, path: action.path };
    }
    const { conversation, fixture, test, ahead } = this.session;
    const end = this.#progress?.end;
    const now = (await this.env.currentTimeMs()) - ahead;
    if (end !== undefined && 'result' in end)
      conversation.note({ is: 'ended', flow: test.flow.flow, result: end.result }, now);
    return {
      story: conversation.story,
      calls: fixture.calls,
      ...(end === undefined ? {} : { end: this.session.earlierEnd(end) }),
      waitsFor: await this.#waitsFor(),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** Terminates open runs, so that no time is skipped for them later. */
  async clear(): Promise<void> {
    for (const id of this.#open)
      await this.env.client.workflow.getHandle(id).terminate('over').catch(nothing);
  }

  async #act(action: Action): Promise<Outcome['problem']> {
    try {
      if (this.#progress?.end !== undefined && action.is !== 'after')
        throw new Unscripted('The run has already ended.', 'See below what happened.');
      await this.#do(action);
      await this.#settle();
      return this.session.problem;
    } catch (error) {
      if (error instanceof Unscripted) return { message: error.message, hint: error.hint };
      throw error;
    }
  }

  async #do(action: Action): Promise<void> {
    const { session, env } = this;
    switch (action.is) {
      case 'customer':
        return session.conversation.hear(action.text, await this.#now());
      case 'approver':
        return this.#decide(action);
      case 'after':
        return this.#passTime(action.duration);
      case 'event':
        session.take(action, await this.#now());
        return;
      case 'cancelled':
        await env.client.workflow.getHandle(this.root).cancel();
        return;
      case 'with_people':
        return session.conversation.receive({ type: 'handed_over', queue: 'default' }, await this.#now());
    }
  }

  /**
   * Everything a server does takes a few milliseconds, which add up: four-hour intervals run slightly long here.
   * So its clock is always a little ahead of the test's, but never by more than that.
   */
  async #passTime(duration: DurationIr): Promise<void> {
    const { config } = this.session.test.given;
    const now = (await this.env.currentTimeMs()) - this.session.ahead;
    this.#due = addDuration(config, Math.max(this.#due, now - graceMs), duration);
    await this.env.sleep(Math.max(1, this.#due + graceMs - now));
  }

  /** The time by the test's clock. */
  async #now(): Promise<number> {
    return (await this.env.currentTimeMs()) - this.session.ahead;
  }

  async #decide({ decision, by }: Extract<Action, { is: 'approver' }>): Promise<void> {
    for (const id of this.#open) {
      const handle = this.env.client.workflow.getHandle(id);
      const [request] = await handle.query<OpenApprovals>(messageNames.approvals);
      if (request === undefined) continue;
      const { id: requestId, digest, role } = request;
      const { config } = this.session.fixture.merchant;
      const now = (await this.env.currentTimeMs()) - this.session.ahead;
      const token = signedBy(config, request, { decision, by: by ?? role }, now);
      const message = { requestId, digest, decision, token };
      await handle.executeUpdate<DecisionAnswer, [typeof message]>(messageNames.decide, { args: [message] });
      return;
    }
    throw new Unscripted('No approval request is open.', 'See below what happened.');
  }

  /** Waits until only time can change anything; lets time pass while a call awaits its next attempt. */
  async #settle(): Promise<void> {
    const until = Date.now() + deadlineMs;
    while (Date.now() < until) {
      const restful = await this.#look();
      if (restful && this.session.signals.length === 0) return;
      if (restful) await this.#sendSignals();
      const pause = Math.min(...this.session.pauses.values());
      if (Number.isFinite(pause)) await this.env.sleep(pause);
      else await delay(5);
    }
    throw new Unscripted(
      'The run does not become idle.',
      'Run the test without `--server`, and see what happens.',
    );
  }

  async #sendSignals(): Promise<void> {
    const { session, env } = this;
    for (const { run, signal } of session.signals.splice(0)) {
      const inlinedIn = session.inlined.get(run);
      const sent = inlinedIn === undefined ? signal : { ...signal, run };
      // A run that has ended meanwhile needs no signal.
      await env.client.workflow
        .getHandle(inlinedIn ?? run)
        .signal(messageNames.runSignal, sent)
        .catch(nothing);
    }
  }

  /** Checks all runs from the root down; true if each waits for something external. */
  async #look(): Promise<boolean> {
    const open: string[] = [];
    let restful = true;
    const look = async (id: string): Promise<void> => {
      // A requested child workflow may not exist yet.
      const progress = await progressAt(this.env, id).catch(() => undefined);
      if (id === this.root) this.#progress = progress;
      if (progress?.end !== undefined) {
        restful &&= id === this.root;
        return;
      }
      restful &&= progress !== undefined && !progress.busy && progress.activities === 0;
      open.push(id);
      for (const child of progress?.children ?? []) await look(child);
    };
    await look(this.root);
    this.#open = open;
    return restful;
  }

  async #waitsFor(): Promise<string[]> {
    const all = await Promise.all(this.#open.map((id) => progressAt(this.env, id)));
    return [...new Set(all.flatMap(({ waitsFor }) => waitsFor))];
  }
}

const nothing = (): void => undefined;
