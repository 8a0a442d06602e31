/** An article number names an option, however it is written; nothing else does. */
import { expect, test } from 'vitest';
import { answerTo } from '../../../src/understanding/answers/read-answer.js';
import { namedByAlias } from '../../../src/understanding/answers/aliases.js';

test.each<[string, string[], number[]]>([
  ['MO-4006', ['MO-4006', 'BX-9'], [0]],
  ['mo 4006 please', ['MO-4006', 'BX-9'], [0]],
  ['MO4006', ['MO-4006', 'MO-4007'], [0]],
  ['MO-4006 und MO/4007', ['MO-4006', 'MO-4007'], [0, 1]],
  ['XMO-4006', ['MO-4006'], []],
  ['MO-40061', ['MO-4006'], []],
  ['the MO-4006-RED', ['MO-4006', 'MO-4006-RED'], [1]],
  // Two digits are a count, unless a word says what they are or nothing else is said.
  ['I would like 42 of them', ['42', '43'], []],
  ['SKU 42 please', ['42', '43'], [0]],
  ['Artikel-Nr. 43', ['42', '43'], [1]],
  ['42', ['42', '43'], [0]],
  ['The same (a+b)?', ['(a+b)', ''], []],
  ['anything', ['', ''], []],
])('%j of %j: %j', (text, aliases, named) => {
  expect(namedByAlias(text, aliases)).toEqual(named);
});

const understanding = { intent: 'other', sure: false, entities: [] };
const options = { labels: ['1 × Desk lamp', '2 × Desk lamp'], aliases: ['MO-4006', 'MO-4007'] };

test.each([
  ['choices', 'It is MO-4007', [1]],
  ['choices', 'Mo4007 and mo4006', [0, 1]],
  ['choice', 'the MO 4007', 1],
  ['choice', 'MO-4006 or MO-4007', undefined],
  ['choice', 'Is MO-4007 in stock?', undefined],
] as const)('of two options alike, an answer of `%s` by number: %j', (kind, text, answer) => {
  const message = { text, understanding, today: '2026-11-02' };
  expect(answerTo({ kind, ...options }, message)).toEqual(answer);
});
