/** Both runtimes of workflows keep what their port promises: virtual time, and a Temporal server that skips time. */
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noNotes } from '../../../src/activities/note-runs.js';
import type { Activities } from '../../../src/contracts/activities.js';
import { messageNames, type RunEnd } from '../../../src/contracts/workflow-messages.js';
import { workflowSource } from '../../../src/platform/temporal/workflow-source.js';
import { VirtualClock } from '../../../src/simulator/virtual-clock.js';
import { VirtualTemporal } from '../../../src/simulator/virtual-runtime.js';
import { testServer, whyNot } from '../../time/support/test-server.js';
import { keep, promises, startOf } from './promises.js';

const end = (seen: readonly unknown[]): RunEnd => ({
  result: 'kept',
  outputs: { seen } as RunEnd['outputs'],
});

/** What each writes down. */
const kept: Readonly<Record<string, readonly unknown[]>> = {
  'timers go off in the order of their moments, and one in the past at once': [
    [-1000, true],
    [10_000, true],
    [20_000, true],
    true,
  ],
  'a timer that is cancelled never goes off, even while its moment is found out': [false, false, true],
  'whoever waits for the same wakes together, and then looks again': ['one', 'two', 'three'],
  'what an activity gets and gives is a copy': ['as it was'],
  'an activity is retried until it succeeds': [3, true],
  'one that fails for good says why': ['gone'],
  'a child has its result, and a failure its type': [end([]), 'internal'],
  'a child that is there is not started, nor is one again that was to be once': [true, false, true, false],
  'a signal reaches an open run and no closed one': [true, end(['signalled']), false],
  'children that are to be cancelled are, once their parent has closed': [false, true],
  'updates are refused by their validator, or handled to their end; queries are answered': ['approved'],
  'a cancellation is told, and cuts nothing off': ['went on', true],
  'a workflow that continues as new begins with what it was given': ['refund'],
};

/** Answers of activities, the same on both. */
function scripted(): Partial<Activities> {
  const tries = new Map<string, number>();
  const answers = {
    resolveMoment: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
    releaseMoney: ({ step }: { step: string }) => Promise.resolve(step),
    notifyConversation({ workflowId }: { workflowId: string }) {
      const tried = (tries.get(workflowId) ?? 0) + 1;
      tries.set(workflowId, tried);
      if (tried > 2) return Promise.resolve(tried);
      throw ApplicationFailure.create({ type: 'not_yet', message: 'not yet', nextRetryDelay: '5 seconds' });
    },
    handOver() {
      throw ApplicationFailure.nonRetryable('gone', 'gone');
    },
  };
  return answers as unknown as Partial<Activities>; // their answers are only looked at here
}

/** What runs the promises. */
interface Ground {
  start(id: string, flow: string): Promise<void>;
  update(id: string, decision: string): Promise<unknown>;
  query(id: string): Promise<unknown>;
  cancel(id: string): Promise<void>;
  result(id: string): Promise<unknown>;
}

function virtualGround(): Ground {
  const clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
  const temporal = new VirtualTemporal({ clock, activities: scripted(), run: keep });
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => undefined);
    await clock.passUntil(clock.now + 1000);
    return work;
  };
  return {
    start(id, flow) {
      temporal.startRun(id, startOf(flow));
      return clock.settle();
    },
    update: (id, decision) => settled(temporal.update(id, messageNames.decide, { decision })),
    query: (id) => Promise.resolve(temporal.query(id, messageNames.approvals)),
    cancel(id) {
      temporal.cancel(id);
      return settled(Promise.resolve());
    },
    async result(id) {
      await clock.passUntil(clock.now + 24 * 60 * 60 * 1000);
      return temporal.result(id);
    },
  };
}

const taskQueue = 'promises';

async function serverGround(path: string): Promise<Ground & AsyncDisposable> {
  const logger = new DefaultLogger('ERROR');
  const { webpackConfigHook } = workflowSource(fileURLToPath(new URL('../../../', import.meta.url)));
  const workflowsPath = fileURLToPath(new URL('workflows.ts', import.meta.url));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, webpackConfigHook, logger });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    // Each a `Keyword`, by the number of Temporal's IndexedValueType.
    searchAttributes: Object.fromEntries(
      ['Merchant', 'Flow', 'FlowVersion', 'Intent'].map((name) => [`Orderly${name}`, 2]),
    ),
  });
  const activities = scripted();
  const { nativeConnection: connection } = env;
  const worker = await Worker.create({ connection, taskQueue, workflowBundle, activities, sinks: noNotes });
  const ended = worker.run();
  const { workflow } = env.client;
  return {
    async start(id, flow) {
      await workflow.start(flow, { workflowId: id, taskQueue, args: [startOf(flow)] });
    },
    update: (id, decision) =>
      workflow.getHandle(id).executeUpdate<unknown, [unknown]>(messageNames.decide, { args: [{ decision }] }),
    query: (id) => workflow.getHandle(id).query(messageNames.approvals),
    async cancel(id) {
      await workflow.getHandle(id).cancel();
    },
    result: (id) => workflow.getHandle(id).result(),
    async [Symbol.asyncDispose]() {
      worker.shutdown();
      await ended;
      await env.teardown();
    },
  };
}

/** What is done to a workflow from outside. */
const outside: Readonly<Record<string, (ground: Ground, id: string) => Promise<void>>> = {
  async 'updates are refused by their validator, or handled to their end; queries are answered'(ground, id) {
    await expect(ground.update(id, 'rejected')).rejects.toSatisfy((error: Error) =>
      [error, error.cause].some((one) => one instanceof ApplicationFailure && one.type === 'approval_stale'),
    );
    expect(await ground.update(id, 'approved')).toEqual({ accepted: true });
    expect(await ground.query(id)).toEqual(['approved']);
  },
  'a cancellation is told, and cuts nothing off': (ground, id) => ground.cancel(id),
};

async function played(ground: Ground, name: string): Promise<unknown> {
  const id = `demo/${Object.keys(kept).indexOf(name)}`;
  await ground.start(id, name);
  await outside[name]?.(ground, id);
  return ground.result(id);
}

test('there is an expectation for every promise', () => {
  const helpers = ['ends', 'fails', 'waits', 'leaves'];
  expect(Object.keys(kept)).toEqual(Object.keys(promises).filter((name) => !helpers.includes(name)));
});

test.each(Object.entries(kept))('in virtual time, %s', async (name, seen) => {
  expect(await played(virtualGround(), name)).toEqual(end(seen));
});

let server: (Ground & AsyncDisposable) | undefined;

beforeAll(async () => {
  server = testServer === undefined ? undefined : await serverGround(testServer);
}, 120_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** Of a closed parent, this server cancels no children; Temporal's own does. */
const notHere = 'children that are to be cancelled are, once their parent has closed';

(testServer === undefined ? test.skip : test).each(Object.entries(kept).filter(([name]) => name !== notHere))(
  `on a server that skips time, %s${whyNot}`,
  async (name, seen) => {
    if (server === undefined) throw new Error('there is no server');
    expect(await played(server, name)).toEqual(end(seen));
  },
  60_000,
);
