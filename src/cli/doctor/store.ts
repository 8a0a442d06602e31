/** Checks of the store, and of what the processes of an installation say there of themselves. */
import { differenceTo, mostClockDifferenceMs } from '../../platform/observability/watch-clock.js';
import { requireDatabaseUrl } from '../../platform/config.js';
import { connectionsOf } from '../../store/open-store.js';
import type { LiveProcess } from '../../store/processes.js';
import type { Check, Finding } from './check.js';

const opens: Check = {
  name: 'store',
  needs: ['config'],
  async examine({ store: open }) {
    const { store } = await open();
    await store.ping();
    return { type: 'ok', says: 'it can be written to, and its schema is the one that this build needs' };
  },
};

const keys: Check = {
  name: 'keys',
  needs: ['store'],
  async examine({ store: open }) {
    const { keys: read } = await open();
    const opened = await read();
    return { type: 'ok', says: opened === undefined ? 'nothing is encrypted' : 'the master key opens them' };
  },
};

const clock: Check = {
  name: 'clock',
  needs: ['store'],
  async examine({ store: open }) {
    const { store } = await open();
    const differenceMs = await differenceTo(() => store.now());
    const seconds = Math.round(Math.abs(differenceMs) / 1000);
    if (Math.abs(differenceMs) <= mostClockDifferenceMs)
      return { type: 'ok', says: `${seconds} s from the database’s` };
    return {
      type: 'wrong',
      code: 'clock_differs',
      says: `This machine’s clock is ${seconds} s ${differenceMs > 0 ? 'ahead of' : 'behind'} the database’s`,
      todo: 'Set it by NTP (docs/operating/night.md#a-clock-is-wrong).',
    };
  },
};

/** Connections of PostgreSQL that stay for operators and for what is short. */
const spare = 5;

const databaseConnections: Check = {
  name: 'database connections',
  needs: ['config', 'store'],
  async examine({ config, store: open }) {
    const set = await config();
    const { store } = await open();
    const { most, used } = await connectionsOf(requireDatabaseUrl(set));
    const processes = (await store.installation.processes()).length;
    const wanted = processes * set.databaseConnections;
    const says = `${processes} processes may open ${wanted} connections; the database allows ${most}, and ${used} are open`;
    if (wanted + spare <= most && used + spare <= most) return { type: 'ok', says };
    return {
      type: 'warning',
      code: 'too_many_connections',
      says,
      todo: 'Raise `max_connections`, or lower ORDERLY_DATABASE_CONNECTIONS (docs/operating/in-production.md).',
    };
  },
};

const processes: Check = {
  name: 'processes',
  needs: ['store'],
  async examine({ store: open }) {
    const { store } = await open();
    const alive = await store.installation.processes();
    const ofKind = (kind: LiveProcess['kind']): number => alive.filter((each) => each.kind === kind).length;
    const findings: Finding[] = [];
    if (ofKind('worker') === 0)
      findings.push({
        type: 'wrong',
        says: 'No worker is running, so nobody gets an answer',
        todo: 'Start one with `orderly worker`; if it ends, its last line says why.',
      });
    if (ofKind('api') === 0)
      findings.push({
        type: 'warning',
        says: 'No API is running: channels and the desk reach nothing',
        todo: 'Start one with `orderly api`, unless your conversation service uses the typed client.',
      });
    const sets = new Set(alive.map(({ masterKeys }) => masterKeys[0] ?? ''));
    if (sets.size > 1)
      findings.push({
        type: 'warning',
        says: 'The processes do not all have the same newest master key',
        todo: 'Give all of them the same keys and restart those that have others (docs/operating/privacy.md).',
      });
    const counted = `${ofKind('worker')} workers, ${ofKind('api')} APIs`;
    return findings.length > 0 ? findings : { type: 'ok', says: counted };
  },
};

const served: Check = {
  name: 'merchants served',
  needs: ['store', 'merchants'],
  async examine({ store: open, merchants }) {
    const [{ store }, { loaded }] = await Promise.all([open(), merchants()]);
    const names = [...loaded.merchants.keys()];
    const isServed = await Promise.all(names.map((name) => store.workers.isServed(name)));
    const unserved = names.filter((_, at) => isServed[at] !== true);
    if (unserved.length === 0) return { type: 'ok', says: names.join(', ') || 'none' };
    return {
      type: 'wrong',
      says: `No worker serves ${unserved.join(', ')}`,
      todo: 'Start a worker with these merchants’ folder; one that runs already has refused them, and its log says why.',
    };
  },
};

const signIns: Check = {
  name: 'connections’ sign-ins',
  needs: ['store', 'merchants'],
  async examine({ store: open, merchants }) {
    const [{ store }, { loaded }] = await Promise.all([open(), merchants()]);
    const wanted = [...loaded.merchants].flatMap(([merchant, { connections }]) =>
      [...connections.values()].flatMap(({ name, signIn }) =>
        signIn === undefined ? [] : [{ merchant, name }],
      ),
    );
    const missing: Finding[] = [];
    for (const { merchant, name } of wanted)
      if ((await store.tokens.get(`${merchant}/${name}`)) === undefined)
        missing.push({
          type: 'wrong',
          says: `Nobody has signed in to ${merchant}/${name}`,
          todo: `Run \`orderly connections connect ${merchant} ${name}\`.`,
        });
    return missing.length > 0 ? missing : { type: 'ok', says: `${wanted.length} needed` };
  },
};

/** From what must be there to what lives in it. */
export const storeChecks: readonly Check[] = [
  opens,
  keys,
  clock,
  databaseConnections,
  processes,
  served,
  signIns,
];
