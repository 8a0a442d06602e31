/** Sends a write: its row is in the store before the first byte leaves (DESIGN §5, the effect record). */
import type { Attempt } from '../../connectors/connector.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { EffectRecord } from '../../store/store.js';
import { attempt, referenceOf, resultOf } from './attempt.js';
import { deadlineOf, notNow } from './deadline.js';
import {
  answeredUnclearly,
  begun,
  type Closed,
  leavesFree,
  passed,
  takenOver,
  withdrawn,
} from './effect-record.js';
import { NotNow } from './failures.js';
import { lookUp, lookupOf, SETTLE_MS, unavailable } from './look-up-write.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { type AnsweredBy, resultOfRow, settle, settleUnknown, storeClock } from './settle-write.js';
import { acceptedBy } from './accepted-writes.js';

/** How long a paused write waits before it asks again, ms. */
const PAUSED_MS = 30 * 1000;

/** Commits the row; undefined if requests of other attempts may be out, or the write has ended. */
export async function begin(ports: CallPorts, call: PlannedWrite): Promise<EffectRecord | undefined> {
  // The caller has given up on this attempt, and may have been told another outcome.
  if (isGivenUp(call)) throw new NotNow('taken_over');
  type Begun = EffectRecord | 'not_held' | undefined;
  const row = await ports.store.effects.change<Begun>(call.place, (found) => {
    const row = begun(found, call.id, call.tried.id, call.sending, call.keyLifeMs);
    // Released in between by an attempt with another outcome: everything is asked again.
    if (row !== undefined && !found.held) return { value: 'not_held' };
    if (row !== undefined) return { row, value: row };
    // It ended between our check and our reservation, which nobody else would release.
    const frees = found.held && found.row !== undefined && leavesFree(found.row);
    return { ...(frees ? { reservation: { state: 'freed' } } : {}), value: undefined };
  });
  if (row === 'not_held') throw new NotNow('reservation_lost');
  return row;
}

/** Takes over from the attempt that was seen sending; `late` once the key may be forgotten. */
export async function takeOver(
  ports: CallPorts,
  call: PlannedWrite,
  seen: EffectRecord,
): Promise<EffectRecord | 'late'> {
  const row = await ports.store.effects.change<EffectRecord | 'late' | undefined>(call.place, (found) => {
    const row = takenOver(found, seen, call.tried.id, call.keyLifeMs);
    return row === undefined || row === 'late' ? { value: row } : { row, value: row };
  });
  // Another attempt was faster, and may be about to finish.
  if (row === undefined) throw new NotNow('taken_over');
  return row;
}

const isGivenUp = ({ tried }: PlannedWrite): boolean => tried.signal?.aborted === true;

/** The gate of one attempt, and why it was closed. */
interface Gate {
  ask: () => Promise<boolean>;
  closed?: Closed;
}

function gateOf(ports: CallPorts, call: PlannedWrite): Gate {
  const gate: Gate = {
    async ask() {
      if (isGivenUp(call)) {
        gate.closed = 'taken_over';
        return false;
      }
      const decided = await ports.store.effects.change<Closed | 'open'>(call.place, (found) => {
        const row = passed(found, call.tried.id);
        return typeof row === 'string' ? { value: row } : { row, value: 'open' };
      });
      if (decided === 'open') return true;
      gate.closed = decided;
      return false;
    },
  };
  return gate;
}

/** Sends a write under its row; `first` says that no byte of it can have left before. */
export async function send(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
  first: boolean,
): Promise<CallResult> {
  const { inputs } = call.request.call;
  const gate = gateOf(ports, call);
  let httpStatus: number | undefined;
  const came = await attempt(call, {
    ...{ inputs, idempotencyKey: row.key, repeated: !first, gate: gate.ask },
    answered: (status) => (httpStatus = status),
  });
  const by = { attempt: call.tried.id, httpStatus };
  switch (came.is) {
    case 'done': {
      const reference = referenceOf(call.operation, came.outputs);
      const answer = resultOf(came);
      return reported(await settle(ports, call, { state: 'done', ...by, answer, ...reference }));
    }
    case 'accepted':
      return acceptedBy(ports, call, { ...by, reference: came.reference });
    case 'refused':
      return refused(ports, call, row, came, by);
    case 'unsent':
    case 'later':
      return nothingHappened(ports, call, came, gate.closed);
    case 'unclear':
      if (httpStatus !== undefined) await noteStatus(ports, call, httpStatus);
      return unclear(ports, call, row, came);
  }
}

