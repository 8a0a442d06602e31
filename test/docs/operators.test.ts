import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createApiMetrics } from '../../src/api/metrics.js';
import type { CountedOutcome } from '../../src/activities/calls/ports.js';
import { testMetrics } from '../support/test-metrics.js';
import { searchAttributes } from '../../src/platform/temporal/search-attributes.js';
import { page, rowNames, section } from './support.js';

const operators = page('docs/operating/operators.md');
const metrics = page('docs/operating/metrics.md');

test('the settings are those that src/platform/config.ts reads', () => {
  const [, body = ''] =
    /const settings = z\.object\(\{([^]*?)\n\}\);/.exec(readFileSync('src/platform/config.ts', 'utf8')) ?? [];
  const variables = [...body.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(variables.length).toBeGreaterThan(5);
  expect(rowNames(section(operators, '## Settings'))).toEqual(variables);
});

test.each([
  ['worker', '## Orderly', testMetrics()],
  ['API', '## The API', createApiMetrics()],
])(
  'the metrics of the %s are those of its registry, with their types and labels',
  async (_, heading, made) => {
    const { registry } = made;
    const own = (await registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('orderly_'));
    const rows = section(metrics, heading)
      .split('\n')
      .filter((line) => line.startsWith('| `orderly_'))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .map(([, name, type, labels]) => ({ name, type, labels }));
    const expected = own.map(({ name, type }) => ({
      name,
      type: String(type),
      labels: labelsOf(registry.getSingleMetric(name)),
    }));
    expect(rows).toEqual(expected);
  },
);

// Exhaustive by its type: an outcome that the code gains is missing here.
const outcomes: Readonly<Record<CountedOutcome, true>> = {
  ...{ done: true, refused: true, unknown: true, unavailable: true, unverified: true, superseded: true },
  ...{ needs_facts: true, needs_approval: true, accepted: true, not_now: true, failed: true },
};

test('the outcomes of operations that are counted are those of the code', () => {
  const [, , , , cell = ''] = metrics.text
    .split('\n')
    .find((line) => line.startsWith('| `orderly_operation_duration_seconds`'))!
    .split('|');
  const [, ...named] = [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(outcomes));
});

// prom-client keeps a metric's label names, and its types do not tell.
const labelsOf = (metric: unknown): string => (metric as { labelNames: string[] }).labelNames.join(', ');

test('the search attributes are those that are registered', () => {
  const rows = [...section(operators, '## Runs').matchAll(/^\| `(Orderly\w+)` \| (\w+) \|/gm)];
  expect(rows.map(([, name, kind]) => ({ name, kind }))).toEqual(searchAttributes);
});
