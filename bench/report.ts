/** Figures of the bench as a table and as bench.json. */
import { cpus, platform } from 'node:os';
import type { Alone } from './alone.js';
import type { ConnectorCosts } from './connector.js';
import type { Costs } from './costs.js';
import { compared, type Figure, type Limit, single } from './figure.js';
import type { Heap } from './heap.js';
import { differences } from './nest.js';
import type { Ready } from './ready.js';
import type { Refund } from './refund.js';
import type { SideName } from './side.js';
import { median, percentile, rounded } from './statistics.js';
import type { Throughput } from './throughput.js';
import type { LongMessageCost } from './long-messages.js';
import type { UnderstandingCosts } from './understanding.js';

/** Everything that was measured. */
export interface Measured {
  alone: Record<SideName, Alone>;
  /** Messages that ask where an order is. */
  throughput: Record<SideName, Throughput>;
  refund: Record<SideName, Refund>;
  /** Refunds that the customer asks for and then does not want. */
  declined: Record<SideName, Throughput>;
  heap: Record<SideName, Heap>;
  /** Bytes of the workflow bundles without their source maps. */
  bundle: Record<SideName, number>;
  costs: Costs;
  connector: ConnectorCosts;
  ready: Ready;
  /** Load of the machine before the bench began: what else was going on. */
  loadBefore: number;
  inFlight: number;
}

/** What bench.json holds. */
export interface Report {
  date: string;
  machine: { cores: number; platform: string; node: string; loadBefore: number; loadAfter: number };
  figures: Figure[];
  /** Where the baseline did not do the same work: then no figure counts. */
  differences: string[];
  measured: Measured;
}

/** All figures in the order in which they are read. */
export function reportOf(measured: Measured, date: Date, loadAfter: number): Report {
  const { alone, refund, declined, loadBefore } = measured;
  const different = (what: string, { product, baseline }: Record<SideName, Pick<Alone, 'nest'>>): string[] =>
    differences(product.nest, baseline.nest).map((line) => `${what}, ${line}`);
  return {
    date: date.toISOString(),
    machine: {
      cores: cpus().length,
      platform: platform(),
      node: process.version,
      loadBefore: rounded(loadBefore, 1),
      loadAfter: rounded(loadAfter, 1),
    },
    figures: [
      ...figuresOf(measured),
      ...costFigures(measured.costs),
      ...connectorFigures(measured.connector),
      ...readyFigures(measured.ready),
    ],
    differences: [
      ...different('message', alone),
      ...different('refund', refund),
      ...different('refund declined', declined),
    ],
    measured,
  };
}

const ratioAtMost = (value: number): Limit => ({ of: 'ratio', bound: '≤', value });
const atMost = (value: number): Limit => ({ of: 'product', bound: '≤', value });
const flowsPerSecond: Limit = { of: 'ratio', bound: '≥', value: 0.87 };
const heapMore: Limit = { of: 'difference', bound: '≤', value: 40 };

function figuresOf({ alone, throughput, refund, declined, heap, bundle, inFlight }: Measured): Figure[] {
  const whole = (share: number) => (side: Alone) => percentile(side.whole, share);
  const cpu = ({ workerCpuMs }: Throughput): number => workerCpuMs ?? Number.NaN;
  const perSecond = (side: Throughput): number => side.perSecond;
  return [
    compared('message alone, last reply, p50', 'ms', alone, whole(0.5), ratioAtMost(1.3)),
    compared('message alone, last reply, p95', 'ms', alone, whole(0.95)),
    compared('message alone, first reply, p50', 'ms', alone, ({ first }) => median(first)),
    compared(`messages at ${inFlight} in flight`, '/s', throughput, perSecond, flowsPerSecond),
    compared("worker's CPU per message", 'ms', throughput, cpu),
    compared('history events per message', '', alone, ({ nest }) => nest.events, ratioAtMost(1.1)),
    compared('workflow tasks per message', '', alone, ({ nest }) => nest.kinds['workflowTaskCompleted'] ?? 0),
    compared('history per message', 'kB', alone, ({ nest }) => rounded(nest.bytes / 1000, 1)),
    compared('refund alone, question, p50', 'ms', refund, ({ question }) => median(question)),
    compared('refund alone, yes to paid, p50', 'ms', refund, ({ payment }) => median(payment)),
    compared('history events per refund', '', refund, ({ nest }) => nest.events, ratioAtMost(1.1)),
    compared(`refunds declined at ${inFlight} in flight`, '/s', declined, perSecond, flowsPerSecond),
    compared("worker's CPU per declined refund", 'ms', declined, cpu),
    compared('heap per refund waiting for an answer', 'KiB', heap, ({ perRun }) => perRun, heapMore),
    compared('workflow bundle', 'kB', bundle, (bytes) => Math.round(bytes / 1000)),
  ];
}

