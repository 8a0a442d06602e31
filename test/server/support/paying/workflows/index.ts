/** A run that pays back a part of one order: the product's own activity, scheduled as the product schedules it, and no more. */
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../../../../src/contracts/activities.js';
import type { CallRequest } from '../../../../../src/contracts/call-request.js';
import type { CallResult } from '../../../../../src/contracts/call-result.js';
import type { JsonObject } from '../../../../../src/contracts/json.js';

/** What is paid back, and from which published flows the steps are. */
export interface Paying {
  order: { number: string; email: string };
  minor: number;
  hashes: { find: string; refund: string };
}

const { callOperation } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

/** Looks the order up and pays back; answers how the refund came out. */
export async function paying({ order, minor, hashes }: Paying): Promise<CallResult> {
  const { workflowId } = workflowInfo();
  const run = { merchant: 'demo', workflowId, conversation: workflowId };
  const facts = { number: order.number, email: order.email };
  const common = { do: 'call', visit: 1, facts, asked: false } as const;
  const find: CallRequest = {
    ...{ ...run, flow: 'find-order', hash: hashes.find },
    call: {
      ...{ ...common, id: 'byNumber#1', step: 'byNumber', operation: 'orders.get' },
      inputs: { number: order.number },
    },
  };
  const found = await callOperation(find);
  if (found.outcome !== 'done') return found;
  const inputs: JsonObject = {
    order: found.outputs['order'] ?? null,
    amount: { minor, currency: 'EUR' },
    reason: 'other',
  };
  return callOperation({
    ...{ ...run, flow: 'refund-order', hash: hashes.refund },
    call: {
      ...{ ...common, id: 'refund#1', step: 'refund', operation: 'payments.refund' },
      ...{ inputs, confirmed: 'customer' },
    },
  });
}
