/** Sub-flows inlined in their caller's workflow: the same conversation, the same keys, fewer workflows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import type { StoryOrder } from '../../demo/shop/stories.js';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { AskCustomerRequest } from '../../src/contracts/activities.js';
import { placeOf } from '../../src/activities/calls/plan.js';
import { type RunEnd, taskQueue } from '../../src/contracts/workflow-messages.js';
import { moveClock } from '../support/database-clock.js';

const parts = new Parts();
let stack: Stack;
let stage: Stage;
let orders: StoryOrder[];

beforeAll(async () => {
  stack = parts.use(await startStack());
  stage = new Stage(stack, new Transcript(() => undefined));
  orders = [...stack.stories.single.shipped];
});

afterAll(() => parts[Symbol.asyncDispose]());

/** Somebody whom nobody vouches for asks for an order, and is asked for a fact by find-order, two sub-flows deep. */
async function isAskedForAFact(order: StoryOrder): Promise<DemoCustomer> {
  const customer = stage.unauthenticated();
  await customer.says(`Where is my refund for order ${order.nummer}?`);
  expect((await customer.hears()).map(({ kind }) => kind)).toEqual(['question']);
  return customer;
}

/** The workflows below a conversation, by id, with the names of their flows. */
async function workflowsOf({ workflowId }: DemoCustomer): Promise<{ id: string; flow: string }[]> {
  const { events } = await stack.temporal.workflow.getHandle(workflowId).fetchHistory();
  const children = (events ?? []).flatMap(
    ({ childWorkflowExecutionStartedEventAttributes: child }) => child ?? [],
  );
  return children.map(({ workflowExecution, workflowType }) => ({
    id: workflowExecution?.workflowId ?? '',
    flow: workflowType?.name ?? '',
  }));
}

async function hostOf(customer: DemoCustomer): Promise<string> {
  const workflows = await workflowsOf(customer);
  expect(workflows.map(({ flow }) => flow)).toEqual(['customer-service']);
  return workflows[0]?.id ?? '';
}

const endOf = (host: string): Promise<RunEnd> =>
  stack.temporal.workflow.getHandle(host).result() as Promise<RunEnd>;

