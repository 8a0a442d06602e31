/** With a master key nothing that a customer wrote or a system answered stands in Temporal in clear. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type WorkflowExecutionInfo, type WorkflowHandle } from '@temporalio/client';
import type { StoryOrder } from '../../demo/shop/stories.js';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { dataConverterOf } from '../../src/security/keys/data-converter.js';
import { openKeys } from '../../src/security/keys/open-keys.js';
import { linesOf, orderly, orderlyRunning, projectCache } from '../cli/run-cli.js';
import { heardUntilHandover } from './support/hearing.js';
import { impatient } from './support/impatient.js';
import { noOther } from '../support/master-keys.js';
import { decoded, mentions, texts } from './support/mentions.js';
import { RefundDesk, until } from './support/refund-desk.js';
import { storedTexts } from './support/stored-texts.js';

const parts = new Parts();
const masterKey = randomBytes(32).toString('base64');
const token = 't'.repeat(40);
const canaries = new Map<string, string>();
let desk: RefundDesk;
let runs: WorkflowExecutionInfo[];
let refund: WorkflowExecutionInfo;
/** Every run as Temporal has it, without a codec. */
let raw: string;
let histories: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>[];

beforeAll(async () => {
  const { workerEnv } = parts.use(await impatient());
  const options = { workerEnv: { ...workerEnv, ORDERLY_MASTER_KEY: masterKey } };
  desk = new RefundDesk(parts.use(await startStack(options)));
  const { refundable, single } = desk.stack.stories;
  await Promise.all([
    paidAfterApproval(refundable.above250[0]!),
    toldWhereItIs(single.two_parcels[0]!),
    notReached(refundable.from60To190[0]!),
  ]);
  const { temporal } = desk.stack;
  runs = [];
  for await (const run of temporal.workflow.list()) runs.push(run);
  refund = runs.find(({ type, workflowId }) => type === 'refund-order' && workflowId.startsWith(approved))!;
  const plain = new Client({ connection: temporal.connection });
  raw = (await Promise.all(runs.map((run) => rawText(plain, run)))).join('\n');
  histories = await Promise.all(
    runs.map(({ workflowId, runId }) => plain.workflow.getHandle(workflowId, runId).fetchHistory()),
  );
});

afterAll(async () => {
  await parts[Symbol.asyncDispose]();
});

/** The conversation whose refund was approved. */
let approved: string;
let approvedCustomer: DemoCustomer;
let ofRefund: readonly string[];

/** From now on nothing of this order and its customer may be found. */
function watch({ nummer, id, customer, sendungsnummern }: StoryOrder): void {
  canaries.set(`number of ${id}`, nummer);
  canaries.set(`id of ${id}`, id);
  canaries.set(`e-mail of ${id}`, customer.mail);
  canaries.set(`name of ${id}`, customer.name);
  canaries.set(`postcode of ${id}`, customer.plz);
  for (const number of sendungsnummern) canaries.set(`parcel of ${id}`, number);
}

async function paidAfterApproval(order: StoryOrder): Promise<void> {
  watch(order);
  ofRefund = [order.nummer, order.customer.mail, order.customer.name];
  const waiting = await desk.waiting(order);
  approvedCustomer = waiting.customer;
  approved = approvedCustomer.workflowId;
  const { amount } = waiting.request;
  canaries.set('the amount', `"minor":${amount!.minor}`);
  const message = { ...desk.message(waiting, desk.ben), comment: 'canary-comment' };
  canaries.set('the decision’s token', message.token).set('its comment', 'canary-comment');
  expect(await desk.decide(message)).toMatchObject({ accepted: true });
  await desk.hears(waiting.customer, /We’ve refunded/);
}

async function toldWhereItIs(order: StoryOrder): Promise<void> {
  watch(order);
  const customer = desk.customer(order);
  await customer.says(`Where is my order ${order.nummer}?`);
  await desk.hears(customer, new RegExp(order.sendungsnummern[0]!));
}

/** The shop answers about this order with a page that is no answer: a failure in the history. */
async function notReached(order: StoryOrder): Promise<void> {
  watch(order);
  await desk.stack.shop.controls.fail({
    match: { method: 'GET', path: `auftraege/${order.nummer}` },
    kind: 'html',
  });
  const customer = desk.customer(order);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await heardUntilHandover(customer);
}

/** Everything of a run: its history, its description, what it answers to a query; bytes as text. */
async function rawText(temporal: Client, { workflowId, runId }: WorkflowExecutionInfo): Promise<string> {
  const handle = temporal.workflow.getHandle(workflowId, runId);
  const { namespace } = temporal.options;
  const execution = { workflowId, runId };
  const query = { queryType: '__temporal_workflow_metadata' };
  const [history, description, details] = await Promise.all([
    handle.fetchHistory(),
    temporal.workflowService.describeWorkflowExecution({ namespace, execution }),
    // A worker that is busy may have let a task go, and is not asked until it has taken it again.
    until('The run’s current details', () =>
      temporal.workflowService.queryWorkflow({ namespace, execution, query }).catch(() => undefined),
    ),
  ]);
  return [history, description, details].map(texts).join('\n');
}

