import { describe, expect, test } from 'vitest';
import { linesMeant, type NamedLine } from '../../../src/understanding/answers/order-lines.js';

const two: NamedLine[] = [
  { id: 'a', name: 'Linen shirt, blue, M', alias: 'LS-204-B' },
  { id: 'b', name: 'Linen shirt, white, M', alias: 'LS-204-W' },
];
const four: NamedLine[] = [
  { id: 'lamp', name: 'Tischlampe Messing' },
  { id: 'shade', name: 'Lampshade, green' },
  { id: 'chair', name: 'Oak chair' },
  { id: 'mugs', name: 'Stoneware mug, red' },
];

describe('the lines that a message means', () => {
  test('are found by plurals and in spite of slips of the pen', () => {
    const lines = [
      { id: 'lantern', name: 'Lantern black metal' },
      { id: 'candle', name: 'Pillar candle ivory' },
    ];
    expect(linesMeant('the lanterns', lines)).toEqual(['lantern']);
    expect(linesMeant('the candels', lines)).toEqual(['candle']);
  });

  test.each<[string, string]>([
    ['the blue one', 'a'],
    ['The blue one please, it is too tight', 'a'],
    ['die weiße', 'b'],
    ['das blaue Hemd', 'a'],
    ['the second one', 'b'],
    ['das erste bitte', 'a'],
    ['the last one', 'b'],
    ['number 2', 'b'],
    ['both', 'a b'],
    ['beide bitte', 'a b'],
    ['all of it', 'a b'],
    ['two of them', 'a b'],
    ['LS-204-W', 'b'],
    ['ls 204 w.', 'b'],
    ['the article LS204B is broken', 'a'],
    ['LS-204-B and LS-204-W', 'a b'],
    ['not LS-204-B, LS-204-W', 'b'],
    ['LS-204', ''],
    ['the shirts', ''],
    ['the blue one and the white one', 'a b'],
    ['the first one, no wait, the other one', 'b'],
    ['the white one, I mean the blue one', 'a'],
    ['not the blue one, the white', 'b'],
    ['everything except the white one', 'a'],
    ['alles außer dem blauen', 'b'],
    ['hello', ''],
  ])('%j of two shirts: %j', (text, ids) => {
    expect(linesMeant(text, two).join(' ')).toBe(ids);
  });

  test.each<[string, string]>([
    ['the lamp', 'lamp'],
    ['die Lampe wackelt', 'lamp'],
    ['the chair is broken', 'chair'],
    ['der Stuhl', 'chair'],
    ['mugs', 'mugs'],
    ['the red mug and the chair', 'chair mugs'],
    ['the third', 'chair'],
    ['all but not the chair', 'lamp shade mugs'],
    ['both', ''],
    ['the sofa', ''],
    ['lamp, chair', 'lamp chair'],
    ['the lamp + the 2 mugs', 'lamp mugs'],
    ['the oak chair n the lamp', 'lamp chair'],
    ['mugs & chair, please', 'chair mugs'],
    ['the chair; the mugs; the green shade', 'shade chair mugs'],
    ['den Stuhl, die Lampe nicht', 'chair'],
    ['Stuhl und Lampe, die Mugs nicht', 'lamp chair'],
    ['die Lampe kam nicht', 'lamp'],
    ['all three mugs', 'mugs'],
    ['the whole lamp', 'lamp'],
    ['both mugs', 'mugs'],
    ['everything, the lamp too', 'lamp shade chair mugs'],
  ])('%j of four things: %j', (text, ids) => {
    expect(linesMeant(text, four).join(' ')).toBe(ids);
  });
});
