import { describe, expect, test } from 'vitest';
import type { Type } from '../../src/contracts/ir.js';
import { languages } from '../../src/texts/languages/index.js';
import { render } from '../../src/texts/render.js';
import type { Json } from '../../src/contracts/json.js';

const zone = 'Europe/Berlin';
const moment = Date.UTC(2026, 10, 21, 13, 5);
const text: Type = { t: 'text' };
const status: Type = { t: 'enum', name: 'order_status', values: ['partly_shipped'] };
const list = (of: Type): Type => ({ t: 'list', of });
const record = (name: string, fields: Record<string, Type>): Type => ({
  t: 'record',
  name,
  fields: Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, { type }])),
});
const event = record('TrackingEvent', {
  ...{ at: { t: 'moment' }, place: text, description: text, language: text },
});
const line = record('OrderLine', { quantity: { t: 'number' }, name: text, ref: text });

// Non-breaking spaces are right in print and hard to read in a test.
const plain = (written: string): string => written.replace(/[\u00a0\u202f]/g, ' ');

const write = (value: Json, type: Type, language = 'en'): string =>
  plain(
    render(
      { key: '${x}', args: [{ source: 'x', type, value }] },
      { language, zone, languages, translations: {} },
    ),
  );

describe('values', () => {
  const values: [string, Json, Type, string, string][] = [
    ['money', { minor: 123_456, currency: 'EUR' }, { t: 'money' }, '€1,234.56', '1.234,56 €'],
    ['money without minor units', { minor: 500, currency: 'JPY' }, { t: 'money' }, 'JP¥500', '500 ¥'],
    ['money in thousandths', { minor: 1500, currency: 'KWD' }, { t: 'money' }, 'KWD 1.500', '1,500 KWD'],
    ['a moment, in the shop’s zone', moment, { t: 'moment' }, '21 Nov 2026, 14:05', '21.11.2026, 14:05'],
    ['a date', '2026-11-21', { t: 'date' }, '21 November 2026', '21. November 2026'],
    ['a number', 12_345, { t: 'number' }, '12,345', '12.345'],
    ['a duration', 93_600_000, { t: 'duration' }, '1 day and 2 hours', '1 Tag und 2 Stunden'],
    ['true', true, { t: 'bool' }, 'yes', 'ja'],
    ['a status', 'partly_shipped', status, 'partly shipped', 'teilweise versandt'],
    ['a status without words', 'lost_at_sea', { t: 'enum', values: [] }, 'lost at sea', 'lost at sea'],
    ['a status named like a member of objects', 'constructor', status, 'constructor', 'constructor'],
    ['a list', ['a', 'b', 'c'], list(text), 'a, b and c', 'a, b und c'],
    ['an empty list', [], list(text), '', ''],
    [
      'scans, one a line',
      [
        { at: moment, place: 'Leipzig', description: 'Arrived at the depot' },
        { at: moment, description: 'Sent' },
      ],
      list(event),
      '21 Nov 2026, 14:05 – Leipzig: Arrived at the depot\n21 Nov 2026, 14:05 – Sent',
      '21.11.2026, 14:05 – Leipzig: Arrived at the depot\n21.11.2026, 14:05 – Sent',
    ],
    [
      'scans without what a carrier wrote in a language that the customer does not read',
      [
        { at: moment, place: 'Leipzig', description: 'Arrived at the depot', language: 'en_US' },
        { at: moment, place: 'Gera', description: 'Zugestellt', language: 'de' },
        { at: moment, description: 'Sent', language: 'en' },
      ],
      list(event),
      '21 Nov 2026, 14:05 – Leipzig: Arrived at the depot\n21 Nov 2026, 14:05 – Gera\n21 Nov 2026, 14:05 – Sent',
      '21.11.2026, 14:05 – Leipzig\n21.11.2026, 14:05 – Gera: Zugestellt\n21.11.2026, 14:05',
    ],
    [
      'lines of an order, never their refs',
      [{ quantity: 2, name: 'Mug', ref: 'gid://1' }],
      list(line),
      '2 × Mug',
      '2 × Mug',
    ],
    [
      'another record by its number',
      { number: '1001', ref: 'x' },
      record('Order', { number: text, ref: text }),
      '1001',
      '1001',
    ],
    ['a text as it is', '01234 <b>', text, '01234 <b>', '01234 <b>'],
  ];

  test.each(values)('%s', (_, value, type, english, german) => {
    expect(write(value, type)).toBe(english);
    expect(write(value, type, 'de')).toBe(german);
  });

  test('control characters and turned writing are taken out', () => {
    expect(write('a\u0007b\u001b[31m\r\nc\u202ed', text)).toBe('ab[31m cd');
  });

  test('a value that does not fit its type is left out', () => {
    expect(write({ minor: 'x', currency: 'EUR' }, { t: 'money' })).toBe('');
    expect(write({ minor: 1, currency: 'euros' }, { t: 'money' })).toBe('');
    expect(write('soon', { t: 'date' })).toBe('');
    expect(write(1, text)).toBe('');
  });

  test.each(['xx-invalid-language-tag-that-is-long', '', '../../etc', 'de-AT'])(
    'language %j is never an error',
    (language) => {
      expect(write({ minor: 100, currency: 'EUR' }, { t: 'money' }, language)).toContain('1');
    },
  );

  test('a zone that does not exist is UTC', () => {
    const sentence = { key: '${x}', args: [{ source: 'x', type: { t: 'moment' }, value: moment }] } as const;
    expect(render(sentence, { language: 'en', zone: 'Mars/Base', languages, translations: {} })).toBe(
      '21 Nov 2026, 13:05',
    );
  });
});

