import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../src/understanding/answers/read-answer.js';

const labels = ['Linen shirt, blue', 'Linen shirt, white', 'Tischlampe Messing'];
const two = labels.slice(0, 2);
const understanding = { intent: 'other', sure: false, entities: [] };

const chosen = (text: string, from = labels) =>
  answerTo({ kind: 'choices', labels: from }, { text, understanding, today: '2026-03-02' });

describe('some of a list', () => {
  test.each<[string, number[] | undefined]>([
    ['1 and 3', [0, 2]],
    ['1, 2 und 3', [0, 1, 2]],
    ['numbers 3 and 1 please', [0, 2]],
    ['option 1 and option 3', [0, 2]],
    ['Optionen 2 und 3', [1, 2]],
    ['all of them', [0, 1, 2]],
    ['alles', [0, 1, 2]],
    ['everything except the lamp', [0, 1]],
    ['the blue one and the lamp', [0, 2]],
    ['die Lampe', [2]],
    ['the second one', [1]],
    ['2', [1]],
    ['Linen shirt, white', [1]],
    ['1 and 4', undefined],
    ['0', undefined],
    ['both', undefined],
    ['the shirt', undefined],
    ['hm', undefined],
    ['what does the lamp cost?', undefined],
  ])('%j', (text, places) => {
    expect(chosen(text)).toEqual(places);
  });

  test('both are two of two', () => {
    expect([chosen('both', two), chosen('beide bitte', two)]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('another request is no choice, but for its numbers alone', () => {
    const other = { intent: 'wismo', sure: true, entities: [] };
    const answer = (text: string) =>
      answerTo(
        { kind: 'choices', labels, intent: 'refund' },
        { text, understanding: other, today: '2026-03-02' },
      );
    expect([answer('where is the lamp'), answer('1, 2')]).toEqual([undefined, [0, 1]]);
  });
});

test.each<[string, number | undefined]>([
  ['2', 2],
  ['two', 2],
  ['zwei Stück', 2],
  ['just one please', 1],
  ['nur eins', 1],
  ['3 of them', 3],
  ['2x', 2],
  ['one, no wait, two', 2],
  ['2 or 3', undefined],
  ['0', undefined],
  ['all of it', undefined],
  ['thanks', undefined],
])('how many: %j', (text, number) => {
  expect(answerTo({ kind: 'number', labels: [] }, { text, understanding, today: '2026-03-02' })).toBe(number);
});
