/** Metrics of the API; labels have few values: no merchant, channel or id. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

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
  const requests = new Histogram({
    name: 'orderly_api_request_duration_seconds',
    help: 'Requests to the API, by route and response',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const open = new Gauge({
    name: 'orderly_api_requests_under_way',
    help: 'Requests in progress, including long polls and streams',
    registers: [registry],
  });
  return {
    registry,
    answered: (labels, seconds) => {
      requests.observe(labels, seconds);
    },
    underWay: (change) => {
      open.inc(change);
    },
  };
}
