/** Messages and fragments of other trades, by an author of our own: nothing of them has been learnt, and nothing is acted on. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providers } from '../../../model/evaluation/providers.js';
import { publicIntentOf } from '../../../model/evaluation/public-intent.js';
import { isOtherTrade } from '../../../src/understanding/embedded/interpret-model-output.js';

const texts = readFileSync(new URL('messages.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

test('of hundreds at most three of a hundred are acted on', async () => {
  const embedded = await providers.embedded();
  const acted: string[] = [];
  for (const text of texts) {
    const { intent, sure } = await embedded({
      ...{ text, language: 'en', intent: 'other', intents: ['other'], accept: ['other'], indirect: false },
    });
    if (sure && publicIntentOf(intent) !== 'other') acted.push(`${intent}: ${text}`);
  }
  expect(texts.length).toBeGreaterThan(190);
  expect(acted.length / texts.length).toBeLessThanOrEqual(0.03);
});

test.each([
  ['Can my gym membership be frozen?', true],
  ['Bitte sperren Sie meine Girokarte', true],
  ['My order should go to the hotel instead', false],
  ['The parcel with my school books is late', false],
  ['Please pause my box', false],
])('%j is about another trade: %j', (text, expected) => {
  expect(isOtherTrade(text)).toBe(expected);
});
