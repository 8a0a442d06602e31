/** The registry of metrics: what each is called and counts. The pages, the dashboard and the tables of docs/operating/metrics.md are made of it. */

/** A metric of ours; no label contains a merchant, a customer, an order, a run or an error's text. */
export interface MetricDefinition<Label extends string = string> {
  name: string;
  /** The row of the dashboard that it is in. */
  row: 'customers' | 'money' | 'systems' | 'understanding' | 'security' | 'workers' | 'API';
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly Label[];
  /** Upper bounds of a histogram, s. */
  buckets?: readonly number[];
  /** Label values that are there from the start: an increase from nothing to 1 is none to Prometheus. */
  fromZero?: readonly Readonly<Record<string, string>>[];
  /** In Markdown, as docs/operating/metrics.md says it. */
  counts: string;
}

/** Those of a worker, in the order of the page. */
export const workerMetrics = {
  operationDuration: {
    name: 'orderly_operation_duration_seconds',
    row: 'money',
    type: 'histogram',
    labels: ['operation', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    counts:
      'operation calls. `outcome` is how the call ended (`done`, `refused`, `unknown`, `unavailable`, `unverified` or `superseded`) or what state it is in: `needs_facts` (the customer must be verified first), `needs_approval`, `accepted` (the system has not reported the outcome yet), `not_now` (will be retried) or `failed` (an error that a retry cannot solve)',
  },
  verificationFailed: {
    name: 'orderly_verification_failed_total',
    row: 'security',
    type: 'counter',
    labels: [],
    counts: 'sets of facts that did not match an order',
  },
  verificationAlarms: {
    name: 'orderly_verification_alarms_total',
    row: 'security',
    type: 'counter',
    labels: ['of'],
    fromZero: [{ of: 'channel' }, { of: 'shared' }, { of: 'merchant' }],
    counts:
      'how often failed verification attempts have exceeded the normal rate: on a `channel`, for a fact that many customers share (`shared`), or at a `merchant` within a day. Each occurrence is counted once, by the worker that detected it',
  },
  connectNeeded: {
    name: 'orderly_connect_needed_total',
    row: 'systems',
    type: 'counter',
    labels: [],
    counts:
      'how often a connection has lost its token, so that a person must run the command in the log. Each loss is counted once, by the worker that detected it',
  },
  effectsUnknown: {
    name: 'orderly_effects_unknown',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts: 'writes whose outcome is unknown; should be 0. `NaN` while the store is not responding',
  },
  effectsDouble: {
    name: 'orderly_effects_double',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts:
      "writes that happened twice, according to their systems' references; should be 0. `NaN` while the store is not responding",
  },
  effectsAccepted: {
    name: 'orderly_effects_accepted',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts:
      'writes that a system has accepted but not completed yet. `NaN` while the store is not responding',
  },
  temporalAnswers: {
    name: 'orderly_temporal_answers',
    row: 'workers',
    type: 'gauge',
    labels: [],
    counts: '1 while Temporal responds to this worker, otherwise 0',
  },
  languageModelDuration: {
    name: 'orderly_language_model_duration_seconds',
    row: 'understanding',
    type: 'histogram',
    labels: ['provider', 'outcome'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 15],
    counts:
      'requests to [language models](../integrating/language-models.md). `outcome` is `answer`, or the reason why there was no answer',
  },
  languageModelTokens: {
    name: 'orderly_language_model_tokens_total',
    row: 'understanding',
    type: 'counter',
    labels: ['provider', 'direction'],
    counts: 'input tokens (`in`) and output tokens (`out`), as counted by the providers',
  },
  understandingFallbacks: {
    name: 'orderly_understanding_fallbacks_total',
    row: 'understanding',
    type: 'counter',
    labels: ['why'],
    counts: 'messages for which the embedded model answered instead of a language model',
  },
  understandingEntitiesDropped: {
    name: 'orderly_understanding_entities_dropped_total',
    row: 'understanding',
    type: 'counter',
    labels: [],
    counts: 'values from language models that were dropped because they do not occur in the message',
  },
  attemptDuration: {
    name: 'orderly_attempt_duration_seconds',
    row: 'systems',
    type: 'histogram',
    labels: ['connection', 'operation', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    counts:
      'attempts to send a call to a system; one call can take several. `outcome` is `done`, `refused`, `accepted`, `later`, `unsent` or `unclear`. For each write, and for each read that failed, the log has a line `attempt` with the outcome, code, HTTP status and duration',
  },
  merchants: {
    name: 'orderly_merchants',
    row: 'workers',
    type: 'gauge',
    labels: ['state'],
    counts: "this worker's merchants, by state: `served`, or `refused` because of errors in their files",
  },
  merchantsDiffering: {
    name: 'orderly_merchants_differing',
    row: 'workers',
    type: 'gauge',
    labels: [],
    counts: 'merchants of which another worker serves a different version; 0 except during a deployment',
  },
  events: {
    name: 'orderly_events_total',
    row: 'systems',
    type: 'counter',
    labels: ['kind'],
    counts:
      '[events](../integrating/events.md) received by webhook, by kind; `unknown` if no connection describes the event',
  },
  messagesLeft: {
    name: 'orderly_messages_left_total',
    row: 'customers',
    type: 'counter',
    labels: ['why'],
    counts:
      'messages from [help desks](../integrating/help-desks.md#messages-that-cannot-be-processed) that could not be processed and were left to agents: `erased`, `other_channel`. The log identifies the event',
  },
  writesContradicted: {
    name: 'orderly_writes_contradicted_total',
    row: 'money',
    type: 'counter',
    labels: ['what'],
    counts:
      'writes for which a system now reports another outcome: `come_back` (a paid refund was returned), `done_after_refusal`. The log identifies the write, and the conversation is handed off',
  },
  approvalsDecided: {
    name: 'orderly_approvals_decided_total',
    row: 'money',
    type: 'counter',
    labels: ['outcome'],
    counts: "approvers' decisions, by outcome",
  },
  notifications: {
    name: 'orderly_notifications_total',
    row: 'money',
    type: 'counter',
    labels: ['by', 'outcome'],
    fromZero: [
      { by: 'webhook', outcome: 'given_up' },
      { by: 'email', outcome: 'given_up' },
      { by: 'none', outcome: 'given_up' },
    ],
    counts:
      'attempts to send [approval notifications](approvers.md#be-notified). `by` is `webhook`, `email`, or `none` if the recipient is no longer listed in merchant.yaml; `outcome` is `sent`, `failed` (will be retried) or `given_up`',
  },
  replies: {
    name: 'orderly_replies_total',
    row: 'customers',
    type: 'counter',
    labels: ['outcome'],
    fromZero: [{ outcome: 'given_up' }],
    counts:
      "attempts to send replies to [channels' webhooks](../integrating/integrators.md#replies-by-webhook) and [help desks](../integrating/help-desks.md): `sent`, `failed` (will be retried) or `given_up` (after three days, or because a desk refused it)",
  },
  notReady: {
    name: 'orderly_not_ready',
    row: 'workers',
    type: 'gauge',
    labels: ['reason'],
    counts:
      '1 for the reason why `/readyz` does not return 200, otherwise 0. `reason` is `store_unavailable`, `store_read_only`, `too_many_connections`, `temporal_unavailable`, `key_unreadable`, `run_stuck`, `no_merchants`, or `not_running` while the worker starts or drains',
  },
  maintenance: {
    name: 'orderly_maintenance_succeeded_timestamp_seconds',
    row: 'workers',
    type: 'gauge',
    labels: [],
    counts:
      'when this worker last settled the writes of closed runs (`reconcileEffects`), in Unix time; 0 if it has not done so yet. Any worker may do it, so look at the maximum',
  },
  messagesUnderstood: {
    name: 'orderly_messages_understood_total',
    row: 'customers',
    type: 'counter',
    labels: ['intent'],
    counts:
      "messages that were understood, by [intent](../reference/intents.md); `other` for a merchant's own intents",
  },
  handovers: {
    name: 'orderly_handovers_total',
    row: 'customers',
    type: 'counter',
    labels: ['reason', 'intent'],
    counts:
      'conversations that were handed off. `reason` is `flag` if a person must see the matter, `question` if a question was not answered, `call` if something was tried first, otherwise `none`; `intent` is as above, or `none`',
  },
  customerReplies: {
    name: 'orderly_customer_replies_total',
    row: 'customers',
    type: 'counter',
    labels: ['kind'],
    counts: 'what was written to customers: `reply` or `question`',
  },
  approvalsWaiting: {
    name: 'orderly_approvals_waiting',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts: 'open approval requests. `NaN` while the store is not responding, like the next five',
  },
  approvalsOldest: {
    name: 'orderly_approvals_waiting_oldest_seconds',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts: 'how long the oldest open approval request has been waiting; 0 if there is none',
  },
  repliesOverdue: {
    name: 'orderly_replies_overdue',
    row: 'customers',
    type: 'gauge',
    labels: [],
    counts: 'conversations with replies to a webhook or help desk that are due and have not been sent',
  },
  repliesOldest: {
    name: 'orderly_replies_overdue_oldest_seconds',
    row: 'customers',
    type: 'gauge',
    labels: [],
    counts: 'how long the oldest of them has been waiting since it was written; 0 if there is none',
  },
  notificationsOverdue: {
    name: 'orderly_notifications_overdue',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts: 'approval notifications that are due, or will be tried again',
  },
  notificationsOldest: {
    name: 'orderly_notifications_overdue_oldest_seconds',
    row: 'money',
    type: 'gauge',
    labels: [],
    counts:
      'how long the oldest request of which nobody has been notified has been waiting; 0 if there is none',
  },
  vouchersRejected: {
    name: 'orderly_vouchers_rejected_total',
    row: 'security',
    type: 'counter',
    labels: ['reason'],
    fromZero: [
      ...[{ reason: 'malformed' }, { reason: 'channel_unknown' }, { reason: 'channel_without_keys' }],
      ...[
        { reason: 'signature' },
        { reason: 'other_merchant' },
        { reason: 'other_conversation' },
        { reason: 'expired' },
      ],
    ],
    counts:
      'messages whose [identity token](../integrating/integrators.md#vouchers) does not count, so that their customer is served as a guest. `reason` is `malformed`, `channel_unknown`, `channel_without_keys`, `signature`, `other_merchant`, `other_conversation` or `expired`. The log names the channel, and says what to do',
  },
  runsUnknown: {
    name: 'orderly_runs_unknown_total',
    row: 'workers',
    type: 'counter',
    labels: [],
    counts:
      'open approval requests that were closed because Temporal does not know the run that waited for them; the log names them',
  },
  keysUnusable: {
    name: 'orderly_keys_unusable_total',
    row: 'security',
    type: 'counter',
    labels: ['code'],
    fromZero: [{ code: 'key_missing' }, { code: 'key_unreadable' }, { code: 'key_destroyed' }],
    counts:
      'attempts to encrypt or decrypt that failed for a reason that does not pass by itself: `key_missing`, `key_unreadable` or `key_destroyed`',
  },
  clockDifference: {
    name: 'orderly_clock_difference_seconds',
    row: 'workers',
    type: 'gauge',
    labels: [],
    counts:
      "how far this machine's clock is ahead of the database's; negative if it is behind. Measured at the start and every five minutes",
  },
} as const satisfies Record<string, MetricDefinition>;

/** Those of `orderly api`. */
export const apiMetrics = {
  apiRequestDuration: {
    name: 'orderly_api_request_duration_seconds',
    row: 'API',
    type: 'histogram',
    labels: ['route', 'method', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    counts:
      'requests, by route and status; a stream is counted when it ends. `route` is the address pattern, or `none` if the address does not exist',
  },
  apiRequestsUnderWay: {
    name: 'orderly_api_requests_under_way',
    row: 'API',
    type: 'gauge',
    labels: [],
    counts: 'requests in progress, including long polls and streams',
  },
} as const satisfies Record<string, MetricDefinition>;
