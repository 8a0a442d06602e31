/** "All of it" and "only the lamp": closed forms, since money hangs on them; whatever else is said leaves the answer unread. */
import { describe, expect, test } from 'vitest';
import { choiceAnswer } from '../../../src/understanding/answers/choice.js';
import { answerTo, type Question } from '../../../src/understanding/answers/read-answer.js';

const english = [
  'The whole order',
  'Some of the items',
  'Something else: part of the price, a fee or a discount',
];
const german = [
  'Die ganze Bestellung',
  'Einzelne Artikel',
  'Etwas anderes: einen Teil des Preises, eine Gebühr oder einen Rabatt',
];
const lines = ['', '\nWool socks, red\nSchreibtischlampe Messing\nStrohhut', ''];

const read = (text: string, labels = english): number | undefined => choiceAnswer(text, labels, lines);

describe('the whole', () => {
  test.each([
    'The whole order',
    'all of it',
    'ALL OF IT',
    'Everything, please.',
    'the entire order please',
    'the lot',
    'The full amount, nothing has come',
    'Every cent, the whole order.',
    'the full price including shipping',
    'all of it, it was just the vase',
    'The whole order, there was only the one thing',
    'Everything. It is just the one lamp.',
    'all of the second order',
    '1',
  ])('is “%s”', (text) => {
    expect(read(text)).toBe(0);
  });

  test.each([
    'Alles',
    'Die gesamte Bestellung, bitte',
    'Den vollen Betrag.',
    'alles hab ich gesagt',
    'Den vollen Kaufpreis samt Versand.',
    'Komplett alles, war nur die Maschine',
    'alles, war eh nur der block',
    'die komplette zweite Bestellung',
  ])('ist „%s“', (text) => {
    expect(read(text, german)).toBe(0);
  });

  test.each([
    'the whole second payment',
    'the whole delivery fee',
    'all of the price difference',
    'the full 5 euros',
    'the whole order, but only the 15 %',
    'not all of it',
    'everything that the code should have taken off',
    'all the trouble',
    'the whole order, it was only the lamp that broke',
  ])('is not “%s”', (text) => {
    expect(read(text)).not.toBe(0);
    expect(read(text)).not.toBe(1);
  });

  test.each([
    'nicht alles',
    'die ganze doppelte Abbuchung',
    'alles, was zu viel war',
    'die gesamten Versandkosten',
    'alles minus 5 Euro',
    'alles, es ist nur die Lampe kaputt',
  ])('ist nicht „%s“', (text) => {
    expect(read(text, german)).not.toBe(0);
    expect(read(text, german)).not.toBe(1);
  });
});

describe('some of it', () => {
  test.each([
    'only the socks',
    'Just for the socks, please.',
    'Two items only, the socks and the Strohhut.',
    'Not everything, just the socks.',
    'the second one',
    'some of the items',
    'The money for the socks.',
    'my money back for the socks',
    '2',
  ])('is “%s”', (text) => {
    expect(read(text)).toBe(1);
  });

  test.each([
    'Nur um den Hut.',
    'Das Geld für die Lampe.',
    'Die Lampe, sonst nichts.',
    'nur die Messinglampe',
  ])('ist „%s“', (text) => {
    expect(read(text, german)).toBe(1);
  });

  test.each([
    'ten euros off the lamp',
    'a reduction on the socks',
    'some money off, like 8 eur',
    'the difference for the socks',
    'a bit for the socks',
    'only the shipping',
    'not the socks',
    'a sixth of the socks',
    'just half of the lamp',
    'some of the money for the lamp',
    'part of my money back for the socks',
  ])('is not “%s”', (text) => {
    expect(read(text)).not.toBe(0);
    expect(read(text)).not.toBe(1);
  });
});

test('anything else is chosen by its own words', () => {
  expect(read('a part of the price')).toBe(2);
  expect(read('a discount, please')).toBe(2);
});

describe('a closed form', () => {
  const sure = { intent: 'change_order', sure: true, entities: [] };
  const today = '2026-03-02';

  test('is an answer even where the message alone might be another wish', () => {
    const question: Question = { kind: 'choice', labels: english, aliases: lines, intent: 'refund' };
    expect(answerTo(question, { text: 'only the socks', understanding: sure, today })).toBe(1);
    expect(
      answerTo(question, { text: 'take the socks off, please', understanding: sure, today }),
    ).toBeUndefined();
  });

  test('names items of a list likewise', () => {
    const question: Question = {
      kind: 'choices',
      labels: ['1 × Wool socks, red', '1 × Strohhut'],
      intent: 'refund',
    };
    expect(
      answerTo(question, { text: 'Everything in the order, please.', understanding: sure, today }),
    ).toEqual([0, 1]);
    expect(answerTo(question, { text: 'just the socks', understanding: sure, today })).toEqual([0]);
    expect(
      answerTo(question, { text: 'take the socks off, please', understanding: sure, today }),
    ).toBeUndefined();
  });
});

describe('a thing with its price', () => {
  test.each([
    'the lamp, 31 euros',
    'The socks, 139',
    'wool socks (12.50 €)',
    'the straw hat, €20',
    'lamp for 31 euros',
    'die Lampe, 139',
    'den Strohhut, 20 Euro',
    'Socken für 9,90 €',
    'nur die Lampe, 31 EUR',
  ])('is that thing: “%s”', (text) => {
    expect(
      choiceAnswer(text, english, ['', '\nWool socks, red\nBrass lamp Lampe\nStraw hat Strohhut Socken', '']),
    ).toBe(1);
  });

  test.each([
    '31 euros',
    'lamp 10 euros off',
    '10 euros for the lamp back',
    'the full price of the lamp',
    'den vollen Preis der Lampe',
  ])('is neither the whole nor some: “%s”', (text) => {
    expect(read(text)).not.toBe(0);
    expect(read(text)).not.toBe(1);
  });

  const howMuch = ['All of it', 'Part of it, and I’ll keep what I have'];
  test.each([
    ['The full price of the pan, not a few euros off', 0],
    ['the whole price of the two cups', 0],
    ['den vollen Preis der Pfanne, keine paar Euro', 0],
    ['the full price of the pan, not the shipping', undefined],
    ['the whole price of the delivery', undefined],
    ['half the price of the pan', undefined],
  ])('of what one thing cost, “%s” is %s', (text, option) => {
    expect(choiceAnswer(text, howMuch)).toBe(option);
  });
});
