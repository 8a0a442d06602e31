/** Answers in words of their own kind: amounts in words, measures, the whole price, conditions, and names with a story behind them. */
import { describe, expect, test } from 'vitest';
import { amountAnswer } from '../../../src/understanding/answers/amount.js';
import { answerTo } from '../../../src/understanding/answers/read-answer.js';
import { dimensionChoice } from '../../../src/understanding/answers/label-parts.js';
import { meansFullPrice } from '../../../src/understanding/answers/whole-or-part.js';
import { readYesOrNo } from '../../../src/understanding/answers/yes-or-no.js';

describe('an amount in words', () => {
  test.each([
    ['twenty euros', 2000],
    ['fünf Euro', 500],
    ['zwölf Euro bitte', 1200],
    ['ten euros would do', 1000],
    ['20 EUR', 2000],
  ])('%j', (text, minor) => {
    expect(amountAnswer(text, 'EUR')).toEqual({ minor, currency: 'EUR' });
  });

  test.each([
    'a few euros',
    'an euro or so less',
    'ein paar Euro',
    'some pounds off',
    'five or ten euros',
    '5 or 10 euros',
    'zehn bis zwanzig Euro',
    'euros',
  ])('is none in %j', (text) => {
    expect(amountAnswer(text, 'EUR')).toBeUndefined();
  });
});

describe('two measures choose the option that has both', () => {
  const sheets = ['Sheet 135 x 200', 'Sheet 155 × 220', 'Sheet 200 x 200'];
  test.each([
    ['135 x 200', 0],
    ['the 155x220 please', 1],
    ['200×200', 2],
    ['135x200 bitte, nicht größer', 0],
  ])('%j', (text, place) => {
    expect(dimensionChoice(text, sheets)).toBe(place);
  });

  test.each([
    '200',
    '135',
    '200 x 135',
    '1350 x 200',
    '135 x 2000',
    '135 x 200 or 155 x 220',
    'is 135 x 200 in stock?',
  ])('none is chosen by %j', (text) => {
    expect(dimensionChoice(text, sheets)).toBeUndefined();
  });
});

describe('what a thing cost is its whole price', () => {
  test.each([
    'what it cost',
    'what I paid for it',
    'just what the teapot cost',
    'whatever I paid',
    'was sie gekostet hat',
    'was ich bezahlt habe',
    'was die Kanne gekostet hat, bitte',
  ])('%j', (text) => {
    expect(meansFullPrice(text)).toBe(true);
  });

  test.each([
    'what did it cost?',
    'what it cost to be sent',
    'half of what it cost',
    'not what it cost',
    'what the postage was',
    'less than what I paid',
    'die Hälfte von dem, was sie gekostet hat',
    'was hat sie gekostet?',
  ])('is not meant by %j', (text) => {
    expect(meansFullPrice(text)).toBe(false);
  });
});

describe('a condition before a yes', () => {
  const question = 'Would you like me to refund €20.00 for order 10961?';
  test.each([
    'if it is only a few euros, then yes',
    'if I can keep the lamp then yes',
    'wenn ich die Lampe behalten kann, dann ja',
    'falls es nichts kostet, ja',
  ])('%j neither refuses nor agrees', (text) => {
    expect(['yes', 'no']).not.toContain(readYesOrNo(text, { question, about: '10961' })?.says);
  });
});

describe('the first sentence of an answer that names things', () => {
  const labels = ['1 × Jumper with foxes', '1 × Wooden puzzle', '1 × Rain boots'];
  const said = (text: string, wants: boolean) =>
    answerTo(
      { kind: 'choices', labels, question: 'Which items is it about?' },
      {
        ...{ text, today: '2026-12-01' },
        understanding: { intent: wants ? 'refund' : 'other', sure: wants, entities: [] },
      },
    );

  test('says which, and the others tell of it', () => {
    expect(said('The jumper with the foxes. The puzzle he plays with already.', true)).toEqual([0]);
    expect(said('The rain boots. I want my money back for them.', true)).toEqual([2]);
  });

  test('says nothing where it is a wish or a question of its own', () => {
    expect(said('Where is my jumper? It should have come.', true)).toBeUndefined();
    expect(said('I want my money back. The jumper is fine.', true)).toBeUndefined();
  });
});
