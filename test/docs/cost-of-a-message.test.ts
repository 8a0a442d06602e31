/** The page on what a message costs says what the recorded histories say, and they keep the limits of DESIGN §10. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costOf, costPage } from '../../tools/docs/write-cost-page.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('what a message costs', () => {
  test('stands in the page as it was recorded', () => {
    expect(readFileSync('docs/development/cost-of-a-message.md', 'utf8')).toBe(costPage('test/histories'));
  });

  test('is at most 60 events and 10 workflow tasks, and 75 events with a child workflow for each sub-flow', () => {
    const { events, tasks } = costOf(`test/histories/${version}`, 'one-parcel');
    expect(events).toBeLessThanOrEqual(60);
    expect(tasks).toBeLessThanOrEqual(10);
    expect(costOf(`test/histories/${version}`, 'child-workflows').events).toBeLessThanOrEqual(75);
  });
});
