/** What monitors Orderly: the files are those of the registries, and each alert fires on what the product counts, and has its page. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { MetricsPage, MetricSources } from '../../src/platform/observability/metrics.js';
import { apiMetrics, workerMetrics } from '../../src/platform/observability/metric-definitions.js';
import { type Alert, alerts } from '../../tools/monitoring/alerts.js';
import { temporalMetrics } from '../../tools/monitoring/temporal-metrics.js';
import { expected, monitoringFiles, ruleTest } from '../../tools/monitoring/write-monitoring.js';
import { page, section } from '../docs/support.js';
import { testMetrics } from '../support/test-metrics.js';

test.each(Object.entries(monitoringFiles()))(
  '%s is what `npm run tool -- monitoring` writes',
  (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

test('every metric that an alert asks for is one that is listed, or of postgres_exporter', () => {
  const known = new Set<string>([
    ...[...Object.values(workerMetrics), ...Object.values(apiMetrics)].map(({ name }) => name),
    ...temporalMetrics.map(({ name }) => name),
    'pg_stat_user_tables_n_live_tup',
  ]);
  const asked = Object.values(alerts).flatMap(
    ({ expr }) => expr.match(/\b(?:orderly|temporal|pg)_\w+/g) ?? [],
  );
  expect(asked.map((name) => name.replace(/_bucket$/, '')).filter((name) => !known.has(name))).toEqual([]);
});

const runbook = page('docs/operating/alerts.md');

test('the page has a section for each alert and no other, in the same order', () => {
  const headings = [...runbook.text.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(Object.keys(alerts));
});

test.each(Object.keys(alerts))(
  'the section of %s says what it means, what to look at, what to do and when it is over',
  (name) => {
    const parts = [...section(runbook, `## ${name}`).matchAll(/^\*\*(.+):\*\* \S/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Meaning', 'Look at', 'Do', 'Over when']);
  },
);

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const withPromtool = hasPromtool ? describe : describe.skip;

/** A condition as the product meets it: what its sources say, and what it counts. */
interface Condition {
  sources?: Partial<MetricSources>;
  count?: (metrics: MetricsPage) => void;
  /** Of the alert that is expected. */
  labels?: Record<string, string>;
}

const waiting = { count: 1, oldestSeconds: 1_000 };
const none = { count: 0, oldestSeconds: 0 };
const effects = { unknown: 0, doubled: 0, accepted: 0 };
const notReady =
  (reason: string): Required<Condition>['count'] =>
  (metrics) => {
    metrics.readinessFrom(() => Promise.resolve(reason));
  };
const backlog = (what: 'replies' | 'notifications'): Required<Condition>['sources'] => ({
  backlog: () => Promise.resolve({ approvals: none, replies: none, notifications: none, [what]: waiting }),
});

/** For each alert with a metric of ours behind it. */
const conditions: Readonly<Record<string, Condition>> = {
  OrderlyWriteUnknown: { sources: { effects: () => Promise.resolve({ ...effects, unknown: 1 }) } },
  OrderlyWriteTwice: { sources: { effects: () => Promise.resolve({ ...effects, doubled: 1 }) } },
  OrderlyTemporalNotAnswering: { sources: { outages: { answers: () => Promise.resolve(false) } } },
  OrderlyStoreNotAnswering: { count: notReady('store_unavailable: the store does not answer') },
  OrderlyKeyUnreadable: { count: notReady('key_unreadable: the master key cannot be used') },
  OrderlyRunsStuck: { count: notReady('run_stuck: runs cannot continue with this build') },
  OrderlyNotReady: { count: notReady('no merchant is served'), labels: { reason: 'no_merchants' } },
  OrderlyMaintenanceNotRunning: {},
  OrderlyRepliesOverdue: { sources: backlog('replies') },
  OrderlyRepliesGivenUp: {
    count: (metrics) => {
      metrics.replyTried({ outcome: 'given_up' });
    },
  },
  OrderlyNotificationsOverdue: { sources: backlog('notifications') },
  OrderlyNotificationsGivenUp: {
    count: (metrics) => {
      metrics.notificationTried({ by: 'webhook', outcome: 'given_up' });
    },
  },
  OrderlyVerificationAlarm: {
    count: (metrics) => {
      metrics.verificationAlarm({ merchant: 'acme', of: 'shared' });
    },
    labels: { of: 'shared' },
  },
  OrderlyConnectNeeded: {
    count: (metrics) => {
      metrics.connectNeeded();
    },
  },
  OrderlyMerchantRefused: {
    count: (metrics) => {
      metrics.merchantsLoaded({ served: 1, refused: 1 });
    },
  },
  OrderlyVouchersRejected: {
    count: (metrics) => {
      for (let times = 0; times < 20; times += 1)
        metrics.voucherRejected({ merchant: 'acme', reason: 'signature' });
    },
  },
  OrderlyRunsUnknown: {
    count: (metrics) => {
      metrics.runUnknown({ merchant: 'acme' });
    },
  },
  OrderlyKeysUnusable: {
    count: (metrics) => {
      metrics.keyUnusable({ code: 'key_missing' });
    },
  },
  OrderlyClockWrong: {
    count: (metrics) => {
      metrics.clockDiffers(-45);
    },
  },
  OrderlyMerchantsDiffer: {
    count: (metrics) => {
      metrics.merchantsDiffer(1);
    },
  },
};

