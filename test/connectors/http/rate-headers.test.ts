import { describe, expect, test } from 'vitest';
import { CostBucket, Limiter } from '../../../src/connectors/http/rate-limiter.js';
import { pauseOf, type RateHeaders } from '../../../src/connectors/declarative/reported-rate-limits.js';
import { retryAfterMs } from '../../../src/connectors/http/retry-after.js';

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const HOUR = 3_600_000;
const inSeconds = (seconds: number): number => NOW / 1000 + seconds;
const date = (ms: number): string => new Date(NOW + ms).toUTCString();

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['3600', HOUR],
    ['86400', HOUR],
    ['99999999999999999999', HOUR],
    [date(30_000), 30_000],
    [date(-30_000), 0],
    [date(30 * 86_400_000), HOUR],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
    ['1e9', undefined],
    ['0x10', undefined],
    ['7, 9', undefined],
    ['NaN', undefined],
  ])('%j is %j ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});

type Case = [string, number, Record<string, string>, number | undefined, RateHeaders?];

const own: RateHeaders = { reset: 'x-acme-reset', remaining: 'x-acme-left' };

describe('for how long a system wants to be left alone', () => {
  test.each<Case>([
    ['a refusal without words', 429, {}, undefined],
    ['a refusal with Retry-After', 429, { 'retry-after': '3' }, 3000],
    ['a refusal with both: Retry-After', 429, { 'retry-after': '3', 'x-ratelimit-reset': '9' }, 3000],
    ['a refusal by seconds', 429, { 'x-ratelimit-reset': '9' }, 9000],
    ['a refusal by moment', 429, { 'x-ratelimit-reset': String(inSeconds(9)) }, 9000],
    ['a refusal by moment in ms', 429, { 'x-ratelimit-reset': String(NOW + 9000) }, 9000],
    ['a refusal by fraction', 429, { 'x-ratelimit-reset': '0.25' }, 250],
    ['a refusal by date', 429, { 'x-rate-limit-reset': date(9000) }, 9000],
    ['a refusal by ISO date', 429, { 'x-rate-limit-reset': new Date(NOW + 9000).toISOString() }, 9000],
    ['a refusal by the IETF draft', 429, { 'ratelimit-reset': '9', 'ratelimit-remaining': '0' }, 9000],
    ['a refusal by the later draft', 429, { ratelimit: '"burst";r=0;t=9, "daily";r=12;t=999' }, 9000],
    ['a refusal by a moment past', 429, { 'x-ratelimit-reset': String(inSeconds(-9)) }, 0],
    ['a refusal by an absurd moment', 429, { 'x-ratelimit-reset': String(inSeconds(99_999_999)) }, HOUR],
    ['a refusal by nonsense', 429, { 'x-ratelimit-reset': 'tomorrow-ish' }, undefined],
    ['load that is shed', 503, { sfdc_load_status: 'THROTTLE' }, 1000],
    ['load that is shed, with Retry-After', 503, { sfdc_load_status: 'THROTTLE', 'retry-after': '5' }, 5000],
    ['an answer near the end of the load', 200, { sfdc_load_status: 'Throttle' }, 1000],
    ['an answer under some load', 200, { sfdc_load_status: 'WARN' }, undefined],
    [
      'an answer with requests left',
      200,
      { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '9' },
      undefined,
    ],
    ['the last answer', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 9000],
    ['the last answer, by the later draft', 200, { ratelimit: '"default";r=0;t=9' }, 9000],
    ['an answer with some left, by the later draft', 200, { ratelimit: '"default";r=0.5;t=9' }, undefined],
    [
      'the last answer of an hour: a minute',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3600' },
      60_000,
    ],
    ['the last answer without a reset', 200, { 'x-ratelimit-remaining': '0' }, undefined],
    [
      'a remaining that is no number',
      200,
      { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': '9' },
      undefined,
    ],
    ['Retry-After of a success', 200, { 'retry-after': '9' }, undefined],
    ['own names', 429, { 'x-acme-reset': '9' }, 9000, own],
    ['own names, the last answer', 201, { 'x-acme-reset': '9', 'x-acme-left': '0' }, 9000, own],
    ['own names, and not the well-known', 429, { 'x-ratelimit-reset': '9' }, undefined, own],
    ['own names, with Retry-After', 429, { 'retry-after': '4', 'x-acme-reset': '9' }, 4000, own],
    ['as seconds, however many', 429, { 'x-acme-reset': '2000000000' }, HOUR, { ...own, as: 'seconds' }],
    ['as epoch', 429, { 'x-acme-reset': String(inSeconds(9)) }, 9000, { ...own, as: 'epoch' }],
    ['as epoch, a small number is long past', 429, { 'x-acme-reset': '9' }, 0, { ...own, as: 'epoch' }],
    ['as epoch-ms', 429, { 'x-acme-reset': String(NOW + 9000) }, 9000, { ...own, as: 'epoch-ms' }],
    ['as date', 429, { 'x-acme-reset': date(9000) }, 9000, { ...own, as: 'date' }],
    ['as epoch, but a date', 429, { 'x-acme-reset': date(9000) }, undefined, { ...own, as: 'epoch' }],
  ])('%s', (...[, status, headers, ms, rules]: Case) => {
    expect(pauseOf({ status, headers }, rules, NOW)).toBe(ms);
  });
});

describe("a system's bucket", () => {
  const state = { available: 100, restorePerSecond: 50, needed: 200 };

  test('of which nothing is known holds nobody back', () => {
    expect(new CostBucket().waitMs(NOW)).toBe(0);
  });

  test('that has too little is waited for: (needed − available) / restore', () => {
    const bucket = new CostBucket();
    bucket.learn(state, { now: NOW, others: 0 });
    expect(bucket.waitMs(NOW)).toBe(2000);
    expect(bucket.waitMs(NOW + 1500)).toBe(500);
    expect(bucket.waitMs(NOW + 2000)).toBe(0);
  });

  test('is spent by each request until an answer says better', () => {
    const bucket = new CostBucket();
    bucket.learn({ ...state, available: 450 }, { now: NOW, others: 0 });
    const waits = [1, 2, 3].map(() => {
      const wait = bucket.waitMs(NOW);
      bucket.spend();
      return wait;
    });
    expect(waits).toEqual([0, 0, 3000]);
    bucket.learn({ ...state, available: 1000 }, { now: NOW, others: 0 });
    expect(bucket.waitMs(NOW)).toBe(0);
  });

  test('is taken to owe what requests under way will cost', () => {
    const bucket = new CostBucket();
    bucket.learn({ ...state, available: 450 }, { now: NOW, others: 2 });
    expect(bucket.waitMs(NOW)).toBe(3000);
  });

  test.each([
    { available: Number.NaN, restorePerSecond: 50, needed: 200 },
    { available: 1, restorePerSecond: 0, needed: 200 },
    { available: 1, restorePerSecond: -1, needed: 200 },
    { available: 1, restorePerSecond: Number.POSITIVE_INFINITY, needed: 200 },
    { available: 1, restorePerSecond: 50, needed: -1 },
  ])('that says %j is not believed', (said) => {
    const bucket = new CostBucket();
    bucket.learn(said, { now: NOW, others: 0 });
    expect(bucket.waitMs(NOW)).toBe(0);
  });

  test('never silences a connection for more than a minute', () => {
    const bucket = new CostBucket();
    bucket.learn({ available: 0, restorePerSecond: 0.001, needed: 1e9 }, { now: NOW, others: 0 });
    expect(bucket.waitMs(NOW)).toBe(60_000);
  });

  test('is minded by the limiter', async () => {
    const limiter = new Limiter({ concurrent: 9 });
    limiter.learn({ available: 0, restorePerSecond: 1, needed: 30 });
    const place = await limiter.enter();
    expect(place).toMatchObject({ is: 'full' });
    expect((place as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(20_000);
    limiter.learn({ available: 60, restorePerSecond: 1, needed: 30 });
    expect(await limiter.enter()).toMatchObject({ is: 'granted' });
    expect(await limiter.enter()).toMatchObject({ is: 'granted' });
    expect(await limiter.enter()).toMatchObject({ is: 'full' });
  });
});

test('an absurd pause is an hour, and one that is past is none', async () => {
  const limiter = new Limiter({ concurrent: 1 });
  limiter.pause(-5);
  expect(await limiter.enter()).toMatchObject({ is: 'granted' });
  limiter.pause(Number.MAX_SAFE_INTEGER);
  const place = await limiter.enter();
  expect((place as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(HOUR);
});
