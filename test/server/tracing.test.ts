/** Traces: a message is followed from the API through its workflows to the shop's system, by names and never by values. */
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Worker } from '@temporalio/worker';
import { programArguments } from '../../demo/prepared.js';
import { demoChannel } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { generateApiKey, hashOfApiKey } from '../../src/security/api-key.js';
import { signVoucher } from '../../src/security/voucher.js';
import { bundle, quietCore } from '../replay/support/fixtures.js';
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.js';

const key = generateApiKey();
const parts = new Parts();
let folder: string;
let collector: Collector;
let stack: Stack;
let api: ServiceProcess;

beforeAll(async () => {
  quietCore();
  folder = await mkdtemp(join(tmpdir(), 'orderly-traces-'));
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const file = join(folder, 'demo', 'merchant.yaml');
  const line = `  ${demoChannel}:\n`;
  const withKey = `${line}    apiKeys:\n      - sha256:${hashOfApiKey(key)}\n`;
  await writeFile(file, (await readFile(file, 'utf8')).replace(line, withKey));
  collector = parts.use(await startCollector());
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
  stack = parts.use(await startStack({ workerEnv: { ...traced, ORDERLY_MERCHANTS: folder } }));
  api = parts.use(
    await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'] },
      env: { ...stack.env, ...traced },
      ready: (line) => line['msg'] === 'ready',
    }),
  );
});
afterAll(async () => {
  await parts[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Somebody signed in, who writes in a conversation of their own. */
class Customer {
  readonly conversation = randomUUID();
  #seq = 0;

  /** Without `of`, nobody vouches for them. */
  constructor(readonly of?: { id: string; mail: string }) {}

  /** Writes within a trace of the sender's own, whose id it answers. */
  async says(text: string): Promise<string> {
    const trace = randomBytes(16).toString('hex');
    const { conversation } = this;
    const answer = await fetch(
      `${String(api.said['url'])}/v1/merchants/demo/conversations/${conversation}/messages`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01`,
        },
        body: JSON.stringify({
          ...{ messageId: randomUUID(), seq: (this.#seq += 1), text, language: 'en' },
          ...{ sentAt: new Date().toISOString(), ...this.#claim() },
        }),
      },
    );
    expect(answer.status).toBeLessThan(300);
    return trace;
  }

  #claim(): object {
    if (this.of === undefined) return {};
    const { id: ref, mail: email } = this.of;
    const expiresAt = Date.now() + 3_600_000;
    const { conversation } = this;
    const voucher = signVoucher(
      { merchant: 'demo', conversation, channel: demoChannel, customer: { ref, email }, expiresAt },
      stack.keys.channel,
    );
    return { customer: { ref, email, voucher } };
  }

  /** Waits until so many replies have been written. */
  async hears(count: number): Promise<void> {
    await vi.waitFor(
      async () => {
        const page = await stack.client.conversations.replies('demo', this.conversation);
        expect(page.length).toBeGreaterThanOrEqual(count);
      },
      { timeout: 120_000, interval: 200 },
    );
  }
}

const named = (spans: readonly CollectedSpan[], name: string): CollectedSpan[] =>
  spans.filter((span) => span.name === name);

/** The names from the first span of the trace to this one. */
function way(spans: readonly CollectedSpan[], span: CollectedSpan): string[] {
  const above = spans.find(({ id }) => id === span.parent);
  return [...(above === undefined ? [] : way(spans, above)), span.name];
}

/** The spans of a trace, once they hold what is wanted. */
async function spansOf(
  trace: string,
  isThere: (spans: readonly CollectedSpan[]) => boolean,
): Promise<CollectedSpan[]> {
  const found = (): CollectedSpan[] => collector.spans.filter((span) => span.trace === trace);
  await vi.waitFor(
    () => {
      expect(
        isThere(found()),
        found()
          .map(({ name }) => name)
          .join(', '),
      ).toBe(true);
    },
    { timeout: 120_000, interval: 200 },
  );
  return found();
}

/** The operations called, in their order. */
const callsIn = (spans: readonly CollectedSpan[]): string[] =>
  spans.flatMap(({ name, attributes }) =>
    name === 'RunActivity:callOperation' ? (attributes['orderly.operation'] ?? []) : [],
  );

/** The runs of flows that have done something, but not the conversation. */
const runsIn = (spans: readonly CollectedSpan[]): string[] =>
  [
    ...new Set(
      spans.flatMap(({ name, attributes }) =>
        name.startsWith('RunActivity:') ? (attributes['temporalWorkflowId'] ?? []) : [],
      ),
    ),
  ].filter((id) => id.split('/').length > 2);

const route = 'POST /v1/merchants/:merchant/conversations/:conversation/messages';

describe('a message', () => {
  test('is followed from its request to the shop’s answer', async () => {
    const order = stack.stories.single.shipped[0]!;
    const customer = new Customer(order.customer);
    const trace = await customer.says(`Where is order ${order.nummer}?`);
    await customer.hears(1);
    const spans = await spansOf(trace, (all) => named(all, 'GET').length > 0);
    const [asked] = named(spans, 'GET');
    expect(way(spans, asked!)).toEqual([
      ...[route, 'SignalWithStartWorkflow:conversation', 'RunActivity:callOperation', 'GET'],
    ]);
    expect(asked!.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'http.response.status_code': '200',
    });
  });

  test('that answers a question has a trace of its own, in the run that had asked', async () => {
    const order = stack.stories.single.shipped[1]!;
    const customer = new Customer();
    const first = await customer.says(`Where is order ${order.nummer}?`);
    await customer.hears(1);
    const second = await customer.says(`My email is ${order.customer.mail}`);
    await customer.hears(2);
    const told = (all: readonly CollectedSpan[]): boolean =>
      ['RunActivity:askCustomer', 'RunActivity:deliverReply'].some((name) => named(all, name).length > 0);
    const [before, after] = [await spansOf(first, told), await spansOf(second, told)];
    // The question, and what the answer led to: the order read for whoever has proven to be its customer, and told.
    expect(callsIn(before)).toEqual(['orders.get']);
    expect(callsIn(after)).toEqual(['orders.get', 'shipments.track']);
    expect(runsIn(after)).toEqual(runsIn(before).slice(-1));
  });
});

describe('a trace', () => {
  test('tells names and outcomes, and nothing that a customer or a system has said', () => {
    const [order, other] = [stack.stories.single.shipped[0]!, stack.stories.single.shipped[1]!];
    const sent = collector.bytes().toString('latin1');
    for (const { nummer, customer } of [order, other])
      for (const value of [nummer, customer.mail, customer.id])
        expect(sent.includes(value), value).toBe(false);
  });

  test('is no part of what a history decides: it replays with the code of workflows that are not traced', async () => {
    const workflowBundle = await bundle({ workflowInterceptorModules: [] });
    const ids = new Set(collector.spans.flatMap(({ attributes }) => attributes['temporalWorkflowId'] ?? []));
    const histories = await Promise.all(
      [...ids].map(async (workflowId) => ({
        workflowId,
        history: await stack.temporal.workflow.getHandle(workflowId).fetchHistory(),
      })),
    );
    expect(JSON.stringify(histories)).toContain('_tracer-data');
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories))
      expect(error, workflowId).toBeUndefined();
  });
});
