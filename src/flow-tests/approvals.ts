/** Approvals in a test: whether a call needs one, as call-operation finds it, and whether a decision counts (DESIGN §6). */
import { Money } from '../fields/money.js';
import { Order } from '../fields/order.js';
import type { CallStep } from '../interpreter/ir.js';
import type { ApprovalRequest, CallCommand, Decision } from '../interpreter/protocol.js';
import { addDuration } from '../merchants/calendar.js';
import type { MerchantConfig } from '../merchants/merchant.js';
import type { Operation } from '../operations/operation.js';
import { rightsRefusal } from '../security/judge-decision.js';

/** A call that may need an approval. */
export interface Approvable {
  step: CallStep;
  operation: Operation;
  call: CallCommand;
  /** What the guard said last was paid back before. */
  refunded: Money | undefined;
}

/** The request for an approval, or undefined if none is needed. */
export function approvalFor(
  config: MerchantConfig,
  { step, operation, call, refunded }: Approvable,
  now: number,
): Omit<ApprovalRequest, 'id'> | undefined {
  const { approval } = step;
  if (approval === undefined) return undefined;
  const amount = amountOf(call);
  const band = approval.notNeededWithin === undefined ? undefined : config.bands[approval.notNeededWithin];
  const guarded = step.effect === 'money' && operation.guard !== undefined;
  const said = call.confirmed === 'customer';
  if (guarded && said && amount !== undefined && covers(band, amount, refunded)) return undefined;
  const { remind, escalate } = approval;
  return {
    digest: `digest of ${call.step}#${call.visit}`,
    operation: operation.name,
    role: approval.by,
    ...(escalate === undefined ? {} : { escalateTo: escalate.to }),
    summary: {},
    ...(amount === undefined ? {} : { amount }),
    requestedAt: now,
    expiresAt: addDuration(config, now, approval.expires),
    ...(remind === undefined ? {} : { remindAt: addDuration(config, now, remind) }),
    ...(escalate === undefined ? {} : { escalateAt: addDuration(config, now, escalate.after) }),
  };
}

/** What is decided, and by whom: an approver of merchant.yaml, or a role. */
export interface Deciding {
  decision: 'approved' | 'rejected';
  by: string;
}

/** Why a decision does not count, as a code of the error catalogue; undefined if it does. */
export function refusalOf(
  config: MerchantConfig,
  { decision, by }: Deciding,
  given: Pick<Parameters<typeof rightsRefusal>[2], 'request' | 'decidedAt' | 'escalated'>,
): string | undefined {
  const { approvers } = config;
  // A role stands for somebody who has it alone, without a limit.
  const rights = Object.hasOwn(approvers, by) ? approvers[by] : { roles: [by], keys: [] };
  return (
    rights &&
    rightsRefusal(rights, { approver: by, decision }, { ...given, decision: { decision, token: '' } })
  );
}

/** A decision that counts, or the code of why it does not. */
export function decide(
  config: MerchantConfig,
  request: ApprovalRequest,
  deciding: Deciding,
  now: number,
): Decision | { refused: string } {
  const escalated = request.escalateAt !== undefined && now >= request.escalateAt;
  const refused = refusalOf(config, deciding, { request, decidedAt: now, escalated });
  if (refused !== undefined) return { refused };
  const { id: requestId, digest } = request;
  const { decision, by: approver } = deciding;
  return { requestId, digest, decision, token: '', approver, decidedAt: now, escalated };
}

/** The amount that a call moves; none counts as the whole order. */
function amountOf({ inputs }: CallCommand): Money | undefined {
  return Money.safeParse(inputs.amount).data ?? Order.safeParse(inputs.order).data?.amount;
}

function covers(
  band: MerchantConfig['bands'][string] | undefined,
  amount: Money,
  refunded: Money | undefined,
): boolean {
  if (band === undefined) return false;
  const { upTo, perCustomer } = band;
  // Nothing was paid back to the customer of a test before, so a count that allows one is not used up.
  if (upTo === undefined) return perCustomer !== undefined && perCustomer.count > 0;
  const amounts = [amount, ...(refunded === undefined ? [] : [refunded])];
  const sum = amounts.reduce((total, { minor }) => total + minor, 0);
  return amounts.every(({ currency }) => currency === upTo.currency) && sum <= upTo.minor;
}
