/** A customer's voucher goes in with their message, and comes out of no route: whoever has it is that customer. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPayloadConverter } from '@temporalio/common';
import { forwardMessages } from '../../src/activities/forward-messages.js';
import { merchantPath, routes } from '../../src/api/routes/index.js';
import { bodyOf, payloadsIn } from '../../src/security/keys/codec-server-json.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { signVoucher } from '../../src/security/voucher.js';
import { opened } from '../store/support/requests.js';
import { type TestApi, testApi } from './support/api.js';
import { bearer, json } from './support/requests.js';

const conversation = randomUUID();
const claims = { merchant: 'demo', conversation, channel: 'chat', customer: { email: 'mia@mail.example' } };
const voucher = signVoucher({ ...claims, expiresAt: Date.now() + 3_600_000 }, generateKey().privateKey);
const customer = { ref: 'c-1', email: 'mia@mail.example', voucher };
const text = 'I want my money back at once';

let api: TestApi;
let approval: number;
beforeAll(async () => {
  api = await testApi();
  const at = { merchant: 'demo', conversation };
  await api.store.conversations.begin('demo', conversation, 'chat');
  const sentAt = '2026-11-24T17:20:00Z';
  const parts = {
    subject: 'Order 10105',
    attachments: [{ name: 'a', mediaType: 'image/png', url: 'https://a' }],
  };
  await api.store.messages.add({ ...at, messageId: 'm1', seq: 1, text, sentAt, customer, ...parts });
  await forwardMessages(api)({ ...at, workflowId: `demo/${conversation}`, messages: { ids: ['m1'] } });
  const workflowId = `demo/${conversation}/refund-order/1`;
  approval = await api.store.approvals.open(opened({ ...at, workflowId, messageIds: ['m1'] }), []);
});
afterAll(() => api[Symbol.asyncDispose]());

/** What a route answers to who may ask it; of a stream its beginning. */
async function answered(path: string, caller: 'agent' | 'channel'): Promise<string> {
  const place = (merchantPath + path)
    .replace('{merchant}', 'demo')
    .replace('{conversation}', conversation)
    .replace('{approval}', String(approval))
    .replaceAll(/\{\w+\}/g, `demo%2F${conversation}%2Frefund-order%2F1`);
  const isStream = path.endsWith('/stream') || path === '/changes';
  const headers = {
    ...bearer(caller === 'agent' ? api.keys.anna : api.keys.chat),
    // From the first change on, so that the stream has something to tell.
    ...(path === '/changes' ? { 'last-event-id': '0' } : {}),
  };
  const { body } = await fetch(`${api.url}${place}`, { headers });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  const chunks: string[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    chunks.push(value ?? '');
    if (done || (isStream && chunks.join('').includes('\ndata:'))) break;
  }
  await reader.cancel();
  return chunks.join('');
}

const [, signature] = voucher.split('.') as [string, string];

test('no route that reads gives it out', async () => {
  const reading = routes.filter(({ method }) => method === 'GET');
  const told = await Promise.all(reading.map(({ path, caller }) => answered(path, caller)));
  expect(reading.filter((_, n) => told[n]!.includes(signature)).map(({ path }) => path)).toEqual([]);
  // Where the message itself is told, they would have found it.
  const withText = reading.filter((_, n) => told[n]!.includes(text)).map(({ path }) => path);
  expect(withText.sort()).toEqual([
    '/approvals/{approval}',
    // With its last message.
    '/conversations',
    '/conversations/{conversation}',
    '/conversations/{conversation}/replies',
    '/conversations/{conversation}/replies/stream',
  ]);
});

test('an approval shows text, author and time of the words that led to it, and what came with them', async () => {
  const { words } = JSON.parse(await answered('/approvals/{approval}', 'agent')) as { words: object[] };
  expect(words).toEqual([
    {
      ...{ text, sentAt: '2026-11-24T17:20:00Z', subject: 'Order 10105' },
      attachments: [{ name: 'a', mediaType: 'image/png', url: 'https://a' }],
    },
  ]);
});

test('what Temporal keeps is shown without it, wherever in a payload it stands', async () => {
  const values = [
    { flow: 'refund-order', conversation: { id: conversation, customer, facts: {} } },
    [{ request: { call: { customer: { voucher } } } }],
    { voucher },
    { text: 'my voucher', amount: 1.5 },
  ];
  const payloads = await api.codec.encode(
    values.map((value) => defaultPayloadConverter.toPayload(value)),
    { type: 'workflow', namespace: 'default', workflowId: `demo/${conversation}` },
  );
  const path = `${api.url}/v1/merchants/demo/codec/decode`;
  const headers = { ...json, ...bearer(api.keys.anna) };
  const answer = await fetch(path, { method: 'POST', headers, body: bodyOf(payloads) });
  const shown = payloadsIn(await answer.text())!.map((one) => defaultPayloadConverter.fromPayload(one));
  expect(JSON.stringify(shown)).not.toContain(signature);
  expect(shown).toEqual(JSON.parse(JSON.stringify(values).replaceAll(voucher, '[redacted]')));
});

test('nothing of it is logged', () => {
  expect(JSON.stringify(api.log)).not.toContain(signature);
});