function costFigures({ simpleExpression, filterAndMap, reducerStep, checks, escapes }: Costs): Figure[] {
  return [
    single('simple expression', 'µs', rounded(simpleExpression, 2), atMost(1)),
    single('filter and map over 200 lines', 'µs', rounded(filterAndMap, 1), atMost(250)),
    ...Object.entries(reducerStep).map(([flow, us]) =>
      single(`reducer step, ${flow}`, 'µs', rounded(us, 1), atMost(10)),
    ),
    single(
      `slowest of ${escapes.length} hostile expressions`,
      'ms',
      rounded(Math.max(...escapes), 1),
      atMost(5),
    ),
    single('flow check, p50', 'ms', rounded(median(checks.warm), 1)),
    single('flow check, CPU time, p99', 'ms', rounded(percentile(checks.warmCpu, 0.99), 1)),
    single('flow check, p99', 'ms', rounded(percentile(checks.warm, 0.99), 1), atMost(20)),
  ];
}

const WORDS: Readonly<Record<string, string>> = { json: 'JSON', graphql: 'GraphQL', csv: 'CSV', xml: 'XML' };

/** Figures of the connector. */
export const connectorFigures = ({ call, mapping, standstills }: ConnectorCosts): Figure[] => [
  compared(
    'one order from a system that takes 5 ms, p50',
    'ms',
    call,
    (ms) => rounded(ms, 2),
    ratioAtMost(1.1),
  ),
  single('reading 200 orders of 4 lines, beyond plain got', 'ms', rounded(mapping, 1), atMost(10)),
  ...Object.entries(standstills).map(([format, longest]) =>
    single(
      `longest standstill, 2 MB of ${WORDS[format] ?? format}`,
      'ms',
      rounded(percentile(longest, 0.25), 1),
      atMost(50),
    ),
  ),
];

/** What understanding costs; its limits hold for built code, as a worker runs it. */
export const understandingFigures = ({ built, ...costs }: UnderstandingCosts): Figure[] => {
  const { coldStart, memory, p50, p95, p95Long, lag } = costs;
  const name = `understanding, ${built ? 'built' : 'from source'}`;
  const limit = (value: number): Limit | undefined => (built ? atMost(value) : undefined);
  return [
    single(`${name}: cold start to the first answer`, 'ms', coldStart, limit(300)),
    single(`${name}: memory added`, 'MB', memory, limit(150)),
    single(`${name}: a message, p50`, 'ms', p50),
    single(`${name}: a message, p95`, 'ms', p95, limit(40)),
    single(`${name}: a mail of more than 300 characters, p95`, 'ms', p95Long, limit(90)),
    single(`${name}: event loop delay at 30 messages/s, p99`, 'ms', lag, limit(20)),
  ];
};

const readyFigures = ({ source, built }: Ready): Figure[] => [
  compared('worker ready, from source', 's', source, (seconds) => rounded(median(seconds), 2)),
  ...(built.length === 0 ? [] : [single('worker ready, built', 's', rounded(median(built), 2))]),
];

/** The table, a line a figure, and which limits were missed. */
export function tableOf({ figures }: { figures: readonly Figure[] }): string {
  const rows = figures.map(({ name, unit, product, baseline, ratio, limit = '', missed }) => [
    unit === '' ? name : `${name} (${unit})`,
    String(product),
    baseline === undefined ? '' : String(baseline),
    ratio === undefined ? '' : ratio.toFixed(2),
    missed === true ? `${limit}  missed` : limit,
  ]);
  const table = [['', 'product', 'baseline', 'ratio', 'limit'], ...rows];
  const width = Math.max(...table.map(([name = '']) => name.length));
  return table
    .map(([name = '', ...cells]) => {
      const [limit = '', ...values] = cells.reverse();
      return `${name.padEnd(width)}${values.reverse().map(right).join('')}  ${limit}`.trimEnd();
    })
    .join('\n');
}

const right = (cell: string): string => cell.padStart(10);

/** Where the time of a message of 64 kB goes. */
export const longMessageFigures = (costs: readonly LongMessageCost[]): Figure[] =>
  costs.flatMap(({ message, mainThread, modelThread, longest: [part, ms] }) => [
    single(`64 kB of ${message}: main thread`, 'ms', mainThread),
    single(`64 kB of ${message}: model's thread (${part}: ${ms})`, 'ms', modelThread),
  ]);
