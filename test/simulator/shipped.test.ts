/** The tests of the shipped flows: all pass, and together they take every way through every flow. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { intents } from '../../src/understanding/intents/index.js';
import { percent } from '../../src/simulator/coverage.js';
import type { TestRun } from '../../src/simulator/run-tests.js';
import { intentsPage } from '../../tools/docs/write-intents-page.js';
import { page } from '../docs/support.js';
import { howMany } from '../support/how-much.js';
import { runShipped, told } from './support/run.js';

const flows = readdirSync('flows')
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

/** By flow, what its own tests need not take. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // The checker wants it written, and the product never does it: an order that is not there is as good as somebody else's.
  'find-order': ['call byNumber: outcome refused (default)', 'choose: case not_found'],
  'find-subscription': ['call byNumber: outcome refused (default)', 'choose: case not_found'],
  // An enum has a value, and this flow always ends with people.
  'refund-failed': ['result told'],
  // What the intents' files say is played for each of them by test/flows/by-intent.test.ts.
  'customer-service': intents.map(({ name }) => `choose: case ${name}`),
};

describe('the tests of the shipped flows', () => {
  let run: TestRun;

  beforeAll(async () => {
    run = await runShipped();
  });

  test('all pass', () => {
    expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
    expect(run.files.flatMap(({ tests }) => tests).length).toBeGreaterThanOrEqual(70);
  });

  test.each(flows)('take every branch, case, outcome and result of %s', (name) => {
    const covered = run.coverage.find(({ flow }) => flow === name);
    const points = covered?.points.filter(({ what }) => elsewhere[name]?.includes(what) !== true) ?? [];
    expect(points.filter(({ taken }) => !taken)).toEqual([]);
    expect(percent(points)).toBe(100);
  });

  test('are what the page of intents says, and each intent with a flow has a dialogue over each API style', () => {
    expect(page('docs/reference/intents.md').text).toBe(intentsPage(run));
    expect(intentsPage(run)).not.toMatch(/\| +\|/);
  });

  test('come out the same each time, to the last word of what happened', async () => {
    const paths = run.files.map(({ file }) => file).filter((_, index) => index % howMany(5, 1) === 0);
    const again = await runShipped({ paths });
    const before = run.files.filter(({ file }) => paths.includes(file));
    expect(JSON.stringify(again.files)).toBe(JSON.stringify(before));
  });
});
