/** Who understands the messages of a merchant: its language model, asked by its thresholds, its flows and its own intents. */
import { expect, test } from 'vitest';
import { judgeUnderstanding } from '../../src/activities/judge-understanding.js';
import { createUnderstanding } from '../../src/activities/create-understanding.js';
import { readEgressRoutes } from '../../src/connectors/http/read-egress-routes.js';
import type { Understanding } from '../../src/contracts/understanding.js';
import type { Merchant, MerchantConfig } from '../../src/merchants/merchant.js';
import type { EmbeddedUnderstander } from '../../src/understanding/embedded/embedded-understander.js';
import { demo } from '../flows/support/demo.js';
import { type HostileServer, serve } from '../support/hostile-server.js';
import {
  answerWith,
  boundless,
  counting,
  embeddedSays,
  meaning,
  settingsFor,
} from '../understanding/language-models/support/mock-model.js';
import { servedDemo } from './support/served-demo.js';

const answering = (intent: string): Promise<HostileServer> =>
  serve((_hit, response) => {
    answerWith(response, 'openai-compatible', meaning(intent));
  });

/** A model at an address, and whatever else a merchant's file says. */
const shop = ({ url }: HostileServer, more: Partial<MerchantConfig> = {}): Merchant =>
  servedDemo({ ...demo, languageModel: settingsFor(url, { timeoutMs: 5_000 }), ...more });

/** Reads `wismo .62` as just that, and is always as sure as can be; what it learns it forgets. */
const embedded: EmbeddedUnderstander = {
  understand: (message) => embeddedSays(read(message.text)).understand(message),
  likeness: ({ phrases }) => Promise.resolve(phrases.map(() => 0)),
  stateOf: () => Promise.resolve(new Float32Array(0)),
  learn: () => Promise.resolve(),
};

function read(text: string): Partial<Understanding> {
  const [intent = 'other', score = ''] = text.split(' ');
  const confidence = Number(score);
  return { intent, confidence, margin: confidence, sure: true, candidates: [{ intent, score: confidence }] };
}

/** Understands a message of one of the merchants. */
async function understanding(merchants: Readonly<Record<string, Merchant>>) {
  const counted = counting();
  const understander = await createUnderstanding({
    ...{ embedded, merchants: new Map(Object.entries(merchants)), secretsOf: () => () => undefined },
    config: { egressAllow: ['127.0.0.1'], egressRoutes: readEgressRoutes({}).routes },
    ...{ store: { modelUsage: boundless }, metrics: counted.metrics, log: { warn: counted.write } },
  });
  const of = (merchant: string, text: string): Promise<Understanding> =>
    understander.understand({ text, from: { merchant, conversation: 'c' } });
  return { of, counted };
}

test('the model is asked where the merchant’s own judgement is not sure, and nowhere else', async () => {
  await using model = await answering('other');
  const careful = { thresholds: { wismo: 0.9, refund: 0.95, talk_to_a_person: 0.7 } };
  const merchants = { usual: shop(model), careful: shop(model, careful) };
  const { of } = await understanding(merchants);
  const asked: string[] = [];
  for (const [name, merchant] of Object.entries(merchants))
    for (const intent of ['wismo', 'refund', 'cancel_order', 'talk_to_a_person', 'return'])
      for (const confidence of [0.59, 0.61, 0.74, 0.76, 0.86, 0.91, 0.96]) {
        const text = `${intent} ${confidence}`;
        const first = await embedded.understand({ text });
        const { sure } = judgeUnderstanding(merchant, first, 'en').understanding;
        const { provider } = await of(name, text);
        expect([name, text, provider.id]).toEqual([name, text, sure ? 'embedded' : 'openai-compatible']);
        if (!sure) asked.push(`${name} ${text}`);
      }
  expect(model.hits).toHaveLength(asked.length);
  // A raised threshold costs a call, and what the flow only hands over costs none.
  expect(asked).toEqual(expect.arrayContaining(['careful wismo 0.86', 'careful refund 0.91']));
  expect(asked).not.toEqual(expect.arrayContaining(['usual talk_to_a_person 0.61']));
});

test('a model that agrees makes sure what the merchant would have asked about', async () => {
  await using model = await answering('wismo');
  const { of } = await understanding({ careful: shop(model, { thresholds: { wismo: 0.9 } }) });
  expect(await of('careful', 'wismo 0.7')).toMatchObject({ intent: 'wismo', confidence: 0.92, sure: true });
});

const gifts = {
  understanding: {
    intents: [{ id: 'gift_wrapping', examples: ['wrap it as a gift', 'a bow around\nit please'] }],
  },
};
const engraving = { understanding: { intents: [{ id: 'engraving', examples: ['engrave my name'] }] } };

test('an own intent can be answered where it is the merchant’s own, and is refused elsewhere', async () => {
  await using model = await answering('gift_wrapping');
  const { of, counted } = await understanding({
    gifts: shop(model, gifts),
    rings: shop(model, engraving),
    plain: shop(model),
  });
  expect(await of('gifts', 'gift_wrapping 0.4')).toMatchObject({
    ...{ intent: 'gift_wrapping', confidence: 0.92, sure: true, label: 'gift_wrapping' },
    provider: { id: 'openai-compatible', version: 'understand-2' },
  });
  const told = model.hits[0]!.body;
  expect(told).toContain(
    JSON.stringify('- `gift_wrapping`: "wrap it as a gift", "a bow around\\nit please"').slice(1, -1),
  );
  for (const merchant of ['rings', 'plain'])
    expect(await of(merchant, 'wismo 0.4')).toMatchObject({ intent: 'wismo', provider: { id: 'embedded' } });
  expect(counted.fallbacks).toEqual(['wrong_form', 'wrong_form']);
  const others = model.hits.slice(1).map(({ body }) => body);
  expect(others).toHaveLength(4);
  expect(others.filter((body) => /gift_wrapping|wrap it as a gift/.test(body))).toEqual([]);
});
