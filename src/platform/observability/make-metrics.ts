/** Makes prom-client's metrics from their definitions. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { MetricDefinition } from './metric-definitions.js';

/** What prom-client has for a definition. */
type Made<Definition extends MetricDefinition> = Definition['type'] extends 'counter'
  ? Counter<Definition['labels'][number]>
  : Definition['type'] extends 'gauge'
    ? Gauge<Definition['labels'][number]>
    : Histogram<Definition['labels'][number]>;

type Definitions = Readonly<Record<string, MetricDefinition>>;

/** Metrics by the names of their definitions. */
export type MadeMetrics<From extends Definitions> = { readonly [Name in keyof From]: Made<From[Name]> };

/** Makes and registers all, in their order; `collect` sets gauges when a page is read. */
export function makeMetrics<const From extends Definitions>(
  definitions: From,
  registry: Registry,
  collect: { readonly [Name in keyof From]?: () => Promise<void> } = {},
): MadeMetrics<From> {
  const made = Object.entries(definitions).map(([name, definition]) => [
    name,
    make(definition, registry, collect[name]),
  ]);
  // Each entry is made of the definition of its name.
  return Object.fromEntries(made) as MadeMetrics<From>;
}

function make(definition: MetricDefinition, registry: Registry, collect?: () => Promise<void>) {
  const { name, labels, buckets, fromZero = [] } = definition;
  const common = { name, help: helpOf(definition), labelNames: [...labels], registers: [registry] };
  if (definition.type === 'gauge') return new Gauge({ ...common, ...(collect && { collect }) });
  if (definition.type === 'histogram') return new Histogram({ ...common, buckets: [...(buckets ?? [])] });
  const counter = new Counter(common);
  for (const values of fromZero) counter.inc(values, 0);
  return counter;
}

/** What a metric counts, without Markdown. */
const helpOf = ({ counts }: MetricDefinition): string =>
  counts.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
