/** People get what came with a message: its subject, and its attachments by reference. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardMessages } from '../../src/activities/forward-messages.js';
import { readEntries } from '../../src/client/conversation-entries.js';
import type { Store } from '../../src/store/store.js';
import { testStore } from '../support/store.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const place = { merchant: 'demo', conversation: 'c-mail' };
const mail = {
  subject: 'Order 12345',
  attachments: [{ name: 'photo.jpg', mediaType: 'image/jpeg', url: 'https://files.example/1' }],
};

test('a mail is passed on with both, a message without them as it is', async () => {
  const sentAt = '2026-11-29T09:00:00Z';
  await store.messages.add({ ...place, messageId: 'm1', seq: 1, text: 'It is broken', sentAt, ...mail });
  await store.messages.add({ ...place, messageId: 'm2', seq: 2, text: 'Hello?', sentAt });
  const forward = forwardMessages({ store });
  await forward({ ...place, workflowId: 'demo/c-mail', messages: { ids: ['m1', 'm2'] } });
  const passed = await store.outbox.read(place.merchant, place.conversation, 0, Date.now());
  expect(passed.map(({ body }) => body)).toEqual([
    { text: 'It is broken', messageId: 'm1', ...mail },
    { text: 'Hello?', messageId: 'm2' },
  ]);
  const entries = await readEntries(store, place.merchant, place.conversation, 10);
  expect(entries).toMatchObject([{ text: 'It is broken', ...mail }, { text: 'Hello?' }]);
  expect(entries[1]).not.toHaveProperty('subject');
});
