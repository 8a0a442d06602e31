/** What a worker says of itself, from its start to its end. */
import { expect, test } from 'vitest';
import { notReady } from '../../../src/platform/observability/readiness.js';

const broken = (): Promise<void> => Promise.reject(new Error('away'));
const fine = (): Promise<void> => Promise.resolve();
const merchants = new Map([['demo', {}]]);
const worker = { getState: () => 'RUNNING' };
const away = 'temporal_unavailable: Temporal does not answer';

test.each([
  ['the worker is starting', {}, {}],
  ['the worker is DRAINING', { worker: { getState: () => 'DRAINING' }, merchants }, {}],
  ['no merchant is served', { worker, merchants: new Map() }, {}],
  [away, { worker, merchants, masterKey: broken }, { missing: away, stuck: true }],
  ['key_unreadable: the master key cannot be used', { worker, merchants, masterKey: broken }, {}],
  [
    'run_stuck: runs cannot continue with this build',
    { worker, merchants, masterKey: fine },
    { stuck: true },
  ],
  [undefined, { worker, merchants, masterKey: fine }, {}],
  [undefined, { worker, merchants }, {}],
])('%s', async (reason, serving, { missing, stuck = false }: { missing?: string; stuck?: boolean }) => {
  const outages = { missing: () => Promise.resolve(missing) };
  const stuckRuns = { lately: () => Promise.resolve(stuck) };
  expect(await notReady(serving, { outages, stuckRuns })).toBe(reason);
});
