/** `npm run bench`: the shipped flows beside their twins written by hand, in one run; a table and bench.json. */
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAlone } from '../bench/alone.js';
import { measureReady } from '../bench/ready.js';
import { measureRefunds } from '../bench/refund.js';
import { type Report, reportOf, tableOf } from '../bench/report.js';
import { bothSides, startTwinWorker } from '../bench/side.js';
import { measureThroughput } from '../bench/throughput.js';
import { foreignModules, twinModules } from '../bench/twin/bundle.js';
import { startStack } from '../merchants/demo/stack/stack.js';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});

const sizes = values.quick
  ? { alone: { warmUp: 3, count: 8 }, rounds: 1, messages: 40, refunds: { warmUp: 1, count: 2 }, starts: 1 }
  : { alone: { warmUp: 5, count: 30 }, rounds: 3, messages: 50, refunds: { warmUp: 1, count: 7 }, starts: 3 };
const inFlight = 20;

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const report = await measure();
  await writeFile('bench.json', `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${tableOf(report)}\n`);
  for (const line of report.differences) progress(`not the same work: ${line}`);
  if (report.differences.length > 0) process.exitCode = 1;
} catch (error) {
  progress(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function measure(): Promise<Report> {
  const [loadBefore = 0] = loadavg();
  const foreign = foreignModules(await twinModules());
  if (foreign.length > 0) throw new Error(`The twin is none, its bundle holds ${foreign.join(', ')}.`);
  await using stack = await startStack({ log: progress });
  progress("the twin's worker: starting");
  await using twinWorker = await startTwinWorker(stack);
  const sides = bothSides(stack, twinWorker);
  const { single, refundable, threeOrders } = stack.stories;
  const { shipped } = single;
  const inBand = [...refundable.below50, ...threeOrders.map(({ delivered }) => delivered)];
  const { rounds, messages } = sizes;
  progress(`one message alone: ${sizes.alone.count} a side`);
  const alone = await measureAlone(stack, sides, shipped, sizes.alone);
  checkSameReplies(alone.product.replies, alone.twin.replies);
  progress(`one refund alone: ${sizes.refunds.count} a side`);
  const refund = await measureRefunds(stack, sides, inBand, sizes.refunds);
  progress(`${inFlight} in flight: ${rounds * messages} a side`);
  const throughput = await measureThroughput(stack, sides, shipped, { rounds, messages, inFlight });
  progress(`worker ready: ${sizes.starts} starts a side`);
  const ready = await measureReady(stack, sizes.starts);
  return reportOf({ alone, throughput, refund, ready, inFlight, loadBefore }, new Date());
}

function checkSameReplies(product: readonly string[], twin: readonly string[]): void {
  if (product.join('\n') === twin.join('\n')) return;
  throw new Error(`The twin does not say the same:\n${product.join('\n')}\n—\n${twin.join('\n')}`);
}
