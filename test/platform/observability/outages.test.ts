/** What is away is told once when it goes, once each five minutes, and once when it is back; never in Rust's words. */
import { expect, test } from 'vitest';
import { ApplicationFailure } from '@temporalio/common';
import type { ErrorCode } from '../../../src/contracts/errors/catalogue.js';
import { OrderlyError } from '../../../src/contracts/errors/orderly-error.js';
import { createLog, temporalLogger } from '../../../src/platform/observability/log.js';
import { outageIn, Outages } from '../../../src/platform/observability/outages.js';
import { countStuck, StuckRuns } from '../../../src/platform/observability/readiness.js';

interface Line {
  level: string;
  code?: string;
  forSeconds?: number;
  message: string;
}

function scene() {
  const lines: Line[] = [];
  let away: Error | undefined;
  let now = 0;
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, ...fields, message });
  };
  const outages = new Outages({ error: write('error'), info: write('info') }, () => now);
  const ping = (): Promise<void> => (away ? Promise.reject(away) : Promise.resolve());
  let store: Error | undefined;
  outages.watch('store_unavailable', {
    name: 'the store',
    ping: () => (store ? Promise.reject(store) : Promise.resolve()),
  });
  outages.watch('temporal_unavailable', { name: 'Temporal', ping });
  return {
    ...{ lines, outages },
    goes: (gone: boolean) => (away = gone ? new Error('gone') : undefined),
    storeFails: (error?: Error) => (store = error),
    later: async (ms: number) => {
      now += ms;
      await outages.look();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('six and a half minutes without Temporal are three lines, whatever the core says meanwhile', async () => {
  const { lines, outages, goes, later } = scene();
  goes(true);
  for (let second = 0; second < 390; second += 5) {
    for (let said = 0; said < 10; said += 1)
      outages.report('temporal_unavailable', () => lines.push({ level: 'warn', message: 'Status { code' }));
    await later(5_000);
  }
  expect(await outages.missing()).toBe('temporal_unavailable: Temporal does not answer');
  goes(false);
  await later(5_000);
  expect(await outages.missing()).toBeUndefined();
  const code = 'temporal_unavailable';
  expect(lines).toEqual([
    { level: 'error', code, forSeconds: 0, message: 'Temporal does not answer' },
    { level: 'error', code, forSeconds: 300, message: 'Temporal does not answer' },
    { level: 'info', code, forSeconds: expect.any(Number), message: 'Temporal answers again' },
  ]);
  outages[Symbol.dispose]();
});

test('a store that is read-only, or has no free connections, is told as that, and so is each change', async () => {
  const { lines, outages, storeFails, later } = scene();
  const failing = async (code?: ErrorCode): Promise<string | undefined> => {
    storeFails(code && new OrderlyError(code, 'at db'));
    await later(5_000);
    return outages.missing();
  };
  expect(await failing('store_read_only')).toBe('store_read_only: the store is read-only');
  expect(await failing('store_read_only')).toBe('store_read_only: the store is read-only');
  expect(await failing('store_unavailable')).toBe('store_unavailable: the store does not answer');
  expect(await failing('too_many_connections')).toBe(
    'too_many_connections: the store has no free connections',
  );
  expect(await failing()).toBeUndefined();
  expect(lines).toEqual([
    { level: 'error', code: 'store_read_only', forSeconds: 0, message: 'the store is read-only' },
    { level: 'error', code: 'store_unavailable', forSeconds: 10, message: 'the store does not answer' },
    {
      level: 'error',
      code: 'too_many_connections',
      forSeconds: 15,
      message: 'the store has no free connections',
    },
    {
      level: 'info',
      code: 'too_many_connections',
      forSeconds: 20,
      message: 'the store has free connections again',
    },
  ]);
  outages[Symbol.dispose]();
});

test('where Temporal answers, a request that fails is written, once each five minutes', async () => {
  const { lines, outages, later } = scene();
  const says = async (message: string): Promise<void> => {
    outages.report('temporal_unavailable', () => lines.push({ level: 'warn', message }));
    await settled();
  };
  await says('first');
  await says('second');
  await later(300_000);
  await says('third');
  expect(lines.map(({ message }) => message)).toEqual(['first', 'third']);
  outages[Symbol.dispose]();
});

test.each([
  ['temporal_unavailable', { sdkComponent: 'core', error: 'Status { code: Unavailable, message: "…" }' }],
  ['temporal_unavailable', { sdkComponent: 'core', network_error: 'Status { code: Unavailable }' }],
  [
    'temporal_unavailable',
    { sdkComponent: 'core', error: 'Status { code: Unknown, message: "transport error" }' },
  ],
  ['store_unavailable', { error: new Error('x', { cause: new OrderlyError('store_unavailable', 'away') }) }],
  ['store_unavailable', { error: ApplicationFailure.create({ type: 'store_unavailable' }) }],
  ['store_unavailable', { error: new OrderlyError('store_read_only', 'at db') }],
  ['store_unavailable', { error: new OrderlyError('too_many_connections', 'at db') }],
  [undefined, { error: new TypeError('x') }],
  [undefined, { sdkComponent: 'core', error: 'Status { code: NotFound }' }],
])('a line of the SDK is about %s', (code, fields) => {
  expect(outageIn(fields)).toBe(code);
});

test('what else the SDK says is written as before', () => {
  const heard: string[] = [];
  const logger = temporalLogger(createLog('silent'), { report: (code) => heard.push(code) });
  const core = { sdkComponent: 'core' } as const;
  logger.warn('gRPC call poll_workflow_task_queue retried 5 times', {
    ...core,
    error: 'Status { code: Unavailable }',
  });
  logger.warn('Failing workflow task', { ...core, failure: 'Failure { … }' });
  expect(heard).toEqual(['temporal_unavailable']);
});

test('workflow tasks that fail for other code are counted out of the page, whatever stands beside them', () => {
  const name = 'temporal_workflow_task_execution_failed_total';
  const page = [
    `${name}{failure_reason="NonDeterminismError",namespace="default",workflow_type="refund-order"} 3`,
    `${name}{failure_reason="WorkflowError",namespace="default"} 5`,
    `${name}{namespace="default",failure_reason="NonDeterminismError"} 2`,
  ];
  expect(countStuck(page.join('\n'))).toBe(5);
  expect(countStuck('')).toBe(0);
});

test('a worker is not ready for a quarter of an hour after the last of them, and says so each five minutes', async () => {
  let [now, count] = [0, 0];
  const said: string[] = [];
  const log = { error: (_: object, message: string) => said.push(message) };
  const stuck = new StuckRuns(
    '',
    log,
    () => now,
    () => Promise.resolve(count),
  );
  expect(await stuck.lately()).toBe(false);
  for (count = 1; count <= 7; count += 1) {
    now += 60_000;
    expect(await stuck.lately()).toBe(true);
  }
  expect(said).toHaveLength(2);
  count = 7;
  now += 15 * 60_000 - 1;
  expect(await stuck.lately()).toBe(true);
  now += 1;
  expect(await stuck.lately()).toBe(false);
  // A page that does not answer is no news.
  count = 0;
  expect(await stuck.lately()).toBe(false);
  stuck[Symbol.dispose]();
});
