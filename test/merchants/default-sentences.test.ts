/** The product's own sentences: complete in every language, and the merchant's words come first. */
import { expect, test } from '@jest/globals';
import {
  defaultSentence,
  sentenceLanguages,
  sentenceNames,
  sentenceOf,
  sentenceTranslations,
} from '../../src/merchants/default-sentences.js';
import { demo } from '../flows/support/demo.js';

test('every sentence is there in every language, with the same values', () => {
  for (const name of sentenceNames) {
    const english = defaultSentence(name, 'en') ?? '';
    for (const language of sentenceLanguages) {
      const sentence = defaultSentence(name, language) ?? '';
      expect(sentence.length).toBeGreaterThan(name.startsWith('about_') ? 5 : 10);
      expect(sentence.match(/\$\{\w+\}/g)).toEqual(english.match(/\$\{\w+\}/g));
    }
  }
});

test("a merchant's words come before the product's, the customer's language before English", () => {
  const acme = { ...demo, sentences: { refused: 'No.' } };
  expect(sentenceOf(acme, 'refused', 'de')).toBe('No.');
  expect(sentenceOf(acme, 'unknown', 'de-AT')).toBe(defaultSentence('unknown', 'de'));
  expect(sentenceOf(acme, 'unknown', 'fr')).toBe(defaultSentence('unknown', 'en'));
  expect(sentenceOf(acme, 'nobody_knows', 'en')).toBe(defaultSentence('internal_error', 'en'));
  expect(defaultSentence('constructor', 'en')).toBeUndefined();
});

test('sentences that stand in a flow are translated from the language of the merchant', () => {
  expect(sentenceTranslations('en')['de']?.[defaultSentence('queued', 'en') ?? '']).toBe(
    defaultSentence('queued', 'de'),
  );
  expect(sentenceTranslations('de')['en']?.[defaultSentence('queued', 'de') ?? '']).toBe(
    defaultSentence('queued', 'en'),
  );
});
