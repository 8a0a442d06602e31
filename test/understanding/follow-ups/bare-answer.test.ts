import { describe, expect, test } from 'vitest';
import type { Question } from '../../../src/understanding/answers/read-answer.js';
import { amountAnswer } from '../../../src/understanding/answers/amount.js';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';
import { isBareAnswer } from '../../../src/understanding/follow-ups/bare-answer.js';
import { isHollow } from '../../../src/understanding/follow-ups/hollow.js';

const today = '2026-11-26';
const date: Question = { kind: 'date', labels: [] };
const amount: Question = { kind: 'amount', labels: [] };
const postcode: Question = { kind: 'facts', facts: ['postcode'], labels: [] };
const size: Question = { kind: 'choice', labels: ['small', 'medium', 'large'] };

const isBare = (text: string, question: Question): boolean =>
  isBareAnswer(text, findEntities(text, { today, expected: ['postcode'] }), {
    ...{ questions: [question], today, currency: 'CHF' },
  });

describe('a bare answer wants nothing else', () => {
  test.each([
    ['7 October 2026', date],
    ['I paid it on 7 October', date],
    ['38.50', amount],
    ['es waren 38,50', amount],
    ['9020 Klagenfurt', postcode],
    ['1017 XP', postcode],
    ['the middle one', size],
  ])('%j', (text, question) => {
    expect(isBare(text, question)).toBe(true);
  });

  test.each([
    ['7 October, and please cancel the other one', date],
    ['38.50, but where is my parcel?', amount],
    ['Bitte stornieren Sie alles, es waren 38,50', amount],
    ['yesterday a man came by and he had nothing with him at all', date],
    ['no idea', amount],
  ])('but not %j', (text, question) => {
    expect(isBare(text, question)).toBe(false);
  });

  test('a sum without a currency is in the shop’s', () => {
    expect(amountAnswer('1.250,00 in all', 'SEK')).toEqual({ minor: 125000, currency: 'SEK' });
    expect(amountAnswer('38.50')).toBeUndefined();
    expect(amountAnswer('38.50 or 40.10', 'SEK')).toBeUndefined();
  });
});

test.each([
  ['and now?', true],
  ['??', true],
  ['scan_2.pdf', true],
  ['on 3 May', true],
  ['Am 3. Mai', true],
  ['where is it?', false],
  ['cancel on 3 May', false],
  ['order 48213', false],
  ['👍', false],
])('%j says nothing by itself: %j', (text, expected) => {
  expect(isHollow(text, findEntities(text, { today }))).toBe(expected);
});
