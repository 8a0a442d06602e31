/** What a message says to a question that was not asked yet: only what it says by itself, and never one of two. */
import { describe, expect, test } from 'vitest';
import type { Wording } from '../../../src/understanding/answers/nearest-option.js';
import {
  choiceSaid,
  partsSaid,
  shortSaid,
  wholeSaid,
} from '../../../src/understanding/answers/answer-before-question.js';

const things = ['1 × Desk lamp brass', '2 × Wool blanket grey', '1 × Teapot'];

describe('a short option that stands in a message', () => {
  const sizes = ['Size S', 'Size M', 'Size L'];
  const colours = ['blau', 'rot', 'grün'];
  test.each([
    ['I need it in M', sizes, 1],
    ['M instead of S please', sizes, 1],
    ['not S but L', sizes, 2],
    ['can I have size l rather than size m', sizes, 2],
    ['bitte in Rot', colours, 1],
    ['Grün statt Blau', colours, 2],
    ['nicht rot, blau', colours, 0],
  ])('%j', (text, labels, place) => {
    expect(shortSaid(text, labels)).toBe(place);
  });

  test.each([
    ['S or M', sizes],
    ['a bigger one', sizes],
    ['not M', sizes],
    ['instead of L', sizes],
    ['instead of the size L', sizes],
    ['nicht in der Größe M', sizes],
    ['it is small, XL would be better', sizes],
    ['rot oder blau', colours],
    ['statt rot', colours],
    ['rötlich', colours],
    ['anders', colours],
  ])('is none in %j', (text, labels) => {
    expect(shortSaid(text, labels)).toBeUndefined();
  });

  test('a long label is no short option', () => {
    expect(shortSaid('the big red wooden bowl', ['big red wooden bowl', 'cup'])).toBeUndefined();
  });
});

describe('an option that a part of a message means', () => {
  const options: readonly Wording[] = [['It is damaged'], ['It is too small'], ['Something else']];
  /** How near a part is to each option. */
  const near = (...all: number[]): number[][] => all.map((one) => [one]);
  const text = 'hello there';

  test('is the one that is near and far ahead', () => {
    expect(choiceSaid([text], options, [near(1, 0.1, 0.1)])).toBe(0);
    expect(choiceSaid([text, 'thanks'], options, [near(0.1, 1, 0.1), near(0.1, 0.1, 0.1)])).toBe(1);
  });

  test.each<[string, number[][][]]>([
    ['two parts mean two', [near(1, 0, 0), near(0, 1, 0)]],
    ['none is near', [near(0.2, 0.1, 0)]],
    ['the next one is close behind', [near(1, 0.8, 0)]],
    ['what stands for all the others is the nearest', [near(0, 0, 1)]],
    ['nothing was compared', []],
  ])('is none where %s', (_, likeness) => {
    expect(choiceSaid([text, 'good day'], options, likeness)).toBeUndefined();
  });
});

describe('the parts of a message', () => {
  test('are its sentences, and the clauses of those that have several', () => {
    expect(partsSaid('Hi! The lamp flickers, but I keep it. Thanks')).toEqual([
      'Hi',
      'The lamp flickers, but I keep it',
      'Thanks',
      'The lamp flickers',
      'but I keep it',
    ]);
    expect(partsSaid('Es ist kaputt und ich will Ersatz')).toContain('ich will Ersatz');
  });

  test('are few, and none is a story', () => {
    expect(partsSaid('word '.repeat(60))).toEqual([]);
    expect(partsSaid(Array.from({ length: 40 }, (_, at) => `Sentence ${at}`).join('. '))).toHaveLength(16);
    expect(partsSaid(' \n ')).toEqual([]);
  });
});

describe('that all of an order is meant', () => {
  const scopes = ['The whole order', 'Some of the items', 'Something else: a fee or a discount'];
  const germanScopes = ['Die ganze Bestellung', 'Einzelne Artikel', 'Etwas anderes'];
  test.each([
    ['refund for my whole order 10195', scopes],
    ['I want a refund for the entire order, please', scopes],
    ['Can I get my money back for my complete order #10195?', scopes],
    ['Please get the whole order refunded', scopes],
    ['Ich möchte eine Erstattung für die ganze Bestellung 10195', germanScopes],
    ['Bitte die gesamte Bestellung erstatten', germanScopes],
  ])('is said in %j', (text, labels) => {
    expect(wholeSaid(text, labels, things)).toBe(0);
  });

  test.each([
    ['I want a refund for order 10195'],
    ['My whole order came late, I want my money back for the shipping'],
    ['refund for the whole order, not just the lamp'],
    ['a refund for my whole order or for the teapot'],
    ['refund my whole order except the lamp'],
    ['The teapot broke, refund for the whole order'],
    ['I do not want a refund for the whole order'],
    ['a refund for half of my whole order'],
    ['refund 20 euros for my whole order'],
    ['My whole order was late'],
  ])('is not said for sure in %j', (text) => {
    expect(wholeSaid(text, scopes, things)).toBeUndefined();
  });

  test('chooses nothing where no option means all of it', () => {
    expect(wholeSaid('refund for my whole order', ['Size S', 'Size M'], things)).toBeUndefined();
  });
});
