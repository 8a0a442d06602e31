/** What operators read in Temporal and in the log names no customer, no order, and no secret. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { DemoCustomer } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { heardUntil, heardUntilHandover } from './support/hearing.js';
import { impatient, rewrite } from './support/impatient.js';
import { decoded, mentions } from './support/mentions.js';
import { type PublicText, publicTexts, wholeHistory } from './support/public-texts.js';
import { RefundDesk } from './support/refund-desk.js';

const parts = new Parts();
const log: string[] = [];
/** What must stand nowhere, by what it is. */
const canaries = new Map<string, string>([['the shop’s secret', 'demo-secret']]);
let desk: RefundDesk;
let runs: WorkflowExecutionInfo[];
let found: PublicText[];

/** A flow that breaks while it runs, with an order in its hands. */
const breaking = `cases:
      cancel_order:
        - id: about
          subflow: find-order
          inputs:
            orderNumber: \${steps.understood.entities.orderNumber}
        - say: \${steps.about.order.lines[50].name}
    else: by_intent`;

beforeAll(async () => {
  const { workerEnv, flowsFolder } = parts.use(await impatient());
  await rewrite(join(flowsFolder, 'customer-service.yaml'), /cases: by_intent/, breaking);
  const options = {
    workerEnv: { ...workerEnv, ORDERLY_LOG_LEVEL: 'trace' },
    workerLog: hear,
  };
  desk = new RefundDesk(parts.use(await startStack(options)));
  const { stories, keys, env } = desk.stack;
  for (const [name, value] of Object.entries<string>({ ...keys }))
    canaries.set(`the private key of ${name}`, value);
  canaries.set('the installation’s secret', env['ORDERLY_SECRET']!);
  const { refundable, single } = stories;
  await Promise.all([
    paidInsideTheBand(refundable.from60To190[0]!),
    paidAfterApproval(refundable.above250[0]!),
    toldWhereItIs(single.two_parcels[0]!),
    neverVerified(single.shipped[0]!),
    broken(refundable.from60To190[1]!),
    notReached(refundable.from60To190[2]!),
  ]);
  const { temporal } = desk.stack;
  runs = [];
  for await (const run of temporal.workflow.list()) runs.push(run);
  found = (
    await Promise.all(runs.map(({ workflowId, runId }) => publicTexts(temporal, workflowId, runId)))
  ).flat();
});

afterAll(async () => {
  await parts[Symbol.asyncDispose]();
});

/** From now on nothing of this order and its customer may be found. */
function watch({ nummer, id, customer, sendungsnummern }: StoryOrder): void {
  canaries.set(`number of ${id}`, nummer);
  canaries.set(`e-mail of ${id}`, customer.mail);
  canaries.set(`name of ${id}`, customer.name);
  canaries.set(`postcode of ${id}`, customer.plz);
  for (const number of sendungsnummern) canaries.set(`parcel ${number} of ${id}`, number);
}

const hear = (line: string): void => {
  log.push(line);
};

async function asks(order: StoryOrder, text: string): Promise<DemoCustomer> {
  watch(order);
  const customer = desk.customer(order);
  await customer.says(text);
  return customer;
}

async function paidInsideTheBand(order: StoryOrder): Promise<void> {
  const customer = await asks(
    order,
    `I am ${order.customer.name} and want a refund for order ${order.nummer}.`,
  );
  await desk.wholeOrder(customer);
  await customer.says('Yes, please');
  await desk.hears(customer, /We’ve refunded/);
}

async function paidAfterApproval(order: StoryOrder): Promise<void> {
  watch(order);
  const waiting = await desk.waiting(order);
  const refused = await desk.decide({ ...desk.message(waiting, desk.ben), token: 'canary-token' });
  expect(refused.accepted).toBe(false);
  const message = desk.message(waiting, desk.ben);
  canaries.set('a token that counts', message.token).set('a token that does not count', 'canary-token');
  expect(await desk.decide(message)).toMatchObject({ accepted: true });
  await desk.hears(waiting.customer, /We’ve refunded/);
}

async function toldWhereItIs(order: StoryOrder): Promise<void> {
  const customer = await asks(order, `Where is my order ${order.nummer}?`);
  await desk.hears(customer, new RegExp(order.sendungsnummern[0]!));
}

async function neverVerified(order: StoryOrder): Promise<void> {
  watch(order);
  const stranger = new DemoCustomer({ client: desk.stack.client, language: 'en' });
  await stranger.says(`Where is my order ${order.nummer}? My postcode is 99999`);
  await stranger.hears();
  for (const mail of ['first.guess@mail.example', 'second.guess@mail.example']) {
    canaries.set(`the guess ${mail}`, mail);
    await stranger.says(`My e-mail address is ${mail}`);
    await stranger.hears();
  }
}

async function broken(order: StoryOrder): Promise<void> {
  const customer = await asks(order, `Please cancel my order ${order.nummer}.`);
  expect((await heardUntilHandover(customer)).told).toContain('something went wrong on our side');
}

async function notReached(order: StoryOrder): Promise<void> {
  await desk.stack.shop.controls.fail({
    match: { method: 'GET', path: `auftraege/${order.nummer}` },
    kind: 'html',
  });
  const customer = await asks(order, `I would like a refund for order ${order.nummer}, please.`);
  await heardUntil(customer, ({ kind }) => kind === 'handover');
}

test('runs are listed under the names of their flows, and there are no others', () => {
  // The schedule may come round meanwhile.
  const types = new Set(runs.map(({ type }) => type).filter((type) => type !== 'maintenance'));
  expect([...types].sort()).toEqual([
    'conversation',
    'customer-service',
    'refund-order',
    'where-is-my-order',
  ]);
});

test('no id, type, attribute, memo, summary, detail, name or failure message in Temporal names a customer or an order', () => {
  const told = found.flatMap(({ place, text }) =>
    [...canaries].filter(([, canary]) => mentions(text, canary)).map(([what]) => `${place}: ${what}`),
  );
  expect(told).toEqual([]);
});

test('the search would find them: they stand in inputs and results', async () => {
  const { temporal } = desk.stack;
  const whole = (
    await Promise.all(runs.map((run) => wholeHistory(temporal, run.workflowId, run.runId)))
  ).join('\n');
  for (const what of ['number of', 'e-mail of', 'name of']) {
    const values = [...canaries].filter(([name]) => name.startsWith(what)).map(([, value]) => value);
    expect(values.some((value) => mentions(whole, value))).toBe(true);
  }
});

test('the search sees summaries, details and failures', () => {
  const places = found.map(({ place }) => place).join('\n');
  for (const part of [
    'userMetadata.summary',
    'currentDetails',
    'failure.message',
    'searchAttributes',
    'activityType.name',
  ]) {
    expect(places).toContain(part);
  }
});

test('no canary stands in the worker’s log, at its most talkative, not even in base64', () => {
  expect(log.length).toBeGreaterThan(0);
  // A process id and a port are five digits too.
  const lines = log.map((line) => decoded(line).replaceAll(/"pid":\d+|127\.0\.0\.1:\d+/g, ''));
  const told = lines.flatMap((line) =>
    [...canaries].filter(([, canary]) => mentions(line, canary)).map(([what]) => `${what}: ${line}`),
  );
  expect(told).toEqual([]);
  // Tokens of the shop, and our own signed ones, which begin with a JSON object in base64url.
  expect(lines.join('\n')).not.toMatch(/bearer [\w-]|access_token|eyJ[\w-]{20}/i);
});
