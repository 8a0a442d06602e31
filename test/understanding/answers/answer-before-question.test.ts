/** What a message says to a question that was not asked yet: only what it says by itself, and never one of two. */
import { describe, expect, test } from 'vitest';
import type { Wording } from '../../../src/understanding/answers/nearest-option.js';
import {
  choiceSaid,
  countSaid,
  partsSaid,
  shortSaid,
  thingsCorrected,
  thingSaid,
  wholeSaid,
} from '../../../src/understanding/answers/answer-before-question.js';

const things = ['1 × Desk lamp brass', '2 × Wool blanket grey', '1 × Teapot'];
const german = ['1 × Schreibtischlampe', '2 × Wolldecke grau', '1 × Teekanne'];

describe('the one thing that a message names', () => {
  test.each([
    ['the teapot arrived broken', 2],
    ['My lamp flickers.', 0],
    ['I want to return the blanket', 1],
    ['one of the two blankets has a hole', 1],
    ['the lamp is fine, but the teapot leaks', 2],
    ['I keep the lamp. The blanket has a hole.', 1],
    ['the teapot cracked, and the teapot was a present', 2],
  ])('%j', (text, place) => {
    expect(thingSaid(text, things)).toBe(place);
  });

  test.each([
    ['die Teekanne ist kaputt', 2],
    ['Die Lampe behalte ich, die Wolldecke geht zurück', 1],
    ['Die Wolldecke passt, aber die Teekanne hat einen Sprung', 2],
  ])('%j, in German', (text, place) => {
    expect(thingSaid(text, german)).toBe(place);
  });

  test.each([
    ['the lamp and the teapot are broken'],
    ['the lamp and the blanket are fine, but the teapot leaks'],
    ['the lamp flickers and the teapot leaks'],
    ['both, the teapot and whatever'],
    ['all of it, the teapot too'],
    ['the teapot is not in the box'],
    ['I do not need the teapot'],
    ['only the teapot came'],
    ['just the teapot is missing'],
    ['the teapot is missing'],
    ['everything without the teapot'],
    ['I keep the teapot'],
    ['the teapot is great'],
    ['I want my money back'],
    ['the pot'],
    ['where is my order 10101?'],
    ['it is for tea'],
    ['one of the six teapots is cracked'],
    ['half of the teapot set is missing its lids, a third of it is fine'],
  ])('is none in %j', (text) => {
    expect(thingSaid(text, things)).toBeUndefined();
  });

  test.each([
    ['die Lampe und die Teekanne sind kaputt'],
    ['beides, auch die Teekanne, beide'],
    ['die Teekanne fehlt'],
    ['die Teekanne war nicht im Paket'],
    ['nur die Teekanne ist gekommen'],
    ['alles ohne die Teekanne'],
    ['die Teekanne behalte ich'],
    ['ich will mein Geld zurück'],
    ['von den vier Teekannen ist eine zerbrochen'],
    ['ein Viertel der Teekanne'],
  ])('is none in %j, in German', (text) => {
    expect(thingSaid(text, german)).toBeUndefined();
  });
});

describe('what a correction leaves of a list', () => {
  test.each<[string, readonly number[]]>([
    ['leave the lamp out', [1, 2]],
    ['without the teapot', [0, 1]],
    ['the lamp only', [0]],
    ['the lamp and the teapot', [0, 2]],
    ['not the blanket', [0, 2]],
    ['the lamp has grown on me', [1, 2]],
    ['I keep the blanket', [0, 2]],
    ['the teapot, not the lamp', [2]],
    ['not the lamp, but the teapot', [2]],
  ])('%j', (text, left) => {
    expect(thingsCorrected(text, things)).toEqual(left);
  });

  test.each<[string, readonly number[]]>([
    ['ohne die Teekanne', [0, 1]],
    ['die Lampe doch nicht', [1, 2]],
    ['die Teekanne, nicht die Wolldecke', [2]],
    ['die Wolldecke behalte ich', [0, 2]],
    ['lass die Teekanne weg', [0, 1]],
  ])('%j, in German', (text, left) => {
    expect(thingsCorrected(text, german)).toEqual(left);
  });

  test('is unclear where a thing is named both ways, and nothing where none is named', () => {
    expect(thingsCorrected('the lamp. No, not the lamp.', things)).toBe('unclear');
    expect(thingsCorrected('not the teapot, or wait, the teapot', things)).toBe('unclear');
    expect(thingsCorrected('that is wrong', things)).toBeUndefined();
    expect(thingsCorrected('das stimmt so nicht', german)).toBeUndefined();
  });
});

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

describe('how many there shall be', () => {
  test.each([
    ['make it five', 5],
    ['Make that 3 please', 3],
    ['make it five, please', 5],
    ['three instead of two', 3],
    ['it should be 4', 4],
    ['two of the four are broken', 2],
    ['2 of 4', 2],
    ['six in total', 6],
    ['four jars rather than three', 4],
    ['zwei statt drei', 2],
    ['es sollen nur zwei sein', 2],
    ['eine von den drei ist kaputt', 1],
    ['fünf Gläser statt sechs', 5],
    ['insgesamt? vier insgesamt', 4],
  ])('%j', (text, count) => {
    expect(countSaid(text)).toBe(count);
  });

  test.each([
    ['I ordered 2'],
    ['order 10231'],
    ['on 3 March'],
    ['it came 2 weeks ago'],
    ['it cost 20 euros'],
    ['the 60 cm planter'],
    ['two'],
    ['make it five, no, make it six'],
    ['three instead of two, four altogether'],
    ['make it 10.50'],
    ['make it 10231'],
    ['make it quick'],
    ['ich habe zwei bestellt'],
    ['am 3. März'],
    ['20 Euro statt Umtausch'],
    ['0 of the 4'],
  ])('is unsaid in %j', (text) => {
    expect(countSaid(text)).toBeUndefined();
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
