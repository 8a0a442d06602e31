/** What releases have recorded is replayed by the present code: runs that are under way survive the next deployment. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle, type Fixture, fixtures, flowsIn, replay } from './support/fixtures.js';

const flowsFolder = fileURLToPath(new URL('../../flows/', import.meta.url));
const shipped = readdirSync(flowsFolder).flatMap((file) =>
  file.endsWith('.yaml') && !file.endsWith('.test.yaml') ? [file.slice(0, -'.yaml'.length)] : [],
);

/** Flows of which no conversation is recorded yet: two wait for days, one is started by an event. Each goes from here with its first recording. */
const unrecorded: readonly string[] = [...['answer-about-delivery', 'refund-failed', 'watch-shipment']];

describe('recorded histories', () => {
  let recorded: Fixture[];
  let errors: Map<string, Error | undefined>;

  beforeAll(async () => {
    const started = Date.now();
    recorded = fixtures();
    errors = await replay(await bundle(), recorded);
    process.stdout.write(`${recorded.length} histories replayed in ${Date.now() - started} ms\n`);
  });

  test('there are some of conversations', () => {
    expect(recorded.some(({ name }) => name.includes('/conversation.'))).toBe(true);
  });

  test.each(shipped)('there are some of %s, unless it stands as unrecorded', (flow) => {
    expect(recorded.some(({ events }) => flowsIn(events).has(flow))).toBe(!unrecorded.includes(flow));
  });

  test.each(fixtures().map(({ name }) => name))('%s replays', (name) => {
    expect(errors.has(name)).toBe(true);
    expect(errors.get(name)).toBeUndefined();
  });
});
