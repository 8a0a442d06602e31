/** Runs tests on a real time-skipping Temporal server: the product's own workflows and activities, over what tests script. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, Runtime, Worker } from '@temporalio/worker';
import { activityInfo } from '@temporalio/activity';
import { noNotes } from '../activities/note-runs.js';
import { taskQueue } from '../contracts/workflow-messages.js';
import { searchAttributes } from '../platform/temporal/search-attributes.js';
import { workflowSource } from '../platform/temporal/workflow-source.js';
import type { FlowTest } from './flow-test.js';
import { Play } from './play.js';
import { ServerStage } from './server-stage.js';
import { Simulation } from './simulation.js';
import type { Outcome } from './test-happenings.js';

/** A server with a worker; it runs one test at a time. */
export interface ServerPlayer extends AsyncDisposable {
  play(test: FlowTest): Promise<Outcome>;
}

/** Starts a worker and the time-skipping server, whose binary is at `path`. */
export async function startServerPlayer(path: string): Promise<ServerPlayer> {
  const silent = {
    log: nothing,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
  };
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF', forward: {} } } });
  const { webpackConfigHook } = workflowSource(fileURLToPath(new URL('../../', import.meta.url)));
  const workflowsPath =
    [new URL('server-workflows.ts', import.meta.url), new URL('server-workflows.js', import.meta.url)]
      .map((url) => fileURLToPath(url))
      .find((path) => existsSync(path)) ?? '';
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, webpackConfigHook, logger: silent });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await registerAttributes(env);
  const stages = new Map<string, ServerStage>();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle,
    sinks: noNotes,
    // Whatever a workflow calls is done by the stage of its test.
    activities: {
      default: async (request: unknown) => {
        const { workflowExecution } = activityInfo();
        const stage = stages.get(workflowExecution?.workflowId.split('/')[1] ?? '');
        // Retried, it would hold up the time that is skipped for other tests.
        if (stage === undefined) throw ApplicationFailure.nonRetryable('test_over', 'test_over');
        return stage.do(request);
      },
    },
    shutdownForceTime: '1 second',
  });
  const ended = worker.run();
  return {
    play: (test) => play(env, stages, test),
    async [Symbol.asyncDispose]() {
      worker.shutdown();
      // Do not wait for polls that the server does not cancel.
      await ended.catch(nothing);
      await env.teardown();
    },
  };
}

const nothing = (): void => undefined;

/** This server can register attributes, but not list them; numbers of Temporal's IndexedValueType. */
async function registerAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const kinds = searchAttributes.map(({ name, kind }) => [name, kind === 'Keyword' ? 2 : 7] as const);
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(kinds),
  });
}

let played = 0;

async function play(
  env: TestWorkflowEnvironment,
  stages: Map<string, ServerStage>,
  test: FlowTest,
): Promise<Outcome> {
  const ahead = Math.round((await env.currentTimeMs()) - test.given.now);
  const conversation = `test${(played += 1)}-${ahead}`;
  const staged: ServerStage[] = [];
  const simulation = new Simulation({ test, conversation }, (given) => {
    const stage = new ServerStage(env, given);
    staged.push(stage);
    stages.set(conversation, stage);
    return stage;
  });
  const [stage] = staged;
  try {
    return await new Play(test, simulation, () => stage?.end() ?? Promise.resolve(undefined)).outcome();
  } finally {
    await stage?.clear();
    stages.delete(conversation);
  }
}
