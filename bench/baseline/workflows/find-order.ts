import { ApplicationFailure } from '@temporalio/workflow';
import { flow } from './run.js';

/** flows/find-order.yaml by hand: by the number that the customer names. */
export const findOrder = flow(async (run, { orderNumber = '' }) => {
  const { result, order = null } = await run.call('byNumber', 1, 'orders.get', { number: orderNumber });
  if (result !== 'found') throw ApplicationFailure.nonRetryable('not_found', 'baseline');
  return { result: 'found', outputs: { order } };
});
