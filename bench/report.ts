/** Figures of the bench as a table and as bench.json. */
import { cpus, platform } from 'node:os';
import type { Alone } from './alone.js';
import { differences } from './nest.js';
import type { Ready } from './ready.js';
import type { Refund } from './refund.js';
import type { SideName } from './side.js';
import { median, percentile, rounded } from './statistics.js';
import type { Throughput } from './throughput.js';

/** Everything that was measured. */
export interface Measured {
  alone: Record<SideName, Alone>;
  throughput: Record<SideName, Throughput>;
  refund: Record<SideName, Refund>;
  ready: Ready;
  /** Load of the machine before the bench began: what else was going on. */
  loadBefore: number;
  inFlight: number;
}

/** One figure of both sides. */
export interface Figure {
  name: string;
  unit: string;
  product: number;
  /** Absent where there is nothing to compare with. */
  twin?: number;
  /** Product / twin: over 1 the product needs more; of flows/s it does more. */
  ratio?: number;
}

/** What bench.json holds. */
export interface Report {
  date: string;
  machine: { cores: number; platform: string; node: string; loadBefore: number };
  figures: Figure[];
  /** Where the twin did not do the same work: then no figure counts. */
  differences: string[];
  measured: Measured;
}

/** All figures in the order in which they are read. */
export function reportOf(measured: Measured, date: Date): Report {
  return {
    date: date.toISOString(),
    machine: {
      cores: cpus().length,
      platform: platform(),
      node: process.version,
      loadBefore: rounded(measured.loadBefore, 1),
    },
    figures: figuresOf(measured),
    differences: [
      ...differences(measured.alone.product.nest, measured.alone.twin.nest).map((line) => `message, ${line}`),
      ...differences(measured.refund.product.nest, measured.refund.twin.nest).map(
        (line) => `refund, ${line}`,
      ),
    ],
    measured,
  };
}

function figuresOf({ alone, throughput, refund, ready, inFlight }: Measured): Figure[] {
  return [
    figure('message alone, last reply, p50', 'ms', alone, ({ whole }) => median(whole)),
    figure('message alone, last reply, p95', 'ms', alone, ({ whole }) => percentile(whole, 0.95)),
    figure('message alone, first reply, p50', 'ms', alone, ({ first }) => median(first)),
    figure(`flows at ${inFlight} in flight`, '/s', throughput, ({ perSecond }) => perSecond),
    figure("worker's CPU a message", 'ms', throughput, ({ workerCpuMs }) => workerCpuMs ?? Number.NaN),
    figure('history events a message', '', alone, ({ nest }) => nest.events),
    figure('workflow tasks a message', '', alone, ({ nest }) => nest.kinds['workflowTaskCompleted'] ?? 0),
    figure('history a message', 'kB', alone, ({ nest }) => rounded(nest.bytes / 1000, 1)),
    figure('refund alone, question, p50', 'ms', refund, ({ question }) => median(question)),
    figure('refund alone, yes to paid, p50', 'ms', refund, ({ payment }) => median(payment)),
    figure('history events a refund', '', refund, ({ nest }) => nest.events),
    figure('worker ready, from source', 's', ready.source, (seconds) => rounded(median(seconds), 2)),
    ...(ready.built.length === 0
      ? []
      : [{ name: 'worker ready, built', unit: 's', product: rounded(median(ready.built), 2) }]),
  ];
}

function figure<T>(name: string, unit: string, sides: Record<SideName, T>, of: (side: T) => number): Figure {
  const product = of(sides.product);
  const twin = of(sides.twin);
  return { name, unit, product, twin, ratio: rounded(product / twin, 2) };
}

/** The table, a line a figure. */
export function tableOf({ figures }: Report): string {
  const rows = figures.map(({ name, unit, product, twin, ratio }) => [
    unit === '' ? name : `${name} (${unit})`,
    String(product),
    twin === undefined ? '' : String(twin),
    ratio === undefined ? '' : ratio.toFixed(2),
  ]);
  const table = [['', 'product', 'twin', 'ratio'], ...rows];
  const width = Math.max(...table.map(([name = '']) => name.length));
  return table
    .map(([name = '', ...cells]) => name.padEnd(width) + cells.map((cell) => cell.padStart(10)).join(''))
    .join('\n');
}
