/**
 * What a call needs of the store, in memory, for tests of what is sent and for many schedules in little time;
 * test/store shows what the real ones promise.
 */
import type { FlowIr } from '../../src/interpreter/ir.js';
import type {
  EffectChange,
  EffectId,
  EffectRow,
  Effects,
  FlowVersions,
  Reservation,
  Reservations,
  Stop,
  Stops,
} from '../../src/store/store.js';

/** Effects rows, reservations and stops that know each other. */
export interface MemoryStore {
  effects: Effects;
  reservations: Reservations;
  stops: Stops;
}

const nameOf = ({ merchant, workflowId, step, visit }: EffectId): string =>
  JSON.stringify([merchant, workflowId, step, visit]);

/** An empty store, by a clock of the test's. */
export function memoryStore(now: () => number = Date.now): MemoryStore {
  const rows = new Map<string, EffectRow>();
  const taken = new Map<string, Reservation>();
  const stopped = new Map<string, Stop & { merchant: string }>();
  return {
    effects: memoryEffects(rows, taken, stopped, now),
    reservations: memoryReservations(rows, taken, now),
    stops: memoryStops(stopped, now),
  };
}

function memoryEffects(
  rows: Map<string, EffectRow>,
  taken: Map<string, Reservation>,
  stopped: ReadonlyMap<string, Stop & { merchant: string }>,
  now: () => number,
): Effects {
  const count = (is: (row: EffectRow) => boolean): number => [...rows.values()].filter(is).length;
  return {
    find: (id) => Promise.resolve(rows.get(nameOf(id))),
    change({ id, holder }, decide) {
      const row = rows.get(nameOf(id));
      const held = isOpen(taken.get(holder));
      const stops = [...stopped.values()].filter(({ merchant }) => merchant === id.merchant);
      const change = decide({ row, held, now: now(), stopped: stops.map(({ scope }) => scope) });
      close(taken, holder, change.reservation);
      if (change.row === 'deleted') rows.delete(nameOf(id));
      else if (change.row !== undefined) rows.set(nameOf(id), change.row);
      return Promise.resolve(change.value);
    },
    open(olderThanMs, limit) {
      const open = [...rows.values()].filter(
        ({ state, firstSentAt }) =>
          (state === 'sending' || state === 'accepted') && firstSentAt < now() - olderThanMs,
      );
      return Promise.resolve(open.sort((a, b) => a.firstSentAt - b.firstSentAt).slice(0, limit));
    },
    count: () =>
      Promise.resolve({
        unknown: count(({ state }) => state === 'unknown'),
        accepted: count(({ state }) => state === 'accepted'),
        doubled: count(({ doubled }) => doubled),
      }),
  };
}

const hasEnded = (row: EffectRow | undefined): boolean =>
  row === undefined || row.state === 'done' || row.state === 'refused';

const isOpen = (row: Reservation | undefined): boolean => row?.state === 'reserved' || row?.state === 'kept';

function close(
  taken: Map<string, Reservation>,
  holder: string,
  to: EffectChange<unknown>['reservation'],
): void {
  const row = taken.get(holder);
  if (to === undefined || row === undefined) return;
  if (row.state === 'paid' && to.state === 'freed') return;
  taken.set(holder, { ...row, ...to });
}

function memoryReservations(
  rows: ReadonlyMap<string, EffectRow>,
  taken: Map<string, Reservation>,
  now: () => number,
): Reservations {
  return {
    change({ merchant, subject, key, spared }, decide) {
      const counting = [...taken.values()].filter(
        (row) => row.merchant === merchant && row.state !== 'freed',
      );
      const all = counting.filter((row) => row.subject === subject);
      const since = now() - (spared?.ms ?? 0);
      const before = counting.filter(
        (row) =>
          row.customer === spared?.customer &&
          row.covered === true &&
          row.key !== key &&
          row.reservedAt > since,
      );
      const { row, value } = decide({
        own: all.find((each) => each.key === key),
        others: all.filter((each) => each.key !== key),
        spared: before.length,
        now: now(),
      });
      const other = all.find((each) => each.key !== key && each.state === 'reserved');
      if (row?.state === 'reserved' && other !== undefined) throw new Error('two have reserved one subject');
      if (row !== undefined) taken.set(row.key, row);
      return Promise.resolve(value);
    },
    idle(olderThanMs, limit) {
      const idle = [...taken.values()].filter(
        (row) =>
          row.state === 'reserved' && hasEnded(rows.get(nameOf(row))) && row.reservedAt < now() - olderThanMs,
      );
      return Promise.resolve(idle.sort((a, b) => a.reservedAt - b.reservedAt).slice(0, limit));
    },
  };
}

function memoryStops(stopped: Map<string, Stop & { merchant: string }>, now: () => number): Stops {
  return {
    list: (merchant) => Promise.resolve([...stopped.values()].filter((stop) => stop.merchant === merchant)),
    stop(merchant, scope, by) {
      const name = JSON.stringify([merchant, scope]);
      if (!stopped.has(name)) stopped.set(name, { merchant, scope, by, at: now() });
      return Promise.resolve();
    },
    go(merchant, scope) {
      for (const [name, stop] of stopped)
        if (stop.merchant === merchant && (scope === undefined || stop.scope === scope)) stopped.delete(name);
      return Promise.resolve();
    },
  };
}

/** Flow versions in memory. */
export function memoryFlows(): FlowVersions {
  const flows = new Map<string, { hash: string; ir: FlowIr }>();
  return {
    publish({ merchant, flow, hash, ir }) {
      flows.set(`${merchant}/${flow}`, { hash, ir });
      return Promise.resolve();
    },
    get: (_merchant, hash) => Promise.resolve([...flows.values()].find((one) => one.hash === hash)?.ir),
    current: (merchant, flow) => Promise.resolve(flows.get(`${merchant}/${flow}`)),
  };
}
