/** What a worker says of itself, from its start to its end. */
import { expect, test } from 'vitest';
import { notReady } from '../../src/observability/readiness.js';

const fine = (): Promise<void> => Promise.resolve();
const broken = (): Promise<void> => Promise.reject(new Error('away'));
const merchants = new Map([['demo', {}]]);
const worker = { getState: () => 'RUNNING' };

test.each([
  ['the worker starts', {}, fine],
  ['the worker is DRAINING', { worker: { getState: () => 'DRAINING' }, merchants }, fine],
  ['no merchant is served', { worker, merchants: new Map() }, fine],
  ['the store does not answer', { worker, merchants, masterKey: broken }, broken],
  ['the master key cannot be used', { worker, merchants, masterKey: broken }, fine],
  [undefined, { worker, merchants, masterKey: fine }, fine],
  [undefined, { worker, merchants }, fine],
])('%s', async (reason, serving, ping) => {
  expect(await notReady(serving, { ping })).toBe(reason);
});
