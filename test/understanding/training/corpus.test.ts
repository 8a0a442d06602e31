import { expect, test } from '@jest/globals';
import { variants } from '../../../src/understanding/training/augment.js';
import { readCorpus } from '../../../src/understanding/training/corpus.js';
import { crossValidate, fitTemperature } from '../../../src/understanding/training/cross-validate.js';
import { seededRandom } from '../../../src/understanding/training/random.js';

const INTENTS =
  'cancel_order change_address change_order other refund replacement return sub_cancel sub_change sub_pause sub_refund ' +
  'talk_to_a_person wismo';

test('every example has a known intent, a language, and only known placeholders', () => {
  const corpus = readCorpus();
  expect([...new Set(corpus.map(({ intent }) => intent))].sort().join(' ')).toBe(INTENTS);
  for (const { text, language } of corpus) {
    expect(['en', 'de']).toContain(language);
    expect(text.replaceAll(/\{[oite]\}/g, '')).toMatch(/^[^{}]*$/);
  }
});

test('the main intents have at least forty German and a hundred English examples', () => {
  const corpus = readCorpus();
  for (const main of ['wismo', 'refund', 'cancel_order', 'other']) {
    const own = corpus.filter(({ intent }) => intent === main);
    expect(own.filter(({ language }) => language === 'de').length).toBeGreaterThanOrEqual(40);
    expect(own.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(100);
  }
});

test('variants fill every placeholder, and the same seed gives the same ones', () => {
  for (const example of readCorpus().slice(0, 200)) {
    const once = variants(example, 6, seededRandom(3));
    expect(once).toEqual(variants(example, 6, seededRandom(3)));
    for (const text of once) expect(text).not.toMatch(/\{[oite]\}/i);
  }
});

test('cross-validation says something of every example, plain and with noise, by models that had not seen it', () => {
  const some = readCorpus().filter((_example, n) => n % 20 === 0);
  const predictions = crossValidate(some, 5);
  expect(predictions).toHaveLength(2 * some.length);
  expect(new Set(predictions.map(({ example }) => example)).size).toBe(some.length);
  expect(fitTemperature(predictions)).toBeGreaterThan(0);
});
