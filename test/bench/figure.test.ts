import { describe, expect, test } from 'vitest';
import { compared, single } from '../../bench/figure.js';

describe('a limit of the bench', () => {
  test('is held against the ratio, rounded as it is printed', () => {
    const limit = { of: 'ratio', bound: '≤', value: 1.1 } as const;
    const events = (product: number) =>
      compared('events', '', { product, baseline: 100 }, (count) => count, limit);
    expect(events(110)).toMatchObject({ ratio: 1.1, limit: 'ratio ≤ 1.1' });
    expect(events(110).missed).toBeUndefined();
    expect(events(112).missed).toBe(true);
  });

  test('is a least value where more is better', () => {
    const limit = { of: 'ratio', bound: '≥', value: 0.87 } as const;
    const flows = (product: number) =>
      compared('flows', '/s', { product, baseline: 10 }, (each) => each, limit);
    expect(flows(9).missed).toBeUndefined();
    expect(flows(8).missed).toBe(true);
  });

  test('can be what the product needs more than its baseline', () => {
    const limit = { of: 'difference', bound: '≤', value: 40 } as const;
    const heap = (product: number) =>
      compared('heap', 'KiB', { product, baseline: 126 }, (each) => each, limit);
    expect(heap(161).missed).toBeUndefined();
    expect(heap(209)).toMatchObject({ limit: 'difference ≤ 40', missed: true });
  });

  test('is missed by a figure that could not be measured', () => {
    const limit = { of: 'product', bound: '≤', value: 1 } as const;
    expect(single('expression', 'µs', Number.NaN, limit).missed).toBe(true);
    expect(single('expression', 'µs', 0.2, limit).missed).toBeUndefined();
  });
});
