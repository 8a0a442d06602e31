/** Metrics of the API; labels have few values: no merchant, channel or id. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { makeMetrics } from '../platform/observability/make-metrics.js';
import { apiMetrics } from '../platform/observability/metric-definitions.js';

/** What the API counts, and the page that Prometheus reads. */
export interface ApiMetrics {
  registry: Registry;
  /** A request has been answered; a stream has ended. */
  answered(labels: { route: string; method: string; status: number }, seconds: number): void;
  /** So many requests are under way, streams among them. */
  underWay(change: 1 | -1): void;
}

/** Makes the registry with everything that docs/operating/metrics.md lists for the API. */
export function createApiMetrics(): ApiMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { apiRequestDuration, apiRequestsUnderWay } = makeMetrics(apiMetrics, registry);
  return {
    registry,
    answered: (labels, seconds) => {
      apiRequestDuration.observe(labels, seconds);
    },
    underWay: (change) => {
      apiRequestsUnderWay.inc(change);
    },
  };
}
