/** Runs tests on a real time-skipping Temporal server: the product's own workflows, real timers, same fixture. */
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, Runtime, Worker } from '@temporalio/worker';
import { activityInfo } from '@temporalio/activity';
import { searchAttributes } from '../platform/temporal/search-attributes.js';
import { workflowSource } from '../platform/temporal/workflow-source.js';
import type { RunStart } from '../contracts/workflow-messages.js';
import type { FlowTest } from './flow-test.js';
import type { Outcome } from './test-happenings.js';
import { ServerSession, type ActivityPlace } from './server-session.js';
import { ServerRunner, progressAt } from './server-runner.js';
import type { Activities } from '../contracts/activities.js';

// The activities that workflows call, answered by their test's session.

/** `test/<n>` of a run and of its sub-flows. */
const rootOf = (workflowId: string): string => workflowId.split('/').slice(0, 2).join('/');

/** Finds the session and the place of the activity that is running. */
type Here = () => Promise<{ session: ServerSession; place: ActivityPlace }>;

/** Creates the activities; sessions are looked up by their root's workflow id. */
function scriptedActivities(
  env: TestWorkflowEnvironment,
  sessions: ReadonlyMap<string, ServerSession>,
): Activities {
  const here: Here = async () => {
    const { workflowExecution, attempt, scheduledTimestampMs: scheduledAt } = activityInfo();
    const workflowId = workflowExecution?.workflowId ?? '';
    const session = sessions.get(rootOf(workflowId));
    if (session === undefined) throw new Error('this test is over');
    return { session, place: { workflowId, attempt, scheduledAt, now: await env.currentTimeMs() } };
  };
  return {
    async loadFlow(request) {
      const { session, place } = await here();
      const inputs = async () => (await progressAt(env, place.workflowId)).inputs;
      // An inlined sub-flow is loaded by the root's workflow, and by its own name.
      const isRoot = rootOf(place.workflowId) === place.workflowId && request.flow === session.test.flow.flow;
      return session.loadFlow(request, isRoot, inputs);
    },
    resolveMoment: async (request) => (await here()).session.resolve(request),
    async callOperation(request) {
      const { session, place } = await here();
      return session.call(request, place);
    },
    // Nobody lists the requests of a test.
    openApproval: () => Promise.resolve(1),
    closeApproval: () => Promise.resolve(),
    verifyDecision: async (request) => (await here()).session.verify(request),
    releaseMoney: async (request) => (await here()).session.release(request),
    forgetExpired: () => Promise.reject(new Error('no schedule runs in a test')),
    reconcileEffects: () => Promise.reject(new Error('no schedule runs in a test')),
    reportAlone: () => Promise.resolve(),
    async listen(request) {
      const { session, place } = await here();
      return session.listen(request, place);
    },
    takeEvents: () => Promise.reject(new Error('no system tells of its own accord in a test')),
    awaitRun: () => Promise.reject(new Error('no run of a test is started twice')),
    ...talking(here),
  };
}

type Talking =
  | 'understandMessage'
  | 'askCustomer'
  | 'deliverReply'
  | 'handOver'
  | 'notifyConversation'
  | 'forwardMessages';

/** What goes to the customer and to people. */
function talking(here: Here): Pick<Activities, Talking> {
  return {
    async understandMessage({ own = { text: '', language: '' } }) {
      const { session } = await here();
      const { text, language, apart } = own;
      const understanding = session.fixture.understand(text, apart);
      return { understanding, facts: {}, fits: [], wanted: [], language };
    },
    async askCustomer(request) {
      const { session, place } = await here();
      return session.ask(request, place);
    },
    async deliverReply({ text }) {
      const { session, place } = await here();
      session.say(text, place);
    },
    async handOver({ queue, summary }) {
      const { session, place } = await here();
      await session.handOver(queue, summary, place);
    },
    async notifyConversation({ signal }) {
      const { session, place } = await here();
      await session.receive(signal, place);
    },
    forwardMessages: () => Promise.reject(new Error('no conversation runs in a test')),
  };
}

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
  const { workflowsPath, webpackConfigHook } = workflowSource(
    fileURLToPath(new URL('../../', import.meta.url)),
  );
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, webpackConfigHook, logger: silent });
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
    conversation: {
      id: workflowId,
      workflowId,
      language,
      facts,
      receivedAt,
      said: session.conversation.said,
    },
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
