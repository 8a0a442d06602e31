/** Metrics of the process (prom-client): what `metric-definitions.ts` lists, as the parts of the product count them. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { BusinessMetrics } from '../../activities/count-business.js';
import type { Metrics } from '../../activities/dependencies.js';
import type { NotificationMetrics } from '../../activities/delivery/deliver-notifications.js';
import type { ReplyMetrics } from '../../activities/delivery/deliver-replies.js';
import type { Backlog, Effects } from '../../store/store.js';
import type { CascadeMetrics } from '../../understanding/cascade.js';
import type { ModelMetrics } from '../../understanding/language-models/merchant-model.js';
import { type MadeMetrics, makeMetrics } from './make-metrics.js';
import { workerMetrics } from './metric-definitions.js';
import type { Outages } from './outages.js';

/** Metrics as activities count them, and the page that Prometheus reads. */
export interface MetricsPage
  extends Metrics, BusinessMetrics, NotificationMetrics, ReplyMetrics, ModelMetrics, CascadeMetrics {
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
  /** Has `orderly_not_ready` ask this, as /readyz does. */
  readinessFrom(notReady: () => Promise<string | undefined>): void;
}

/** What gauges ask when the page is read. */
export interface MetricSources {
  effects: () => ReturnType<Effects['count']>;
  backlog: () => Promise<Backlog>;
  outages: Pick<Outages, 'answers'>;
}

type Made = MadeMetrics<typeof workerMetrics>;
type Counted = Awaited<ReturnType<Effects['count']>>;
type BacklogGauge = Extract<
  keyof Made,
  `${'approvals' | 'replies' | 'notifications'}${'Waiting' | 'Overdue' | 'Oldest'}`
>;

/** Makes the registry with everything that docs/operating/metrics.md lists. */
export function createMetrics({ effects, backlog, outages }: MetricSources): MetricsPage {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let notReady: () => Promise<string | undefined> = () => Promise.resolve(undefined);
  const counted = shared(effects);
  const waiting = shared(backlog);
  const effectsAre =
    (gauge: 'effectsUnknown' | 'effectsDouble' | 'effectsAccepted', state: keyof Counted) => async () => {
      made[gauge].set((await counted())?.[state] ?? Number.NaN);
    };
  const waitingAre = (count: BacklogGauge, oldest: BacklogGauge, what: keyof Backlog) => ({
    [count]: async () => {
      made[count].set((await waiting())?.[what].count ?? Number.NaN);
    },
    [oldest]: async () => {
      made[oldest].set((await waiting())?.[what].oldestSeconds ?? Number.NaN);
    },
  });
  const made: Made = makeMetrics(workerMetrics, registry, {
    effectsUnknown: effectsAre('effectsUnknown', 'unknown'),
    effectsDouble: effectsAre('effectsDouble', 'doubled'),
    effectsAccepted: effectsAre('effectsAccepted', 'accepted'),
    ...waitingAre('approvalsWaiting', 'approvalsOldest', 'approvals'),
    ...waitingAre('repliesOverdue', 'repliesOldest', 'replies'),
    ...waitingAre('notificationsOverdue', 'notificationsOldest', 'notifications'),
    temporalAnswers: async () => {
      made.temporalAnswers.set((await outages.answers('temporal_unavailable')) ? 1 : 0);
    },
    notReady: async () => {
      const reason = reasonOf(await notReady());
      for (const each of reasons) made.notReady.set({ reason: each }, each === reason ? 1 : 0);
    },
  });
  return {
    registry,
    readinessFrom: (asked) => {
      notReady = asked;
    },
    ...ofCalls(made),
    ...ofCustomers(made),
    ...ofModels(made),
    ...ofMerchants(made),
    ...ofFailures(made),
  };
}

const ofCalls = (
  made: Made,
): Pick<
  MetricsPage,
  | 'operationCalled'
  | 'attemptMade'
  | 'connectNeeded'
  | 'verificationFailed'
  | 'verificationAlarm'
  | 'writeContradicted'
  | 'approvalDecided'
  | 'notificationTried'
  | 'maintained'
