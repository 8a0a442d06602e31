/**
 * Traps of dependencies that a changed lockfile could bring back. Remove a guard, and what it guards, when it passes
 * without the work-around: the direct dependency on protobufjs, and types/ms.d.ts.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError, sleep } from '@temporalio/workflow';

const history = await readFile(new URL('./wait-a-minute.history.json', import.meta.url), 'utf8');
const workflowsPath = fileURLToPath(new URL('./workflows/', import.meta.url));

Runtime.install({ logger: new DefaultLogger('WARN') });

test('one protobufjs: a history in JSON can be read (two versions say "type must be a Type")', () => {
  const { events } = historyFromJSON(JSON.parse(history));
  expect(events?.map(({ eventId }) => Number(eventId))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a recorded history replays, and a changed one is caught', async () => {
  await Worker.runReplayHistory({ workflowsPath }, JSON.parse(history));
  const changed = JSON.parse(
    history
      .replaceAll('timerStarted', 'activityTaskScheduled')
      .replaceAll('TIMER_STARTED', 'ACTIVITY_TASK_SCHEDULED'),
  );
  await expect(Worker.runReplayHistory({ workflowsPath }, changed)).rejects.toBeInstanceOf(
    DeterminismViolationError,
  );
});

test('durations are typed: tsc refuses one that means nothing (without types/ms.d.ts every duration is any)', () => {
  // Never called: outside a workflow there is nothing to wait for.
  const typed = () => sleep('2 days');
  // @ts-expect-error -- the guard: an unused expectation is a compile error.
  const refused = () => sleep('banana');
  expect([typed, refused]).toHaveLength(2);
});
