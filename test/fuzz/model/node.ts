/** A run of a game: the reducer's, and the workflow beside it. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { WorkflowHandle } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { Command } from '../../../src/contracts/interpreter-command.js';
import { messageNames, type OpenApprovals } from '../../../src/contracts/workflow-messages.js';
import { must, type Open, type PlayedRun } from '../support/played-run.js';
import type { Script } from './script.js';
import { activityOf } from './transcript.js';

/** A run of the tree: the reducer's, and the workflow beside it. */
export interface Node {
  id: string;
  run: PlayedRun;
  handle: WorkflowHandle;
  parent?: { node: Node; command: Extract<Command, { do: 'subflow' }> };
  /** Activities that are not answered yet, also of what is no longer waited for. */
  activities: Map<string, Open>;
  timers: Map<string, number>;
  fired: number;
  /** How many of its children have ended. */
  children: number;
  /** Commands of the run that have been looked at. */
  looked: number;
  told: boolean;
}

/** Longest time that anything takes on a busy machine, ms. */
const patience = 60_000;

/**
 * Waits until the workflow has worked off what the server has for it, and compares the open approvals. One that ends is
 * waited for too: of two results in one activation, a child's is heard after an activity's, whichever came first.
 */
export async function stands({ handle, run, told }: Node): Promise<void> {
  if (told) return;
  const open = await approvalsOf(handle);
  if (run.state.ended !== undefined) return;
  const wanted = [...run.open.values()]
    .filter(({ do: what }) => what === 'request_approval')
    .map(({ id }) => id);
  must(
    isDeepStrictEqual(open.map(({ id }) => id).sort(), wanted.sort()),
    `open approvals: ${String(wanted)}`,
  );
}

const approvalsOf = (handle: WorkflowHandle): Promise<OpenApprovals> =>
  onceThere(
    () => handle.query<OpenApprovals>(messageNames.approvals),
    `the approvals of ${handle.workflowId}`,
  );

/** What a workflow gives, as soon as it is there: a child is, a moment after its parent has asked for it. */
export async function onceThere<T>(ask: () => Promise<T>, what: string): Promise<T> {
  for (let left = 250; ; left -= 1) {
    try {
      return await soonOr(ask(), what);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError) || left === 0) throw error;
      await delay(20);
    }
  }
}

/** What a server is waited for; where it stands still, that is told by name instead of by the test's time-out. */
export async function soonOr<T>(promise: Promise<T>, what: string): Promise<T> {
  const limit = new AbortController();
  const late = delay(patience, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`${what} was not there within ${patience / 1000} s.`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    limit.abort();
  }
}

/** Waits until so many of a kind of event stand in the history. */
export async function recorded({ handle, id }: Node, kind: 'timer' | 'child', count: number): Promise<void> {
  for (let left = 500; left > 0; left -= 1) {
    const { events } = await handle.fetchHistory();
    const found = (events ?? []).filter((event) =>
      kind === 'timer'
        ? event.timerFiredEventAttributes
        : (event.childWorkflowExecutionCompletedEventAttributes ??
          event.childWorkflowExecutionFailedEventAttributes),
    );
    if (found.length >= count) return;
    await delay(20);
  }
  throw new Error(`The history of ${id} never had ${count} events of a ${kind}.`);
}

/** Compares all that both have done, when they have ended. */
export function compareEnds(script: Script, { id, run }: Node): void {
  const wanted = run.commands.flatMap((command): string[] => {
    if (command.do === 'withdraw_ask') return [`ask_closed ${command.id}`];
    if (command.do === 'release') return [`releaseMoney ${command.id}`];
    const activity = activityOf(command);
    return activity === undefined ? [] : [`${activity} ${(command as Open).id}`];
  });
  const seen = script.seen(id);
  must(
    isDeepStrictEqual(seen, wanted.sort()),
    `all of ${id} is the same: ${String(seen)} instead of ${String(wanted)}`,
  );
}
