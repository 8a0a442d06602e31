/** `npm run bench`: the shipped flows beside a baseline written by hand, in one run; a table and bench.json. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askWhereItIs, measureAlone } from '../bench/alone.js';
import { type Bundle, bundleOf, foreignModules } from '../bench/bundles.js';
import { askChild } from '../bench/child.js';
import type { ConnectorCosts } from '../bench/connector.js';
import type { Costs } from '../bench/costs.js';
import { deskFigures, measureDesk } from '../bench/desk.js';
import { encryptionFigures, measureEncryption } from '../bench/encryption.js';
import { measureHeap } from '../bench/heap.js';
import type { LongMessageCost } from '../bench/long-messages.js';
import { measureReady } from '../bench/ready.js';
import { measureRecovery, recoveryFigures } from '../bench/recovery.js';
import { declineRefund, measureRefunds } from '../bench/refund.js';
import type { Figure } from '../bench/figure.js';
import {
  connectorFigures,
  longMessageFigures,
  type Measured,
  type Report,
  reportOf,
  tableOf,
  understandingFigures,
} from '../bench/report.js';
import { bothSides, type SideName, startBaselineWorker } from '../bench/side.js';
import { type Lead, measureThroughput } from '../bench/throughput.js';
import type { UnderstandingCosts } from '../bench/understanding.js';
import { type Stack, startStack } from '../demo/stack/stack.js';
import { trustingMerchants } from '../demo/stack/trusting-merchants.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    connector: { type: 'boolean', default: false },
    understanding: { type: 'boolean', default: false },
    recovery: { type: 'boolean', default: false },
    'long-messages': { type: 'boolean', default: false },
    encryption: { type: 'boolean', default: false },
    desk: { type: 'boolean', default: false },
    minutes: { type: 'string' },
  },
});

const sizes = values.quick
  ? {
      alone: { warmUp: 3, count: 8 },
      rounds: 1,
      messages: 40,
      refunds: { warmUp: 1, count: 2 },
      declined: 30,
      heap: [10, 40],
      costs: { batches: 100, checks: 50 },
      connector: { calls: 100, lists: 20, large: 5 },
      understanding: { messages: 200, seconds: 3 },
      long: { times: 3 },
      starts: 1,
      kills: 3,
      encryption: { warmUp: 3, count: 10 },
      desk: { agents: 20, open: 200, past: 10_000, rounds: 20 },
    }
  : {
      alone: { warmUp: 5, count: 30 },
      rounds: 3,
      messages: 50,
      refunds: { warmUp: 1, count: 7 },
      declined: 40,
      heap: [20, 60, 100],
      costs: { batches: 300, checks: 250 },
      connector: { calls: 2000, lists: 100, large: 15 },
      understanding: { messages: 1000, seconds: 10 },
      long: { times: 9 },
      starts: 3,
      kills: 10,
      encryption: { warmUp: 10, count: 60 },
      desk: { agents: 100, open: 1_000, past: 100_000, rounds: 100 },
    };
const inFlight = 20;

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  if (values.connector) await measureConnectorAlone();
  else if (values.understanding) await measureUnderstandingAlone();
  else if (values.recovery) await measureRecoveryAlone();
  else if (values['long-messages']) await measureLongMessages();
  else if (values.encryption) await measureEncryptionAlone();
  else if (values.desk) await measureDeskAlone();
  else await measureAll();
} catch (error) {
  progress(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** The part that needs no server: seconds. */
async function measureConnectorAlone(): Promise<void> {
  progress('the connector beside bare got');
  const figures = connectorFigures(await askChild<ConnectorCosts>('connector-process.ts', sizes.connector));
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${tableOf({ figures })}\n`);
  failIfMissed(figures);
}

/** The embedded model's part: half a minute. */
async function measureUnderstandingAlone(): Promise<void> {
  progress(`understanding, at a load average of ${loadavg()[0]?.toFixed(1) ?? '?'}`);
  const figures = understandingFigures(
    await askChild<UnderstandingCosts>('understanding-process.ts', sizes.understanding),
  );
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${tableOf({ figures })}\n`);
  failIfMissed(figures);
}

/** A worker killed again and again: about five minutes. */
async function measureRecoveryAlone(): Promise<void> {
  await using stack = await startStack({ log: progress });
  const load = { kills: sizes.kills, messages: 10, seed: 1 };
  progress(`${load.kills} kills with ${load.messages} messages under way`);
  const recovered = await measureRecovery(stack, stack.stories.single.shipped, load);
  await show(recoveryFigures(recovered), { recovered });
}

/** A master key beside none: about three minutes. */
async function measureEncryptionAlone(): Promise<void> {
  const measured = await measureEncryption(sizes.encryption, progress);
  await show(encryptionFigures(measured), { measured });
}

