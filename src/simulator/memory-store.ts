/**
 * The part of the store that calls need, in memory: rows and nothing else. The pure functions of `src/activities/calls`
 * decide what may change and how; they are passed in as they are to the real store.
 */
import type { CallResult } from '../contracts/call-result.js';
import type { CallPorts } from '../activities/calls/ports.js';
import type {
  AuditTrail,
  EffectChange,
  EffectId,
  EffectRecord,
  Effects,
  Reservation,
  ReservationPlace,
  Reservations,
  Pause,
  Pauses,
  WriteRecord,
} from '../store/store.js';
import type { RunStore } from '../activities/dependencies.js';
import { memoryVerifications } from './memory-verifications.js';

/** What calls need of a store. */
export type CallStore = CallPorts['store'];

/** The rows of one test; its clock replaces the database's. */
interface Rows {
  effects: Map<string, EffectRecord>;
  reservations: Map<string, Reservation>;
  pauses: Map<string, Pause & { merchant: string }>;
  now(): number;
}

/** An empty store with a clock of its own; no channel begins a conversation here, unless `channelOf` says which. */
export function memoryStore(
  now: () => number,
  channelOf: (conversation: string) => string | undefined = () => undefined,
): CallStore & Pick<RunStore, 'runRecords'> {
  const rows: Rows = { effects: new Map(), reservations: new Map(), pauses: new Map(), now };
  return {
    effects: effects(rows),
    reservations: reservations(rows),
    pauses: pauses(rows),
    verifications: memoryVerifications(),
    conversations: { channelOf: (_merchant, conversation) => Promise.resolve(channelOf(conversation)) },
    // No system tells of its own accord here.
    events: { about: () => Promise.resolve([]), again: () => Promise.resolve() },
    // Scripted systems give references, never a content.
    documents: { keep: () => Promise.reject(new Error('a document without a store')) },
    audit: audit(),
    runRecords: {
      of: (merchant, _conversation, workflowId) =>
        atOnce(() => ({ writes: writesOf(rows, merchant, workflowId) })),
    },
  };
}

const nameOf = ({ merchant, workflowId, step, visit }: EffectId): string =>
  JSON.stringify([merchant, workflowId, step, visit]);

const isHeld = (row: Reservation | undefined): boolean => row?.state === 'reserved' || row?.state === 'kept';

/** True if no attempt will release the call's reservation. */
const hasEnded = (row: EffectRecord | undefined): boolean =>
  row === undefined || row.state === 'done' || row.state === 'refused';

/** A decision takes one turn of the event loop, which acts as its lock: no other can interleave. */
// eslint-disable-next-line @typescript-eslint/require-await -- a promise, as the real store gives, also of what is thrown
const atOnce = async <T>(work: () => T): Promise<T> => structuredClone(work());

function effects(rows: Rows): Effects {
  const list = (): EffectRecord[] => [...rows.effects.values()];
  return {
    find: (id) => atOnce(() => rows.effects.get(nameOf(id))),
    change: ({ id, holder }, decide) =>
      atOnce(() => {
        const row = structuredClone(rows.effects.get(nameOf(id)));
        const held = isHeld(rows.reservations.get(holder));
        const paused = [...rows.pauses.values()].filter(({ merchant }) => merchant === id.merchant);
        const change = decide({ row, held, now: rows.now(), paused: paused.map(({ scope }) => scope) });
        close(rows, holder, change.reservation);
        if (change.row === 'deleted') rows.effects.delete(nameOf(id));
        else if (change.row !== undefined) rows.effects.set(nameOf(id), change.row);
        return change.value;
      }),
    named: (merchant, connection, reference) =>
      atOnce(() =>
        list().filter(
          (row) =>
            row.merchant === merchant &&
            row.connection === connection &&
            (row.reference === reference || row.key === reference),
        ),
      ),
    last: (merchant, operation, { limit, reference: wanted }) =>
      atOnce(() =>
        list()
          .filter((row) => row.merchant === merchant && row.operation === operation)
          .filter(({ reference }) => reference !== undefined && [undefined, reference].includes(wanted))
          .sort((one, other) => other.firstSentAt - one.firstSentAt)
          .slice(0, limit),
      ),
    open: (olderThanMs, limit) =>
      atOnce(() =>
        list()
          .filter(({ state }) => state === 'sending' || state === 'accepted')
          .filter(({ firstSentAt }) => firstSentAt < rows.now() - olderThanMs)
          .sort((a, b) => a.firstSentAt - b.firstSentAt)
          .slice(0, limit),
      ),
    count: () =>
      atOnce(() => ({
        unknown: list().filter(({ state }) => state === 'unknown').length,
        accepted: list().filter(({ state }) => state === 'accepted').length,
        doubled: list().filter(({ doubled }) => doubled).length,
      })),
  };
}

