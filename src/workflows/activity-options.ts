/** How activities are scheduled: time limits, retries, and a summary in business words for the Temporal UI. */
import { type ActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../contracts/activities.js';
import { retryPolicy } from './retry-policy.js';

const remote = proxyActivities<Activities>({ startToCloseTimeout: '20 seconds', retry: retryPolicy });

// At the threshold the worker frees the slot and uses a workflow timer: an unknown hash blocks nothing.
const local = proxyLocalActivities<Pick<Activities, 'loadFlow' | 'resolveMoment'>>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '100ms',
  retry: retryPolicy,
});

/** Local activities: short and idempotent, one marker each. */
export const { loadFlow, resolveMoment } = local;

type RemoteName = Exclude<keyof Activities, 'loadFlow' | 'resolveMoment'>;

/** Runs an activity with a summary (≤ 400 bytes, no values) that operators read in the Temporal UI. */
export function run<N extends RemoteName>(
  name: N,
  summary: string,
  request: Parameters<Activities[N]>[0],
): ReturnType<Activities[N]> {
  const activity = remote[name] as unknown as Runnable<
    Parameters<Activities[N]>[0],
    ReturnType<Activities[N]>
  >;
  return activity.executeWithOptions({ summary, ...optionsOf[name] }, [request]);
}

const optionsOf: Partial<Record<RemoteName, ActivityOptions>> = {
  // It may wait for its turn, which is no reason to begin again: heartbeats say that it does.
  understandMessage: { startToCloseTimeout: '5 minutes', heartbeatTimeout: '5 seconds' },
  // A worker that dies during a call is noticed by its missing heartbeat, not after two minutes.
  callOperation: { startToCloseTimeout: '2 minutes', heartbeatTimeout: '10 seconds' },
  sweepEffects: { startToCloseTimeout: '10 minutes', heartbeatTimeout: '30 seconds' },
  awaitRun: { startToCloseTimeout: '365 days', heartbeatTimeout: '30 seconds' },
};

// The SDK's type of a proxied activity does not resolve a generic name.
interface Runnable<Request, Result> {
  executeWithOptions(options: ActivityOptions, args: [Request]): Result;
}
