/** Messages that ask how an open matter stands, and messages that only look like it. */
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/texts/languages/index.js';
import { askedAbout } from '../../src/activities/understand-message.js';
import { understanding } from '../workflows/interpreter/flows.js';

const unknown = understanding({ intent: 'other', confidence: 0.3, margin: 0, sure: false });
const about = (text: string, meant = unknown) => askedAbout(text, meant, languages);

describe('a message that names no matter', () => {
  test.each([
    ...['Any news?', 'and? any news yet?', 'Hello, any update on this please?', 'Is it done yet?'],
    ...['What’s happening?', "what's happening with my request", 'I’m still waiting...', 'and?'],
    ...['How much longer will it take?', 'So, how long?', 'Is that approved now?'],
    ...['Gibt es schon Neuigkeiten?', 'Und, gibt es was Neues?', 'Ist das schon erledigt?', 'und?'],
    ...['Hallo, wie ist denn der Stand?', 'Ich warte immer noch!', 'Wie lange dauert das noch?'],
  ])('“%s” asks about whatever is open', (text) => {
    expect(about(text)).toEqual([]);
  });

  test.each([
    ...['and', 'yes', 'What is it about?', 'Is it done in cotton?', 'any news about the blue shoes'],
    ...['how long is the cable', 'the status of my subscription', 'thanks', 'und', 'wie lang ist das Kabel?'],
    `any news? ${'x'.repeat(300)}`,
  ])('“%s” does not', (text) => {
    expect(about(text)).toBeUndefined();
  });
});

test('every phrase of a language is one, and has no filler that would hide it', () => {
  const all = [...languages.values()].flatMap(({ statusQuestions: { phrases } }) => phrases);
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter((phrase) => about(phrase)?.length !== 0)).toEqual([]);
});

describe('a fine intent', () => {
  const meant = { intent: 'refund', label: 'refund.status', confidence: 0.7, margin: 0.2, sure: false };

  test('asks about what its file names, as soon as its intent is likely enough to be spoken of', () => {
    expect(about('where is my refund', understanding(meant))).toEqual(['refund']);
    expect(about('where is my refund', understanding({ ...meant, confidence: 0.5 }))).toBeUndefined();
  });

  test('asks about nothing where its file names nothing', () => {
    const request = understanding({ ...meant, label: 'refund.request', confidence: 1 });
    expect(about('I want my money back', request)).toBeUndefined();
  });
});
