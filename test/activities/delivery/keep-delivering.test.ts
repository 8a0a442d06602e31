/** What is due is looked for from time to time, by one look at a time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepDelivering } from '../../../src/activities/delivery/keep-delivering.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a store that is slow is not asked again before it has answered', async () => {
  let answer: (items: string[]) => void = () => undefined;
  let looks = 0;
  const delivered: string[] = [];
  const claim = (): Promise<string[]> => {
    looks += 1;
    return new Promise((resolve) => (answer = resolve));
  };
  const deliver = (item: string): Promise<void> => Promise.resolve(void delivered.push(item));
  const end = keepDelivering({ claim, deliver }, 10, 100);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(looks).toBe(1);
  answer(['a']);
  await vi.advanceTimersByTimeAsync(100);
  expect({ looks, delivered }).toEqual({ looks: 2, delivered: ['a'] });
  answer([]);
  await end();
});

test('a look that fails is followed by another one', async () => {
  let looks = 0;
  const claim = (): Promise<string[]> => {
    looks += 1;
    return Promise.reject(new Error('no store'));
  };
  const end = keepDelivering({ claim, deliver: () => Promise.resolve() }, 10, 100);
  await vi.advanceTimersByTimeAsync(300);
  await end();
  expect(looks).toBe(3);
});
