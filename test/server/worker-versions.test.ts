/** Two builds of the workers side by side, whose workflow code differs: runs end where they began, conversations go over. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { countStuck } from '../../src/platform/observability/readiness.js';
import { orderly } from '../cli/run-cli.js';
import { RefundDesk, until, type Waiting } from './support/refund-desk.js';
import { buildOf, setCurrent, versionEnv } from './support/worker-versions.js';

const timeoutMs = 400_000;

let stack: Stack;
let desk: RefundDesk;
let older: ServiceProcess;
let newer: ServiceProcess;
beforeAll(async () => {
  // A worker's start ends with the schedule, which needs no version to be current.
  stack = await startStack({ workerEnv: versionEnv('v1') });
  older = stack.worker;
  desk = new RefundDesk(stack);
  await setCurrent(stack.temporal, 'v1');
});
afterAll(async () => {
  await newer[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
});

const buildOfRun = ({ request }: Waiting): Promise<string | undefined> =>
  buildOf(stack.temporal, request.workflowId);
const buildOfConversation = ({ customer }: Waiting): Promise<string | undefined> =>
  buildOf(stack.temporal, customer.workflowId);

async function isPaid(waiting: Waiting): Promise<void> {
  await until('A decision that counts', async () =>
    (await desk.decide(desk.message(waiting, desk.anna))).accepted ? true : undefined,
  );
  await desk.hears(waiting.customer, /We’ve refunded/);
  expect(await desk.paid(waiting.order)).toHaveLength(1);
}

/** Sets a build current and waits until new runs get it: the server spreads the word over its task queues. */
async function rollOut(build: string): Promise<void> {
  await until(`Workers of ${build}`, () =>
    setCurrent(stack.temporal, build).then(
      () => true,
      () => undefined,
    ),
  );
}

test(
  'a changed build is rolled out over waiting refunds and rolled back',
  async () => {
    const [first, second, third, fourth] = stack.stories.refundable.from60To190;
    const begun = await desk.waiting(first!);
    const left = await desk.waiting(second!);
    expect([await buildOfRun(begun), await buildOfConversation(begun)]).toEqual(['v1', 'v1']);

    const before = await orderly(['runs', 'replay'], { env: stack.env });
    expect(before.code).toBe(0);
    expect(before.stdout).toMatch(/^Replayed \d+ open runs: this build can continue them all\.$/m);

    newer = await startService({
      ...{ name: 'changed worker', args: programArguments('test/server/support/changed-worker.ts') },
      ...{ env: { ...stack.env, ...versionEnv('v2') }, ready: (line) => line['msg'] === 'ready' },
    });
    await rollOut('v2');
    const fresh = await desk.waiting(third!);
    expect([await buildOfRun(fresh), await buildOfConversation(fresh)]).toEqual(['v2', 'v2']);

    // This build, as if it were rolled out in the place of the newer one: which runs it would leave stuck is said before.
    const after = await orderly(['runs', 'replay'], { env: stack.env });
    expect(after.code).toBe(1);
    expect(after.stdout).toContain(fresh.request.workflowId);
    expect(after.stdout).not.toContain(left.request.workflowId);
    expect(after.stderr).toMatch(/^error run_stuck: \d+ of \d+ open runs cannot continue with this build$/m);

    // What waits goes on where it began; the message after it takes its conversation over.
    await isPaid(begun);
    expect(await buildOfRun(begun)).toBe('v1');
    await begun.customer.says('Thank you!');
    await until('The conversation on the new build', async () =>
      (await buildOfConversation(begun)) === 'v2' ? true : undefined,
    );

    await rollOut('v1');
    const afterwards = await desk.waiting(fourth!);
    expect([await buildOfRun(afterwards), await buildOfConversation(afterwards)]).toEqual(['v1', 'v1']);
    await begun.customer.says('Where is my order?');
    await until('The conversation on the build before', async () =>
      (await buildOfConversation(begun)) === 'v1' ? true : undefined,
    );
    for (const waiting of [left, fresh, afterwards]) await isPaid(waiting);
    expect([await buildOfRun(left), await buildOfRun(fresh)]).toEqual(['v1', 'v2']);

    for (const { said } of [older, newer]) {
      const url = String(said['url']);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(countStuck(await (await fetch(`${url}/metrics`)).text())).toBe(0);
    }
  },
  timeoutMs,
);
