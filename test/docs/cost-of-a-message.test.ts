/** The page on what a message costs says what the recorded histories say, and they keep the limits of DESIGN §10. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costOf, costPage } from '../../tools/docs/write-cost-page.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('what a message costs', () => {
  test('stands in the page as it was recorded', () => {
    expect(readFileSync('docs/development/cost-of-a-message.md', 'utf8')).toBe(costPage('test/histories'));
  });

  test('is at most 88 events and 15 workflow tasks, and 60 events with sub-flows inlined', () => {
    const { events, tasks } = costOf(`test/histories/${version}`, 'one-parcel');
    expect(events).toBeLessThanOrEqual(88);
    expect(tasks).toBeLessThanOrEqual(15);
    expect(costOf(`test/histories/${version}`, 'inline').events).toBeLessThanOrEqual(60);
  });
});