describe('an inlined sub-flow', () => {
  test('asks for facts, hears the answer, and ends as a workflow of its own would', async () => {
    const [order] = orders;
    const customer = await isAskedForAFact(order!);
    const host = await hostOf(customer);
    await customer.says(`My e-mail address is ${order!.customer.mail}`);
    await stage.hearsUntil(customer, /Nothing has been refunded/);
    await customer.says('No, thank you');
    await stage.hearsUntil(customer, /No problem/);
    expect(await endOf(host)).toMatchObject({ result: 'answered' });
    const { events } = await stack.temporal.workflow.getHandle(host).fetchHistory();
    const started = (events ?? []).filter(
      (event) => event.startChildWorkflowExecutionInitiatedEventAttributes,
    );
    expect(started).toEqual([]);
    const asked = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: activity }) => {
      const [input] = activity?.activityType?.name === 'askCustomer' ? (activity.input?.payloads ?? []) : [];
      return input?.data == null
        ? []
        : [JSON.parse(Buffer.from(input.data).toString()) as AskCustomerRequest];
    });
    // The keys of what it does begin with its id, so they are those of a workflow of its own.
    expect(asked.map(({ workflowId }) => workflowId)).toEqual([
      `${host}/answer_refund_status/1/find/1`,
      `${host}/answer_refund_status/1`,
    ]);
    expect(asked.map(({ inlinedIn }) => inlinedIn)).toEqual([host, host]);
  });

  test('shows its steps below its caller’s', async () => {
    const host = await hostOf(await isAskedForAFact(orders[0]!));
    const handle = stack.temporal.workflow.getHandle(host);
    const { currentDetails } = await handle.query<{ currentDetails?: string }>(
      '__temporal_workflow_metadata',
    );
    const details = currentDetails ?? '';
    const running = details.split('\n').filter((line) => line.includes('▶'));
    const depths = running.map((line) => line.indexOf('-'));
    // refund-status in customer-service, find-order in that, and in it the call that lacks a fact.
    expect(running).toHaveLength(3);
    expect(depths).toEqual([...new Set(depths)].sort((a, b) => a - b));
  });

  test('hands over when people take the conversation', async () => {
    const customer = await isAskedForAFact(orders[1]!);
    const host = await hostOf(customer);
    await customer.says('I want to talk to a human');
    await stage.hearsUntil(customer, /colleague/);
    expect(await endOf(host)).toMatchObject({ result: 'handed_over' });
    await customer.says('My postcode is 12345');
    const kinds: string[] = [];
    while (kinds.at(-1) !== 'passed_on') kinds.push(...(await customer.hears()).map(({ kind }) => kind));
    expect(kinds.filter((kind) => kind === 'handover').length).toBeLessThanOrEqual(1);
  });

  test('ends in an orderly way when its caller is cancelled', async () => {
    const customer = await isAskedForAFact(orders[2]!);
    const host = await hostOf(customer);
    await stack.temporal.workflow.getHandle(host).cancel();
    expect(await endOf(host)).toMatchObject({ result: 'handed_over' });
    const kinds = (await customer.hears(1)).map(({ kind }) => kind);
    expect(kinds.every((kind) => kind === 'reply' || kind === 'handover')).toBe(true);
  });

  test('is asked once, and hears the answer, if its worker dies meanwhile', async () => {
    const order = orders[3]!;
    const customer = await isAskedForAFact(order);
    await stack.worker.kill('SIGKILL');
    await customer.says(`My e-mail address is ${order.customer.mail}`);
    stack.worker = await stack.startWorker();
    await stage.hearsUntil(customer, /Would you like a colleague/);
    const rows = await stack.store.outbox.read('demo', customer.conversation, 0, Date.now() + 60_000);
    // The fact, and whether a colleague should look into it.
    expect(rows.filter(({ kind }) => kind === 'question')).toHaveLength(2);
    expect(new Set(rows.map(({ body }) => body.text)).size).toBe(rows.length);
  });

  test('that can move money is a workflow of its own, and what it calls is inlined in that', async () => {
    const order = stack.stories.refundable.from60To190[0]!;
    const customer = stage.signedIn(order.customer);
    await customer.says(`I would like a refund for order ${order.nummer}, please.`);
    await stage.hearsUntil(customer, /What would you like refunded/);
    await customer.says('The whole order');
    await stage.hearsUntil(customer, /Would you like me to refund/);
    const host = await hostOf(customer);
    const { events } = await stack.temporal.workflow.getHandle(host).fetchHistory();
    const children = (events ?? []).flatMap(
      ({ childWorkflowExecutionStartedEventAttributes: child }) => child?.workflowType?.name ?? [],
    );
    expect(children).toEqual(['refund-order']);
    await customer.says('Yes, please');
    await stage.anna.decides(await stage.anna.finds(customer.workflowId), 'approved');
    await stage.hearsUntil(customer, /We’ve refunded/);
    expect(await endOf(host)).toMatchObject({ result: 'answered' });
  });

  test('keeps what it has reserved while its caller runs, and no longer', async () => {
    const customer = await isAskedForAFact(orders[1]!);
    const host = await hostOf(customer);
    const { reservations } = stack.store;
    const id = {
      merchant: 'demo',
      workflowId: `${host}/answer_refund_status/1/find/1`,
      step: 'change',
      visit: 1,
    };
    const { holder: key } = placeOf({ ...id, call: id });
    const place = { merchant: 'demo', subject: 'order:of-this-test', key };
    const amount = { minor: 0, currency: 'XXX' };
    await reservations.change(place, ({ now: reservedAt }) => ({
      row: { ...place, ...id, customers: ['c'], effect: 'write', state: 'reserved', amount, reservedAt },
      value: undefined,
    }));
    const isTaken = () => reservations.change(place, ({ own }) => ({ value: own !== undefined }));
    await moveClock(stack.addresses.database).ahead(3_600_000);
    const reconcile = () =>
      stack.temporal.workflow.execute('maintenance', { taskQueue, workflowId: randomUUID(), args: [] });
    await reconcile();
    expect(await isTaken()).toBe(true);
    await stack.temporal.workflow.getHandle(host).terminate('ended from outside');
    await reconcile();
    expect(await isTaken()).toBe(false);
  });
});
