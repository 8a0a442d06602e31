/** Metrics of the process (prom-client); labels have few values: no customer, order, run or error text. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../activities/dependencies.js';
import type { NotificationMetrics } from '../../activities/delivery/deliver-notifications.js';
import type { ReplyMetrics } from '../../activities/delivery/deliver-replies.js';
import type { Effects } from '../../store/store.js';
import type { CascadeMetrics } from '../../understanding/cascade.js';
import type { Outages } from './outages.js';
import type { ModelMetrics } from '../../understanding/language-models/merchant-model.js';

/** Registers them; labels are provider names and reasons that this release knows. */
function modelCounters(registers: Registry[]): ModelMetrics & CascadeMetrics {
  const asked = new Histogram({
    name: 'orderly_language_model_duration_seconds',
    help: 'Requests to language models, by outcome',
    labelNames: ['provider', 'outcome'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 15],
    registers,
  });
  const tokens = new Counter({
    name: 'orderly_language_model_tokens_total',
    help: 'Tokens, as counted by the providers',
    labelNames: ['provider', 'direction'] as const,
    registers,
  });
  const fallbacks = new Counter({
    name: 'orderly_understanding_fallbacks_total',
    help: 'Messages for which the embedded model answered instead of a language model',
    labelNames: ['why'] as const,
    registers,
  });
  const dropped = new Counter({
    name: 'orderly_understanding_entities_dropped_total',
    help: 'Values from language models that do not occur in the message',
    registers,
  });
  return {
    modelAsked: (labels, seconds) => {
      asked.observe(labels, seconds);
    },
    modelTokens: ({ provider }, count) => {
      tokens.inc({ provider, direction: 'in' }, count.in);
      tokens.inc({ provider, direction: 'out' }, count.out);
    },
    fellBack: (labels) => {
      fallbacks.inc(labels);
    },
    entitiesDropped: (count) => {
      dropped.inc(count);
    },
  };
}

/** Metrics as activities count them, and the page that Prometheus reads. */
export interface MetricsPage
  extends Metrics, NotificationMetrics, ReplyMetrics, ModelMetrics, CascadeMetrics {
  registry: Registry;
  /** A system was asked, with this outcome. */
  attemptMade(made: { connection: string; operation: string; outcome: string; ms: number }): void;
  /** A connection has lost its token: a person must run `orderly connections connect`; the log says for which one. */
  connectNeeded(): void;
  /** The merchants of this worker have been loaded: so many are served, so many have issues. */
  merchantsLoaded(counts: Readonly<Record<'served' | 'refused', number>>): void;
  /** So many merchants are served by another worker in another version. */
  merchantsDiffer(count: number): void;
  /** Something could not be encrypted or decrypted, for a reason that waiting does not mend. */
  keyUnusable(labels: { code: string }): void;
  /** This machine's clock is ahead of the database's by so many seconds; behind it if negative. */
  clockDiffers(seconds: number): void;
}

