/** A reply is sent once, in the wording of the flow. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DeliverReplyRequest } from '../../src/contracts/activities.js';
import { prepareStore } from '../../demo/prepared.js';
import { deliverReply } from '../../src/activities/deliver-reply.js';
import { languages } from '../../src/languages/index.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/embedded/embedded-store.js';
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
  config: { merchant: 'demo', language: 'en', languages, zone: 'Europe/Berlin', sentences: {} },
  translations: {},
} as unknown as Merchant;

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

const texts = async (conversation: string): Promise<string[]> =>
  (await store.outbox.read('demo', conversation, 0, Date.now() + 1e9)).map(({ body }) => body.text);

const deliver = (more: Partial<Merchant> = {}) =>
  deliverReply({ merchants: new Map([['demo', { ...merchant, ...more }]]), store, replyDelayMs: 0 });

test('the customer reads the sentence of the flow, with its values', async () => {
  await deliver()(request('c1'));
  expect(await texts('c1')).toEqual(['€20.00 is on its way back to you.']);
});

test('a retry sends no other wording, also where the texts have changed in between', async () => {
  await deliver()(request('c2'));
  const key = '${amount} is on its way back to you.';
  await deliver({ translations: { en: { [key]: '${amount} will be with you soon.' } } })(request('c2'));
  expect(await texts('c2')).toEqual(['€20.00 is on its way back to you.']);
});

test('two attempts at once send one reply', async () => {
  await Promise.all([deliver()(request('c3')), deliver()(request('c3'))]);
  expect(await texts('c3')).toHaveLength(1);
});