withPromtool(
  `the rules${hasPromtool ? '' : " (promtool is not installed: Debian's package prometheus)"}`,
  () => {
    test('are right, and fire in their examples and not otherwise', () => {
      const run = (...args: string[]): string =>
        execFileSync('promtool', args, { cwd: 'deploy/prometheus', encoding: 'utf8' });
      expect(run('check', 'rules', 'alerts.yaml')).toContain(
        `SUCCESS: ${Object.keys(alerts).length} rules found`,
      );
      expect(run('test', 'rules', 'alerts.test.yaml')).toContain('SUCCESS');
    });

    test('fire on the pages of a worker that meets their condition, and on no page of one that does not', async () => {
      const well = seriesBetween(await scraped({}), await scraped({}), { expr: '' });
      const rested = Object.keys(conditions).filter((name) => name !== 'OrderlyMaintenanceNotRunning');
      const quiet = rested.map((name) => ruleTest(name, 'does not fire', well, []));
      const firing = await Promise.all(
        Object.entries(conditions).map(async ([name, { labels = {}, ...condition }]) => {
          const series = seriesBetween(await scraped({}), await scraped(condition), alerts[name]!);
          const alert: Alert = { ...alerts[name]!, labels };
          return ruleTest(name, 'fires', series, [expected(name, alert)]);
        }),
      );
      const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
      try {
        copyFileSync('deploy/prometheus/alerts.yaml', join(folder, 'alerts.yaml'));
        const tests = {
          rule_files: ['alerts.yaml'],
          evaluation_interval: '1m',
          tests: [...quiet, ...firing],
        };
        writeFileSync(join(folder, 'test.yaml'), stringify(tests));
        const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'test.yaml'], {
          cwd: folder,
          encoding: 'utf8',
        });
        expect(`${stdout}${stderr}`).toMatch(/^Unit Testing: {2}test\.yaml\s+SUCCESS\s*$/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
);

/** The samples of a worker's page under a condition, by series. */
async function scraped({ sources, count }: Condition): Promise<Map<string, string>> {
  const metrics = testMetrics(sources);
  count?.(metrics);
  const text = await metrics.registry.metrics();
  return new Map(
    [...text.matchAll(/^(orderly_\S+(?:\{.*\})?) (\S+)$/gm)].map(([, series = '', value = '']) => [
      series,
      value,
    ]),
  );
}

/** A worker's series over two hours: the values of one page until a moment, min, and then those of another. */
function seriesBetween(
  before: Map<string, string>,
  after: Map<string, string>,
  { expr }: Pick<Alert, 'expr'>,
): Record<string, string> {
  // What has risen is seen for as long as the rule looks back.
  const since = expr.includes('[15m]') ? 50 : 20;
  const values = [...after].map(([series, value]) => [
    series,
    `${before.get(series) ?? '_'}x${since} ${value}x100`,
  ]);
  return Object.fromEntries(values) as Record<string, string>;
}
