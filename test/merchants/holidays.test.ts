/** German holidays by the rules that fix them. */
import { expect, test } from 'vitest';
import { holidayCodes, holidaysOf } from '../../src/merchants/holidays.js';

test('Berlin in 2026', () => {
  expect(holidaysOf('de-BE', 2026)).toEqual([
    '2026-01-01',
    '2026-03-08',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-12-25',
    '2026-12-26',
  ]);
});

test.each([
  [2000, '2000-04-24'],
  [2019, '2019-04-22'],
  [2024, '2024-04-01'],
  [2025, '2025-04-21'],
  [2038, '2038-04-26'],
  [2049, '2049-04-19'],
  [2076, '2076-04-20'],
])('Easter Monday of %s', (year, monday) => {
  expect(holidaysOf('de', year)).toContain(monday);
});

test('states have their own days', () => {
  expect(holidaysOf('de-SN', 2026)).toContain('2026-11-18');
  expect(holidaysOf('de-BY', 2026)).toContain('2026-06-04');
  expect(holidaysOf('de-HH', 2017)).not.toContain('2017-10-31');
  expect(holidaysOf('de-HH', 2026)).toContain('2026-10-31');
  expect(holidayCodes).toHaveLength(17);
});

test('a code that nobody knows has none', () => {
  expect(holidaysOf('de-XX', 2026)).toBeUndefined();
});
