import { describe, expect, test } from '@jest/globals';
import { dateReader } from '../../../src/connectors/in-house/mapping/dates.js';

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
    ['01.01.2026 00:00', 'dd.MM.yyyy HH:mm', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  ])('%s as %s in %s', (text, format, zone, expected) => {
    expect(read(text, format, zone)).toBe(expected);
  });
});

test.each([
  ['2026-11-21T14:05:00Z', undefined, '2026-11-21T14:05:00.000Z'],
  ['2026-11-21T14:05:00.5+01:00', undefined, '2026-11-21T13:05:00.500Z'],
  ['2026-11-21 14:05', berlin, '2026-11-21T13:05:00.000Z'],
  ['2026-11-21', berlin, '2026-11-20T23:00:00.000Z'],
])('%s is ISO 8601', (text, zone, expected) => {
  expect(read(text, undefined, zone)).toBe(expected);
});

test.each([
  [1_795_270_000, 'seconds'],
  ['1795270000', 'seconds'],
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
])('%s as %s is no date', (text, format, zone) => {
  expect(read(text, format, zone)).toBeUndefined();
});

test.each([
  ['dd.MM.yyyy HH:mm', undefined],
  ['dd.mm.yyyy', berlin],
  ['d.M.yyyy', berlin],
  ['dd.MM.yyyy hh:mm', berlin],
  ['dd.MM.yyyy dd', berlin],
  [undefined, 'Europe/Berln'],
])('the format %s with the zone %s is refused', (format, zone) => {
  expect(dateReader(format, zone)).toBeUndefined();
});
