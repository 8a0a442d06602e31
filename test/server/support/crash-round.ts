/** One round of the crash test: the worker dies between the shop's act and the record of its answer, and a new one ends the run. */
import { setTimeout } from 'node:timers/promises';
import type { StoryOrder } from '../../../demo/shop/stories.js';
import { DemoAgent } from '../../../demo/stack/agent.js';
import { DemoCustomer } from '../../../demo/stack/customer.js';
import type { Stack } from '../../../demo/stack/stack.js';
import type { RunEnd } from '../../../src/contracts/workflow-messages.js';
import { refundsOf, until } from './shop-view.js';

/** What a round came to, as the shop and the run saw it. */
export interface CrashRound {
  order: string;
  /** Requests for the refund in the shop's log. */
  requests: number;
  /** Different idempotency keys among them; a request without one counts as a key of its own. */
  keys: number;
  /** Rows of the refund in the shop's ledger. */
  ledger: number;
  /** What the run of refund-order ended as. */
  result: string;
  seconds: number;
  passed: boolean;
}

/** The shop's answer comes that late: long after the worker has been killed. */
const answerDelayMs = 60_000;

/** Recovery takes a few seconds, and a worker's start on a busy machine. */
const patienceMs = 90_000;

/** Plays a round on an order above the band; `stack.worker` is another one afterwards. */
export async function crashRound(stack: Stack, order: StoryOrder): Promise<CrashRound> {
  const started = Date.now();
  const runId = await approvedAndPaid(stack, order);
  await stack.worker.kill('SIGKILL');
  stack.worker = await stack.startWorker();
  const result = await endOf(stack, runId);
  const { requests, rows } = await refundsOf(stack.shop.controls, order);
  const counts = {
    requests: requests.length,
    keys: new Set(requests.map(({ key }, index) => key ?? index)).size,
    ledger: rows.length,
  };
  const passed = counts.requests === 2 && counts.keys === 1 && counts.ledger === 1 && result === 'refunded';
  return { order: order.nummer, ...counts, result, seconds: (Date.now() - started) / 1000, passed };
}

/** What the run ended as, or that it has not ended: then the round has failed and the next one can be played. */
async function endOf({ temporal }: Stack, workflowId: string): Promise<string> {
  const end = temporal.workflow.getHandle(workflowId).result() as Promise<RunEnd>;
  const late = new AbortController();
  const tooLate = setTimeout(patienceMs, { result: 'running' }, late);
  const { result } = await Promise.race([end.catch(() => ({ result: 'failed' })), tooLate]);
  tooLate.catch(() => undefined);
  late.abort();
  return result;
}

/** Brings a refund so far that the shop has paid and nobody knows it yet; resolves with the run's id. */
async function approvedAndPaid(stack: Stack, order: StoryOrder): Promise<string> {
  const { id, mail } = order.customer;
  const { channel, anna } = stack.keys;
  const customer = new DemoCustomer({
    client: stack.client,
    language: 'en',
    signedIn: { ref: id, email: mail, channelKey: channel },
  });
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await customer.hears();
  await customer.says('The whole order');
  await customer.hears();
  await customer.says('Yes, please');
  const agent = new DemoAgent('anna', anna, stack.client);
  const request = await agent.finds(customer.workflowId);
  await stack.shop.controls.fail({
    match: { method: 'POST', path: `${order.id}/erstattungen` },
    times: 1,
    kind: 'delay',
    ms: answerDelayMs,
  });
  const { accepted, code } = await agent.decides(request, 'approved');
  if (!accepted) throw new Error(`The approval was refused: ${code ?? 'no code'}.`);
  await until(async () => (await refundsOf(stack.shop.controls, order)).rows.length > 0);
  return request.workflowId;
}
