import { expect, test } from 'vitest';
import { Shares } from '../../../src/understanding/embedded/work-in-turn.js';

test('alone, an owner never rests', () => {
  const shares = new Shares();
  shares.served('acme', 0, 50);
  expect(shares.restOf('acme', 50)).toBe(0);
  expect(shares.restOf('nobody yet', 50)).toBe(0);
});

test('beside others, an owner rests three times as long as its last question took', () => {
  const shares = new Shares();
  shares.served('kontor', 0, 5);
  shares.served('acme', 5, 55);
  expect(shares.restOf('acme', 55)).toBe(150);
  expect(shares.restOf('acme', 155)).toBe(50);
  expect(shares.restOf('acme', 205)).toBe(0);
  expect(shares.restOf('kontor', 55)).toBe(0);
});

test('others count for a second', () => {
  const shares = new Shares();
  shares.served('kontor', 0, 5);
  shares.served('acme', 900, 990);
  expect(shares.restOf('acme', 1_004)).toBe(256);
  expect(shares.restOf('acme', 1_005)).toBe(0);
});