/** The desk with many agents and conversations: so many minutes as are asked for, six without a word, one if it shall be quick; the store is DATABASE_URL, or the embedded one. */
async function measureDeskAlone(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-bench-desk-'));
  try {
    const databaseUrl = process.env['DATABASE_URL'];
    const costs = await measureDesk(
      { ...sizes.desk, watchedMs: Number(values.minutes ?? (values.quick ? 1 : 6)) * 60_000 },
      { ...(databaseUrl === undefined ? {} : { databaseUrl }), folder, log: progress },
    );
    await show(deskFigures(costs), { costs });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function show(figures: readonly Figure[], samples: object): Promise<void> {
  const report = { date: new Date().toISOString(), figures, ...samples };
  await writeFile('bench.json', `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${tableOf({ figures })}\n`);
}

/** Where the time of long messages goes: a minute. */
async function measureLongMessages(): Promise<void> {
  progress('long messages by themselves');
  const { costs } = await askChild<{ costs: LongMessageCost[] }>('long-messages-process.ts', sizes.long);
  const figures = longMessageFigures(costs);
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${tableOf({ figures })}\n`);
}

/** Only what nothing else on the machine is part of: a connector that misses a limit is to be mended. */
function failIfMissed(figures: readonly Figure[]): void {
  for (const { name, limit } of figures.filter(({ missed }) => missed === true)) {
    progress(`missed: ${name} ${limit ?? ''}`);
    process.exitCode = 1;
  }
}

async function measureAll(): Promise<void> {
  const report = await measure();
  await writeFile('bench.json', `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${tableOf(report)}\n`);
  for (const line of report.differences) progress(`not the same work: ${line}`);
  if (report.differences.length > 0) process.exitCode = 1;
  failIfMissed(connectorFigures(report.measured.connector));
}

async function measure(): Promise<Report> {
  const [loadBefore = 0] = loadavg();
  progress('the language by itself');
  const costs = await askChild<Costs>('costs-process.ts', sizes.costs);
  progress('the connector beside bare got');
  const connector = await askChild<ConnectorCosts>('connector-process.ts', sizes.connector);
  const bundles = { product: await bundleOf('product'), baseline: await bundleOf('baseline') };
  const foreign = foreignModules(bundles.baseline.modules);
  if (foreign.length > 0) throw new Error(`The baseline is none, its bundle holds ${foreign.join(', ')}.`);
  const folder = await mkdtemp(join(tmpdir(), 'orderly-bench-'));
  try {
    await using stack = await startStack({ log: progress, workerEnv: await trustingMerchants(folder) });
    const measured = { ...(await measureOn(stack, bundles)), costs, connector, loadBefore, inFlight };
    const [loadAfter = 0] = loadavg();
    return reportOf(measured, new Date(), loadAfter);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Everything that needs server, shop and workers. */
async function measureOn(
  stack: Stack,
  bundles: Record<SideName, Bundle>,
): Promise<Omit<Measured, 'costs' | 'connector' | 'loadBefore' | 'inFlight'>> {
  progress("the baseline's worker: starting");
  await using baselineWorker = await startBaselineWorker(stack);
  const sides = bothSides(stack, baselineWorker);
  const { shipped } = stack.stories.single;
  const { below50 } = stack.stories.refundable;
  const delivered = stack.stories.threeOrders.map((orders) => orders.delivered);
  const { rounds, messages } = sizes;
  progress(`one message alone: ${sizes.alone.count} a side`);
  const alone = await measureAlone(stack, sides, shipped, sizes.alone);
  checkSameReplies(alone.product.replies, alone.baseline.replies);
  progress(`${inFlight} in flight: ${rounds * messages} messages a side`);
  const load = { rounds, messages, inFlight };
  const throughput = await measureThroughput(stack, sides, shipped, load, askLead);
  progress(`${inFlight} in flight: ${rounds * sizes.declined} declined refunds a side`);
  const refunds = { ...load, messages: sizes.declined };
  const declined = await measureThroughput(stack, sides, below50, refunds, declineRefund);
  progress(`one refund alone: ${sizes.refunds.count} a side`);
  const refund = await measureRefunds(stack, sides, [...below50, ...delivered], sizes.refunds);
  progress(`heap: ${sizes.heap.at(-1) ?? 0} waiting refunds a side`);
  const heap = await measureHeap(stack, bundles, sizes.heap);
  progress(`worker ready: ${sizes.starts} starts a side`);
  const ready = await measureReady(stack, sizes.starts);
  const bundle = { product: bundles.product.bytes, baseline: bundles.baseline.bytes };
  return { alone, throughput, declined, refund, heap, bundle, ready };
}

async function askLead(...asked: Parameters<Lead>): ReturnType<Lead> {
  return (await askWhereItIs(...asked)).conversation;
}

function checkSameReplies(product: readonly string[], baseline: readonly string[]): void {
  if (product.join('\n') === baseline.join('\n')) return;
  throw new Error(`The baseline does not say the same:\n${product.join('\n')}\n—\n${baseline.join('\n')}`);
}
