/** Answers to "Is it about …, or about …?". */
import { describe, expect, test } from 'vitest';
import type { Understanding } from '../../../src/contracts/understanding.js';
import { chosenIntents, type TwoIntents } from '../../../src/activities/unclear-messages.js';

const english: TwoIntents = {
  intents: ['wismo', 'refund'],
  names: ['where your order is', 'getting a refund'],
};
const german: TwoIntents = {
  intents: ['wismo', 'refund'],
  names: ['den Stand Ihrer Bestellung', 'eine Erstattung'],
};
type Meaning = Pick<Understanding, 'intent' | 'sure' | 'candidates'>;
const nothing: Meaning = { intent: 'other', sure: false, candidates: [] };
const chosen = (text: string, asked: TwoIntents, understanding = nothing): readonly string[] | undefined =>
  chosenIntents(text, understanding, asked);

describe.each([
  [english, 'the first', ['wismo']],
  [english, 'The second one, please.', ['refund']],
  [english, '2', ['refund']],
  [english, 'getting a refund', ['refund']],
  [english, 'Refund!', ['refund']],
  [english, 'I mean the refund', ['refund']],
  [english, 'where your order is', ['wismo']],
  [english, 'both', ['wismo', 'refund']],
  [english, 'Both of them, please', ['wismo', 'refund']],
  [english, 'neither', []],
  [english, 'Neither of them.', []],
  [english, 'no', []],
  [english, 'none of those, thanks', []],
  [english, 'something else', []],
  [english, 'yes', ['wismo']],
  [english, 'not the refund', ['wismo']],
  [english, 'hm', ['wismo']],
  [english, 'what is your problem', ['wismo']],
  [german, 'das erste', ['wismo']],
  [german, 'Das Zweite bitte', ['refund']],
  [german, 'die Erstattung', ['refund']],
  [german, 'um die Erstattung', ['refund']],
  [german, 'beides', ['wismo', 'refund']],
  [german, 'keins von beiden', []],
  [german, 'weder noch', []],
  [german, 'Nein', []],
  [german, 'etwas anderes', []],
  [german, 'ich habe eine Frage dazu', ['wismo']],
])('%#', (asked, text, intents) => {
  test(`"${text}" chooses ${intents.join(' and ') || 'neither'}`, () => {
    expect(chosen(text, asked)).toEqual(intents);
  });
});

describe('asked about two fine intents of one intent', () => {
  const asked: TwoIntents = {
    intents: ['refund', 'refund.status'],
    names: ['getting a refund', 'a refund you’re already waiting for'],
  };
  const doubtful = { intent: 'refund', sure: false, candidates: [{ intent: 'refund', score: 0.7 }] };

  test.each([
    ['the second', ['refund.status']],
    ['I am waiting for it', ['refund.status']],
    ['the one I am waiting for', ['refund.status']],
    ['neither', []],
    ['refund', ['refund']],
    ['the refund please', ['refund']],
    ['money', ['refund']],
  ])('"%s" chooses one, the likelier where it does not say', (text, intents) => {
    expect(chosen(text, asked, doubtful)).toEqual(intents);
  });
});

test('a message that is sure of an intent means that one, also a third', () => {
  const sure = (intent: string) => ({ intent, sure: true, candidates: [{ intent, score: 0.95 }] });
  expect(chosen('Where is my parcel, I do not want a refund', english, sure('wismo'))).toEqual(['wismo']);
  expect(chosen('Please cancel it', english, sure('cancel_order'))).toEqual(['cancel_order']);
});

test('of the two that were asked about, what an answer is likelier to mean is meant, else the first', () => {
  const likely = (intent: string, score: number) => ({
    ...{ intent, sure: false },
    candidates: [{ intent, score }],
  });
  expect(chosen('I want my money', english, likely('refund', 0.5))).toEqual(['refund']);
  expect(chosen('I want my money', english, likely('refund', 0.3))).toEqual(['refund']);
  expect(chosen('I want my money', english, likely('return', 0.5))).toEqual(['wismo']);
});
