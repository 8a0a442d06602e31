/** The cascade: who answers, how far a language model is believed, and that it can say nothing that is not there. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { byMerchant, cascade, type SecondOpinion } from '../../src/understanding/cascade.js';
import { withVerbatim } from '../../src/understanding/language-models/verbatim-entities.js';
import { understanders } from '../../src/understanding/registry.js';
import { serve } from '../support/hostile-server.js';
import {
  answerWith,
  counting,
  demoModel,
  embeddedSays,
  meaning,
  opinion,
  settingsFor,
} from './language-models/support/mock-model.js';
import '../support/fixed-seed.js';

const answering = (value: object) =>
  serve((_hit, response) => {
    answerWith(response, 'openai-compatible', value);
  });

async function understood(
  value: object,
  text: string,
  embedded = embeddedSays(),
  more: Partial<SecondOpinion> = {},
) {
  await using server = await answering(value);
  const counted = counting();
  const model = demoModel(settingsFor(server.url, { timeoutMs: 5_000 }), { counted });
  const understanding = await cascade(embedded, opinion(model, more), counted.metrics).understand({
    text,
  });
  return { understanding, counted, requests: server.hits.length };
}

test('where the embedded model is sure, nobody else is asked', async () => {
  const { understanding, requests } = await understood(
    meaning('wismo'),
    'getting a refund',
    embeddedSays({ confidence: 0.9, margin: 0.8 }),
  );
  expect(requests).toBe(0);
  expect(understanding).toMatchObject({ intent: 'refund', provider: { id: 'embedded' } });
});

test('sure is what the merchant calls so, whatever the embedded model was sure of', async () => {
  const [saysSure, saysUnsure] = [true, false].map((sure) =>
    embeddedSays({
      ...{ confidence: 0.91, margin: 0.8, sure },
      candidates: [{ intent: 'refund', score: 0.91 }],
    }),
  );
  const careful = { riskOf: () => ({ raised: 0.92 }) };
  const asked = await understood(meaning('refund'), 'it does not please me', saysSure, careful);
  expect(asked).toMatchObject({ requests: 1, understanding: { confidence: 0.92, sure: true } });
  expect(await understood(meaning('wismo'), 'it does not please me', saysUnsure)).toMatchObject({
    ...{ requests: 0, understanding: { intent: 'refund', sure: true, provider: { id: 'embedded' } } },
  });
});

test('agreement takes nothing of a confidence away', async () => {
  const likely = embeddedSays({
    ...{ confidence: 0.94, margin: 0.9, sure: true },
    candidates: [{ intent: 'refund', score: 0.94 }],
  });
  const stricter = { riskOf: () => ({ raised: 0.95 }) };
  const { understanding } = await understood(meaning('refund'), 'it does not please me', likely, stricter);
  expect(understanding).toMatchObject({ confidence: 0.94, sure: false });
});

test('an intent for a person that the merchant doubts is gone when the model reads something else', async () => {
  const doubted = embeddedSays({
    ...{ intent: 'talk_to_a_person', confidence: 0.7, margin: 0.6, sure: true, flags: ['wants_human'] },
    candidates: [{ intent: 'talk_to_a_person', score: 0.7 }],
  });
  const careful = { riskOf: () => ({ raised: 0.8 }) };
  const { understanding } = await understood(meaning('wismo'), 'will anybody speak to me', doubted, careful);
  expect(understanding).toMatchObject({ intent: 'wismo', flags: [] });
});

test('digits and signs alone, small talk, and texts without end, are asked about nowhere', async () => {
  for (const text of ['48213', '?!', 'Hello! Can you help me?', '> where is my order', 'a b '.repeat(4_000)])
    expect((await understood(meaning('wismo'), text)).requests).toBe(0);
});

test.each([
  ['first', 'refund', 0.92, true],
  ['among the first three', 'return', 0.87, true],
  ['nowhere', 'wismo', 0.5, false],
])(
  'an intent that the embedded model has %s is believed as far',
  async (_where, intent, confidence, sure) => {
    const { understanding } = await understood(meaning(intent), 'it does not please me');
    expect(understanding).toMatchObject({ intent, confidence, sure, calibrated: false });
    const total = understanding.candidates.reduce((sum, { score }) => sum + score, 0);
    expect(understanding.candidates[0]).toEqual({ intent, score: confidence });
    expect(total).toBeGreaterThan(0.9);
    expect(total).toBeLessThan(1.001);
    expect(understanding.provider).toMatchObject({
      ...{ id: 'openai-compatible', model: 'mock-1', version: 'understand-2' },
      promptHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      tokens: { in: 700, out: 30 },
    });
  },
);

test('money and final steps want that both agree', async () => {
  const embedded = embeddedSays({
    candidates: [
      { intent: 'return', score: 0.5 },
      { intent: 'refund', score: 0.4 },
    ],
  });
  const { understanding } = await understood(meaning('refund'), 'it does not please me', embedded);
  expect(understanding).toMatchObject({ intent: 'refund', confidence: 0.87, sure: false });
});

test('a model that is sure of a person makes it known', async () => {
  const embedded = embeddedSays({ candidates: [{ intent: 'talk_to_a_person', score: 0.4 }] });
  const { understanding } = await understood(
    meaning('talk_to_a_person'),
    'will anybody speak to me',
    embedded,
  );
  expect(understanding.flags).toEqual(['wants_human']);
});

test('a further intent counts where the embedded model sees it too', async () => {
  const { understanding } = await understood(
    meaning('refund', { secondary: ['return', 'sub_cancel', 'refund', 'other'] }),
    'money back, or can I send it in',
  );
  expect(understanding.secondary).toEqual(['return']);
});

test('entities are pieces of the message; what is made up is dropped and counted', async () => {
  const text = 'my order no is W8830124x and mail me at Jo@Shop.example';
  const { understanding, counted } = await understood(
    meaning('refund', {
      entities: [
        { type: 'order_number', text: 'W8830124x' },
        { type: 'order_number', text: '99999' },
        { type: 'email', text: 'jo@shop.example' },
        { type: 'postcode', text: '8830' },
      ],
    }),
    text,
  );
  expect(understanding.entities).toEqual([
    { type: 'order_number', value: 'W8830124X', raw: 'W8830124x', start: 15, end: 24, source: 'llm' },
  ]);
  expect(counted.dropped).toBe(3);
});

test('what the rules have found, a model can neither replace nor make ambiguous', () => {
  const text = 'order 48213 or 48214';
  const rule = {
    type: 'order_number',
    value: '48213',
    raw: '48213',
    start: 6,
    end: 11,
    source: 'rule',
  } as const;
  const named = [
    { type: 'order_number', text: '48214' },
    { type: 'order_number', text: '48213' },
    { type: 'postcode', text: '48213' },
  ] as const;
  expect(withVerbatim(text, [rule], named)).toEqual({ entities: [rule], dropped: 2 });
});

const seed = 6;

test(`every entity is the text at its place, in the customer's own words (seed ${seed})`, () => {
  const type = fc.constantFrom('order_number', 'email', 'tracking_number', 'postcode');
  const piece = fc.stringMatching(/^[A-Za-z0-9 @.,#-]{0,14}$/);
  fc.assert(
    fc.property(
      fc.array(fc.record({ type, text: piece }), { maxLength: 30 }),
      fc.array(piece, { maxLength: 8 }),
      (named, rest) => {
        const text = [...rest, ...named.slice(0, 4).map((one) => one.text)].join(' ');
        const { entities, dropped } = withVerbatim(text, [], named);
        for (const { raw, start, end } of entities) expect(text.slice(start, end)).toBe(raw);
        for (const [index, { start }] of entities.entries())
          expect(start).toBeGreaterThanOrEqual(entities[index - 1]?.end ?? 0);
        expect(entities.length + dropped).toBe(named.length);
      },
    ),
    { seed, numRuns: 500 },
  );
});

test('a quoted mail is not shown to the model', async () => {
  await using server = await answering(meaning('refund'));
  const counted = counting();
  const understander = cascade(embeddedSays(), opinion(demoModel(settingsFor(server.url))), counted.metrics);
  await understander.understand({ text: 'As I wrote\n\n> my e-mail is canary@quoted.example' });
  expect(server.hits[0]!.body).not.toContain('canary');
});

test('each merchant has its own model, or none', async () => {
  await using server = await answering(meaning('refund'));
  const { metrics } = counting();
  const models = new Map([['demo', opinion(demoModel(settingsFor(server.url, { timeoutMs: 5_000 })))]]);
  const understander = byMerchant(embeddedSays(), models, metrics);
  const by = async (merchant: string) =>
    (await understander.understand({ text: 'rather so so, I guess', from: { merchant, conversation: 'c' } }))
      .provider.id;
  expect(await by('demo')).toBe('openai-compatible');
  expect(await by('outlet')).toBe('embedded');
});

test('the product’s own embedded model goes first', async () => {
  await using server = await answering(meaning('wismo'));
  const counted = counting();
  const model = demoModel(settingsFor(server.url, { timeoutMs: 5_000 }), { counted });
  const understander = cascade(await understanders.embedded(), opinion(model), counted.metrics);
  const sure = await understander.understand({ text: 'Where is my order 48213?' });
  expect(sure).toMatchObject({ intent: 'wismo', sure: true, provider: { id: 'embedded' } });
  expect(server.hits).toHaveLength(0);
});
