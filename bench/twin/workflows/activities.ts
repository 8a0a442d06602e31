/** The product's own activities, scheduled as the product schedules them. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../../src/contracts/activities.js';

const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

/** Local activities; nothing that is measured makes the product fall back to the ordinary ones. */
export const { loadFlow, deliverReply } = proxyLocalActivities<Pick<Activities, 'loadFlow' | 'deliverReply'>>(
  { startToCloseTimeout: '2 seconds', retry: { maximumAttempts: 1 } },
);

/** All others but calls. */
export const { understandMessage, askCustomer } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '3 seconds',
  retry,
});

/** Calls of operations. */
export const { callOperation } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '3 seconds',
  retry,
});
