/** The day of a moment, where the merchant is. */
import { expect, test } from 'vitest';
import { dayIn } from '../../../src/workflows/interpreter/turn.js';

test.each([
  ['Europe/Berlin', '2026-03-01T22:59:59.999Z', '2026-03-01'],
  ['Europe/Berlin', '2026-03-01T23:00:00.000Z', '2026-03-02'],
  ['America/New_York', '2026-01-01T04:59:00Z', '2025-12-31'],
  ['Pacific/Auckland', '2026-12-31T11:00:00Z', '2027-01-01'],
  ['UTC', '2026-10-05T00:00:00Z', '2026-10-05'],
])('in %s, %s is on %s', (zone, moment, day) => {
  expect(dayIn(zone, Date.parse(moment))).toBe(day);
});
