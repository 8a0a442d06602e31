/** The registry of alerts: what Prometheus fires on, and examples of series that fire each and do not. */

/** Series by their name and labels, with values a minute apart, in promtool's notation. */
export type Series = Readonly<Record<string, string>>;

/** An alert; its page is the section of docs/operating/alerts.md with its name. */
export interface Alert {
  expr: string;
  /** How long it must last, such as `5m`. */
  for: string;
  /** `page`: somebody is called at night; `ticket`: it can wait for the day. */
  severity: 'page' | 'ticket';
  /** In Markdown without links. */
  meaning: string;
  /** Labels that the expression leaves. */
  labels?: Readonly<Record<string, string>>;
  /** Fires within an hour. */
  fires: Series;
  /** Never fires within that hour. */
  rests: Series;
}

/** A gauge of two workers that has reached a value for a while, and never. */
const gauge = (series: string, value: string): Pick<Alert, 'fires' | 'rests'> => ({
  fires: { [of(series, 'a:8080')]: '0x120', [of(series, 'b:8080')]: `0x10 ${value}x110` },
  rests: { [of(series, 'a:8080')]: '0x120', [of(series, 'b:8080')]: '_x60 0x60' },
});

/** A counter that rises in the last minutes, and one that has risen long ago or never. */
const counter = (series: string, by = 1): Pick<Alert, 'fires' | 'rests'> => ({
  fires: { [of(series, 'a:8080')]: `0x50 ${by}x70` },
  rests: { [of(series, 'a:8080')]: '7x120' },
});

function of(series: string, instance: string): string {
  const [name = '', labels] = series.split('{', 2);
  return `${name}{instance="${instance}"${labels === undefined ? '}' : `,${labels}`}`;
}

const reason = (of: string): Pick<Alert, 'expr' | 'fires' | 'rests'> => ({
  expr: `max(orderly_not_ready{reason="${of}"}) > 0`,
  ...gauge(`orderly_not_ready{reason="${of}"}`, '1'),
});

const waited = (name: string): string =>
  `histogram_quantile(0.95, sum by (le) (rate(${name}_schedule_to_start_latency_seconds_bucket[5m]))) > 5`;
const waits = (name: string, late: string): Series => ({
  [`${name}_schedule_to_start_latency_seconds_bucket{le="1"}`]: late,
  [`${name}_schedule_to_start_latency_seconds_bucket{le="10"}`]: '0+10x120',
  [`${name}_schedule_to_start_latency_seconds_bucket{le="+Inf"}`]: '0+10x120',
});

