/** Which texts are in a language that is not served, and in which; and what is said in it. */
import { expect, test } from 'vitest';
import { unservedSentences } from '../../src/texts/languages/unserved.js';
import { unservedLanguage } from '../../src/understanding/foreign-language.js';
import { unservedMessages as messages, written } from '../activities/support/unserved-messages.js';

const names = new Intl.DisplayNames('en', { type: 'language' });

/** What is told of a text by a merchant that serves English and German. */
const told = (text: string) => unservedLanguage(text, ['en', 'de'], 'en');

test('a message in each of the languages is named', async () => {
  for (const [language, text] of messages)
    expect(await told(text), text).toEqual({
      name: names.of(language),
      sentence: unservedSentences.get(language),
    });
});

test('each language with messages has its sentence, which says it as written', () => {
  expect([...unservedSentences.keys()].toSorted()).toEqual([...messages.keys()].toSorted());
  expect(unservedSentences.size).toBeGreaterThanOrEqual(30);
  for (const [language, sentence] of unservedSentences) {
    expect(sentence, language).not.toMatch(/[{}$<>[\]]|TODO|\.\.\.|…/u);
    expect(sentence.match(/[.。]/gu), language).toHaveLength(1);
    expect(names.of(language), language).not.toBe(language);
  }
  expect(new Set(unservedSentences.values()).size).toBe(unservedSentences.size);
});

test('one in a language that is known and has no sentence is named too', async () => {
  const catalan =
    'Bon dia, el llum que vaig rebre ahir no s’encén, ni tan sols amb una altra bombeta. Voldria saber com el puc tornar i si he de pagar jo les despeses.';
  expect(await told(catalan)).toEqual({ name: 'Catalan' });
});

test('people read its name in the language that they read', async () => {
  expect(await unservedLanguage(written('pl'), ['de', 'en'], 'de')).toMatchObject({ name: 'Polnisch' });
});

test('a served language is none, whatever its region and its code', async () => {
  expect(await unservedLanguage(written('pt'), ['en', 'pt-BR'], 'en')).toBeUndefined();
  for (const code of ['no', 'nn', 'nb'])
    expect(await unservedLanguage(written('nb'), ['en', code], 'en')).toBeUndefined();
});

test.each([
  ['a few words', 'Gdzie jest moja paczka? Czekam już dwa tygodnie!'],
  ['numbers', Array.from({ length: 40 }, (_, at) => `${1000 + at}`).join(' ')],
  [
    'names and addresses',
    'Anna Kowalska, ul. Długa 12 m. 4, 00-238 Warszawa; Jan Nowak, ul. Krótka 3, 31-042 Kraków; Zofia Wiśniewska, Plac Wolności 7, 90-001 Łódź; anna.kowalska@example.com, jan.nowak@example.com',
  ],
  [
    'names of things in an English request',
    'Please cancel the Żyrandol Kryształowy, the Lampa Biurkowa Czarna, the Krzesło Dębowe and the Stół Rozkładany from order 1001, I ordered the wrong ones.',
  ],
  [
    'a message that ends in English',
    `${written('pl')} In English: the lamp does not work, how can I send it back to you?`,
  ],
  [
    'a message that begins in German',
    `Guten Tag, ich kann leider nicht so gut Deutsch schreiben wie meine Frau. ${written('it')}`,
  ],
  [
    'Swiss German',
    'Grüezi, d Lampe wo geschter cho isch lüüchtet überhaupt nöd, au nöd mit ere andere Birne. Ich würd gern wüsse, wie ich si cha zruggschicke und öb ich s Porto selber mues zahle.',
  ],
  [
    'Scots',
    'Hiya, the lamp ah got yesterday disnae work at aw, no even wi anither bulb. Ah wid like tae ken hoo tae send it back an if ah hae tae pay fur it masel.',
  ],
  [
    'no words',
    'asdf jkl qwer uiop asdf asdf zxcv hjkl wert yuio qwer asdf zxcv vbnm qwert asdf lkjh gfds poiu qwer',
  ],
])('%s change nothing', async (_, text) => {
  expect(await told(text)).toBeUndefined();
});

test('what is in no language for sure is told in the conversation’s own', async () => {
  const romanised =
    'zdravstvuyte gde moy zakaz ya zhdu uzhe dve nedeli i nikto mne ne otvechaet pozhaluysta skazhite kogda on pridet ili vernite dengi';
  expect(await told(romanised)).toEqual({});
});
