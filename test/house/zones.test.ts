/** A time that is printed has its zone, by one rule: `plainMoment` for people, ISO 8601 for programs. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../src/api/openapi.js';
import { merchantPath, routes } from '../../src/api/routes/index.js';
import { plainMoment } from '../../src/texts/languages/printed-time.js';
import { timesWithoutZone } from '../support/zones.js';

const winter = Date.parse('2026-12-01T03:35:00Z');
const summer = Date.parse('2026-07-01T03:35:00Z');

test.each([
  [winter, 'Europe/Berlin', '2026-12-01 04:35 CET'],
  [summer, 'Europe/Berlin', '2026-07-01 05:35 CEST'],
  [winter, 'Europe/London', '2026-12-01 03:35 GMT'],
  [winter, 'America/New_York', '2026-11-30 22:35 EST'],
  [winter, 'Asia/Kolkata', '2026-12-01 09:05 UTC+05:30'],
  [winter, 'UTC', '2026-12-01 03:35 UTC'],
])('%s in %s is %s', (moment, zone, text) => {
  expect(plainMoment(moment, zone)).toBe(text);
  expect(timesWithoutZone(text)).toEqual([]);
  expect(timesWithoutZone(plainMoment(moment))).toEqual([]);
});

test('the check of commands finds each kind of time without a zone', () => {
  const text = `a 2026-12-01 04:35  b\n2026-12-01T04:35:00 c 2026-12-01T04:35:00Z {"at":${winter}} 2026-12-01 04:35 CET`;
  expect(timesWithoutZone(text).map((found) => found.trim())).toEqual([
    expect.stringContaining('2026-12-01 04:35  b'),
    expect.stringContaining('2026-12-01T04:35:00 c'),
    String(winter),
  ]);
});

/** Files that print or send times. */
const rooms = ['src/api', 'src/cli', 'src/activities/delivery', 'src/platform/observability', 'src/client'];
/** They print the day of the week as well, and the zone behind it. */
const clocks = new Set(['src/cli/flow-test-report.ts', 'src/cli/talk/session.ts', 'src/cli/init/answers.ts']);

test('nobody else makes a text of a time', async () => {
  const own: string[] = [];
  for (const room of rooms)
    for (const name of await readdir(room, { recursive: true })) {
      const file = join(room, name);
      if (!file.endsWith('.ts') || clocks.has(file)) continue;
      const text = await readFile(file, 'utf8');
      if (/Intl\.DateTimeFormat|\.toLocale|toISOString\(\)\s*\.|toUTCString|\.toString\(\)\.slice/.test(text))
        own.push(file);
    }
  expect(own).toEqual([]);
});

interface Schema {
  properties?: Record<
    string,
    Schema & { type?: string; format?: string; items?: Schema; description?: string }
  >;
  [key: string]: unknown;
}

/** Every field and parameter below, by its name. */
function fieldsIn(value: unknown): [name: string, schema: Schema][] {
  if (typeof value !== 'object' || value === null) return [];
  const { properties, name, schema } = value as {
    properties?: Record<string, Schema>;
    name?: string;
    schema?: Schema;
  };
  const parameter: [string, Schema][] =
    typeof name === 'string' && schema !== undefined ? [[name, schema]] : [];
  const below = Object.values(value).flatMap(fieldsIn);
  return [...Object.entries(properties ?? {}), ...parameter, ...below];
}

describe('the HTTP API', () => {
  const document = openApiDocument(merchantPath, routes);
  // A position in a conversation is no time.
  const isMoment = (name: string): boolean => /^(at|since|until|before)$|(At|Since|Until)$/.test(name);
  const fields = fieldsIn(document).filter(([name]) => isMoment(name));

  test('has each moment as ISO 8601', () => {
    expect(fields.length).toBeGreaterThan(15);
    const others = fields.filter(
      ([, { items, ...schema }]) => ((items as Schema | undefined) ?? schema)['format'] !== 'date-time',
    );
    expect(others).toEqual([]);
  });

  test('speaks of no epoch', () => {
    expect(JSON.stringify(document)).not.toMatch(/epoch|milliseconds since/i);
  });
});
