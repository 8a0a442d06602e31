/** Translations keep every value of their sentence, and what is missing is named. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { missingTranslations, readTranslations } from '../../src/flows/translations.js';
import { sentenceTranslations } from '../../src/merchants/default-sentences.js';
import { compile, flowWith, projectFolder, shipped } from './support/demo.js';

test('the shipped German has every sentence of the shipped flows', () => {
  const { translations, issues } = readTranslations(
    'de.yaml',
    readFileSync(join(projectFolder, 'flows/texts/de.yaml'), 'utf8'),
  );
  expect(issues).toEqual([]);
  // The product's own sentences, which flows hold too, are translated by the product.
  const spoken = { ...sentenceTranslations('en')['de'], ...translations };
  expect(
    missingTranslations(
      [...compile(shipped).flows.values()].map(({ ir }) => ir),
      spoken,
    ),
  ).toEqual([]);
});

test('a sentence without a translation is named once', () => {
  const { ir } =
    compile([
      flowWith('- say: Good day.\n- say: Good day.\n- say: ${inputs.word}\n- end: { result: done }'),
    ]).flows.get('tried') ?? {};
  expect(missingTranslations(ir ? [ir] : [], {})).toEqual(['Good day.']);
});

test('a translation that loses or invents a value is refused at its place', () => {
  const text = '"Order ${a.b} is here.": Bestellung ist da.\n"Hello": Hallo ${x}\n';
  expect(
    readTranslations('de.yaml', text).issues.map(({ line, column, code }) => `${line}:${column} ${code}`),
  ).toEqual(['1:26 translation_wrong', '2:10 translation_wrong']);
});
