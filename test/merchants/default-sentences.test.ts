/** The product's own sentences: complete in every language and style, and the merchant's words come first. */
import { expect, test } from 'vitest';
import { languages } from '../../src/texts/languages/index.js';
import type { Language } from '../../src/texts/languages/language.js';
import {
  defaultSentence,
  sentenceNames,
  sentenceOf,
  sentenceTranslations,
} from '../../src/texts/languages/default-sentences.js';
import { intentSentences, isSameInEveryStyle } from '../../src/texts/languages/intent-sentences.js';
import { demo } from '../flows/support/demo.js';

const valuesIn = (sentence = ''): string[] => (sentence.match(/\$\{\w+\}/g) ?? []).sort();

/** All that a language says in the neutral style, also of intents. */
const inNeutral = (code: string, language: Language): Readonly<Record<string, string>> => ({
  ...language.sentences,
  ...intentSentences(code, language),
});

/** Every style of a language, the neutral one too. */
const stylesOf = ({ sentences, styles }: Language): Readonly<Record<string, string>>[] => [
  sentences,
  ...Object.values(styles),
];

test('every sentence is there in every language, and keeps its values in every style', () => {
  for (const name of sentenceNames) {
    const values = valuesIn(defaultSentence(name, 'en'));
    for (const [code, language] of languages) {
      expect([code, ...Object.keys(inNeutral(code, language))]).toContain(name);
      for (const sentences of stylesOf(language))
        if (sentences[name] !== undefined)
          expect([name, ...valuesIn(sentences[name])]).toEqual([name, ...values]);
    }
  }
});

test('English and German have a warm style, other in every sentence that a reply consists of', () => {
  for (const [code, language] of languages) {
    const sentences = inNeutral(code, language);
    const { styles } = language;
    const warm: Readonly<Record<string, string>> = styles['warm'] ?? {};
    const said = sentenceNames.filter((name) => !isSameInEveryStyle(name));
    expect(Object.keys(warm).sort()).toEqual([...said].sort());
    for (const name of said) expect([name, warm[name]]).not.toEqual([name, sentences[name]]);
  }
});

test('no sentence is that of two names: it is the key by which the others are found', () => {
  for (const [code, language] of languages)
    expect(new Set(Object.values(inNeutral(code, language))).size).toBe(sentenceNames.length);
});

test("a merchant's words come before the product's, which are those of its language", () => {
  const acme = { ...demo, language: 'de-AT', sentences: { refused: 'Nein.' } };
  expect(sentenceOf(acme, 'refused')).toBe('Nein.');
  expect(sentenceOf(acme, 'unknown')).toBe(defaultSentence('unknown', 'de'));
  expect(sentenceOf({ ...demo, language: 'fr' }, 'unknown')).toBe(defaultSentence('unknown', 'en'));
  expect(sentenceOf(demo, 'nobody_knows')).toBe(defaultSentence('internal_error', 'en'));
  expect(defaultSentence('constructor', 'en')).toBeUndefined();
});

test('sentences that stand in a flow are translated from the language of the merchant, in each style', () => {
  const queued = (language: string): string => defaultSentence('queued', language) ?? '';
  expect(sentenceTranslations('en')['de']?.[queued('en')]).toBe(queued('de'));
  expect(sentenceTranslations('de')['en']?.[queued('de')]).toBe(queued('en'));
  expect(sentenceTranslations('en', 'warm')['de']?.[queued('en')]).toBe(
    languages.get('de')?.styles['warm']?.queued,
  );
  expect(sentenceTranslations('en', 'constructor')).toEqual({});
});
