/** The product's own activities, scheduled as the product schedules them. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../../src/contracts/activities.js';

const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

const local = proxyLocalActivities<Pick<Activities, 'loadFlow' | 'deliverReply'>>({
  startToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

const remote = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '3 seconds',
  retry,
});

/** All but calls and what is tried locally first. */
export const { understandMessage, askCustomer } = remote;

/** Loads a flow: a local try, then the ordinary activity. */
export const loadFlow = (summary: string, request: Parameters<Activities['loadFlow']>[0]) =>
  local.loadFlow
    .executeWithOptions({ summary }, [request])
    .catch(() => remote.loadFlow.executeWithOptions({ summary }, [request]));

/** Writes a reply: a local try, then the ordinary activity. */
export const deliverReply = (summary: string, request: Parameters<Activities['deliverReply']>[0]) =>
  local.deliverReply
    .executeWithOptions({ summary }, [request])
    .catch(() => remote.deliverReply.executeWithOptions({ summary }, [request]));

/** Calls of operations. */
export const { callOperation } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '3 seconds',
  retry,
});