/** Makes the registry with everything that docs/operating/metrics.md lists. */
export function createMetrics(
  countEffects: () => ReturnType<Effects['count']>,
  outages: Pick<Outages, 'answers'>,
): MetricsPage {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Histogram({
    name: 'orderly_operation_duration_seconds',
    help: 'Calls of operations, by outcome',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const verifications = countersOfVerification(registers);
  const lost = counter(
    registers,
    'orderly_connect_needed_total',
    'Times that a connection lost its token and needs a person to run the command in the log',
  );
  gaugesOfEffects(registers, countEffects);
  gaugeOfTemporal(registers, outages);
  const models = modelCounters(registers);
  return {
    registry,
    ...models,
    ...verifications,
    operationCalled: ({ operation, outcome }, seconds) => {
      calls.observe({ operation, outcome }, seconds);
    },
    connectNeeded: () => {
      lost.inc();
    },
    ...histogramOfAttempts(registers),
    ...gaugesOfMerchants(registers),
    ...countersOfEvents(registers),
    ...countersOfApprovals(registers),
    ...countersOfTrouble(registers),
  };
}

const counter = (registers: Registry[], name: string, help: string): Counter =>
  new Counter({ name, help, registers });

function histogramOfAttempts(registers: Registry[]): Pick<MetricsPage, 'attemptMade'> {
  const attempts = new Histogram({
    name: 'orderly_attempt_duration_seconds',
    help: 'Attempts of operations at their systems, by outcome',
    labelNames: ['connection', 'operation', 'outcome'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  return {
    attemptMade: ({ connection, operation, outcome, ms }) => {
      attempts.observe({ connection, operation, outcome }, ms / 1000);
    },
  };
}

function gaugesOfMerchants(registers: Registry[]): Pick<MetricsPage, 'merchantsLoaded' | 'merchantsDiffer'> {
  const loaded = new Gauge({
    name: 'orderly_merchants',
    help: 'Merchants of this worker, by whether they are served or have errors in their files',
    labelNames: ['state'] as const,
    registers,
  });
  const differing = new Gauge({
    name: 'orderly_merchants_differing',
    help: 'Merchants that another worker serves in a different version; 0 except during a deployment',
    registers,
  });
  return {
    merchantsLoaded: (counts) => {
      for (const [state, count] of Object.entries(counts)) loaded.set({ state }, count);
    },
    merchantsDiffer: (count) => {
      differing.set(count);
    },
  };
}

function countersOfEvents(
  registers: Registry[],
): Pick<MetricsPage, 'eventTaken' | 'messageLeft' | 'writeContradicted'> {
  const events = new Counter({
    name: 'orderly_events_total',
    help: 'Events received by webhook, by outcome',
    labelNames: ['kind'] as const,
    registers,
  });
  const left = new Counter({
    name: 'orderly_messages_left_total',
    help: 'Messages from help desks that could not be processed and were left to agents',
    labelNames: ['why'] as const,
    registers,
  });
  const contradicted = new Counter({
    name: 'orderly_writes_contradicted_total',
    help: 'Writes for which a system now reports another outcome',
    labelNames: ['what'] as const,
    registers,
  });
  return {
    eventTaken: ({ kind }) => {
      events.inc({ kind });
    },
    messageLeft: ({ why }) => {
      left.inc({ why });
    },
    writeContradicted: ({ what }) => {
      contradicted.inc({ what });
    },
  };
}

function countersOfApprovals(
  registers: Registry[],
): Pick<MetricsPage, 'approvalDecided' | 'notificationTried' | 'replyTried'> {
  const decisions = new Counter({
    name: 'orderly_approvals_decided_total',
    help: 'Decisions of approvers, by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  const notifications = new Counter({
    name: 'orderly_notifications_total',
    help: 'Attempts to send approval notifications, by outcome',
    labelNames: ['by', 'outcome'] as const,
    registers,
  });
  const replies = new Counter({
    name: 'orderly_replies_total',
    help: 'Attempts to send replies to channels, by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  return {
    replyTried: (labels) => {
      replies.inc(labels);
    },
    approvalDecided: ({ outcome }) => {
      decisions.inc({ outcome });
    },
    notificationTried: (labels) => {
      notifications.inc(labels);
    },
  };
}

function countersOfVerification(
  registers: Registry[],
): Pick<MetricsPage, 'verificationFailed' | 'verificationAlarm'> {
  const failed = counter(
    registers,
    'orderly_verification_failed_total',
    'Sets of facts that did not match an order',
  );
  const alarms = new Counter({
    name: 'orderly_verification_alarms_total',
    help: 'Times that failed verification attempts exceeded the normal rate, by place',
    labelNames: ['of'] as const,
    registers,
  });
  return {
    verificationFailed: () => {
      failed.inc();
    },
    verificationAlarm: ({ of }) => {
      alarms.inc({ of });
    },
  };
}

function countersOfTrouble(
  registers: Registry[],
): Pick<MetricsPage, 'voucherRejected' | 'runUnknown' | 'keyUnusable' | 'clockDiffers'> {
  const vouchers = new Counter({
    name: 'orderly_vouchers_rejected_total',
    help: 'Messages whose identity token does not count, by reason',
    labelNames: ['reason'] as const,
    registers,
  });
  const runs = counter(
    registers,
    'orderly_runs_unknown_total',
    'Approval requests that were closed because Temporal does not know their run',
  );
  const keys = new Counter({
    name: 'orderly_keys_unusable_total',
    help: 'Attempts to encrypt or decrypt that failed for a reason that waiting does not mend',
    labelNames: ['code'] as const,
    registers,
  });
  const clock = new Gauge({
    name: 'orderly_clock_difference_seconds',
    help: "How far this machine's clock is ahead of the database's",
    registers,
  });
  return {
    voucherRejected: ({ reason }) => {
      vouchers.inc({ reason });
    },
    runUnknown: () => {
      runs.inc();
    },
    keyUnusable: (labels) => {
      keys.inc(labels);
    },
    clockDiffers: (seconds) => {
      clock.set(seconds);
    },
  };
}

function gaugeOfTemporal(registers: Registry[], outages: Pick<Outages, 'answers'>): void {
  const gauge = new Gauge({
    name: 'orderly_temporal_answers',
    help: 'Whether Temporal answers this worker',
    registers,
    async collect() {
      gauge.set((await outages.answers('temporal_unavailable')) ? 1 : 0);
    },
  });
}

const effectGauges = {
  unknown: 'Writes whose outcome is unknown; should be 0',
  doubled: 'Writes that happened twice; should be 0',
  accepted: 'Writes that a system has accepted but not settled yet',
} as const;

function gaugesOfEffects(registers: Registry[], countEffects: () => ReturnType<Effects['count']>): void {
  const gauges = Object.entries(effectGauges).map(([state, help]) => {
    const name = `orderly_effects_${state === 'doubled' ? 'double' : state}`;
    const collect = state === 'unknown' ? countAll : undefined;
    return [state, new Gauge({ name, help, registers, ...(collect ? { collect } : {}) })] as const;
  });
  // One query for all of them: `unknown` comes first on every page.
  async function countAll(): Promise<void> {
    // A store that does not answer shows as not ready; it does not take the page down.
    const counts = await countEffects().catch(() => undefined);
    for (const [state, gauge] of gauges)
      gauge.set(counts?.[state as keyof typeof effectGauges] ?? Number.NaN);
  }
}
