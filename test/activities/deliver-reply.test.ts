/** A reply is sent once, in one wording, whatever a model says. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DeliverReplyRequest } from '../../src/activities/activities.js';
import { prepareStore } from '../../merchants/demo/shop/prepared.js';
import { deliverReply } from '../../src/activities/deliver-reply.js';
import type { Merchant, Merchants } from '../../src/merchants/merchant.js';
import type { Phraser } from '../../src/phrasing/phraser.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/server/embedded-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';

let folder: string;
let embedded: EmbeddedStore;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-replies-'));
  await prepareStore(folder);
  embedded = await openEmbeddedStore(folder);
  store = await openStore({ databaseUrl: embedded.databaseUrl, poolSize: 4 });
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

// Only these of a merchant are read by the activity.
const merchant = {
  config: { merchant: 'demo', language: 'en', zone: 'Europe/Berlin', sentences: {} },
  translations: {},
} as unknown as Merchant;
const merchants: Merchants = new Map([['demo', merchant]]);

const request = (conversation: string, rest: Partial<DeliverReplyRequest> = {}): DeliverReplyRequest => ({
  merchant: 'demo',
  conversation: { id: conversation, workflowId: 'w', language: '' },
  key: `${conversation}/say#1`,
  text: {
    key: '${amount} is on its way back to you.',
    args: [{ source: 'amount', type: { t: 'money' }, value: { minor: 2000, currency: 'EUR' } }],
  },
  ...rest,
});

/** Delivers by a phraser that answers one after the other; tells what was counted and how often it was asked. */
function delivering(...answers: string[]) {
  const counted: string[] = [];
  const asked = { times: 0 };
  const phraser: Phraser = {
    phrase: () => {
      asked.times += 1;
      return Promise.resolve(answers.splice(0, 1));
    },
  };
  const deliver = deliverReply({
    ...{ merchants, store, replyDelayMs: 0 },
    phraserOf: () => phraser,
    metrics: { phrased: ({ outcome }) => counted.push(outcome) },
  });
  return { deliver, counted, asked };
}

const texts = async (conversation: string): Promise<string[]> =>
  (await store.outbox.read('demo', conversation, 0, Date.now() + 1e9)).map(({ body }) => body.text);

test('a faithful phrasing is what the customer reads', async () => {
  const { deliver, counted } = delivering('Your €20.00 is on its way back to you.');
  await deliver(request('c1'));
  expect(await texts('c1')).toEqual(['Your €20.00 is on its way back to you.']);
  expect(counted).toEqual(['phrased']);
});

test('another amount is never what the customer reads', async () => {
  const { deliver, counted } = delivering('€200.00 is on its way back to you.');
  await deliver(request('c2'));
  expect(await texts('c2')).toEqual(['€20.00 is on its way back to you.']);
  expect(counted).toEqual(['unfaithful']);
});

test('a retry sends no other wording, and asks no model', async () => {
  const { deliver, asked } = delivering(
    'Your €20.00 is on its way back to you.',
    '€20.00 is on the way back to you.',
  );
  await deliver(request('c3'));
  await deliver(request('c3'));
  expect(await texts('c3')).toEqual(['Your €20.00 is on its way back to you.']);
  expect(asked.times).toBe(1);
});

test('two attempts at once send one wording', async () => {
  const { deliver } = delivering(
    'Your €20.00 is on its way back to you.',
    '20.00 EUR is on its way back to you.',
  );
  await Promise.all([deliver(request('c4')), deliver(request('c4'))]);
  expect(await texts('c4')).toHaveLength(1);
});

test('a reply that leaves at a fixed time is not phrased: the time of a model would tell what was found', async () => {
  const { deliver, asked } = delivering('Your €20.00 is on its way back to you.');
  await deliver(request('c5', { notBefore: 1 }));
  expect(await texts('c5')).toEqual(['€20.00 is on its way back to you.']);
  expect(asked.times).toBe(0);
});
