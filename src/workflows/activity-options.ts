/** How activities are scheduled: on the spot where that is enough, with time limits, retries and summaries for the UI. */
import { type ActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../contracts/activities.js';
import { retryPolicy } from './retry-policy.js';

/**
 * Short and idempotent by their keys, so they are tried inside the workflow task first. What announces something to
 * the conversation is not among them: an announcement that comes late and twice would reopen an answered question.
 */
const localFirst = [
  'loadFlow',
  'resolveMoment',
  'listen',
  'deliverReply',
  'forwardMessages',
  'openApproval',
  'closeApproval',
] as const;
type LocalName = (typeof localFirst)[number];

// A worker that dies is noticed by its missing heartbeat, long before the activity's own time is up.
const remote = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '3 seconds',
  retry: retryPolicy,
});

const local = proxyLocalActivities<Pick<Activities, LocalName>>({
  startToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Runs an activity with a summary (≤ 400 bytes, no values) that operators read in the Temporal UI. A local try that
 * fails or takes too long gives its place to the ordinary activity with the same request, which may take its time.
 */
export async function run<N extends keyof Activities>(
  name: N,
  summary: string,
  request: Parameters<Activities[N]>[0],
  options: ActivityOptions = {},
): Promise<Awaited<ReturnType<Activities[N]>>> {
  if (isLocalFirst(name)) {
    const tried = runnable<N>(local[name]).executeWithOptions({ summary }, [request]);
    const done = await tried.then((result) => ({ result })).catch(() => undefined);
    if (done !== undefined) return done.result;
  }
  return runnable<N>(remote[name]).executeWithOptions({ summary, ...optionsOf[name], ...options }, [request]);
}

const optionsOf: Partial<Record<keyof Activities, ActivityOptions>> = {
  // An attempt too many is worse here than a second more: a write that is not repeatable would be in doubt.
  callOperation: { startToCloseTimeout: '2 minutes', heartbeatTimeout: '5 seconds' },
  // It may wait for its turn, which is no reason to begin again.
  understandMessage: { startToCloseTimeout: '5 minutes' },
  reconcileEffects: { startToCloseTimeout: '10 minutes', heartbeatTimeout: '30 seconds' },
  takeEvents: { startToCloseTimeout: '10 minutes', heartbeatTimeout: '10 seconds' },
  forgetExpired: { startToCloseTimeout: '10 minutes', heartbeatTimeout: '30 seconds' },
  awaitRun: { startToCloseTimeout: '365 days' },
};

const isLocalFirst = (name: keyof Activities): name is LocalName =>
  (localFirst as readonly string[]).includes(name);

// The SDK's type of a proxied activity does not resolve a generic name.
interface Runnable<N extends keyof Activities> {
  executeWithOptions(
    options: ActivityOptions,
    args: [Parameters<Activities[N]>[0]],
  ): Promise<Awaited<ReturnType<Activities[N]>>>;
}

const runnable = <N extends keyof Activities>(activity: unknown): Runnable<N> => activity as Runnable<N>;
