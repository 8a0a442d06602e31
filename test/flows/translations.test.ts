/** Translations keep every value of their sentence, and what is missing is told at its place in the flow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missingTranslations, readTranslations } from '../../src/flows/translations.js';
import { sentenceTranslations } from '../../src/texts/languages/default-sentences.js';
import { compile, demo, flowWith, projectFolder, shipped } from './support/demo.js';

const inGerman = (): string[] => ['de'];

/** Where German is missing in a flow around steps, as `line:column`, with the sentence. */
const missing = (steps: string, merchant = demo): string[] =>
  missingTranslations(
    compile([flowWith(steps)], merchant).sentences,
    sentenceTranslations('en'),
    inGerman,
  ).map(
    ({ line, column, message }) =>
      `${line}:${column} ${message.replace(/^`de` has no translation for: /, '')}`,
  );

test('the shipped German has every sentence of the shipped flows', () => {
  const { translations, issues } = readTranslations(
    'de.yaml',
    readFileSync(join(projectFolder, 'flows/texts/de.yaml'), 'utf8'),
  );
  expect(issues).toEqual([]);
  // The product's own sentences, which flows hold too, are translated by the product.
  const spoken = { de: { ...sentenceTranslations('en')['de'], ...translations } };
  const found = missingTranslations(compile(shipped).sentences, spoken, inGerman);
  expect(found.map(({ message }) => message)).toEqual([]);
});

describe('a sentence without a translation', () => {
  test('is told once, at its first place, with what to add', () => {
    const steps = '- say: Good day.\n- say: Good day.\n- say: ${inputs.word}\n- end: { result: done }';
    const [issue, second] = missingTranslations(compile([flowWith(steps)]).sentences, {}, inGerman);
    expect(second).toBeUndefined();
    expect(issue).toMatchObject({
      file: 'tried.yaml',
      code: 'translation_missing',
      source: '  - say: Good day.',
    });
    expect(issue?.column).toBe('  - say: '.length + 1);
    expect(issue?.hint).toBe('Add it to texts/de.yaml, with the sentence as key: "Good day.": …');
  });

  test('may be a question, a label, or the words of one option', () => {
    const list =
      '- ask: Which one?\n  answer: choice\n  options: ${inputs.order.lines}\n  label: Line ${option.name}\n';
    expect(missing(`${list}- end: { result: done }`)).toEqual([
      '11:10 "Which one?"',
      '14:12 "Line ${option.name}"',
    ]);
    const words =
      '- ask: What now?\n  answer: choice\n  options:\n    refund: My money back\n    other: Else\n';
    expect(missing(`${words}- end: { result: done }`)).toEqual([
      '11:10 "What now?"',
      '14:15 "My money back"',
      '15:14 "Else"',
    ]);
  });

  test('may be the merchant’s own one for what a step does not handle', () => {
    const steps = '- classify: ${inputs.word}\n  intents: [wismo]\n- end: { result: done }';
    expect(missing(steps)).toEqual([]);
    expect(missing(steps, { ...demo, sentences: { unsure: 'Someone looks.' } })).toEqual([
      '11:5 "Someone looks."',
    ]);
  });

  test('is none that people read: the reason of a handover', () => {
    expect(missing('- handover: default\n  reason: Look at this.\n- end: { result: handed_over }')).toEqual(
      [],
    );
  });
});

test('beside an option stands what customers say in the language', () => {
  const text = "'My money back':\n  text: Geld zurück\n  says:\n    - bitte erstatten\n    - Rückzahlung\n";
  expect(readTranslations('de.yaml', text)).toMatchObject({
    issues: [],
    translations: { 'My money back': 'Geld zurück' },
    says: { 'My money back': ['bitte erstatten', 'Rückzahlung'] },
  });
  const codesOf = (says: string): string[] =>
    readTranslations('de.yaml', `'My money back':\n  text: Geld zurück\n  says: ${says}\n`).issues.map(
      ({ code }) => code,
    );
  expect(codesOf("['bitte erstatten', 'Bitte erstatten!']")).toEqual(['translation_wrong']);
  expect(codesOf("['?']")).toEqual(['translation_wrong']);
  expect(codesOf("['${a.b}']")).toEqual(['translation_wrong']);
  expect(codesOf('[]')).toEqual(['flow_shape']);
});

test('a translation that loses or invents a value is refused at its place', () => {
  const text = '"Order ${a.b} is here.": Bestellung ist da.\n"Hello": Hallo ${x}\n';
  expect(
    readTranslations('de.yaml', text).issues.map(({ line, column, code }) => `${line}:${column} ${code}`),
  ).toEqual(['1:26 translation_wrong', '2:10 translation_wrong']);
});
