/** Languages that are read through English: what their words mean, and how well that is understood. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readMessages } from '../../../model/evaluation/messages.js';
import { providers } from '../../../model/evaluation/providers.js';
import { formsOf, compileDictionary, inEnglish } from '../../../src/understanding/dictionaries/dictionary.js';
import { dictionaries, dictionaryEntries } from '../../../src/understanding/dictionaries/index.js';

describe.each(Object.entries(dictionaryEntries))('%s', (_language, entries) => {
  test('no form means two things', () => {
    const forms = formsOf(entries).map(([form]) => form);
    expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([]);
  });
});

test.each([
  ['fr', 'Où est mon colis ?', 'where is my parcel ?'],
  ['fr', 'ou est mon colis', 'where is my parcel'],
  ['fr', 'Je n’ai pas encore reçu la commande 4711.', 'I have not yet received the order 4711.'],
  ['es', '¿Dónde está el paquete?', '¿where is the parcel?'],
  ['es', 'ya no lo necesito', 'no longer need'],
  ['nl', 'Ik zeg mijn abonnement op. Graag vandaag', 'I cancel subscription my subscription . please today'],
  ['nl', 'Ik zeg niets. Doe maar op 3 mei', 'I says nothing. do but on 3 mei'],
])('%s: %j is %j', (language, text, expected) => {
  expect(inEnglish(text, dictionaries.get(language)!)).toBe(expected);
});

test('a word with an accent is not read as the one without', () => {
  const known = compileDictionary({ where: 'où', or: 'ou' });
  expect(inEnglish('ou où', known)).toBe('or where');
});

test('most messages are understood, and what is acted on is right (by an author of our own)', async () => {
  const file = new URL('messages.jsonl', import.meta.url);
  const embedded = await providers.embedded();
  const messages = readMessages('messages.jsonl', readFileSync(file, 'utf8'));
  const wrong: string[] = [];
  const acted: string[] = [];
  for (const message of messages) {
    const { intent, sure } = await embedded(message);
    if (intent === message.intent) continue;
    wrong.push(message.text);
    if (sure && intent !== 'other') acted.push(`${intent}: ${message.text}`);
  }
  expect(messages).toHaveLength(96);
  expect(wrong.length).toBeLessThanOrEqual(20);
  expect(acted).toEqual([]);
});
