/**
 * How an effect record changes (DESIGN §5, "The effect record"): pure functions, each run under the row's lock, by the
 * database's clock. Attempts overlap, as a worker that was given up on may still be running.
 */
import type { EffectId, EffectRecord, EffectState, FoundEffect } from '../../store/store.js';
import { presentFields } from '../../contracts/present-fields.js';

/** Longer than an attempt needs to get a token, a place within the limits and a connection. */
const SEND_WITHIN_MS = 2 * 60 * 1000;

/** What is about to be sent. */
export type Sending = Pick<
  EffectRecord,
  'key' | 'operation' | 'connection' | 'effect' | 'digest' | 'request'
>;

/** A write by its place, and its operation. */
export const idOf = ({ merchant, workflowId, step, visit, operation }: EffectRecord) => ({
  ...{ merchant, workflowId, step, visit, operation },
});

/** True if some attempt's request may be out. */
const mayBeOut = (row: EffectRecord): boolean => row.out.length > 0;

/** True if no request is out, so that the call can begin, or begin anew once a look-up has said no. */
export const canBegin = (row: EffectRecord): boolean => row.state === 'sending' && !mayBeOut(row);

/** True if some attempt was about to send, and none has ever passed the gate. */
export const isUnsent = (row: EffectRecord): boolean => canBegin(row) && row.unclear !== true;

/** True if the call ended in a way that frees its subject; an attempt may have reserved it again meanwhile. */
export const leavesFree = ({ state, doubled }: EffectRecord): boolean =>
  (state === 'done' || state === 'refused') && !doubled;

/** The row of a new attempt; undefined if other attempts' requests may be out, or the write has ended. */
export function begun(
  { row, now }: FoundEffect,
  id: EffectId,
  attempt: string,
  sending: Sending,
  keyLifeMs?: number,
): EffectRecord | undefined {
  if (row !== undefined && !canBegin(row)) return undefined;
  return {
    ...id,
    ...sending,
    // The row keeps its key: the secret that it is derived from may have been rotated since.
    key: row?.key ?? sending.key,
    ...{ state: 'sending', sender: attempt, out: [], asked: 0 },
    // What is in doubt is as old as its first request.
    ...(row?.unclear === true ? { unclear: true, firstSentAt: row.firstSentAt } : { firstSentAt: now }),
    sendBy: sendBy(now, now, keyLifeMs),
    doubled: row?.doubled ?? false,
  };
}

/** The row with another sender, if unchanged since it was seen; `late` once its key may be forgotten. */
export function takenOver(
  { row, now }: FoundEffect,
  seen: EffectRecord,
  attempt: string,
  keyLifeMs?: number,
): EffectRecord | 'late' | undefined {
  if (row?.state !== 'sending' || row.sender !== seen.sender) return undefined;
  if (keyLifeMs !== undefined && now >= row.firstSentAt + keyLifeMs) return 'late';
  return { ...row, sender: attempt, sendBy: sendBy(now, row.firstSentAt, keyLifeMs) };
}

const sendBy = (now: number, firstSentAt: number, keyLifeMs = Infinity): number =>
  Math.min(now + SEND_WITHIN_MS, firstSentAt + keyLifeMs);

/** Why the gate is closed: paused by a person, taken over by another attempt, ended, or too late. */
export type Closed = 'paused' | 'taken_over' | 'ended' | 'late';

/** The gate: the row once the attempt has passed, or why it does not. */
export function passed({ row, now, paused }: FoundEffect, attempt: string): EffectRecord | Closed {
  if (row === undefined || (row.state === 'sending' && row.sender !== attempt)) return 'taken_over';
  if (row.state !== 'sending') return 'ended';
  if (isPaused(row, paused)) return 'paused';
  if (now >= row.sendBy) return 'late';
  const others = row.out.filter((each) => each.attempt !== attempt);
  return { ...row, out: [...others, { attempt, at: now }] };
}

