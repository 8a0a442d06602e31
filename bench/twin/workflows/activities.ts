/** The product's own activities, scheduled as the product schedules them. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../../src/contracts/activities.js';

const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

/** The local activity of every run. */
export const { loadFlow } = proxyLocalActivities<Pick<Activities, 'loadFlow'>>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '100ms',
  retry,
});

/** All others but calls. */
export const { understandMessage, askCustomer, deliverReply } = proxyActivities<Activities>({
  startToCloseTimeout: '20 seconds',
  retry,
});

/** Calls of operations. */
export const { callOperation } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry,
});
