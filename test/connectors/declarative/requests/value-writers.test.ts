import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { daysLater } from '../../../../src/connectors/declarative/mapping/wall-clock.js';
import { momentWriter } from '../../../../src/connectors/declarative/requests/casts.js';
import { ask, issuesOf } from './ask.js';

const lines = [
  { sku: 'A', name: 'Ada', quantity: 2 },
  { sku: 'B', name: 'Bo', quantity: 1 },
];
const order = { ref: 'R1', number: '4711', status: 'open', createdAt: Date.UTC(2026, 2, 29, 1, 30), lines };
const inputs: JsonObject = { order, amount: { minor: 1205, currency: 'EUR' }, reason: 'damaged' };

const sent = async (value: Json, given: JsonObject = inputs): Promise<unknown> => {
  const hit = await ask({
    request: { path: '/o', body: { number: '${inputs.order.number}', v: value } },
    inputs: given,
  });
  return (JSON.parse(hit?.body ?? '{}') as JsonObject)['v'];
};

describe('a value is written', () => {
  const at = 'inputs.order.createdAt';
  test.each<[string, Json, unknown]>([
    ['as a decimal', { from: 'inputs.amount', as: 'decimal' }, '12.05'],
    ['as a decimal of the system', { from: 'inputs.amount', as: 'decimal', format: '1.234,56' }, '12,05'],
    ['as an amount of JSON', { from: 'inputs.amount', as: 'number' }, 12.05],
    ['in capitals', { from: 'inputs.reason', as: 'upper' }, 'DAMAGED'],
    ['as a literal', { from: 'inputs.reason', as: 'quoted' }, "'damaged'"],
    ['as a literal that quotes cannot end', { value: "' or '' eq '", as: 'quoted' }, "''' or '''' eq '''"],
    ['as minor units', { from: 'inputs.amount', as: 'minor' }, 1205],
    ['as a text', { from: 'inputs.amount.minor', as: 'text' }, '1205'],
    ['as a number', { from: 'inputs.order.number', as: 'number' }, 4711],
    ['as a date of ISO 8601', { from: at, as: 'date' }, '2026-03-29T01:30:00.000Z'],
    ['as a date in a zone', { from: at, as: 'date', zone: 'Europe/Berlin' }, '2026-03-29T03:30:00+02:00'],
    [
      'as a date of a format',
      { from: at, as: 'date', format: "dd.MM.yyyy 'um' HH:mm", zone: 'Europe/Berlin' },
      '29.03.2026 um 03:30',
    ],
    ['as seconds', { from: at, as: 'date', format: 'seconds' }, Date.UTC(2026, 2, 29, 1, 30) / 1000],
    ['as true', { from: 'inputs.reason', values: { damaged: 'true', '*': 'false' }, as: 'bool' }, true],
    ['in part', { from: 'inputs.order.number', pattern: '^(?P<value>..)' }, '47'],
    [
      'by default where no part fits',
      { from: 'inputs.order.number', pattern: '(?P<value>x)', default: 'n' },
      'n',
    ],
    ['not at all where no part fits', { from: 'inputs.order.number', pattern: '(?P<value>x)' }, undefined],
    ['by default', { from: 'inputs.order.type', default: 'normal' }, 'normal'],
    [
      'of parts that are there',
      { join: ['${inputs.order.type}', '${inputs.reason}', 'x'], with: ', ' },
      'damaged, x',
    ],
    ['of parts none of which is there', { join: ['${inputs.order.type}'], with: ', ' }, undefined],
    [
      'of parts one behind the other',
      { join: ['n', { from: 'inputs.order.number', as: 'number' }] },
      'n4711',
    ],
    [
      'where an input is given',
      { given: 'inputs.amount', value: { c: '${inputs.amount.minor}' } },
      { c: 1205 },
    ],
    ['where an input is not given', { given: 'inputs.order.type', value: { c: 1 } }, undefined],
    ['where it is not what it shall not be', { given: 'inputs.amount.minor', not: 0, value: 1 }, 1],
    ['where it is what it shall not be', { given: 'inputs.amount.minor', not: 1205, value: 1 }, undefined],
    [
      'for each item',
      { each: 'inputs.order.lines', value: { s: '${item.sku}', n: { from: 'item.quantity', as: 'text' } } },
      [
        { s: 'A', n: '2' },
        { s: 'B', n: '1' },
      ],
    ],
    [
      'for each item, joined',
      { each: 'inputs.order.lines', value: '${item.sku}:${item.quantity}', join: ';' },
      'A:2;B:1',
    ],
  ])('%s', async (_name, rule, expected) => {
    expect(await sent(rule)).toEqual(expected);
  });

  test('not at all where it would change: twenty digits are no number', async () => {
    const big = { ...inputs, order: { ...order, number: '12345678901234567890' } };
    expect(await sent({ from: 'inputs.order.number', as: 'number' }, big)).toBeUndefined();
    expect(
      await ask({
        request: { path: '/o', body: { v: { from: 'inputs.order.number', as: 'number' } } },
        inputs: big,
      }),
    ).toBeUndefined();
  });

  test('joined also where only one value can stand', async () => {
    const skus = { each: 'inputs.order.lines', value: '${item.sku}', join: ',' };
    const hit = await ask({ request: { path: '/o', query: { skus }, method: 'POST' }, inputs });
    expect(hit?.url).toBe('/api/o?skus=A%2CB');
  });
});