/** Every alert by its name. */
export const alerts: Readonly<Record<string, Alert>> = {
  OrderlyWriteUnknown: {
    expr: 'max(orderly_effects_unknown) > 0',
    ...{
      for: '1m',
      severity: 'page',
      meaning: 'The outcome of a write is unknown, so a person must check it',
    },
    ...gauge('orderly_effects_unknown', '1'),
  },
  OrderlyWriteTwice: {
    expr: 'max(orderly_effects_double) > 0',
    ...{
      for: '0m',
      severity: 'page',
      meaning: 'A write has happened twice, so a customer may have been paid twice',
    },
    ...gauge('orderly_effects_double', '1'),
  },
  OrderlyTemporalNotAnswering: {
    expr: 'min(orderly_temporal_answers) == 0',
    ...{ for: '2m', severity: 'page', meaning: 'Temporal is not responding to a worker' },
    fires: { 'orderly_temporal_answers{instance="a:8080"}': '1x10 0x110' },
    rests: { 'orderly_temporal_answers{instance="a:8080"}': '1x10 0 1x110' },
  },
  OrderlyStoreNotAnswering: {
    ...{
      for: '2m',
      severity: 'page',
      meaning: 'The store is not responding to a worker, is read-only, or has no free connections',
    },
    expr: 'max(orderly_not_ready{reason=~"store_unavailable|store_read_only|too_many_connections"}) > 0',
    ...gauge('orderly_not_ready{reason="store_read_only"}', '1'),
  },
  OrderlyKeyUnreadable: {
    ...{ for: '2m', severity: 'page', meaning: 'A worker cannot use the master key' },
    ...reason('key_unreadable'),
  },
  OrderlyRunsStuck: {
    expr: 'sum(increase(temporal_workflow_task_execution_failed_total{failure_reason="NonDeterminismError"}[15m])) > 0 or max(orderly_not_ready{reason="run_stuck"}) > 0',
    ...{ for: '0m', severity: 'page', meaning: 'A deployment has left runs stuck (nondeterminism)' },
    fires: {
      'temporal_workflow_task_execution_failed_total{failure_reason="NonDeterminismError"}': '0x50 3x70',
      'orderly_not_ready{reason="run_stuck"}': '0x120',
    },
    rests: {
      'temporal_workflow_task_execution_failed_total{failure_reason="NonDeterminismError"}': '3x120',
      'temporal_workflow_task_execution_failed_total{failure_reason="WorkflowError"}': '0+1x120',
      'orderly_not_ready{reason="run_stuck"}': '0x120',
    },
  },
  OrderlyNotReady: {
    expr: 'max by (instance, reason) (orderly_not_ready) > 0',
    ...{ for: '10m', severity: 'page', meaning: 'A worker has not been able to work for ten minutes' },
    labels: { instance: 'b:8080', reason: 'no_merchants' },
    ...gauge('orderly_not_ready{reason="no_merchants"}', '1'),
  },
  OrderlyNoWorker: {
    expr: 'absent(orderly_temporal_answers)',
    ...{ for: '5m', severity: 'page', meaning: 'Prometheus cannot reach any worker' },
    fires: { 'orderly_temporal_answers{instance="a:8080"}': '1x10' },
    rests: { 'orderly_temporal_answers{instance="a:8080"}': '1x120' },
  },
  OrderlyNoPollers: {
    expr: 'sum by (poller_type) (temporal_num_pollers{poller_type!="sticky_workflow_task"}) == 0',
    ...{ for: '5m', severity: 'page', meaning: 'No worker is asking Temporal for tasks of a kind' },
    labels: { poller_type: 'workflow_task' },
    fires: { 'temporal_num_pollers{poller_type="workflow_task"}': '5x10 0x110' },
    rests: {
      'temporal_num_pollers{poller_type="workflow_task"}': '5x120',
      'temporal_num_pollers{poller_type="sticky_workflow_task"}': '0x120',
    },
  },
  OrderlyNoSlots: {
    expr: 'sum by (worker_type) (temporal_worker_task_slots_available{worker_type=~"WorkflowWorker|ActivityWorker|LocalActivityWorker"}) == 0',
    ...{ for: '5m', severity: 'page', meaning: 'All workers are full' },
    labels: { worker_type: 'ActivityWorker' },
    fires: { 'temporal_worker_task_slots_available{worker_type="ActivityWorker"}': '1000x10 0x110' },
    rests: {
      'temporal_worker_task_slots_available{worker_type="ActivityWorker"}': '0 0 1000x120',
      'temporal_worker_task_slots_available{worker_type="NexusWorker"}': '0x120',
    },
  },
  OrderlyTasksWait: {
    expr: `${waited('temporal_workflow_task')} or ${waited('temporal_activity')}`,
    ...{
      for: '10m',
      severity: 'page',
      meaning: 'One in twenty tasks waits for a worker for more than 5 seconds',
    },
    fires: { ...waits('temporal_workflow_task', '0x120'), ...waits('temporal_activity', '0+10x120') },
    rests: { ...waits('temporal_workflow_task', '0+10x120'), ...waits('temporal_activity', '0+10x120') },
  },
  OrderlyMaintenanceNotRunning: {
    expr: 'time() - max(orderly_maintenance_succeeded_timestamp_seconds) > 1200',
    ...{
      for: '15m',
      severity: 'ticket',
      meaning: 'Writes of closed runs have not been settled for 20 minutes',
    },
    fires: { 'orderly_maintenance_succeeded_timestamp_seconds{instance="a:8080"}': '0x120' },
    rests: {
      'orderly_maintenance_succeeded_timestamp_seconds{instance="a:8080"}': '0x120',
      'orderly_maintenance_succeeded_timestamp_seconds{instance="b:8080"}': '0+60x120',
    },
  },
  OrderlyRepliesOverdue: {
    expr: 'max(orderly_replies_overdue_oldest_seconds) > 900',
    ...{ for: '5m', severity: 'page', meaning: 'A channel has not accepted replies for 15 minutes' },
    fires: { 'orderly_replies_overdue_oldest_seconds{instance="a:8080"}': '0x10 60+60x110' },
    rests: { 'orderly_replies_overdue_oldest_seconds{instance="a:8080"}': '900x120' },
  },
  OrderlyRepliesGivenUp: {
    expr: 'sum(increase(orderly_replies_total{outcome="given_up"}[1h])) > 0',
    ...{
      for: '0m',
      severity: 'ticket',
      meaning: 'A reply was not accepted for three days, or was refused by a help desk',
    },
    ...counter('orderly_replies_total{outcome="given_up"}'),
  },
  OrderlyNotificationsOverdue: {
    expr: 'max(orderly_notifications_overdue_oldest_seconds) > 900',
    ...{
      for: '5m',
      severity: 'ticket',
      meaning: 'Approvers have not been notified of a request for 15 minutes',
    },
    fires: { 'orderly_notifications_overdue_oldest_seconds{instance="a:8080"}': '0x10 60+60x110' },
    rests: { 'orderly_notifications_overdue_oldest_seconds{instance="a:8080"}': '900x120' },
  },
  OrderlyNotificationsGivenUp: {
    expr: 'sum(increase(orderly_notifications_total{outcome="given_up"}[1h])) > 0',
    ...{ for: '0m', severity: 'ticket', meaning: 'Approvers were not notified of a request' },
    ...counter('orderly_notifications_total{by="email",outcome="given_up"}'),
  },
  OrderlyVerificationAlarm: {
    expr: 'sum by (of) (increase(orderly_verification_alarms_total[1h])) > 0',
    ...{ for: '0m', severity: 'ticket', meaning: 'Somebody may be guessing orders' },
    labels: { of: 'channel' },
    ...counter('orderly_verification_alarms_total{of="channel"}'),
  },
  OrderlyConnectNeeded: {
    expr: 'sum(increase(orderly_connect_needed_total[1h])) > 0',
    ...{
      for: '0m',
      severity: 'page',
      meaning: 'A connection has lost its token, and a person must run the command in the log',
    },
    ...counter('orderly_connect_needed_total'),
  },
  OrderlyLanguageModelFallbacks: {
    expr: 'sum(increase(orderly_understanding_fallbacks_total[1h])) > 50',
    ...{
      for: '0m',
      severity: 'ticket',
      meaning: 'A language model is down, rejects its key, or has used up its budget',
    },
    fires: { 'orderly_understanding_fallbacks_total{why="timeout"}': '0+2x120' },
    rests: { 'orderly_understanding_fallbacks_total{why="timeout"}': '0x60 20x60' },
  },
  OrderlyMerchantRefused: {
    expr: 'max(orderly_merchants{state="refused"}) > 0',
    ...{ for: '5m', severity: 'page', meaning: "A merchant's files have errors, so it is not served" },
    ...gauge('orderly_merchants{state="refused"}', '1'),
  },
  OrderlyMerchantsDiffer: {
    expr: 'max(orderly_merchants_differing) > 0',
    ...{
      for: '30m',
      severity: 'ticket',
      meaning: 'Two workers serve a merchant differently for longer than a deployment takes',
    },
    ...gauge('orderly_merchants_differing', '1'),
  },
  OrderlyVouchersRejected: {
    expr: 'sum(increase(orderly_vouchers_rejected_total[15m])) > 10',
    ...{
      for: '0m',
      severity: 'ticket',
      meaning: "A channel's identity tokens do not count, so its customers are served as guests",
    },
    fires: { 'orderly_vouchers_rejected_total{reason="signature"}': '0x40 0+2x80' },
    rests: { 'orderly_vouchers_rejected_total{reason="expired"}': '0x50 5x70' },
  },
  OrderlyRunsUnknown: {
    expr: 'sum(increase(orderly_runs_unknown_total[15m])) > 0',
    ...{
      for: '0m',
      severity: 'page',
      meaning: 'Temporal does not know runs that waited for an approval: it has lost data',
    },
    ...counter('orderly_runs_unknown_total'),
  },
  OrderlyKeysUnusable: {
    expr: 'sum(increase(orderly_keys_unusable_total{code!="key_destroyed"}[15m])) > 0',
    ...{
      for: '0m',
      severity: 'page',
      meaning: 'Content cannot be encrypted or decrypted because a key is missing or unreadable',
    },
    ...counter('orderly_keys_unusable_total{code="key_missing"}'),
  },
  OrderlyClockWrong: {
    expr: 'max by (instance) (abs(orderly_clock_difference_seconds)) > 30',
    ...{
      for: '5m',
      severity: 'page',
      meaning: "A machine's clock differs from the database's by more than 30 seconds",
    },
    labels: { instance: 'b:8080' },
    ...gauge('orderly_clock_difference_seconds', '-45'),
  },
  OrderlyVisibilityGrows: {
    expr: 'max(pg_stat_user_tables_n_live_tup{relname="executions_visibility"}) > 2 * max(pg_stat_user_tables_n_live_tup{relname="executions_visibility"} offset 7d) and max(pg_stat_user_tables_n_live_tup{relname="executions_visibility"}) > 1e6',
    ...{ for: '0m', severity: 'ticket', meaning: "Temporal's visibility table has doubled within a week" },
    fires: { 'pg_stat_user_tables_n_live_tup{relname="executions_visibility"}': '600000x10080 2000000x200' },
    rests: { 'pg_stat_user_tables_n_live_tup{relname="executions_visibility"}': '1500000x10080 2000000x200' },
  },
};