function close(rows: Rows, holder: string, to: EffectChange<unknown>['reservation']): void {
  const row = rows.reservations.get(holder);
  if (to === undefined || row === undefined) return;
  // A paid reservation is never freed.
  if (row.state === 'paid' && to.state === 'freed') return;
  rows.reservations.set(holder, { ...row, ...to });
}

function reservations(rows: Rows): Reservations {
  return {
    change: (place, decide) =>
      atOnce(() => {
        const all = [...rows.reservations.values()].filter(
          (row) => row.merchant === place.merchant && row.subject === place.subject && row.state !== 'freed',
        );
        const own = structuredClone(all.find(({ key }) => key === place.key));
        const others = structuredClone(all.filter(({ key }) => key !== place.key));
        const { row, value } = decide({ own, others, spared: spared(rows, place), now: rows.now() });
        if (row !== undefined) rows.reservations.set(row.key, row);
        return value;
      }),
    freeReturned: (write) =>
      atOnce(() => {
        for (const row of rows.reservations.values())
          if (nameOf(row) === nameOf(write) && row.state === 'paid')
            rows.reservations.set(row.key, { ...row, state: 'freed' });
      }),
    idle: (olderThanMs, limit) =>
      atOnce(() =>
        [...rows.reservations.values()]
          .filter((row) => row.state === 'reserved' && hasEnded(rows.effects.get(nameOf(row))))
          .filter(({ reservedAt }) => reservedAt < rows.now() - olderThanMs)
          .sort((a, b) => a.reservedAt - b.reservedAt)
          .slice(0, limit),
      ),
  };
}

function spared(rows: Rows, { merchant, key, spared: asked }: ReservationPlace): number {
  if (asked === undefined) return 0;
  const recent = [...rows.reservations.values()].filter(
    (row) => row.merchant === merchant && row.reservedAt > rows.now() - asked.ms,
  );
  const same = new Set(asked.customers);
  const isTheirs = ({ customers }: Reservation): boolean => customers.some((one) => same.has(one));
  // Who shares an id with them may bring another one along.
  for (let known = 0; known < same.size;) {
    known = same.size;
    for (const { customers } of recent.filter(isTheirs)) for (const one of customers) same.add(one);
  }
  return recent.filter(
    (row) => isTheirs(row) && row.covered === true && row.state !== 'freed' && row.key !== key,
  ).length;
}

function pauses(rows: Rows): Pauses {
  const { pauses } = rows;
  const of = (merchant: string) => [...pauses.values()].filter((pause) => pause.merchant === merchant);
  return {
    list: (merchant) => atOnce(() => of(merchant).map(({ scope, by, at }) => ({ scope, by, at }))),
    pause: (merchant, scope, by) =>
      atOnce(() => {
        const name = JSON.stringify([merchant, scope]);
        if (!pauses.has(name)) pauses.set(name, { merchant, scope, by, at: rows.now() });
      }),
    resume: (merchant, scope) =>
      atOnce(() => {
        for (const [name, pause] of pauses)
          if (pause.merchant === merchant && (scope ?? pause.scope) === pause.scope) pauses.delete(name);
      }),
  };
}

/** The writes of a run and the sub-flows below it, by when they were sent. */
function writesOf(rows: Rows, merchant: string, workflowId: string): WriteRecord[] {
  return [...rows.effects.values()]
    .filter((row) => row.merchant === merchant)
    .filter(({ workflowId: id }) => id === workflowId || id.startsWith(`${workflowId}/`))
    .sort((one, other) => one.firstSentAt - other.firstSentAt)
    .map((row) => {
      const { workflowId: id, step, operation, state, effect, firstSentAt: at, reference, httpStatus } = row;
      const reserved = [...rows.reservations.values()].find((each) => nameOf(each) === nameOf(row));
      const answer = row.answer as CallResult | undefined; // as calls have written it
      return {
        ...{ workflowId: id, step, operation, state, effect, at },
        ...(answer?.outcome === 'refused' ? { code: answer.refusal.code } : {}),
        ...(reference === undefined ? {} : { reference }),
        ...(httpStatus === undefined ? {} : { httpStatus }),
        ...(effect === 'write' || reserved?.amount === undefined ? {} : { amount: reserved.amount }),
      };
    });
}

function audit(): AuditTrail {
  const entries: Parameters<AuditTrail['record']>[0][] = [];
  return {
    record: (entry) => atOnce(() => void entries.push(structuredClone(entry))),
    list: (merchant, limit) =>
      atOnce(() =>
        entries
          .map((entry, index) => ({ ...entry, id: index + 1 }))
          .filter((entry) => entry.merchant === merchant)
          .reverse()
          .slice(0, limit)
          .map(({ merchant: _merchant, ...entry }) => entry),
      ),
  };
}