const noteStatus = ({ store }: CallPorts, { place }: PlannedWrite, httpStatus: number): Promise<void> =>
  store.effects.change(place, (found) => {
    const row = answeredUnclearly(found, httpStatus);
    return { ...(row === undefined ? {} : { row }), value: undefined };
  });

type Failed = Extract<Attempt, { is: 'unsent' | 'later' }>;
type Unclear = Extract<Attempt, { is: 'unclear' }>;

function reported(result: CallResult | undefined): CallResult {
  // `done` and `accepted` always settle an open row.
  if (result === undefined) throw new NotNow('effect_open');
  return result;
}

/** Other attempts that may be out can cause the refusal: it proves nothing unless the connection says so. */
async function refused(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
  came: Extract<Attempt, { is: 'refused' }>,
  by: AnsweredBy,
): Promise<CallResult> {
  const report = { state: 'refused', ...by, answer: resultOf(came) } as const;
  const settled = await settle(ports, call, report);
  if (settled !== undefined) return settled;
  const isKeyed = call.binding.idempotency.kind === 'key';
  if (came.proves === undefined)
    // A look-up has been asked before: its word and the refusal contradict each other.
    return row.unclear === true ? settleUnknown(ports, call) : settleUnclear(ports, call, row, isKeyed);
  const { out } = (await ports.store.effects.find(call.id)) ?? row;
  const own = out.find(({ attempt }) => attempt === call.tried.id)?.at ?? -Infinity;
  const others = out.filter(({ attempt }) => attempt !== call.tried.id);
  const settledAt = Math.max(...others.map(({ at }) => at)) + call.binding.timeoutMs + SETTLE_MS;
  // The answer need not hold for a request that was still in flight, however long we have held it.
  if (own < settledAt) {
    const leftMs = settledAt - (await storeClock(ports, call));
    throw new NotNow('refusal_early', Math.max(1, leftMs));
  }
  return reported(await settle(ports, call, { ...report, forAll: true }));
}

const settleUnclear = (
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
  keyIsSpent: boolean,
): Promise<CallResult> => {
  const lookup = lookupOf(call.binding.idempotency);
  return lookup === undefined ? settleUnknown(ports, call) : lookUp(ports, call, row, lookup, keyIsSpent);
};

/** Never connected, held at the gate, or the system did nothing: taken back, if that holds for all attempts. */
async function nothingHappened(
  ports: CallPorts,
  call: PlannedWrite,
  { is, code, retryAfterMs }: Failed,
  closed: Closed | undefined,
): Promise<CallResult> {
  const { row, taken } = await ports.store.effects.change(call.place, (found) => {
    const change = withdrawn(found, call.tried.id);
    const value = { row: found.row, taken: change === 'deleted' };
    return change === undefined ? { value } : { row: change, value };
  });
  // Its outcome has arrived from elsewhere in the meantime.
  if (row !== undefined && row.state !== 'sending') return resultOfRow(row);
  const asked = { connection: call.binding.connection, operation: call.operation.name };
  if (closed === 'paused') throw new NotNow('paused', PAUSED_MS, asked);
  if (closed !== undefined) throw new NotNow(closed);
  const deadline = deadlineOf(ports, call, taken || row === undefined ? undefined : row.firstSentAt);
  if (!deadline.over) throw notNow(call, code, deadline, retryAfterMs);
  // Bytes have left, if not now then earlier: we cannot say that nothing came of them.
  if (!taken || is === 'later') return settleUnknown(ports, call);
  return unavailable(ports, call);
}

/** The row stays `sending`: the next attempt resends, asks, or leaves the outcome unknown. */
async function unclear(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
  { code, retryAfterMs, final }: Unclear,
): Promise<CallResult> {
  const { kind } = call.binding.idempotency;
  if (kind === 'lookup' || kind === 'none' || final) return settleUnclear(ports, call, row, final === true);
  const deadline = deadlineOf(ports, call, row.firstSentAt);
  if (deadline.over) return settleUnclear(ports, call, row, false);
  throw notNow(call, code, deadline, retryAfterMs);
}