/** Whether a person has paused such a write. */
function isPaused(
  { effect, connection }: Pick<EffectRecord, 'effect' | 'connection'>,
  paused: readonly string[],
): boolean {
  const all = effect === 'money' ? ['writes', 'money'] : ['writes'];
  return [...all, `connection:${connection}`].some((scope) => paused.includes(scope));
}

/** The row after an attempt reports that nothing left, or nothing was done: taken back if true of all attempts. */
export function withdrawn({ row }: FoundEffect, attempt: string): EffectRecord | 'deleted' | undefined {
  if (row?.state !== 'sending') return undefined;
  const out = row.out.filter((each) => each.attempt !== attempt);
  const isAll = out.length === 0 && row.sender === attempt && row.unclear !== true;
  return isAll ? 'deleted' : { ...row, out };
}

/** The row with the status of an answer that proves nothing; undefined if the write has ended. */
export const answeredUnclearly = ({ row }: FoundEffect, httpStatus: number): EffectRecord | undefined =>
  row?.state === 'sending' ? { ...row, httpStatus } : undefined;

/** The reported outcome of a write. */
export interface Report {
  state: Exclude<EffectState, 'sending'>;
  /** The attempt whose own answer it is; absent if the system was asked, or time ran out. */
  attempt?: string;
  answer?: EffectRecord['answer'];
  reference?: string;
  /** HTTP status of that answer. */
  httpStatus?: number | undefined;
  until?: number;
  /** For a refusal: it holds for every attempt, because the system itself was asked. */
  forAll?: boolean;
  /** Whether the system counts a repeated key or state only once. */
  deduplicates: boolean;
}

/** The row with a report applied; `undefined` if the report settles nothing and the row stands. */
export function settled(row: EffectRecord, report: Report): EffectRecord | undefined {
  const ended: EffectRecord = {
    ...without(row),
    state: report.state,
    ...presentFields({ answer: report.answer, settledBy: report.attempt }),
    ...presentFields({ reference: report.reference ?? row.reference, until: report.until }),
    ...presentFields({ httpStatus: report.httpStatus ?? row.httpStatus }),
  };
  switch (report.state) {
    case 'done':
      // An answer that says so is never thrown away.
      if (row.state !== 'done') return { ...ended, doubled: row.doubled || isSecondAccepted(row, report) };
      return isSecond(row, report) ? { ...row, doubled: true } : undefined;
    case 'accepted':
      if (row.state === 'accepted' && isSecondAccepted(row, report)) return { ...row, doubled: true };
      if (row.state === 'done' || row.state === 'accepted') return undefined;
      return { ...ended, ...presentFields({ request: row.request }) };
    case 'refused':
      if (row.state === 'done' || row.state === 'refused') return undefined;
      return report.forAll === true || isAlone(row, report.attempt) ? ended : undefined;
    case 'unknown':
      return row.state === 'sending' || row.state === 'accepted'
        ? { ...ended, ...presentFields({ request: row.request }) }
        : undefined;
  }
}

/** Whether no other attempt can have had an effect. */
const isAlone = ({ out, unclear }: EffectRecord, attempt: string | undefined): boolean =>
  unclear !== true && out.every((each) => each.attempt === attempt);

/** True if a second `done` is another write than the first. */
function isSecond(row: EffectRecord, { attempt, reference, deduplicates }: Report): boolean {
  if (attempt === undefined || attempt === row.settledBy) return false;
  if (reference !== undefined && row.reference !== undefined) return reference !== row.reference;
  if (deduplicates) return false;
  // Two answers of their own, or one from an attempt that was written off when the write was begun anew.
  return row.settledBy !== undefined || !row.out.some((each) => each.attempt === attempt);
}

const isSecondAccepted = (row: EffectRecord, { attempt, reference }: Report): boolean =>
  attempt !== undefined &&
  row.state === 'accepted' &&
  row.settledBy !== attempt &&
  reference !== undefined &&
  row.reference !== undefined &&
  reference !== row.reference;

/** The row without what matters only while it is open. */
function without({
  answer: _answer,
  request: _request,
  settledBy: _by,
  until: _until,
  ...row
}: EffectRecord): EffectRecord {
  return row;
}
