import { describe, expect, test } from 'vitest';
import { dateReader, dayReader } from '../../../src/connectors/declarative/mapping/dates.js';

const berlin = 'Europe/Berlin';
const read = (text: string | number, format?: string, zone?: string): string | undefined => {
  const moment = dateReader(format, zone)?.(text);
  return moment === undefined ? undefined : new Date(moment).toISOString();
};

describe('a format with a zone is read on that zone’s clocks', () => {
  test.each([
    ['21.11.2026 14:05', 'dd.MM.yyyy HH:mm', berlin, '2026-11-21T13:05:00.000Z'],
    ['21.07.2026 14:05', 'dd.MM.yyyy HH:mm', berlin, '2026-07-21T12:05:00.000Z'],
    ['29.03.2026 01:59', 'dd.MM.yyyy HH:mm', berlin, '2026-03-29T00:59:00.000Z'],
    ['29.03.2026 03:00', 'dd.MM.yyyy HH:mm', berlin, '2026-03-29T01:00:00.000Z'],
    ['29.03.2026 02:30', 'dd.MM.yyyy HH:mm', berlin, '2026-03-29T01:30:00.000Z'],
    ['25.10.2026 02:30', 'dd.MM.yyyy HH:mm', berlin, '2026-10-25T00:30:00.000Z'],
    ['25.10.2026 03:00', 'dd.MM.yyyy HH:mm', berlin, '2026-10-25T02:00:00.000Z'],
    ['11/21/2026', 'MM/dd/yyyy', 'America/New_York', '2026-11-21T05:00:00.000Z'],
    ['20261121 140509', 'yyyyMMdd HHmmss', 'UTC', '2026-11-21T14:05:09.000Z'],
    ['2026-11-21T14:05:09.120+05:30', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", undefined, '2026-11-21T08:35:09.120Z'],
    ['1.7.26 9:05', 'd.M.yy H:mm', berlin, '2026-07-01T07:05:00.000Z'],
    ['11/3/2026 12:05 AM', 'MM/d/yyyy hh:mm a', 'America/New_York', '2026-11-03T05:05:00.000Z'],
    ['11/3/2026 12:05 p.m.', 'M/d/yyyy hh:mm a', 'America/New_York', '2026-11-03T17:05:00.000Z'],
    ['11/3/2026 7:05PM', 'M/d/yyyy h:mma', 'America/New_York', '2026-11-04T00:05:00.000Z'],
    ['03-Nov-2026', 'dd-MMM-yyyy', 'UTC', '2026-11-03T00:00:00.000Z'],
    ['3. März 2026', 'd. MMMM yyyy', berlin, '2026-03-02T23:00:00.000Z'],
    ['3. Dez. 2026', 'd. MMM yyyy', berlin, '2026-12-02T23:00:00.000Z'],
    ['Sat, 21 Nov 2026 14:05:30 GMT', "EEE, dd MMM yyyy HH:mm:ss 'GMT'", 'UTC', '2026-11-21T14:05:30.000Z'],
    ['20261121140509', 'yyyyMMddHHmmss', berlin, '2026-11-21T13:05:09.000Z'],
    [20261121, 'yyyyMMdd', 'UTC', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21 14:05:09.123456', 'yyyy-MM-dd HH:mm:ss.SSSSSS', 'UTC', '2026-11-21T14:05:09.123Z'],
    ['21/11/2026 14:05 +0100', 'dd/MM/yyyy HH:mm XX', undefined, '2026-11-21T13:05:00.000Z'],
    ['01.01.2026 00:00', 'dd.MM.yyyy HH:mm', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  ])('%s as %s in %s', (text, format, zone, expected) => {
    expect(read(text, format, zone)).toBe(expected);
  });
});

test.each([
  ['2026-11-21T14:05:00Z', undefined, '2026-11-21T14:05:00.000Z'],
  ['2026-11-21T14:05:00.5+01:00', undefined, '2026-11-21T13:05:00.500Z'],
  ['2026-11-21T14:05:00+01', undefined, '2026-11-21T13:05:00.000Z'],
  ['2026-11-21T14:05:00+0530', undefined, '2026-11-21T08:35:00.000Z'],
  ['2026-11-21 14:05', berlin, '2026-11-21T13:05:00.000Z'],
  ['2026-11-21', berlin, '2026-11-20T23:00:00.000Z'],
])('%s is ISO 8601', (text, zone, expected) => {
  expect(read(text, undefined, zone)).toBe(expected);
});

test.each([
  [1_795_270_000, 'seconds'],
  ['1795270000', 'seconds'],
  ['1795270000.000', 'seconds'],
  [1_795_270_000_000, 'milliseconds'],
])('%s in %s is an epoch', (value, format) => {
  expect(read(value, format)).toBe('2026-11-21T14:06:40.000Z');
});

test.each([
  ['31.02.2026 10:00', 'dd.MM.yyyy HH:mm', berlin],
  ['21.11.2026 24:00', 'dd.MM.yyyy HH:mm', berlin],
  ['21.11.2026 10:60', 'dd.MM.yyyy HH:mm', berlin],
  ['21.11.2026', 'dd.MM.yyyy HH:mm', berlin],
  ['21x11x2026 10:00', 'dd.MM.yyyy HH:mm', berlin],
  ['2026-11-21T14:05', undefined, undefined],
  ['gestern', undefined, berlin],
  ['13:05 PM 21.11.2026', 'hh:mm a dd.MM.yyyy', berlin],
  ['00:05 AM 21.11.2026', 'hh:mm a dd.MM.yyyy', berlin],
  ['21 Foo 2026', 'dd MMM yyyy', berlin],
  ['29.02.2026', 'dd.MM.yyyy', berlin],
  ['99999999999999999', 'milliseconds', undefined],
])('%s as %s is no date', (text, format, zone) => {
  expect(read(text, format, zone)).toBeUndefined();
});

test.each([
  ['dd.MM.yyyy HH:mm', undefined],
  ['dd.mm.yyyy', berlin],
  ['d.M.yyyy HH', undefined],
  ['dd.MM.yyyy HH a', berlin],
  ['dd.MM.yyyy HH:mm h a', berlin],
  ['HH:mm', berlin],
  ['dd.MM.yyyy hh:mm', berlin],
  ['dd.MM.yyyy dd', berlin],
  [undefined, 'Europe/Berln'],
])('the format %s with the zone %s is refused', (format, zone) => {
  expect(dateReader(format, zone)).toBeUndefined();
});

test('days of a whole year have the moments that ICU gives them, on every day that a clock changes too', () => {
  for (const zone of [
    berlin,
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
  ]) {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const reader = dateReader('yyyy-MM-dd HH:mm:ss', zone);
    const wrong = Array.from({ length: 365 * 24 }, (_, hour) => {
      const moment = Date.UTC(2026, 0, 1, hour, 30);
      const shown = clock.format(moment);
      const found = reader?.(shown) ?? Number.NaN;
      // Where clocks show a time twice, the first of them is meant.
      return clock.format(found) === shown && found <= moment ? [] : [shown];
    });
    expect([zone, wrong.flat()]).toEqual([zone, []]);
  }
});

test.each([
  ['2026-11-21', undefined, '2026-11-21'],
  ['2026-11-21T23:59:00-11:00', undefined, '2026-11-21'],
  ['21.11.26', 'dd.MM.yy', '2026-11-21'],
  ['2026-11-31', undefined, undefined],
])('%s as %s is the day %s, whatever the zone', (text, format, day) => {
  expect(dayReader(format)?.(text)).toBe(day);
});
