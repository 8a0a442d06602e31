/** Literals are read exactly or not at all. */
import { describe, expect, test } from 'vitest';
import {
  parseDate,
  parseDuration,
  parseInteger,
  parseLiteral,
  parseMoney,
} from '../../src/flows/literals.js';

describe('durations', () => {
  test.each([
    ['2 days', { ms: 172_800_000 }],
    ['1 day', { ms: 86_400_000 }],
    ['4 hours', { ms: 14_400_000 }],
    ['10 minutes', { ms: 600_000 }],
    ['30 seconds', { ms: 30_000 }],
    ['2d', { ms: 172_800_000 }],
    ['4h', { ms: 14_400_000 }],
    ['2 business days', { businessDays: 2 }],
    ['2bd', { businessDays: 2 }],
    ['4 business hours', { businessMs: 14_400_000 }],
    ['4bh', { businessMs: 14_400_000 }],
  ])('%s', (written, expected) => {
    expect(parseDuration(written)).toEqual(expected);
  });

  test.each([
    '2',
    'days',
    '2 weeks',
    '2  days',
    '-1 day',
    '0 days',
    '1.5 days',
    '2 business minutes',
    '9999 days',
    '2 working days',
    '',
  ])('%s is none', (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });
});

describe('money', () => {
  test.each([
    ['50 EUR', 5000, 'EUR'],
    ['12.5 EUR', 1250, 'EUR'],
    ['12.05 USD', 1205, 'USD'],
    ['-1.50 EUR', -150, 'EUR'],
    ['1000 JPY', 1000, 'JPY'],
    ['1.234 KWD', 1234, 'KWD'],
  ])('%s', (written, minor, currency) => {
    expect(parseMoney(written)).toEqual({ minor, currency });
  });

  test.each([
    '50',
    'EUR',
    '50 EURO',
    '50 eur',
    '1.234 EUR',
    '1.5 JPY',
    '50,00 EUR',
    '50 XYZ',
    '9999999999999 EUR',
  ])('%s is none', (written) => {
    expect(parseMoney(written)).toBeUndefined();
  });
});

test('dates are days that there are', () => {
  expect(parseDate('2028-02-29')).toBe('2028-02-29');
  for (const written of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1'])
    expect(parseDate(written)).toBeUndefined();
});

test('numbers are safe integers', () => {
  expect(parseInteger('-12')).toBe(-12);
  for (const written of ['1.5', '9007199254740993', '1e3', '', '0x1', '12 '])
    expect(parseInteger(written)).toBeUndefined();
});

test('a literal is read by its declared type', () => {
  expect(parseLiteral('01234', { t: 'text' })).toBe('01234');
  expect(parseLiteral('true', { t: 'bool' })).toBe(true);
  expect(parseLiteral('yes', { t: 'bool' })).toBeUndefined();
  expect(parseLiteral('open', { t: 'enum', values: ['open'] })).toBe('open');
  expect(parseLiteral('2 days', { t: 'duration' })).toBe(172_800_000);
  expect(parseLiteral('2 business days', { t: 'duration' })).toBeUndefined();
  expect(parseLiteral('x', { t: 'moment' })).toBeUndefined();
});
