/** Which one thing about a delivery a message asks, and which messages ask none. */
import { expect, test } from 'vitest';
import { deliveryQuestionsIn } from '../../../src/understanding/entities/delivery-question.js';

const asked = (text: string): string[] => deliveryQuestionsIn(text).map(({ asks }) => asks);

test.each([
  ['on which day will my parcel arrive?', 'day'],
  ['When will it be delivered?', 'day'],
  ['when’s it coming', 'day'],
  ['What is the delivery date of 10105?', 'day'],
  ['Wann kommt denn 10100 an?', 'day'],
  ['An welchem Tag wurde die Sendung zugestellt?', 'day'],
  ['which carrier brings it?', 'carrier'],
  ['And is it the Post who brings it, or somebody else?', 'carrier'],
  ['I need the tracking for the cool box', 'carrier'],
  ['Can you send me the tracking number?', 'carrier'],
  ['Mit welchem Paketdienst kommt es?', 'carrier'],
  ['Ich bräuchte die Sendungsnummer', 'carrier'],
  ['why is it taking so long?', 'delay'],
  ['Warum dauert das so lange?', 'delay'],
  ['and how long do they keep it there?', 'pickup'],
  ['Bis wann kann ich es abholen?', 'pickup'],
])('%j asks about the %s', (text, expected) => {
  expect(asked(text)).toEqual([expected]);
});

test.each([
  'Where is my order 10105?',
  'Die Sendungsverfolgung zu 10163 steht seit über einer Woche auf demselben Stand.',
  'tracking has not moved for a week',
  'The tracking page is showing some exception only.',
  'I want to cancel order 10105',
  'Wo ist mein Paket?',
])('%j asks about none of them', (text) => {
  expect(asked(text)).toEqual([]);
});

test('two of them are both found, so that a flow tells all it knows', () => {
  expect(asked('On which day will it arrive, and which carrier brings it?')).toEqual(['day', 'carrier']);
});
