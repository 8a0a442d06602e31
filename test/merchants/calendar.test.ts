/** Business time by a merchant's clock: hours, holidays, daylight saving. */
import { describe, expect, test } from 'vitest';
import { addDuration, type Calendar, openingOn } from '../../src/merchants/calendar.js';

const weekdays = { from: 9 * 60, to: 17 * 60 };
const berlin: Calendar = {
  zone: 'Europe/Berlin',
  hours: {
    days: { 1: weekdays, 2: weekdays, 3: weekdays, 4: weekdays, 5: weekdays },
    holidays: ['2026-05-01'],
  },
};
const hours = (count: number) => ({ businessMs: count * 3_600_000 });
const days = (count: number) => ({ businessDays: count });

const add = (from: string, duration: Parameters<typeof addDuration>[2], calendar = berlin): string =>
  new Date(addDuration(calendar, Date.parse(from), duration)).toISOString();

test('calendar time is calendar time, also over a night that is an hour short', () => {
  expect(add('2026-03-28T12:00:00Z', { ms: 86_400_000 })).toBe('2026-03-29T12:00:00.000Z');
});

describe('business days', () => {
  test.each([
    ['on a Wednesday, the same time next day', '2026-04-15T10:00:00Z', 1, '2026-04-16T10:00:00.000Z'],
    ['over a weekend', '2026-04-17T12:30:00Z', 1, '2026-04-20T12:30:00.000Z'],
    ['over a holiday and a weekend', '2026-04-30T10:00:00Z', 1, '2026-05-04T10:00:00.000Z'],
    ['from a Saturday, counted from Monday morning', '2026-04-18T10:00:00Z', 1, '2026-04-21T07:00:00.000Z'],
    ['from before opening, counted from opening', '2026-04-15T03:00:00Z', 1, '2026-04-16T07:00:00.000Z'],
    [
      'from after closing, counted from the next opening',
      '2026-04-15T20:00:00Z',
      2,
      '2026-04-20T07:00:00.000Z',
    ],
    ['into summer time: the same time on the clock', '2026-03-27T09:00:00Z', 1, '2026-03-30T08:00:00.000Z'],
    ['into winter time: the same time on the clock', '2026-10-23T08:15:30Z', 1, '2026-10-26T09:15:30.000Z'],
  ])('%s', (_, from, count, expected) => {
    expect(add(from, days(count))).toBe(expected);
  });
});

describe('business hours', () => {
  test.each([
    ['within a day', '2026-04-15T10:00:00Z', 4, '2026-04-15T14:00:00.000Z'],
    ['until closing exactly', '2026-04-15T11:00:00Z', 4, '2026-04-15T15:00:00.000Z'],
    ['over a night', '2026-04-15T14:00:00Z', 2, '2026-04-16T08:00:00.000Z'],
    ['over a weekend into summer time', '2026-03-27T15:00:00Z', 2, '2026-03-30T08:00:00.000Z'],
    ['from the night before', '2026-04-14T22:00:00Z', 1, '2026-04-15T08:00:00.000Z'],
    ['over several days', '2026-04-15T07:00:00Z', 20, '2026-04-17T11:00:00.000Z'],
  ])('%s', (_, from, count, expected) => {
    expect(add(from, hours(count))).toBe(expected);
  });
});

test('a clock on the other side of the world has its own day', () => {
  const auckland: Calendar = { ...berlin, zone: 'Pacific/Auckland' };
  expect(add('2026-04-16T22:00:00Z', days(1), auckland)).toBe('2026-04-19T22:00:00.000Z');
});

test('without business hours, business time is calendar time', () => {
  const never: Calendar = { zone: 'UTC', hours: { days: {}, holidays: [] } };
  expect(add('2026-04-18T10:00:00Z', days(2), never)).toBe('2026-04-20T10:00:00.000Z');
  expect(add('2026-04-18T10:00:00Z', hours(2), never)).toBe('2026-04-18T12:00:00.000Z');
});

test('a clock that skips the opening opens at the next minute there is', () => {
  const night = { from: 150, to: 240 };
  const early: Calendar = { zone: 'Europe/Berlin', hours: { days: { 0: night }, holidays: [] } };
  const moment = Date.parse(add('2026-03-28T12:00:00Z', { businessMs: 60_000 }, early));
  expect(moment).toBeGreaterThanOrEqual(Date.parse('2026-03-29T00:30:00Z'));
  expect(moment).toBeLessThanOrEqual(Date.parse('2026-03-29T02:00:00Z'));
});

describe('business begins on a day', () => {
  const opening = (day: string, calendar = berlin): string =>
    new Date(openingOn(calendar, day)).toISOString();

  test.each([
    ['at the opening', '2026-04-15', '2026-04-15T07:00:00.000Z'],
    ['on a Saturday, on Monday', '2026-04-18', '2026-04-20T07:00:00.000Z'],
    ['on a holiday, on the next working day', '2026-05-01', '2026-05-04T07:00:00.000Z'],
  ])('%s', (_, day, moment) => {
    expect(opening(day)).toBe(moment);
  });

  test('without business hours, when the day begins there', () => {
    expect(opening('2026-04-15', { ...berlin, hours: { days: {}, holidays: [] } })).toBe(
      '2026-04-14T22:00:00.000Z',
    );
  });
});
