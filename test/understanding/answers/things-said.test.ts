/** Which things a message names that was not asked about them, and how many pieces: what could mean others is asked. */
import { describe, expect, test } from 'vitest';
import {
  countSaid,
  piecesSaid,
  saysSome,
  thingsCorrected,
  thingSaid,
  thingsSaid,
} from '../../../src/understanding/answers/things-said.js';

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

describe('the things that a message is about', () => {
  const order = ['2 × Blue Kettle', '1 × Desk Lamp', '3 × Tea Towel'];
  test.each<[string, readonly number[]]>([
    ['take the lamp off my order', [1]],
    ['cancel the lamp and the towels', [1, 2]],
    ['drop the lamp and one kettle. Keep the other kettle and the three towels', [0, 1]],
    ['changed my mind about the kettles, cancel both of em. still want the lamp n the towels', [0]],
    ['Cancel everything except the desk lamp, please.', [0, 2]],
    ['I keep the lamp and the kettle, cancel the towels', [2]],
    ['the lamp, the kettle and the lamp stay, please cancel the towels', [2]],
    ['I ordered two kettles, I only need one. Can you cancel the extra one? Everything else stays.', [0]],
  ])('%j', (text, places) => {
    expect(thingsSaid(text, order)).toEqual(places);
  });

  test.each([
    ['all I really want is one kettle and two towels. Cancel whatever goes beyond that.'],
    ['Keep the lamp.'],
    ['The lamp survived. The kettles broke and the towels are ripped.'],
    ['just one towel is enough for me, cancel the others'],
    ['the lamp and the kettle arrived'],
  ])('are unclear in %j', (text) => {
    expect(thingsSaid(text, order)).toBe('unclear');
  });

  test.each([
    ['Please cancel my order.'],
    ['call the whole thing off, both kettles, the lamp, the three towels, the lot'],
    ['Cancel order 11458 in full (kettles, lamp, towels).'],
    ['the kettles, the lamp and the towels are not needed any more'],
  ])('are not some in %j', (text) => {
    expect(thingsSaid(text, order)).toBeUndefined();
  });
});

describe('how many pieces of a thing a message is about', () => {
  const kettles = 'How many of these do you mean: Blue Kettle? You ordered 2.';
  const pyjamas = 'Um wie viele davon geht es: Schlafanzug Kinder 128? Bestellt haben Sie 3.';
  test.each<[string, string, number | undefined]>([
    ['drop the lamp and one kettle. Keep the other kettle and the three towels', kettles, 1],
    ['cancel both kettles', kettles, 2],
    ['one kettle, one lamp, two towels', kettles, 1],
    ['I ordered two kettles by mistake, please cancel the extra one', kettles, undefined],
    ['8 kettles, 2 arrived with a broken lid', kettles, undefined],
    ['cancel two of the towels', kettles, undefined],
    ['cancel the kettles', kettles, undefined],
    ['einer der drei Schlafanzüge ist falsch genäht, den will ich zurückschicken', pyjamas, 1],
    ['bitte einen der beiden Schlafanzüge stornieren', pyjamas, 1],
  ])('%j', (text, question, count) => {
    expect(piecesSaid(text, question)).toBe(count);
  });
});

describe('that money is wanted for some of the things', () => {
  const order = ['Blue Kettle', 'Desk Lamp', 'Tea Towel'];
  test.each([
    ['refund for the desk lamp pls, broken on arrival', true],
    ['I want my money back for the kettles. Lamp and towels I keep.', true],
    ['a third of the money for the lamp', false],
    ['I would like part of the money for the lamp back', false],
    ['the lamp is scratched, I will keep it if you refund 10 euros', false],
    ['refund the shipping fee for the lamp', false],
    ['I want a refund', false],
    ['refund the whole order, the lamp too', false],
    ['the lamp is broken', false],
  ])('%j: %s', (text, is) => {
    expect(saysSome(text, order)).toBe(is);
  });
});
