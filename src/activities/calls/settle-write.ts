/** Ends a write: row and reservation in one transaction; what the row then says is the call's result. */
import { z } from 'zod';
import { Money } from '../../commerce/money.js';
import { PAID_BACK } from '../../commerce/operation.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { EffectChange, EffectRecord, FoundEffect } from '../../store/store.js';
import { takeUpEarlier } from './reprocess-earlier-events.js';
import { idOf, type Report, settled } from './effect-record.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { noAmount } from './reservation.js';

/** What is reported; whether the system deduplicates is known from the call. */
export type Reported = Omit<Report, 'deduplicates' | 'answer'> & { answer?: CallResult };

/** Whose own answer settles a write, and its HTTP status. */
export type AnsweredBy = Pick<Report, 'attempt' | 'httpStatus'>;

/** Records how a write ended and returns what the row then says; undefined if the report settles nothing. */
export async function settle(
  ports: CallPorts,
  call: PlannedWrite,
  reported: Reported,
): Promise<CallResult | undefined> {
  const { kind } = call.binding.idempotency;
  // A call's result is JSON.
  const report = { ...reported, deduplicates: kind === 'key' || kind === 'natural' } as Report;
  const { before, after } = await ports.store.effects.change(call.place, (found) =>
    settlement(call, found, report),
  );
  if (after.doubled && !before.doubled) ports.log.error(fieldsOf(call), 'a write happened twice');
  if (after.state !== before.state) await takeUpEarlier(ports, call, after, before.state === 'accepted');
  if (before.state === 'unknown' && (after.state === 'done' || after.state === 'refused')) {
    await ports.reportLateAnswer({ ...idOf(after), outcome: after.state });
  }
  return after.state === 'sending' ? undefined : resultOfRow(after);
}

function settlement(
  call: PlannedWrite,
  found: FoundEffect,
  report: Report,
): EffectChange<{ before: EffectRecord; after: EffectRecord }> {
  // A missing row was lost by the store, or taken back under an attempt that got its answer all the same.
  const before = found.row ?? lostRow(call, found.now);
  const after = settled(before, report);
  if (after === undefined) return { value: { before, after: before } };
  return { row: after, ...reservationOf(call, after), value: { before, after } };
}

function lostRow({ id, sending, tried }: PlannedWrite, now: number): EffectRecord {
  const times = { sendBy: now, firstSentAt: now };
  return {
    ...id,
    ...sending,
    ...times,
    state: 'sending',
    sender: tried.id,
    out: [],
    asked: 0,
    doubled: false,
  };
}

/** What was paid counts, what was refused is released, and what nobody knows stays taken. */
function reservationOf(
  { amount }: PlannedWrite,
  { state, effect, doubled, answer }: EffectRecord,
): Pick<EffectChange<unknown>, 'reservation'> {
  if (doubled || state === 'accepted' || state === 'unknown') return { reservation: { state: 'kept' } };
  if (state === 'done' && effect === 'money')
    return { reservation: { state: 'paid', amount: amount ?? noAmount } };
  // A write that was not known to move money, and says that it has.
  const paidBack = state === 'done' ? paidBackBy(answer) : undefined;
  return { reservation: paidBack === undefined ? { state: 'freed' } : { state: 'paid', amount: paidBack } };
}

const ReportedRefund = z.object({ outcome: z.literal('done'), outputs: z.object({ [PAID_BACK]: Money }) });

/** What an answer says was paid back, if it is more than nothing. */
function paidBackBy(answer: EffectRecord['answer']): Money | undefined {
  const reported = ReportedRefund.safeParse(answer).data?.outputs[PAID_BACK];
  return reported !== undefined && reported.minor > 0 ? reported : undefined;
}

/** Bytes have left and nobody knows what became of them: a person must look (DESIGN §5). */
export async function settleUnknown(ports: CallPorts, call: PlannedWrite): Promise<CallResult> {
  const result = await settle(ports, call, { state: 'unknown', answer: { outcome: 'unknown' } });
  if (result?.outcome === 'unknown') ports.log.error(fieldsOf(call), 'the outcome of a write is unknown');
  // An open write becomes unknown, whoever sends it: only an ended one keeps its own word.
  return result ?? { outcome: 'unknown' };
}

const fieldsOf = ({ request, operation, id }: PlannedWrite): object => {
  const { merchant, workflowId, flow } = request;
  return { merchant, workflowId, flow, operation: operation.name, step: id.step };
};

/** A row's result for a call that is no longer being sent; only `settle` writes answers. */
export const resultOfRow = ({ answer = { outcome: 'unknown' } }: EffectRecord): CallResult =>
  answer as unknown as CallResult;

/** The store's clock, epoch ms: workers' clocks differ. */
export const storeClock = ({ store }: CallPorts, { place }: PlannedWrite): Promise<number> =>
  store.effects.change(place, ({ now }) => ({ value: now }));
