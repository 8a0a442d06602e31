/** A reply is sent once, in the wording of the flow. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliverReplyRequest } from '../../src/contracts/activities.js';
import { prepareStore } from '../../demo/prepared.js';
import { deliverReply } from '../../src/activities/deliver-reply.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { linkHash } from '../../src/security/link-token.js';
import { signVoucher } from '../../src/security/voucher.js';
import type { Sentence } from '../../src/contracts/interpreter-command.js';
import { languages } from '../../src/texts/languages/index.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
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
    key: 'We’ve refunded ${amount}. It can take a few days to show up in your account.',
    args: [{ source: 'amount', type: { t: 'money' }, value: { minor: 2000, currency: 'EUR' } }],
  },
  ...rest,
});

const texts = async (conversation: string): Promise<string[]> =>
  (await store.outbox.read('demo', conversation, 0, Date.now() + 1e9)).map(({ body }) => body.text);

const deliver = (more: Partial<Merchant> = {}) =>
  deliverReply({
    ...{ merchants: new Map([['demo', { ...merchant, ...more }]]), store, replyDelayMs: 0 },
    ...{ publicUrl: 'https://help.shop.example/', secret: 's'.repeat(32), now: Date.now },
  });

test('the customer reads the sentence of the flow, with its values', async () => {
  await deliver()(request('c1'));
  expect(await texts('c1')).toEqual([
    'We’ve refunded €20.00. It can take a few days to show up in your account.',
  ]);
});

test('a retry sends no other wording, also where the texts have changed in between', async () => {
  await deliver()(request('c2'));
  const key = 'We’ve refunded ${amount}. It can take a few days to show up in your account.';
  await deliver({ translations: { en: { [key]: '${amount} will be with you soon.' } } })(request('c2'));
  expect(await texts('c2')).toEqual([
    'We’ve refunded €20.00. It can take a few days to show up in your account.',
  ]);
});

test('two attempts at once send one reply', async () => {
  await Promise.all([deliver()(request('c3')), deliver()(request('c3'))]);
  expect(await texts('c3')).toHaveLength(1);
});

test('what was said in one turn is one message: line by line, and what has several lines apart', async () => {
  const above = ['One.', 'Two.', 'Three:\n- a\n- b', 'Four.'].map((key) => ({ text: { key, args: [] } }));
  await deliver()(request('c4', { above, text: { key: 'Five.', args: [] } }));
  expect(await texts('c4')).toEqual(['One.\nTwo.\n\nThree:\n- a\n- b\n\nFour.\nFive.']);
  await deliver()(request('c5', { above: above.slice(0, 2), text: { key: 'Three.', args: [] } }));
  expect(await texts('c5')).toEqual(['One.\nTwo.\nThree.']);
});

test('a document is a link that opens it, in the text and beside it', async () => {
  const place = { merchant: 'demo', conversation: 'c-document' };
  const kept = await store.documents.keep(place, {
    ...{ kind: 'label', mediaType: 'application/pdf', name: 'label.pdf', content: Buffer.from('%PDF-') },
  });
  const type = {
    t: 'record',
    name: 'Document',
    fields: { kind: { type: { t: 'enum', name: 'document_kind', values: [] } } },
  } as const;
  const said = (id: string, value: object): DeliverReplyRequest =>
    request(id, {
      text: { key: 'Here: ${label}', args: [{ source: 'label', type, value }] } as unknown as Sentence,
    });
  await deliver()(said('c-document', kept));
  const [reply] = await store.outbox.read('demo', 'c-document', 0, Date.now() + 1e9);
  const [linked, second] = reply!.body.documents ?? [];
  expect(second).toBeUndefined();
  expect(linked).toMatchObject({ kind: 'label', mediaType: 'application/pdf', name: 'label.pdf', bytes: 5 });
  expect(reply!.body.text).toBe(`Here: ${linked!.url}`);
  expect(linked!.url).toMatch(/^https:\/\/help\.shop\.example\/v1\/documents\/[\w-]{22}$/);
  const opened = await store.documents.byLink(linkHash(linked!.url.split('/').at(-1)!));
  expect(opened?.ref).toBe(kept.ref);
  // Of another conversation, or of none: it is named, and nothing is linked.
  await deliver()(said('c-other', kept));
  const [other] = await store.outbox.read('demo', 'c-other', 0, Date.now() + 1e9);
  expect(other!.body).toEqual({ text: 'Here: shipping label' });
});

test('a proof of delivery is linked only for a customer for whom the channel vouches', async () => {
  const place = { merchant: 'demo', conversation: 'c-proof' };
  const kept = await store.documents.keep(place, {
    ...{
      kind: 'proof_of_delivery',
      mediaType: 'application/pdf',
      name: 'p.pdf',
      content: Buffer.from('%PDF-'),
    },
  });
  const keys = generateKey();
  const channels = { chat: { keys: [keys.publicKey] } };
  const deliverProof = (key: string) =>
    deliver({ config: { ...merchant.config, channels } })(
      request('c-proof', {
        key,
        text: {
          key: 'Here: ${proof}',
          args: [
            { source: 'proof', type: { t: 'record', name: 'Document', fields: {} }, value: { ...kept } },
          ],
        },
      }),
    );
  await deliverProof('before');
  const voucher = signVoucher(
    { channel: 'chat', ...place, customer: { ref: 'k1' }, expiresAt: Date.now() + 60_000 },
    keys.privateKey,
  );
  await store.messages.add({
    ...{ ...place, messageId: 'm1', seq: 1, text: 'hello', sentAt: '2026-11-29T00:00:00Z' },
    customer: { voucher },
  });
  await deliverProof('after');
  const replies = await store.outbox.read('demo', 'c-proof', 0, Date.now() + 1e9);
  expect(replies.map(({ body }) => (body.documents ?? []).length)).toEqual([0, 1]);
});
