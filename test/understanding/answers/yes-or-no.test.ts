/** What is a yes, a no, or near a yes to a question, and where the rest of a message begins. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readOffer, readYesOrNo } from '../../../src/understanding/answers/yes-or-no.js';

const cancel = 'Shall I cancel order 10105? All of it will be cancelled.';
const stornieren = 'Soll ich die Bestellung 10105 stornieren? Sie wird als Ganzes storniert.';
const refund = 'Shall I pay back €39.90 for order 10105?';
const pause =
  'I can also pause subscription ABO-7 until you want it again, without ending it. Shall I pause it instead?';
const until = 'Shall I pause subscription ABO-7 until 1 May 2099?';

/** What it says, and the rest. */
function read(text: string, question: string, about = '10105'): string {
  const said = readYesOrNo(text, { question, about });
  if (said === undefined) return 'nothing';
  return said.says !== 'nearly' && said.rest !== undefined
    ? `${said.says} | ${text.slice(said.rest)}`
    : said.says;
}

const confirmations = readFileSync(new URL('confirmations.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('a yes', () => {
  test.each(confirmations)('in many words: %j', (text) => {
    const isGerman =
      confirmations.indexOf(text) >= confirmations.indexOf('Ja, bitte stornieren. Wann kommt das Geld?');
    expect(read(text, isGerman ? stornieren : cancel)).toMatch(/^yes/u);
  });

  test.each([
    [cancel, 'Yes, cancel it.'],
    [cancel, 'yes please, cancel order 10105'],
    [cancel, 'Yes, the whole order, thanks'],
    [cancel, 'cancel it'],
    [cancel, 'Please do cancel 10105'],
    [cancel, 'yess plz cancle it'],
    [cancel, 'I confirm the cancellation of order #10105'],
    [cancel, 'found a better one, so yes please cancel it'],
    [stornieren, 'Ja, stornieren Sie bitte die ganze Bestellung 10105'],
    [stornieren, 'Hiermit bestätige ich die Stornierung der Bestellung 10105.'],
    [stornieren, 'jo mach weg das ding'],
    [refund, 'yes, pay back the 39.90'],
    [refund, 'Yes, 39,90 € for order 10105'],
    [refund, 'pay it back please'],
    [pause, 'yes, pause it'],
    [until, 'Yes, until 1 May please', 'ABO-7'],
  ])('to %j: %j', (question, text, about = '10105') => {
    expect(read(text, question, about)).toBe('yes');
  });

  test.each([
    ['Yes, cancel it. When do I get my money?', 'When do I get my money?'],
    ['yes please, thanks, and how long does it take?', 'how long does it take?'],
    ['Yes please. Let me know when it is done.', 'Let me know when it is done.'],
    ['yes and 10106 too please', '10106 too please'],
    ['Yes, my wife has one already', 'my wife has one already'],
    ['yes, dont need it any more', 'dont need it any more'],
    [
      'Ja bitte, und sagen Sie mir Bescheid, wenn es erledigt ist',
      'sagen Sie mir Bescheid, wenn es erledigt ist',
    ],
  ])('leaves what follows: %j', (text, rest) => {
    expect(read(text, cancel)).toBe(`yes | ${rest}`);
  });
});

describe('near a yes: asked once more', () => {
  test.each([
    // Bound or taken back.
    [cancel, 'yes, if I get everything back'],
    [cancel, 'yes if I get everything back?'],
    [stornieren, 'ja, wenn ich alles zurückbekomme'],
    [stornieren, 'Ja, aber nur die Hälfte'],
    [stornieren, 'Ja, ich möchte aber die Versandkosten zurück'],
    [cancel, 'Yes, cancel it, but only if it is free'],
    [cancel, 'Yes. But only if it is free'],
    [cancel, 'yes, no wait'],
    [cancel, 'Yes. No, wait'],
    [cancel, 'Yes. Do not cancel it'],
    [cancel, 'yes or maybe not'],
    [cancel, 'Only if you keep the voucher'],
    [stornieren, 'Kommt drauf an, ist das Paket schon unterwegs?'],
    // A question.
    [cancel, 'yes?'],
    [cancel, 'Yes, cancel it, ok?'],
    // Another thing, number, amount, or something else to do.
    [cancel, 'yes, the pan'],
    [cancel, 'Yes, cancel the pan'],
    [cancel, 'yes, the one that was broken'],
    [cancel, 'Yes, I want the pan'],
    [cancel, 'Yes, I want the pan cancelled'],
    [cancel, 'Yes and cancel it if I get everything'],
    [cancel, 'yes cancel it when i get my money'],
    [cancel, 'yes, 10106'],
    [cancel, 'Yes, cancel 10106'],
    [cancel, 'Yes. Cancel 10106.'],
    [cancel, 'yes, send me a new one'],
    [refund, 'yes, 29.90'],
    [refund, 'yes, cancel it'],
    [refund, 'yes, refund it to my other card'],
    [pause, 'yes, stop it'],
    [until, 'yes, until 1 June'],
    // Both.
    [cancel, 'yes and no'],
    [stornieren, 'Nein, doch'],
    [stornieren, 'Ja, bitte nicht stornieren'],
  ])('to %j: %j', (question, text) => {
    expect(read(text, question)).toBe('nearly');
  });
});

describe('a no', () => {
  test.each([
    ['no', 'no'],
    ["No, don't cancel it", 'no'],
    ['Noooo leave it', 'no'],
    ['no, only the pan', 'no | only the pan'],
    ['No, I want to talk to someone', 'no | I want to talk to someone'],
    ['No thanks, I changed my mind', 'no | I changed my mind'],
    ['no i will keep it', 'no'],
    ["No, don't cancel it, I want another size", 'no | I want another size'],
  ])('is one whatever follows: %j', (text, said) => {
    expect(read(text, cancel)).toBe(said);
  });

  test.each(['no problem', 'no parcel came', 'not sure where it is', 'no idea'])('is not %j', (text) => {
    expect(['nothing', 'nearly']).toContain(read(text, cancel));
  });
});

test('a no that people say who mean yes is asked about once more', () => {
  expect(read("don't need it so yes skip", 'Skip the December box?')).toBe('nearly');
});

test('an offer takes a yes in words of people’s own', () => {
  expect(readOffer('God yes', { question: 'Shall a colleague look at it?' })).toBe('yes');
});

test('what only one of two things that are offered could mean is neither', () => {
  const both = 'I can pause it or end it. What shall I do?';
  for (const text of ['cancel it', 'end it', 'pause it']) expect(read(text, both)).toBe('nothing');
});

test('of two things, a question offers the one that its last sentence asks about', () => {
  expect(read('pause it', pause)).toBe('yes');
  expect(read('end it', pause)).toBe('no | end it');
});

test('of a question that is not kept nothing may be said again', () => {
  expect(readYesOrNo('yes')).toEqual({ says: 'yes' });
  expect(readYesOrNo('yes, cancel it')).toEqual({ says: 'nearly' });
});
