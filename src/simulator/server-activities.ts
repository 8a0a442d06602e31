/** The activities that workflows call, answered by their test's session. */
import { activityInfo } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Activities } from '../contracts/activities.js';
import type { ActivityPlace, ServerSession } from './server-session.js';
import { standingAt } from './server-runner.js';

/** `test/<n>` of a run and of its sub-flows. */
const rootOf = (workflowId: string): string => workflowId.split('/').slice(0, 2).join('/');

/** Finds the session and the place of the activity that is running. */
type Here = () => Promise<{ session: ServerSession; place: ActivityPlace }>;

/** Creates the activities; sessions are looked up by their root's workflow id. */
export function scriptedActivities(
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
      const inputs = async () => (await standingAt(env, place.workflowId)).inputs;
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
    sweepEffects: () => Promise.reject(new Error('no schedule runs in a test')),
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
