/** A worker's metrics with sources that tests choose; by default a store and a Temporal where all is well. */
import {
  createMetrics,
  type MetricSources,
  type MetricsPage,
} from '../../src/platform/observability/metrics.js';

const none = { count: 0, oldestSeconds: 0 };

/** Makes them. */
export const testMetrics = (sources: Partial<MetricSources> = {}): MetricsPage =>
  createMetrics({
    effects: () => Promise.resolve({ unknown: 0, accepted: 0, doubled: 0 }),
    backlog: () => Promise.resolve({ approvals: none, replies: none, notifications: none }),
    outages: { answers: () => Promise.resolve(true) },
    ...sources,
  });
