/** Asking for approvals and giving them. */
import type { Order } from '../../../../src/commerce/orders/order.js';
import type { CallResult } from '../../../../src/contracts/call-result.js';
import type { Decision } from '../../../../src/contracts/approval.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { signDecision } from '../../../../src/security/decision-token.js';
import { annaKey, type CallOptions, type World } from './world.js';

/** An order above the band. */
export const dear = { amount: { minor: 12_000, currency: 'EUR' } };
/** A refund of another amount than the whole. */
export const inputsOf = (order: Order, minor: number): CallOptions => ({
  inputs: { order, amount: { minor, currency: 'EUR' }, reason: 'damaged' } as unknown as JsonObject,
});

/** An approval request as the call answers it. */
export type Request = Extract<CallResult, { outcome: 'needs_approval' }>['request'];

/** Calls a refund that needs an approval. */
export async function askApproval(world: World, order: Order, options: CallOptions = {}): Promise<Request> {
  const result = await world.refund(order, options);
  if (result.outcome !== 'needs_approval') throw new Error(`expected a request, not ${result.outcome}`);
  world.askedUntil = result.request.expiresAt;
  return result.request;
}

/** An approval of the refund that was asked for last, signed by anna unless told otherwise. */
export function approved(
  world: World,
  digest: string,
  changes: Partial<Decision> = {},
  key = annaKey.privateKey,
): { decision: Decision } {
  const requestId = changes.requestId ?? 'w1#refund#1';
  const decidedAt = Date.now();
  const life = { issuedAt: decidedAt - 1000, expiresAt: decidedAt + 60_000 };
  const token = signDecision(
    { approver: 'anna', merchant: world.merchant, requestId, digest, decision: 'approved', ...life },
    key,
  );
  return {
    decision: {
      requestId,
      digest,
      decision: 'approved',
      token,
      approver: 'anna',
      decidedAt,
      escalated: false,
      ...(world.askedUntil === undefined ? {} : { expiresAt: world.askedUntil }),
      ...changes,
    },
  };
}
