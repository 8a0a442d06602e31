/** How sure an intent must be, by what a mistake would cost. */
import { expect, test } from 'vitest';
import { isSure, thresholdOf } from '../../src/understanding/thresholds.js';

const harmless = { confidence: 0.6, margin: 0.1 };
const reads = { confidence: 0.87, margin: 0.1 };
const reversible = { confidence: 0.87, margin: 0.2 };
const final = { confidence: 0.9, margin: 0.3 };

test('where no flow is known the list decides, and what is not listed counts as final', () => {
  expect(['other', 'wismo', 'return', 'refund', 'gift_card'].map((intent) => thresholdOf(intent))).toEqual([
    harmless,
    reads,
    reversible,
    final,
    final,
  ]);
});

test('what the flow can do decides: nothing and reading, writing, money', () => {
  expect(thresholdOf('refund', { consequence: 'none' })).toEqual(harmless);
  expect(thresholdOf('refund', { consequence: 'read' })).toEqual(reads);
  expect(thresholdOf('wismo', { consequence: 'money' })).toEqual(final);
});

test('whether what is written can be changed back is said by the list, and never taken as harmless', () => {
  expect(thresholdOf('change_address', { consequence: 'write' })).toEqual(reversible);
  expect(thresholdOf('cancel_order', { consequence: 'write' })).toEqual(final);
  expect(thresholdOf('wismo', { consequence: 'write' })).toEqual(reversible);
  expect(thresholdOf('gift_card', { consequence: 'write' })).toEqual(final);
});

test('raising only raises', () => {
  expect(thresholdOf('refund', { raised: 0.95 }).confidence).toBe(0.95);
  expect(thresholdOf('refund', { raised: 0.5 }).confidence).toBe(0.9);
});

test('both confidence and lead must reach it', () => {
  expect(isSure('refund', 0.9, 0.3)).toBe(true);
  expect(isSure('refund', 0.9, 0.29)).toBe(false);
  expect(isSure('refund', 0.89, 0.8)).toBe(false);
});
