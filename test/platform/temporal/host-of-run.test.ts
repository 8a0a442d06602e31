/** In which workflow a run is: the first that exists, and a closed one is not passed over for a caller that lives. */
import { expect, test } from 'vitest';
import { type WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
import { hostOf } from '../../../src/platform/temporal/host-of-run.js';

const root = 'demo/c1/4f2a-refund';
const child = `${root}/pay/1`;

/** Temporal with these workflows. */
const temporal = (statuses: Readonly<Record<string, string>>) =>
  ({
    getHandle: (id: string) => ({
      describe: () =>
        statuses[id] === undefined
          ? Promise.reject(new WorkflowNotFoundError('gone', id, undefined))
          : Promise.resolve({ status: { name: statuses[id] } }),
    }),
  }) as unknown as WorkflowClient;

test.each<[string, Readonly<Record<string, string>>, Awaited<ReturnType<typeof hostOf>>]>([
  ['its own', { [child]: 'RUNNING', [root]: 'RUNNING' }, { id: child, isRunning: true }],
  ['its own, which waits', { [child]: 'PAUSED' }, { id: child, isRunning: true }],
  ['its own, which is over', { [child]: 'COMPLETED', [root]: 'RUNNING' }, { id: child, isRunning: false }],
  ["its caller's, if it has none", { [root]: 'RUNNING' }, { id: root, isRunning: true }],
  ['none', {}, undefined],
])('%s', async (_, statuses, host) => {
  expect(await hostOf(temporal(statuses), child)).toEqual(host);
});

test('a server that does not answer is no answer', async () => {
  const away = { getHandle: () => ({ describe: () => Promise.reject(new Error('away')) }) };
  await expect(hostOf(away as unknown as WorkflowClient, child)).rejects.toThrow('away');
});
