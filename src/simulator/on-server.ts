/** Runs tests on a real time-skipping Temporal server: the product's own workflows, real timers, same fixture. */
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, Runtime, Worker } from '@temporalio/worker';
import { searchAttributes } from '../temporal/search-attributes.js';
import { workflowSource } from '../temporal/workflow-source.js';
import type { RunStart } from '../contracts/messages.js';
import type { FlowTest } from './flow-test.js';
import type { Outcome } from './happened.js';
import { scriptedActivities } from './server-activities.js';
import { ServerSession } from './server-session.js';
import { ServerRunner } from './server-runner.js';

/** A server with a worker; it runs one test at a time. */
export interface ServerPlayer extends AsyncDisposable {
  play(test: FlowTest): Promise<Outcome>;
}

const taskQueue = 'flow-tests';

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
  const { workflowsPath } = workflowSource(fileURLToPath(new URL('../../', import.meta.url)));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: silent });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await registerAttributes(env);
  const sessions = new Map<string, ServerSession>();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle,
    activities: scriptedActivities(env, sessions),
    shutdownForceTime: '1 second',
  });
  const ended = worker.run();
  return {
    play: (test) => play(env, sessions, test),
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
  sessions: Map<string, ServerSession>,
  test: FlowTest,
): Promise<Outcome> {
  const workflowId = `test/${++played}`;
  const session = new ServerSession(test, (await env.currentTimeMs()) - test.given.now, workflowId);
  sessions.set(workflowId, session);
  const { flow, given, merchant, hash } = test;
  const receivedAt = given.now + session.ahead;
  const { language, facts } = given;
  const start: RunStart = {
    merchant: merchant.config.merchant,
    flow: flow.flow,
    hash,
    inputs: session.inputs,
    conversation: { id: workflowId, workflowId, language, facts, receivedAt },
    depth: 0,
  };
  await env.client.workflow.start(flow.flow, { workflowId, taskQueue, args: [start] });
  const runner = new ServerRunner(env, session, workflowId);
  try {
    return await runner.outcome();
  } finally {
    await runner.clear();
    sessions.delete(workflowId);
  }
}