> => ({
  operationCalled: ({ operation, outcome }, seconds) => {
    made.operationDuration.observe({ operation, outcome }, seconds);
  },
  attemptMade: ({ connection, operation, outcome, ms }) => {
    made.attemptDuration.observe({ connection, operation, outcome }, ms / 1000);
  },
  connectNeeded: () => {
    made.connectNeeded.inc();
  },
  verificationFailed: () => {
    made.verificationFailed.inc();
  },
  verificationAlarm: ({ of }) => {
    made.verificationAlarms.inc({ of });
  },
  writeContradicted: ({ what }) => {
    made.writesContradicted.inc({ what });
  },
  approvalDecided: ({ outcome }) => {
    made.approvalsDecided.inc({ outcome });
  },
  notificationTried: ({ by, outcome }) => {
    made.notifications.inc({ by, outcome });
  },
  maintained: () => {
    made.maintenance.setToCurrentTime();
  },
});

const ofCustomers = (
  made: Made,
): Pick<
  MetricsPage,
  'eventTaken' | 'messageLeft' | 'replyTried' | 'messageUnderstood' | 'handedOver' | 'replied'
> => ({
  eventTaken: ({ kind }) => {
    made.events.inc({ kind });
  },
  messageLeft: ({ why }) => {
    made.messagesLeft.inc({ why });
  },
  replyTried: ({ outcome }) => {
    made.replies.inc({ outcome });
  },
  messageUnderstood: ({ intent }) => {
    made.messagesUnderstood.inc({ intent });
  },
  handedOver: ({ reason, intent }) => {
    made.handovers.inc({ reason, intent });
  },
  replied: ({ kind }) => {
    made.customerReplies.inc({ kind });
  },
});

const ofFailures = (
  made: Made,
): Pick<MetricsPage, 'voucherRejected' | 'runUnknown' | 'keyUnusable' | 'clockDiffers'> => ({
  voucherRejected: ({ reason }) => {
    made.vouchersRejected.inc({ reason });
  },
  runUnknown: () => {
    made.runsUnknown.inc();
  },
  keyUnusable: ({ code }) => {
    made.keysUnusable.inc({ code });
  },
  clockDiffers: (seconds) => {
    made.clockDifference.set(seconds);
  },
});

const ofModels = (made: Made): ModelMetrics & CascadeMetrics => ({
  modelAsked: ({ provider, outcome }, seconds) => {
    made.languageModelDuration.observe({ provider, outcome }, seconds);
  },
  modelTokens: ({ provider }, count) => {
    made.languageModelTokens.inc({ provider, direction: 'in' }, count.in);
    made.languageModelTokens.inc({ provider, direction: 'out' }, count.out);
  },
  fellBack: ({ why }) => {
    made.understandingFallbacks.inc({ why });
  },
  entitiesDropped: (count) => {
    made.understandingEntitiesDropped.inc(count);
  },
});

const ofMerchants = (made: Made): Pick<MetricsPage, 'merchantsLoaded' | 'merchantsDiffer'> => ({
  merchantsLoaded: (counts) => {
    for (const [state, count] of Object.entries(counts)) made.merchants.set({ state }, count);
  },
  merchantsDiffer: (count) => {
    made.merchantsDiffering.set(count);
  },
});

/** One question for all that ask at once, as gauges of one page do; undefined if it fails, which must not take the page down. */
function shared<Answer>(ask: () => Promise<Answer>): () => Promise<Answer | undefined> {
  let asking: Promise<Answer | undefined> | undefined;
  return () =>
    (asking ??= ask()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      }));
}

const reasons = [
  ...['store_unavailable', 'store_read_only', 'too_many_connections', 'temporal_unavailable'],
  ...['key_unreadable', 'run_stuck', 'no_merchants', 'not_running'],
];

/** A reason of /readyz as a label. */
function reasonOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [code = ''] = text.split(':', 1);
  if (reasons.includes(code)) return code;
  return text === 'no merchant is served' ? 'no_merchants' : 'not_running';
}