/** Payloads of a history and where they stand; those of search attributes are for searching. */
function* payloadsOf(value: unknown, place: string): Generator<{ place: string; sealed: boolean }> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const { metadata } = value as { metadata?: Record<string, Uint8Array> };
  const encoding = metadata?.['encoding'];
  if (encoding !== undefined)
    yield { place, sealed: Buffer.from(encoding).toString() === 'binary/encrypted' };
  for (const [key, inner] of Object.entries(value))
    if (key !== 'indexedFields') yield* payloadsOf(inner, `${place}.${key}`);
}

test('no history, description or query holds a canary in clear', () => {
  expect(canaries.size).toBeGreaterThan(10);
  expect(runs.length).toBeGreaterThan(6);
  expect([...canaries].filter(([, canary]) => mentions(raw, canary)).map(([what]) => what)).toEqual([]);
});

test('every payload is sealed, those of failures and summaries too; search attributes and the marks of Temporal’s core are not', () => {
  const found = histories.flatMap((history) => [...payloadsOf(history, '')]);
  expect(found.filter(({ sealed }) => sealed).length).toBeGreaterThan(100);
  const parts = [
    'ailure.encodedAttributes',
    'userMetadata.summary',
    'StartedEventAttributes.input',
    'SignaledEventAttributes.input',
    'acceptedRequest.input.args',
    'CompletedEventAttributes.result',
    'markerRecordedEventAttributes.details.result',
  ];
  expect(parts.filter((part) => !found.some(({ place, sealed }) => place.includes(part) && sealed))).toEqual(
    [],
  );
  const open = new Set(
    found.filter(({ sealed }) => !sealed).map(({ place }) => place.replaceAll(/\.\d+/g, '')),
  );
  // Which local activity it was, and when.
  expect([...open]).toEqual(['.events.markerRecordedEventAttributes.details.data.payloads']);
});

test('nothing that was sealed has failed to open: no workflow task has failed', () => {
  const failed = histories
    .flatMap(({ events }) => events ?? [])
    .flatMap(({ workflowTaskFailedEventAttributes: failure }) =>
      failure == null ? [] : [Number(failure.cause)],
    );
  // UNHANDLED_COMMAND: a signal came first, and the task is given again.
  expect(failed.filter((cause) => cause !== 1)).toEqual([]);
});

test('with the keys the same run reads as before: its start, its result, its summary', async () => {
  const { workflow } = desk.stack.temporal;
  const handle = workflow.getHandle(refund.workflowId, refund.runId);
  expect(await handle.result()).toMatchObject({ result: 'refunded' });
  expect(await (await workflow.getHandle(approved).describe()).staticSummary()).toBe(
    'A conversation with a customer',
  );
});

describe('orderly api codec beside Temporal’s own CLI', () => {
  const cli = join(
    projectCache,
    'bin',
    readdirSync(join(projectCache, 'bin')).find((name) => /^temporal-\d[\d.]*$/.test(name))!,
  );
  const show = async (endpoint: string, given: string): Promise<string> => {
    const { workflowId, runId } = refund;
    const args = [
      ...['workflow', 'show', '--workflow-id', workflowId, '--run-id', runId, '--output', 'json'],
      ...['--address', desk.stack.addresses.temporal, '--codec-endpoint', endpoint, '--codec-auth', given],
    ];
    return new Promise((told) => {
      execFile(cli, args, { maxBuffer: 50_000_000 }, (_, stdout, stderr) => {
        told(decoded(stdout + stderr));
      });
    });
  };

  test('it reads for who has a token, which is written down, and for nobody else', async () => {
    const env = { ...desk.stack.env, ORDERLY_CODEC_TOKENS: `anna=${token}` };
    await using codec = await orderlyRunning(['api', 'codec', '--port', '0'], { env });
    const endpoint = codec.firstLine.replace(/^Codec: +/, '');
    const reading = await show(endpoint, `Bearer ${token}`);
    expect([...ofRefund].filter((canary) => !mentions(reading, canary))).toEqual([]);
    const stranger = await show(endpoint, 'Bearer wrong');
    expect([...ofRefund].filter((canary) => mentions(stranger, canary))).toEqual([]);
    const read = (await desk.stack.store.audit.list('demo', 1_000)).filter(
      ({ action }) => action === 'payloads_read',
    );
    expect(read.length).toBeGreaterThan(0);
    for (const { actor, subject } of read)
      expect({ actor, subject }).toEqual({ actor: 'anna', subject: `conversation:${approved}` });
  });

  test('without tokens, or without a master key, it does not start', async () => {
    const { ORDERLY_MASTER_KEY, ...without } = desk.stack.env;
    const noTokens = await orderly(['api', 'codec'], { env: desk.stack.env });
    expect(noTokens.stderr).toContain('ORDERLY_CODEC_TOKENS is not set');
    const noKey = await orderly(['api', 'codec'], {
      env: { ...without, ORDERLY_CODEC_TOKENS: `anna=${token}` },
    });
    expect(noKey.stderr).toMatch(/^error payload_sealed: /);
    expect(ORDERLY_MASTER_KEY).toBe(masterKey);
  });
});

