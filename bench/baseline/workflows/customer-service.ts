import { ApplicationFailure } from '@temporalio/workflow';
import { flow } from './run.js';

/** flows/customer-service.yaml by hand: the two intents that are measured. */
export const customerService = flow(async (run) => {
  const { understanding } = run.start.message ?? {};
  const orderNumber = understanding?.entities.find(({ type }) => type === 'order_number')?.value;
  const number = orderNumber === undefined ? {} : { orderNumber };
  if (understanding?.intent === 'wismo') await run.subflow('answer_wismo', 'where-is-my-order', number);
  else if (understanding?.intent === 'refund') {
    await run.subflow('answer_refund', 'refund-order', { ...number, reason: 'other' }, true);
  } else throw ApplicationFailure.nonRetryable('no other intent is measured', 'baseline');
  return { result: 'answered', outputs: {} };
});
