/** Approval requests as runs open them. */
import type { OpenedRequest } from '../../../src/store/approvals.js';
import { fresh } from './subject.js';

/** A refund of 88.40 EUR that waits for two days; `changes` says what is different. */
export function opened(changes: Partial<OpenedRequest> = {}): OpenedRequest {
  const merchant = changes.merchant ?? fresh('merchant');
  const workflowId = changes.workflowId ?? `${merchant}/${fresh('run')}`;
  const requestedAt = Date.now();
  return {
    merchant,
    request: {
      id: `${workflowId}#refund#1`,
      digest: 'd1',
      operation: 'payments.refund',
      role: 'refund-approver',
      escalateTo: 'team-lead',
      summary: { what: 'Refund', orderNumber: '10105', customerName: 'Svea Jürgens' },
      amount: { minor: 8_840, currency: 'EUR' },
      requestedAt,
      expiresAt: requestedAt + 172_800_000,
    },
    flow: 'refund-order',
    zone: 'Europe/Berlin',
    conversation: 'c1',
    messageIds: ['m1', 'm2'],
    runId: 'r1',
    ...changes,
    workflowId,
  };
}
