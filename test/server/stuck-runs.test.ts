/** A deploy whose workflow code contradicts runs under way: health, metric and approver are told, and a rollback heals it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import { startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { orderly } from '../cli/run-cli.js';
import { page, section } from '../docs/support.js';
import { RefundDesk, until } from './support/refund-desk.js';

const timeoutMs = 400_000;
const stuck = '503 run_stuck: runs cannot continue with this build';

let stack: Stack;
let desk: RefundDesk;
beforeAll(async () => {
  stack = await startStack();
  desk = new RefundDesk(stack);
});
afterAll(() => stack[Symbol.asyncDispose]());

async function readiness(url: string): Promise<string> {
  const answer = await fetch(`${url}/readyz`);
  return `${answer.status} ${(await answer.text()).trim()}`;
}

test(
  'other code under a refund that waits',
  async () => {
    const night = section(page('docs/operating/night.md'), '## A deploy has stuck runs');
    const one = await desk.waiting(stack.stories.refundable.from60To190[0]!);
    await stack.worker.kill('SIGTERM');
    const changed = await startService({
      ...{ name: 'changed worker', args: programArguments('test/server/support/changed-worker.ts') },
      ...{ env: stack.env, ready: (line) => line['msg'] === 'ready' },
    });
    const url = String(changed.said['url']);

    const decided = await desk.decide(desk.message(one, desk.anna));
    expect(decided).toMatchObject({ accepted: false, code: 'approval_under_way' });
    expect((await stack.client.approvals.find(one.request.id)).handed).toHaveLength(1);
    expect(night).toContain('`run_stuck`');

    await until('not ready', async () => ((await readiness(url)) === stuck ? true : undefined));
    expect(night).toContain(`\`/readyz\`: \`${stuck}\``);
    const series =
      /^temporal_workflow_task_execution_failed_total\{.*failure_reason="NonDeterminismError".*\} [1-9]/m;
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(series);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const shown = await orderly(['runs', 'show', 'demo', one.request.workflowId], { env: stack.env });
    expect(shown.stdout).toMatch(/^Awaits: +another build of the workers \(run_stuck\)$/m);

    // The rollback.
    await changed.kill('SIGTERM');
    stack.worker = await stack.startWorker();
    await until('ready', async () =>
      (await readiness(String(stack.worker.said['url']))) === '200 ready' ? true : undefined,
    );
    // What was handed over meanwhile counts by itself.
    await until('a decision that counts', async () =>
      (await stack.client.approvals.find(one.request.id)).state === 'approved' ? true : undefined,
    );
    await desk.hears(one.customer, /We’ve refunded/);
    expect(await desk.paid(one.order)).toHaveLength(1);
    expect(night).toContain('**How it ends:** the refund is paid once, and the customer gets an answer');
  },
  timeoutMs,
);
