/** What words alone say: an order number and no more, a reason. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';
import { smallTalkIn } from '../../../src/understanding/follow-ups/small-talk.js';
import { loneNumber } from '../../../src/understanding/follow-ups/lone-number.js';
import { reasonIn } from '../../../src/understanding/follow-ups/follow-up.js';

interface Row {
  text: string;
  reason: 'certain' | 'likely' | null;
}
const lines = readFileSync(new URL('./reasons.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');

test('a reason is told from what is wanted', () => {
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const found = rows.map(({ text }) => ({ text, reason: reasonIn(text) ?? null }));
  expect(found).toEqual(rows);
});

const numberIn = (text: string, only = false): string | undefined =>
  loneNumber(text, findEntities(text, { today: '2026-03-02' }), {
    ...(only ? { orderNumbers: { patterns: ['B\\d{4}'], only } } : {}),
  })?.number.value;

test.each([
  ['1001', '1001'],
  ['#1001', '1001'],
  ['order 1001', '1001'],
  ['and 1002?', '1002'],
  ['and what about order 1002?', '1002'],
  ['Hi, I have a question about order 1001', '1001'],
  ['no, I meant 1002', '1002'],
  ['Order number: AB-48213', 'AB-48213'],
  ['Bestellung 1001', '1001'],
  ['Und was ist mit 1002?', '1002'],
  ['meine Bestellnummer ist 48213', '48213'],
])('%s names an order and no more', (text, number) => {
  expect(numberIn(text)).toBe(number);
});

test.each([
  'where is order 1001',
  'cancel 1001',
  '1001 and 1002',
  '1001 EUR',
  '19.99',
  '12',
  '12.05.2026',
  'jane@example.com',
  'Order 1001 stornieren',
  'order',
  'thanks',
])('%s does not', (text) => {
  expect(numberIn(text)).toBeUndefined();
});

test('where only a merchant’s own forms count, no other number is an order’s', () => {
  expect(numberIn('1001', true)).toBeUndefined();
});

test('a word that no list has makes a message more than small talk', () => {
  expect(smallTalkIn('thanks')).toEqual({ smallTalk: 'thanks', language: 'en' });
  expect(smallTalkIn('thanks refund')).toBeUndefined();
  expect(smallTalkIn('please')).toBeUndefined();
  expect(smallTalkIn('')).toBeUndefined();
  expect(smallTalkIn('?')).toBeUndefined();
  expect(smallTalkIn(`hi ${'there '.repeat(100)}`)).toBeUndefined();
});

test.each([
  ['Hi, ich habe eine Frage', 'de'],
  ['ok thanks', 'en'],
  ['Super, danke', 'de'],
  ['hi', ''],
  ['👍', ''],
])('%s is in the language that its words tell', (text, language) => {
  expect(smallTalkIn(text)?.language).toBe(language);
});

test('a number tells its language by the words around it, if there are any', () => {
  const languageOf = (text: string) => loneNumber(text, findEntities(text), {})?.language;
  expect(languageOf('1001')).toBe('');
  expect(languageOf('und 1002?')).toBe('de');
});
