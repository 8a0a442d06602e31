import { expect, test } from 'vitest';
import { Calendar, germanDate, isoDate } from '../../../demo/shop/dates.js';

test('a moment is written on the wall clock of Berlin, in winter and in summer', () => {
  expect(germanDate(Date.UTC(2026, 10, 21, 13, 5))).toBe('21.11.2026 14:05');
  expect(germanDate(Date.UTC(2026, 6, 1, 22, 30))).toBe('02.07.2026 00:30');
  expect(isoDate(Date.UTC(2026, 10, 25, 17))).toBe('2026-11-25T18:00:00+01:00');
  expect(isoDate(Date.UTC(2026, 6, 1, 16))).toBe('2026-07-01T18:00:00+02:00');
});

test('a day is counted from the Berlin day, not from the UTC day', () => {
  const lateEvening = Date.UTC(2026, 10, 20, 23, 30); // 00:30 on the 21st in Berlin
  expect(germanDate(new Calendar(lateEvening).at(0, 9, 15))).toBe('21.11.2026 09:15');
});

test('the wall clock keeps its hours over the change of clocks', () => {
  const afterChange = new Calendar(Date.UTC(2026, 9, 26, 11)); // clocks went back on the 25th
  expect([-2, -1, 0].map((day) => germanDate(afterChange.at(day, 8)))).toEqual([
    '24.10.2026 08:00',
    '25.10.2026 08:00',
    '26.10.2026 08:00',
  ]);
});
