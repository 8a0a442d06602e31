/** The metrics of Temporal's SDK that are worth watching. */

const quantile = (name: string): string =>
  `histogram_quantile(0.95, sum by (le) (rate(${name}_bucket[$__rate_interval])))`;

/** Each with its query for the dashboard. */
export const temporalMetrics = [
  {
    name: 'temporal_worker_task_slots_available',
    meaning: 'how many more tasks workers can take; if it stays at 0, add workers',
    ...{ expr: 'sum by (worker_type) (temporal_worker_task_slots_available)', unit: 'short' },
    legendFormat: '{{worker_type}}',
  },
  {
    name: 'temporal_num_pollers',
    meaning: 'how many requests for tasks are waiting at Temporal; if it stays at 0, no worker gets any',
    ...{
      expr: 'sum by (poller_type) (temporal_num_pollers)',
      unit: 'short',
      legendFormat: '{{poller_type}}',
    },
  },
  {
    name: 'temporal_activity_schedule_to_start_latency_seconds',
    meaning: 'how long activities wait for a worker',
    ...{
      expr: quantile('temporal_activity_schedule_to_start_latency_seconds'),
      unit: 's',
      legendFormat: 'p95',
    },
  },
  {
    name: 'temporal_workflow_task_schedule_to_start_latency_seconds',
    meaning: 'how long workflow tasks wait for a worker',
    ...{
      expr: quantile('temporal_workflow_task_schedule_to_start_latency_seconds'),
      unit: 's',
      legendFormat: 'p95',
    },
  },
  {
    name: 'temporal_request_total',
    meaning: 'requests to the server',
    ...{ expr: 'sum by (operation) (rate(temporal_request_total[$__rate_interval]))', unit: 'reqps' },
    legendFormat: '{{operation}}',
  },
  {
    name: 'temporal_workflow_task_execution_failed_total',
    meaning:
      'failed workflow tasks; `failure_reason="NonDeterminismError"` means that the run was started by a different version of the code',
    expr: 'sum by (failure_reason) (increase(temporal_workflow_task_execution_failed_total[$__rate_interval]))',
    ...{ unit: 'short', legendFormat: '{{failure_reason}}' },
  },
] as const;