const newest = randomBytes(32).toString('base64');
const both = (): Record<string, string> => ({
  ...desk.stack.env,
  ORDERLY_MASTER_KEY: `${newest},${masterKey}`,
});

/** The result of the refund's run, as a process reads it that has these master keys and remembers no others. */
async function resultWith(keys: string): Promise<unknown> {
  const { store, temporal } = desk.stack;
  const dataConverter = dataConverterOf(await openKeys({ ...noOther, masterKey: keys }, store));
  const client = new Client({ connection: temporal.connection, dataConverter });
  return client.workflow.getHandle(refund.workflowId, refund.runId).result();
}

test('orderly keys rotate: with the old master key gone, everything is read as before', async () => {
  const refused = await orderly(['keys', 'rotate'], { env: both() });
  expect(refused.code).toBe(1);
  expect(linesOf(refused.stderr)[0]).toMatch(/^error master_key_unknown: .*: worker \S+$/);
  expect(await resultWith(masterKey)).toMatchObject({ result: 'refunded' });
  await desk.stack.worker.kill('SIGTERM');
  const rotated = await orderly(['keys', 'rotate', '--json'], { env: both() });
  // The installation's key, and the merchant's.
  expect(JSON.parse(rotated.stdout)).toEqual({ rewrapped: 2 });
  expect(await resultWith(newest)).toMatchObject({ result: 'refunded' });
  await expect(resultWith(masterKey)).rejects.toThrow();
});

describe('orderly erase', () => {
  const erase = async (): Promise<unknown[]> => {
    const [, mail = ''] = ofRefund;
    const { stdout, code } = await orderly(['erase', 'demo', '--email', mail.toUpperCase(), '--json'], {
      env: both(),
    });
    expect(code).toBe(0);
    return (stdout === '' ? [] : linesOf(stdout)).map((line) => JSON.parse(line) as unknown);
  };
  const conversationOf = (workflowId: string): string => workflowId.split('/')[1]!;
  const stored = (): Promise<string> => {
    const conversations = new Set(runs.map(({ workflowId }) => conversationOf(workflowId)));
    return storedTexts(desk.stack.addresses.database, newest, [...conversations]);
  };

  test('what there was of the customer is gone, from store and histories; of another nothing is', async () => {
    const other = desk.stack.stories.single.two_parcels[0]!.nummer;
    const before = await stored();
    expect(ofRefund.filter((canary) => !mentions(before, canary))).toEqual([]);
    expect(await erase()).toEqual([{ conversation: conversationOf(approved), out: [], erased: true }]);
    const after = await stored();
    expect(ofRefund.filter((canary) => mentions(after, canary))).toEqual([]);
    expect(mentions(after, other)).toBe(true);
    await expect(resultWith(newest)).rejects.toThrow();
    expect((await desk.stack.temporal.workflow.getHandle(approved).describe()).status.name).toBe(
      'TERMINATED',
    );
  });

  test('orderly runs show says so of each of its runs whose outcome Temporal does not show', async () => {
    const ofIt = runs.filter(({ workflowId }) => workflowId.startsWith(approved));
    for (const { workflowId, type } of ofIt.filter(({ type }) => type !== 'customer-service')) {
      const { stdout } = await orderly(['runs', 'show', 'demo', workflowId, '--json'], { env: both() });
      expect(JSON.parse(stdout)).toMatchObject({ why: type === 'refund-order' ? 'refunded' : 'erased' });
    }
  });

  test('it takes no message any more, and erasing again finds nothing; the audit trail has both', async () => {
    await expect(approvedCustomer.says('Are you there?')).rejects.toMatchObject({
      code: 'conversation_erased',
    });
    expect(await erase()).toEqual([]);
    const trail = await desk.stack.store.audit.list('demo', 10);
    expect(trail.filter(({ action }) => action === 'customer.erase').map(({ details }) => details)).toEqual([
      { conversations: 0, erased: 0 },
      { conversations: 1, erased: 1 },
    ]);
  });
});
