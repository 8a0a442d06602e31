/** Names that a reader takes for the same, and names that nobody does. */
import { describe, expect, test } from 'vitest';
import { readsAlike } from '../../src/activities/calls/judge-decision.js';

describe('two names are read alike', () => {
  test.each([
    ['alice', 'aIice'],
    ['marc', 'rnarc'],
    ['ben', 'ВЕN'],
    ['ben', 'bеп'],
    ['jo', 'j0'],
    ['anna-lee', 'Anna Lee'],
    ['anna.lee@shop.example', 'Anna Lee'],
    ['jürgen', 'jurgen'],
    ['Weiß', 'WEISS'],
    ['Ηλίας', 'ηλίας'],
    ['Иван', 'ИВАН'],
    ['\u{1d41a}nna', 'anna'],
    ['---', ' --- '],
  ])('%s, %s', (a, b) => {
    expect(readsAlike(a, b)).toBe(true);
    expect(readsAlike(b, a)).toBe(true);
  });

  test('not: other names, nothing, signs', () => {
    for (const [a, b] of [
      ['anna', 'hanna'],
      ['ben', 'bert'],
      ['Иван', 'ivan'],
      ['', 'anna'],
      ['---', '***'],
      ['anna@one.example', 'ben@one.example'],
    ] as const) {
      expect(readsAlike(a, b)).toBe(false);
    }
  });
});

test('a hostile name is read in linear time', () => {
  for (const piece of ['a@', '<', 'rn', '\u0430\u0301', '+@<>', ' ']) {
    expect(readsAlike(piece.repeat(20_000), 'anna')).toBe(false);
  }
});
