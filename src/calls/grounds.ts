/** For what a band can spare the approval: the amount that its guard offers, and a reason that the band covers (DESIGN §5, §6). */
import type { Ground } from '../commerce/operation.js';
import { paysCustomer } from '../commerce/operation.js';
import type { SubjectRecord } from '../commerce/subject.js';
import { type Band, type BandReason, borneOutReasons } from '../contracts/policy.js';
import { attempt } from './attempt.js';
import type { Guarded } from './guard.js';
import { findAnswering, type PlannedCall } from './plan.js';

/** True if the customer is paid another amount than the guard offers: somebody has named it, and somebody else has to look at it. */
export function isNamedByCustomer(
  { operation, amount, request }: PlannedCall,
  { offer }: Extract<Guarded, { is: 'same' }>,
): boolean {
  // A call without an amount of its own is about what the record cost.
  if (!paysCustomer(operation) || request.call.inputs['amount'] === undefined) return false;
  return offer?.minor !== amount?.minor || offer?.currency !== amount?.currency;
}

/** Whether a band covers why the customer is paid; where nobody is paid back, no reason is needed. */
export async function isForReason(
  call: PlannedCall,
  { reasons = borneOutReasons }: Band,
  record: SubjectRecord | undefined,
): Promise<boolean> {
  if (!paysCustomer(call.operation)) return true;
  const said = call.request.call.inputs['reason'];
  // For what data could bear out, the customer's word is not enough.
  if (reasons.some((reason) => reason === said && !isBorneOut(reason))) return true;
  for (const ground of call.operation.grounds ?? [])
    if (reasons.includes(ground.reason) && (await holds(call, ground, record))) return true;
  return false;
}

const isBorneOut = (reason: BandReason): boolean => borneOutReasons.some((known) => known === reason);

/** Asks for what a ground needs, once: what cannot be had bears out nothing. */
async function holds(call: PlannedCall, ground: Ground, record: SubjectRecord | undefined): Promise<boolean> {
  const { inputs } = call.request.call;
  const { read } = ground;
  if (record === undefined) return false;
  if (read === undefined) return ground.holds({ inputs, record: record.record, outputs: {} });
  const asked = read.inputs(inputs);
  const answering = asked && findAnswering(call.merchant, read.operation, asked);
  if (asked === undefined || answering === undefined) return false;
  const answer = await attempt(answering, { inputs: asked, purpose: 'ground' });
  return answer.is === 'done' && ground.holds({ inputs, record: record.record, outputs: answer.outputs });
}
