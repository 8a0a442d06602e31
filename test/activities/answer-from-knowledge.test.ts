/** What customers are told from a shop's knowledge, and what never is. */
import { expect, test } from 'vitest';
import { answerFromKnowledge } from '../../src/activities/answer-from-knowledge.js';
import { understandMessage } from '../../src/activities/understand-message.js';
import type { OpenAsk, UnderstandRequest } from '../../src/contracts/activities.js';
import { understanders } from '../../src/understanding/registry.js';
import { demoMerchant } from '../understanding/knowledge/play-questions.js';

const demo = await demoMerchant();
const { likeness, stateOf } = await understanders.embedded();
const now = Date.UTC(2026, 11, 1, 12);
const answer = (text: string, rest: object = {}, merchant = demo) =>
  answerFromKnowledge(merchant, { text, language: undefined, now, ...rest }, { likeness, stateOf });

test('“Is a return free?” is answered with the fee of the policy, in the language of the question', async () => {
  const english = await answer('Is a return free?');
  expect(english?.given).toMatchObject({ topic: 'return-cost' });
  expect(english?.given.answer).toContain('A return costs €2.95');
  expect((await answer('Ist eine Rücksendung kostenlos?'))?.given.answer).toMatch(/kostet 2,95\s€/u);
  const policy = { ...demo.config.policy, 'return.fee': '3.50 EUR' };
  const dearer = await answer('Is a return free?', {}, { ...demo, config: { ...demo.config, policy } });
  expect(dearer?.given.answer).toContain('€3.50');
});

test('where the language is known, it is answered in that, whatever the phrase resembles', async () => {
  const german = await answer('Is a return free?', { language: 'de-AT' });
  expect(german?.given.answer).toMatch(/kostet 2,95\s€/u);
  expect((await answer('Is a return free?', { language: 'pl' }))?.given.answer).toContain('A return costs');
});

test('hours are those by which handovers are promised', async () => {
  expect((await answer('What are your opening hours?'))?.given.answer).toContain(
    'Monday – Friday, 09:00 – 17:00',
  );
});

test('requests and what no entry answers are left alone', async () => {
  for (const text of [
    'I want to return the vase',
    'Can I still cancel order 10105?',
    'Where is my order?',
    'Is the lamp made of brass?',
    'Thanks, bye!',
  ])
    expect(await answer(text), text).toBeUndefined();
});

test('what is over is not told, and neither is anything without entries or without a model', async () => {
  const over = demo.knowledge?.map((entry) => ({ ...entry, until: '2026-11-30' })) ?? [];
  expect(await answer('Is a return free?', {}, { ...demo, knowledge: over })).toBeUndefined();
  const today = over.map((entry) => ({ ...entry, until: '2026-12-01' }));
  expect(await answer('Is a return free?', {}, { ...demo, knowledge: today })).toBeDefined();
  expect(await answer('Is a return free?', {}, { ...demo, knowledge: [] })).toBeUndefined();
  const message = { text: 'Is a return free?', language: undefined, now };
  expect(await answerFromKnowledge(demo, message, {})).toBeUndefined();
});

test('a wish beside a question is left to be understood', async () => {
  const found = await answer('Please cancel my order. Is a return free?');
  expect(found?.given).toMatchObject({ topic: 'return-cost', withMore: true });
  expect(found?.rest?.trim()).toBe('Please cancel my order.');
});

/** What the activity makes of a message, beside these open questions. */
const understood = (text: string, ...asks: OpenAsk[]) => understoodIn({ asks }, text);

async function understoodIn(request: Pick<UnderstandRequest, 'asks' | 'clarifying'>, text: string) {
  const understand = understandMessage({
    merchants: new Map([['demo', demo]]),
    understander: await understanders.embedded(),
    store: {
      messages: {
        get: () => Promise.resolve([{ messageId: 'm', seq: 1, sentAt: '2026-12-01T10:00:00Z', text }]),
      },
      outbox: {
        sentTexts: () => Promise.resolve([]),
        readable: () => Promise.resolve({ positions: new Map([['k', 1]]) }),
      },
    },
  });
  return understand({ merchant: 'demo', conversation: 'c', messageId: 'm', ...request });
}

test('words that answer an open question are no question to the shop', async () => {
  const ask: OpenAsk = { run: 'r', key: 'k', kind: 'text', labels: [] };
  expect((await understood('Packstation 123')).knowledge).toMatchObject({ topic: 'pickup-point' });
  const { knowledge, fits } = await understood('Packstation 123', ask);
  expect(knowledge).toBeUndefined();
  expect(fits).toMatchObject([{ run: 'r', key: 'k' }]);
  const asked = await understood('Is a return free?', ask);
  expect(asked.knowledge).toMatchObject({ topic: 'return-cost' });
  expect(asked.fits).toEqual([]);
  const names = ['an exchange', 'returning something'] as const;
  const clarifying = { intents: ['replacement', 'return'], names } as const;
  expect((await understood('Return free?')).knowledge).toBeDefined();
  expect((await understoodIn({ asks: [], clarifying }, 'A return.')).knowledge).toBeUndefined();
});

test('flags stand beside what is answered, also in the part that is', async () => {
  const { understanding } = await understood(
    'Please cancel my order. Is a return free? My lawyer will sue you.',
  );
  expect(understanding.flags).toContain('legal_threat');
});

test('“Any news?” asks about the customer’s matter, not about the newsletter', async () => {
  expect((await understood('Any news?')).knowledge).toBeUndefined();
  expect((await understood('Gibt es Neuigkeiten?')).knowledge).toBeUndefined();
});