describe('sentences', () => {
  const args = [
    { source: 'steps.a', type: text, value: 'A ${inputs.b}' },
    { source: 'steps.ab', type: text, value: '$& $1' },
    { source: 'inputs.l.filter(x, x == "}")', type: text, value: 'F' },
  ];
  const key = 'Hi ${steps.a} and ${ steps.ab }, ${inputs.l.filter(x, x == "}")}!';
  const written = (
    translations: Record<string, Record<string, string>>,
    language = 'de',
    sentence = key,
  ): string => render({ key: sentence, args }, { language, zone, languages, translations });

  test('the sentence of the flow is written where there is no translation', () => {
    expect(written({})).toBe('Hi A ${inputs.b} and $& $1, F!');
  });

  test('values may stand in another order in a translation', () => {
    expect(written({ de: { [key]: '${steps.ab} vor ${steps.a}' } })).toBe('$& $1 vor A ${inputs.b}');
  });

  test('a region falls back to its language', () => {
    expect(written({ de: { [key]: 'Hallo' } }, 'de-AT')).toBe('Hallo');
  });

  test('a translation with a place that has no value is not used', () => {
    expect(written({ de: { [key]: 'Hallo ${steps.misspelt}' } })).toBe('Hi A ${inputs.b} and $& $1, F!');
  });

  test('a place without a value never reaches a customer', () => {
    expect(written({}, 'en', 'Hi ${gone}, ${steps.a}${broken')).toBe('Hi , A ${inputs.b}');
  });

  test('translations are own properties only', () => {
    expect(written({}, 'en', 'constructor')).toBe('constructor');
    expect(written({ en: {} }, 'en', 'toString')).toBe('toString');
  });

  test('what is asked for in a verification is named', () => {
    const missing = {
      source: 'missing',
      type: list({ t: 'enum', name: 'fact_kind', values: [] }),
      value: ['number', 'email'],
    };
    const ask = (language: string): string =>
      render(
        { key: 'I need: ${missing}.', args: [missing] },
        { language, zone, languages, translations: {} },
      );
    expect(ask('en')).toBe('I need: order number and e-mail address.');
    expect(ask('de')).toBe('I need: Bestellnummer und E-Mail-Adresse.');
  });
});
