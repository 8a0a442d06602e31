/** Phrasings that change what is said are caught, and those that say the same are sent. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Fact, faithful } from '../../src/phrasing/faithful.js';

interface Phrasing {
  language: string;
  original: string;
  phrased: string;
  facts?: Fact[];
  /** What an unfaithful one changes. */
  changed?: string;
}

/** What a model made of a reply by the prompt phrase-2.md. */
interface ByPrompt {
  language: string;
  original: string;
  free: string;
  close: string;
  closest: string;
}

const read = <Line = Phrasing>(name: string): Line[] =>
  readFileSync(`test/phrasing/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const judge = ({ phrased, facts = [], original, language }: Phrasing) =>
  faithful(phrased, facts, original, language);

const sent = (phrasings: readonly Phrasing[]) => phrasings.filter((phrasing) => judge(phrasing).faithful);

test('each of 200 phrasings with something changed, lost or promised is caught', () => {
  const phrasings = read('unfaithful');
  expect(phrasings.length).toBeGreaterThanOrEqual(200);
  expect(sent(phrasings).map(({ phrased }) => phrased)).toEqual([]);
});

test('of 200 faithful phrasings at least 95 % are sent', () => {
  const phrasings = read('faithful');
  expect(phrasings.length).toBeGreaterThanOrEqual(200);
  expect(sent(phrasings).length / phrasings.length).toBeGreaterThanOrEqual(0.95);
});

test.each([
  ['unseen', 0.87],
  ['unseen-2', 0.95],
  ['unseen-3', 0.95],
  ['unseen-4', 0.85],
])('%s: phrasings of others, which the word lists have learnt from since, keep their share', (set, share) => {
  const [faithfulOnes, unfaithfulOnes] = [read(`${set}-faithful`), read(`${set}-unfaithful`)];
  expect(sent(unfaithfulOnes).map(({ phrased }) => phrased)).toEqual([]);
  expect(sent(faithfulOnes).length / faithfulOnes.length).toBeGreaterThanOrEqual(share);
});

test('unseen-5: of phrasings whose words nobody has learnt from, none with another number, date or name is sent', () => {
  const [faithfulOnes, unfaithfulOnes] = [read('unseen-5-faithful'), read('unseen-5-unfaithful')];
  const slipped = sent(unfaithfulOnes).map(({ changed }) => changed);
  expect(slipped.filter((changed) => ['number', 'date', 'name'].includes(changed ?? ''))).toEqual([]);
  expect(slipped.length).toBeLessThanOrEqual(1);
  // Two thirds of what a stranger writes freely is refused, and the flow's own sentence is sent instead.
  expect(sent(faithfulOnes).length / faithfulOnes.length).toBeGreaterThanOrEqual(0.27);
});

test.each(['en', 'de'])(
  'by-prompt-2 (%s): 19 of 20 replies that a model phrased by our prompt are sent in its words',
  (spoken) => {
    const replies = read<ByPrompt>('by-prompt-2').filter(({ language }) => language === spoken);
    expect(replies.length).toBe(60);
    const isSent = (phrased: string, { original, language }: ByPrompt): boolean =>
      faithful(phrased, [], original, language).faithful;
    const phrased = replies.filter((reply) =>
      [reply.free, reply.close, reply.closest].some((proposal) => isSent(proposal, reply)),
    );
    expect(phrased.length / replies.length).toBeGreaterThanOrEqual(0.95);
    // Not only by what hardly differs from the flow's sentence.
    const close = replies.filter((reply) => isSent(reply.free, reply) || isSent(reply.close, reply));
    expect(close.length / replies.length).toBeGreaterThanOrEqual(0.7);
  },
);

test('every sentence is a faithful phrasing of itself', () => {
  const originals = [...read('faithful'), ...read('unfaithful')];
  const refused = originals.filter(
    (phrasing) => !judge({ ...phrasing, phrased: phrasing.original }).faithful,
  );
  expect(refused.map(({ original }) => original)).toEqual([]);
});

test.each([
  ['en', 'It costs 12.30 EUR.', ['It costs €12.30.', 'It costs 12,30 €.', 'It costs 12.30 euros.']],
  [
    'en',
    'It ships on 3 May 2026.',
    ['It ships on May 3rd.', 'It ships on 03.05.2026.', 'It ships on 2026-05-03.'],
  ],
  ['en', 'It ships on 3 May 2026.', ['It ships on Sunday, 3 May 2026.', 'It ships on Sun, 3 May 2026.']],
  ['en', 'We found 2 parcels.', ['We found two parcels.']],
  ['en', 'It takes 1 day.', ['It takes a day.', 'It takes 24 hours.', 'It takes one day.']],
  ['en', 'We open at 14:30.', ['We open at 2:30 pm.', 'We open at 2.30 p.m.']],
  ['de', 'Er kostet 1.234,50 €.', ['Er kostet 1234,50 Euro.', 'Er kostet EUR 1.234,50.']],
  [
    'de',
    'Die Aktion endet am 3. Mai 2026.',
    ['Die Aktion endet am Sonntag, den 03.05.2026.', 'Am 3.5. endet die Aktion.'],
  ],
  ['de', 'Wir haben 25 Artikel.', ['Wir haben fünfundzwanzig Artikel.']],
])('%s: “%s” may be written in other ways', (language, original, ways) => {
  for (const phrased of ways) expect(judge({ language, original, phrased })).toEqual({ faithful: true });
});

test('a fact that the sentence does not show may be shown', () => {
  const facts = [{ text: '3 May 2026' }];
  const [original, phrased] = ['It ships on 3 May.', 'It ships on 3 May 2026.'];
  expect(faithful(phrased, facts, original, 'en')).toEqual({ faithful: true });
  expect(faithful(phrased, [], original, 'en')).toMatchObject({ faithful: false, why: 'value_added' });
});

test.each([
  ['a link', 'Your order is on its way: https://evil.example/1', 'value_added', 'form'],
  ['a look-alike letter', 'Your оrder is on its way.', 'form', 'form'],
  ['a hidden sign', 'Your order is\u200b on its way.', 'form', 'form'],
  ['markup', '**Your order** is on its way.', 'form', 'form'],
  ['a line break', 'Your order\nis on its way.', 'form', 'form'],
  ['a question', 'Your order is on its way, is it?', 'question', 'question'],
  ['far too much', `Your order is on its way${' to you and to you'.repeat(30)}.`, 'length', 'length'],
  ['nothing', ' ', 'length', 'length'],
])('%s is refused', (_, phrased, one, other) => {
  const verdict = faithful(phrased, [], 'Your order is on its way.', 'en');
  expect(verdict.faithful).toBe(false);
  expect([one, other]).toContain(verdict.faithful ? '' : verdict.why);
});

test('in a language without word lists nothing is faithful', () => {
  expect(faithful('Merci.', [], 'Merci.', 'fr')).toMatchObject({ why: 'language' });
});

test('a phrasing that never ends is refused before anything in it is read', () => {
  const long = 'not 12.30 EUR by the 3rd of May and '.repeat(50_000);
  expect(faithful(long, [], 'Your order is on its way.', 'en')).toMatchObject({ why: 'length' });
});
