import { describe, expect, test } from 'vitest';
import { numberAnswer } from '../../../src/understanding/answers/number.js';

const four = 'How many of these do you mean: Glass jar 2 l? You ordered 4.';

describe('the number that an answer gives', () => {
  test.each<[string, number | undefined]>([
    ['only 1 broke, other two are ok', 1],
    ['Two of the four rolls', 2],
    ['only one is not here', 1],
    ['There was only the one dish.', 1],
    ['One of the two I want to return, one I keep on.', 1],
    ['both cushions', 2],
    ['six... I think six', 6],
    ['six. in total i mean, not six on top', 6],
    ['Five, yes, final answer!', 5],
    ['all of them', 4],
    ['all four', 4],
    ['3', 3],
    ['just a jar', 1],
    ['two are broken, two are fine', 2],
    ['one out of four', 1],
    ['I ordered four but only three came', 3],
    ['make it 5 instead of 3', 5],
    ['change from 3 to 5', 5],
    ['three of them, the other one works', 3],
    ['2x please', 2],
    ['the 2 l jar', undefined],
    ['two or three', undefined],
    ['none', undefined],
    ['not two, three', 3],
    ['one', 1],
    ["it's one", 1],
    ['2, the rest I keep', 2],
    ['a dozen', 12],
    ['all', 4],
    ['the broken one', 1],
    ['I am not sure', undefined],
    ['three of the six', 3],
    ['only two are missing, four came', 2],
    ['not all, just three', 3],
    ['i need 4 not 5', 4],
    ['four, one I keep', 4],
    ['six, no, five', 5],
  ])('%s', (text, number) => {
    expect(numberAnswer(text, four)).toBe(number);
  });

  test.each<[string, number | undefined]>([
    ['ein karton von dreien', 1],
    ['zwei von vier', 2],
    ['nur einer', 1],
    ['beide Kissen', 2],
    ['alle beide', 2],
    ['alle', 4],
    ['eine Tasse', 1],
    ['nur eine ist kaputt, die anderen drei sind heil', 1],
    ['drei Stück', 3],
    ['zwei behalte ich, eine geht zurück', 1],
    ['sechs insgesamt', 6],
    ['drei statt vier', 3],
    ['nicht drei, sondern zwei', 2],
    ['bestellt hatte ich vier, da sind zwei', 2],
    ['fünf, ja, fünf', 5],
    ['einer davon', 1],
    ['von 4 auf 3', 3],
    ['weiß ich nicht', undefined],
    ['zwei oder drei', undefined],
    ['1 Stück', 1],
    ['alle vier', 4],
    ['statt sechs nur vier', 4],
    ['sechs, nein, fünf', 5],
    ['drei sind kaputt, drei sind ganz', 3],
    ['vier Stück insgesamt, nicht vier mehr', 4],
    ['lediglich zwei davon sind gesprungen', 2],
  ])('%s', (text, number) => {
    expect(numberAnswer(text, `Bei wie vielen davon: Glas 2 l? Sie haben 4 bestellt.`)).toBe(number);
  });
});
