/**
 * Refunds whose activity times out while its attempt lives on: the worker stands still, another goes on, the first wakes
 * up. It takes six minutes, so it is played where somebody asks for it: `ORDERLY_TEST_FROZEN=1`. The same rules are
 * played through by seeds in test/activities/calls/overlapping-attempts.test.ts.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { trusting } from '../../demo/stack/trusting-merchants.js';
import type { CallResult } from '../../src/contracts/call-result.js';
import { payingQueue } from './support/paying/queue.js';
import type { Paying } from './support/paying/workflows/index.js';
import { until } from './support/shop-view.js';

let stack: Stack;
let folder: string;
let hashes: Paying['hashes'];
const workers: ServiceProcess[] = [];

/** Three rounds over the orders that can be paid back: a hundred refunds. */
const rounds = [40, 40, 20];
const partOf = (round: number): number => 100 + round;

const asked = process.env['ORDERLY_TEST_FROZEN'] !== undefined;

beforeAll(async () => {
  if (!asked) return;
  stack = await startStack();
  await stack.worker.kill('SIGTERM');
  folder = await mkdtemp(join(tmpdir(), 'orderly-merchants-'));
  const demo = fileURLToPath(new URL('../../merchants/demo/', import.meta.url));
  await cp(join(demo, 'connections'), join(folder, 'demo', 'connections'), { recursive: true });
  const file = await readFile(join(demo, 'merchant.yaml'), 'utf8');
  const generous = trusting(file).replace(/upTo: 50 EUR\n\s+perCustomer: 2\/30d/, 'upTo: 5000 EUR');
  expect(generous).not.toBe(file);
  await writeFile(join(folder, 'demo', 'merchant.yaml'), generous);
  const hashOf = async (flow: string): Promise<string> =>
    (await stack.store.flowVersions.current('demo', flow))?.hash ?? '';
  hashes = { find: await hashOf('find-order'), refund: await hashOf('refund-order') };
});

afterAll(async () => {
  if (!asked) return;
  for (const worker of workers) {
    process.kill(worker.pid, 'SIGCONT');
    await worker.kill('SIGTERM');
  }
  await stack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function startPayingWorker(): Promise<ServiceProcess> {
  const worker = await startService({
    name: 'paying worker',
    args: programArguments('test/server/support/paying/worker.ts'),
    env: { ...stack.env, ORDERLY_MERCHANTS: folder },
    ready: (line) => line['msg'] === 'ready',
  });
  workers.push(worker);
  return worker;
}

const refundable = (): StoryOrder[] => Object.values(stack.stories.refundable).flat();

/** Starts the refunds of a round; resolves with their results. */
async function startRefunds(round: number, count: number): Promise<CallResult[]> {
  const handles = await Promise.all(
    refundable()
      .slice(0, count)
      .map(({ nummer, customer }) => {
        const paying: Paying = {
          order: { number: nummer, email: customer.mail },
          ...{ minor: partOf(round), hashes },
        };
        const workflowId = `paying-${round}-${nummer}`;
        return stack.temporal.workflow.start('paying', {
          taskQueue: payingQueue,
          workflowId,
          args: [paying],
        });
      }),
  );
  return Promise.all(handles.map((handle) => handle.result() as Promise<CallResult>));
}

/** Refunds of a round whose activity was given to another attempt because its heart had stopped. */
async function timeouts(round: number, count: number): Promise<number> {
  const histories = await Promise.all(
    refundable()
      .slice(0, count)
      .map(({ nummer }) => stack.temporal.workflow.getHandle(`paying-${round}-${nummer}`).fetchHistory()),
  );
  return histories.filter(({ events }) =>
    events?.some(
      ({ activityTaskStartedEventAttributes: started }) => started?.lastFailure?.timeoutFailureInfo != null,
    ),
  ).length;
}

const posts = async (): Promise<number> =>
  (await stack.shop.controls.requests()).filter(
    ({ method, path }) => method === 'POST' && path.includes('erstattungen'),
  ).length;

const whyNot = asked ? '' : ' (skipped: ORDERLY_TEST_FROZEN is not set)';

(asked ? test : test.skip)(
  `a hundred refunds are paid once each, whatever the worker that stood still does when it wakes${whyNot}`,
  async () => {
    let [expected, timedOut] = [0, 0];
    for (const [round, count] of rounds.entries()) {
      // Both are there before: the embedded store waits for a client that stands still in a transaction, and is new to nobody.
      const [frozen, other] = await Promise.all([startPayingWorker(), startPayingWorker()]);
      const before = await posts();
      // Some wait for their answer, some have not been sent when it stops.
      await stack.shop.controls.fail({
        match: { method: 'POST', path: 'erstattungen' },
        ...{ times: count, kind: 'delay', ms: 1500 },
      });
      const ended = startRefunds(round, count);
      await until(async () => (await posts()) > before + count / 4);
      process.kill(frozen.pid, 'SIGSTOP');
      const results = await ended;
      expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'done'));
      // It goes on where it stood, and has ended all of it before it is gone.
      process.kill(frozen.pid, 'SIGCONT');
      await frozen.kill('SIGTERM');
      await other.kill('SIGTERM');
      workers.splice(0);
      await stack.shop.controls.reset();
      expected += count;
      timedOut += await timeouts(round, count);
      expect(await stack.shop.controls.ledger()).toHaveLength(expected);
    }
    // Else nothing has overlapped.
    expect(timedOut).toBeGreaterThan(0);
    const ledger = await stack.shop.controls.ledger();
    const names = ledger.map(({ nummer, cents }) => `${nummer} ${cents}`);
    expect(new Set(names).size).toBe(100);
    expect(await stack.store.effects.count()).toEqual({ unknown: 0, accepted: 0, doubled: 0 });
  },
  600_000,
);
