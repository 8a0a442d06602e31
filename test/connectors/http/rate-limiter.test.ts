import { expect, test } from 'vitest';
import { Limiter } from '../../../src/connectors/http/rate-limiter.js';

test('over the rate, the caller is told when to come back', async () => {
  const limiter = new Limiter({ requests: { count: 3, ms: 60_000 }, concurrent: 10 });
  const places = [await limiter.enter(), await limiter.enter(), await limiter.enter(), await limiter.enter()];
  expect(places.map(({ is }) => is)).toEqual(['granted', 'granted', 'granted', 'full']);
  expect(places[3]).toMatchObject({ retryAfterMs: expect.any(Number) });
  expect((places[3] as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(20_000);
});

test('a place that is freed goes to who waits, and never to two', async () => {
  const limiter = new Limiter({ concurrent: 1 });
  const first = await limiter.enter();
  const waiting = limiter.enter();
  if (first.is === 'granted') first.release();
  const late = limiter.enter();
  expect((await waiting).is).toBe('granted');
  expect((await late).is).toBe('full');
});

test('releasing twice frees one place', async () => {
  const limiter = new Limiter({ concurrent: 1 });
  const first = await limiter.enter();
  if (first.is === 'granted') {
    first.release();
    first.release();
  }
  expect((await limiter.enter()).is).toBe('granted');
  expect((await limiter.enter()).is).toBe('full');
});

test('a pause lets nobody in', async () => {
  const limiter = new Limiter({ concurrent: 8 });
  limiter.pause(30_000);
  expect(await limiter.enter()).toMatchObject({ is: 'full' });
});