test('dates survive being read again: epoch, years, half hours, both sides of a summer time', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York'])
    for (const moment of [
      0,
      Date.UTC(2026, 9, 25, 3),
      Date.UTC(1999, 11, 31, 23, 59, 59),
      Date.UTC(2026, 6, 1),
    ]) {
      const text = momentWriter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", zone)?.(moment);
      expect(Date.parse(text as string)).toBe(moment);
    }
});

test('days later are at the same time of a zone, and business days pass over Saturday and Sunday', () => {
  const friday = Date.UTC(2026, 2, 27, 11);
  const later = (days: number, business: boolean, zone = 'Europe/Berlin'): string =>
    new Date(daysLater(friday, zone, days, business)).toISOString();
  expect(later(1, false)).toBe('2026-03-28T11:00:00.000Z');
  // Clocks go forward on the Sunday between.
  expect([later(3, false), later(1, true), later(6, true)]).toEqual([
    '2026-03-30T10:00:00.000Z',
    '2026-03-30T10:00:00.000Z',
    '2026-04-06T10:00:00.000Z',
  ]);
  // There it is Saturday already.
  expect(later(1, true, 'Pacific/Kiritimati')).toBe('2026-03-29T11:00:00.000Z');
});

test('now is when the request is written, and so many days later where that is said', async () => {
  const rest = { idempotency: 'natural' };
  const at = async (more: JsonObject): Promise<number> => {
    const value = { from: 'now', as: 'date', format: 'milliseconds', ...more };
    const hit = await ask({
      request: { path: '/o', body: { number: '${inputs.order.number}', v: value } },
      ...{ inputs, rest },
    });
    return (JSON.parse(hit!.body) as { v: number }).v;
  };
  const before = Date.now();
  const [now, then] = [await at({}), await at({ plus: '2 days' })];
  const after = Date.now();
  expect([now >= before, now <= after]).toEqual([true, true]);
  const days = 2 * 86_400_000;
  expect([then >= before + days, then <= after + days]).toEqual([true, true]);
});

test('now does not go with a key: sent again, the request would be another one', async () => {
  const issues = await issuesOf({ request: { path: '/o', body: { v: { from: 'now', as: 'date' } } } });
  expect(issues.map(({ code, message }) => [code, message])).toEqual([
    [
      'connection_idempotency_invalid',
      'The request contains `now`, so it changes when it is sent again with the same key.',
    ],
  ]);
});

describe('is refused at check', () => {
  test.each<[string, Json, string]>([
    [
      'a decimal of no amount',
      { from: 'inputs.reason', as: 'decimal' },
      'Only an input of the type money can be written as `decimal`.',
    ],
    [
      'a date of no moment',
      { from: 'inputs.reason', as: 'date' },
      'Only an input of the type moment or date can be written as `date`.',
    ],
    [
      'a date without a zone',
      { from: 'inputs.order.createdAt', as: 'date', format: 'dd.MM.yyyy' },
      'A moment in the format `dd.MM.yyyy` needs a `zone`.',
    ],
    [
      'a zone that is none',
      { from: 'inputs.order.createdAt', as: 'date', zone: 'Europe/Berlyn' },
      'The time zone `Europe/Berlyn` does not exist.',
    ],
    [
      'days that are none',
      { from: 'inputs.order.createdAt', as: 'date', plus: 'a week' },
      'Write `plus: 1 business day` or `plus: 2 days`.',
    ],
    [
      'a format of no date',
      { from: 'inputs.reason', format: 'yyyy' },
      '`format` can only be used with `as: date` or `as: decimal`.',
    ],
    [
      'a format of no number',
      { from: 'inputs.amount', as: 'decimal', format: '0,00' },
      "Write `format` as an example number: 1234.56 | 1234,56 | 1,234.56 | 1.234,56 | 1 234.56 | 1 234,56 | 1'234.56.",
    ],
    ['a constant of another type', { value: 'ja', as: 'bool' }, '`ja` is not a bool.'],
    ['a list that is none', { each: 'inputs.reason', value: 'x' }, '`inputs.reason` is not a list.'],
    [
      'an unknown field of an item',
      { each: 'inputs.order.lines', value: '${item.skuu}' },
      'There is no `item.skuu` in the fields of an item.',
    ],
    ['an item outside a list', '${item.sku}', '`${item.sku}` does not exist.'],
    [
      'a join of records',
      { from: 'inputs.order.lines', join: ',' },
      '`join` must be the separator between the values of a list.',
    ],
    ['a value in a name', { 'a${inputs.reason}': 'x' }, 'A name cannot contain a value.'],
  ])('%s', async (_name, value, message) => {
    const issues = await issuesOf({ request: { path: '/o', body: { v: value } } });
    expect(issues.map((issue) => issue.message)).toEqual([message]);
  });

  test('a list or an amount where one value goes', async () => {
    const query = { a: { from: 'inputs.amount' }, b: { each: 'inputs.order.lines', value: '${item.sku}' } };
    const issues = await issuesOf({ request: { path: '/o', query, method: 'POST' } });
    expect(issues.map(({ message }) => message)).toEqual([
      '`inputs.amount` is not a single value; use one of its fields.',
      'Only one value is allowed here: add `join` for the list.',
    ]);
  });
});

test('a blank in a query is %20, and a plus stays one', async () => {
  const hit = await ask({
    request: { path: '/o', query: { a: '${inputs.order.number}', b: '1 +2' } },
    inputs: { ...inputs, order: { ...order, number: 'x y+z' } },
  });
  expect(hit?.url).toBe('/api/o?a=x%20y%2Bz&b=1%20%2B2');
});
