/** What waits, for an approval or a system: what its customer hears of it, and where operators find and read it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoChannel } from '../../demo/stack/customer.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { orderlyOnTerminal, temporaryFolder } from '../cli/run-cli.js';
import { RefundDesk, type Waiting } from './support/refund-desk.js';

let stack: Stack;
let waiting: Waiting;

beforeAll(async () => {
  stack = await startStack();
  const desk = new RefundDesk(stack);
  waiting = await desk.waiting(stack.stories.refundable.from60To190[0]!);
});

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

const runsOf = async (query: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { workflowId } of stack.temporal.workflow.list({ query })) found.push(workflowId);
  return found;
};

const detailsOf = async (workflowId: string): Promise<string> => {
  const handle = stack.temporal.workflow.getHandle(workflowId);
  const { currentDetails } = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return currentDetails ?? '';
};

test('the customer hears that a colleague checks it, and is told so again when they ask; nothing else begins', async () => {
  const { customer } = waiting;
  const desk = new RefundDesk(stack);
  await desk.hears(customer, /^Because this involves €[\d.]+, a colleague will check it first\./);
  await customer.says('What is happening with my refund?');
  await desk.hears(customer, /^A colleague has been checking this since .+\. We’ll let you know/);
  await customer.says('Any news?');
  await desk.hears(customer, /^A colleague has been checking this since /);
  const runs = await runsOf(
    `WorkflowId STARTS_WITH "${customer.workflowId}/" AND WorkflowType = "customer-service"`,
  );
  expect(runs).toEqual([`${customer.workflowId}/1-refund`]);
  expect(await customer.overhears()).toEqual([]);
});

test('operators read who may decide, on what and until when, and nothing of the customer', async () => {
  const { order, request, customer } = waiting;
  const details = await detailsOf(request.workflowId);
  expect(details).toMatch(/▶ .+ – waiting for an approval since \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
  expect(details).toMatch(/ - may decide: refund-approver, from .+ UTC also team-lead\n/);
  expect(details).toMatch(/ - on: .+, [\d.]+ EUR, order status \w+/);
  expect(details).toMatch(/ - until: .+ UTC; a reminder at .+ UTC\n/);
  expect(details).toMatch(
    /✓ Ask: Would you like me to refund [\d.]+ EUR for order ‹order number›\?(?: ‹lines›)? – answered\n/,
  );
  expect(details).not.toContain('${');
  const conversation = await detailsOf(customer.workflowId);
  expect(conversation).toMatch(/ - refund – waiting for an approver since .+ UTC, until .+ UTC\n/);
  for (const secret of [order.nummer, order.customer.mail, order.customer.name])
    expect(details + conversation).not.toContain(secret);
});

test('a sub-flow has a summary in business words', async () => {
  const { raw } = await stack.temporal.workflow.getHandle(waiting.request.workflowId).describe();
  const data = raw.executionConfig?.userMetadata?.summary?.data ?? new Uint8Array();
  expect(Buffer.from(data).toString('utf8')).toBe('"Refund an order"');
});

test('a chat on a terminal names the system that does not answer, as its run does, and goes on once it answers', async () => {
  const { nummer, customer } = stack.stories.refundable.from60To190[1]!;
  await using folder = await temporaryFolder();
  const key = join(folder.path, 'channel.key');
  await writeFile(key, stack.keys.channel, { mode: 0o600 });
  const signedIn = ['--email', customer.mail, '--channel', demoChannel, '--channel-key', key];
  const env = { ...stack.env, ORDERLY_CACHE: folder.path };
  await stack.shop.controls.fail({ match: { path: nummer }, kind: 'status' });
  await using chat = orderlyOnTerminal(['chat', 'demo', ...signedIn], { env });
  await chat.shows(/Ctrl-D ends it\..*you> /s);
  chat.types(`Where is my order ${nummer}?`);
  await chat.shows(/\[waiting for shop for orders\.get \(not_now, attempt \d+\)\]/);
  const [workflowId = ''] = await runsOf(
    'WorkflowType = "where-is-my-order" AND ExecutionStatus = "Running"',
  );
  // The sub-flow that calls it runs in that workflow, which is shown under either id.
  for (const run of [workflowId, `${workflowId}/find/1`])
    expect(await stack.client.run('demo', run)).toMatchObject({
      workflowId,
      awaits: [{ connection: 'shop', operation: 'orders.get', code: 'not_now' }],
    });
  await stack.shop.controls.reset();
  await chat.shows(new RegExp(`\\[waiting .*order ${nummer} `, 's'));
  expect(await chat.end()).toBe(0);
});
