/** Money on the real way: paid once whoever asks how often, nothing sent by a reset, and nothing told that nobody knows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoryOrder } from '../../demo/shop/stories.js';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import type { OutboxRow } from '../../src/store/store.js';
import type { RunEnd } from '../../src/contracts/workflow-messages.js';
import { impatient } from './support/impatient.js';
import { heardUntil, heardUntilHandover, isHandover } from './support/hearing.js';
import { RefundDesk, until } from './support/refund-desk.js';
import { refundsOf } from './support/shop-view.js';

const parts = new Parts();
let desk: RefundDesk;
let small: readonly StoryOrder[];

beforeAll(async () => {
  const { workerEnv } = parts.use(await impatient());
  desk = new RefundDesk(parts.use(await startStack({ workerEnv })));
  small = desk.stack.stories.refundable.below50;
});

afterAll(async () => {
  await parts[Symbol.asyncDispose]();
});

const refundsAt = (order: StoryOrder): ReturnType<typeof refundsOf> =>
  refundsOf(desk.stack.shop.controls, order);

/** Somebody asks for a refund; resolves when they are asked whether they are sure. */
async function asks(order: StoryOrder): Promise<DemoCustomer> {
  const customer = desk.customer(order);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await desk.wholeOrder(customer);
  return customer;
}

/** What the refund-order run of a conversation is called. */
async function runOf(customer: DemoCustomer): Promise<string> {
  const query = `WorkflowId STARTS_WITH "${customer.workflowId}/" AND WorkflowType = "refund-order"`;
  for await (const { workflowId } of desk.stack.temporal.workflow.list({ query })) return workflowId;
  throw new Error('The conversation has no run of refund-order.');
}

test('twenty requests for one order from twenty conversations: one payment, and the others are told so', async () => {
  const order = small[0]!;
  const customers = await Promise.all(Array.from({ length: 20 }, () => asks(order)));
  await Promise.all(customers.map((customer) => customer.says('Yes, please')));
  const isOver = (row: OutboxRow): boolean => isHandover(row) || row.body.text.includes('We’ve refunded');
  const heard = await Promise.all(customers.map((customer) => heardUntil(customer, isOver)));
  const others = heard.filter((rows) => rows.some(isHandover));
  expect(others).toHaveLength(19);
  for (const rows of others) expect(rows.map(({ body }) => body.text).join()).toMatch(/A colleague will/);
  const { requests, rows } = await refundsAt(order);
  expect(rows).toMatchObject([{ cents: order.betrag_cent }]);
  expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
});

describe('a reset of a run that has paid sends nothing', () => {
  let order: StoryOrder;
  let workflowId: string;
  let customer: DemoCustomer;

  beforeAll(async () => {
    order = small[1]!;
    customer = await asks(order);
    await customer.says('Yes, please');
    await desk.hears(customer, /We’ve refunded/);
    workflowId = await runOf(customer);
    expect(await ended()).toMatchObject({ result: 'refunded' });
  });

  const ended = (): Promise<RunEnd> =>
    desk.stack.temporal.workflow.getHandle(workflowId).result() as Promise<RunEnd>;

  test('to just before the payment: it ends with the answer of before', async () => {
    await reset(await taskThatSends(workflowId));
    expect(await ended()).toMatchObject({
      result: 'refunded',
      outputs: { amount: { minor: order.betrag_cent } },
    });
    await expectOnePayment();
  });

  test('to its very beginning: it ends because nothing is left to pay back', async () => {
    await reset((await completedTasks(workflowId))[0]!);
    // What it is about is asked anew, in the words that the customer has read.
    await until('The question', async () => (await waitsForCustomer()) || undefined);
    await customer.says('The whole order');
    expect(await ended()).toMatchObject({ result: 'already_refunded' });
    await expectOnePayment();
  });

  const waitsForCustomer = async (): Promise<boolean> =>
    (await desk.stack.client.run('demo', workflowId)).waitingOn.includes('customer');

  async function reset(workflowTaskFinishEventId: number): Promise<void> {
    const handle = desk.stack.temporal.workflow.getHandle(workflowId);
    const before = await handle.describe();
    await desk.stack.temporal.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId },
      reason: 'a test',
      requestId: randomUUID(),
      workflowTaskFinishEventId: workflowTaskFinishEventId as never, // an int64 that the type wants as a Long
    });
    expect((await handle.describe()).runId).not.toBe(before.runId);
  }

  async function expectOnePayment(): Promise<void> {
    const { requests, rows } = await refundsAt(order);
    expect(requests).toHaveLength(1);
    expect(rows).toMatchObject([{ cents: order.betrag_cent }]);
  }
});

describe('a keyed refund that gets only 503 until its deadline', () => {
  let order: StoryOrder;
  let heard: string;

  beforeAll(async () => {
    order = small[2]!;
    await desk.stack.shop.controls.fail({
      match: { method: 'POST', path: `${order.id}/erstattungen` },
      kind: 'status',
    });
    const customer = await asks(order);
    await customer.says('Yes, please');
    const { told, handover } = await heardUntilHandover(customer);
    heard = told;
    expect(handover).toMatchObject({ queue: 'service' });
  });

  test('ends as unknown, and the customer is told that nobody knows', async () => {
    expect(heard).toContain('I’m not sure whether that went through.');
    const { requests, rows } = await refundsAt(order);
    expect(requests.length).toBeGreaterThan(1);
    expect(new Set(requests.map(({ key }) => key))).toEqual(new Set([expect.any(String)]));
    expect(rows).toEqual([]);
  });

  test('is counted in the metric that must be 0', async () => {
    const page = await fetch(`${String(desk.stack.worker.said['url'])}/metrics`);
    expect(await page.text()).toMatch(/^orderly_effects_unknown 1$/m);
  });

  test('keeps the order taken, also when the shop is well again', async () => {
    await desk.stack.shop.controls.reset();
    const before = await refundsAt(order);
    const customer = await asks(order);
    await customer.says('Yes, please');
    await desk.hears(customer, /that didn’t work/);
    expect(await refundsAt(order)).toEqual(before);
  });
});

/** The workflow task that asked for the last call of the step `refund`, by the event that completed it. */
async function taskThatSends(workflowId: string): Promise<number> {
  const { events } = await desk.stack.temporal.workflow.getHandle(workflowId).fetchHistory();
  const calls = (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === 'callOperation',
  );
  return Number(calls.at(-1)?.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId);
}

/** Ids of the events that completed the workflow tasks of a run, in order. */
async function completedTasks(workflowId: string): Promise<number[]> {
  const { events } = await desk.stack.temporal.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? [])
    .filter((event) => event.workflowTaskCompletedEventAttributes != null)
    .map(({ eventId }) => Number(eventId));
}
