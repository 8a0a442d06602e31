/** Replies by webhook: in order, at least once, however long a channel is down; and it holds up nobody else. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Merchant } from '../../../src/merchants/merchant.js';
import {
  deliverDueReplies,
  deliverReplies,
  type ReplyDeliveryOptions,
  deliveredChannels,
} from '../../../src/activities/delivery/deliver-replies.js';
import { fresh } from '../../store/support/subject.js';
import { testStore, type TestStore } from '../../support/store.js';
import { type Hook, isSigned, startHook } from './support/hook.js';
import { hookSecret } from './support/world.js';

let store: TestStore;
let hook: Hook;
let other: Hook;
beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await store.clock.ahead(0);
  [hook, other] = await Promise.all([startHook(), startHook()]);
});
afterEach(async () => {
  await hook[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const [minute, hour] = [60_000, 3_600_000];

/** A merchant whose channels `chat` and `mail` have a webhook each. */
async function world() {
  const merchant = fresh('merchant');
  const counted: string[] = [];
  const logged: object[] = [];
  let ahead = 0;
  const webhook = ({ url }: Hook) => ({ url, secretName: 'HOOK', egressAllow: ['127.0.0.1'] });
  const channels: Record<string, object> = {
    chat: { webhook: webhook(hook) },
    mail: { webhook: webhook(other) },
    poll: {},
  };
  const options: ReplyDeliveryOptions = {
    merchants: new Map([[merchant, { config: { channels } } as unknown as Merchant]]),
    store,
    secretsOf: (owner) => (name) => (owner === merchant && name === 'HOOK' ? hookSecret : undefined),
    egressAllow: ['127.0.0.1'],
    http: {},
    log: { warn: (fields) => void logged.push(fields), error: (fields) => void logged.push(fields) },
    metrics: { replyTried: ({ outcome }) => void counted.push(outcome) },
    now: () => Date.now() + ahead,
  };
  await store.replyDeliveries.begin(deliveredChannels(options.merchants));
  const conversation = async (channel = 'chat'): Promise<string> => {
    const id = fresh('c');
    await store.conversations.begin(merchant, id, channel);
    return id;
  };
  return {
    ...{ merchant, channels, counted, logged, options, conversation },
    say: (id: string, text: string, notBefore = 0) =>
      store.outbox.add({
        ...{ merchant, conversation: id, kind: 'reply', body: { text }, key: fresh('key'), notBefore },
      }),
    async until(ms: number) {
      ahead = ms;
      await store.clock.ahead(ms);
      let sum = 0;
      for (let count = 1; count > 0; sum += count) count = await deliverDueReplies(options);
      return sum;
    },
  };
}

interface Body {
  type: string;
  data: { conversation: string; position: number; kind: string; channel: string; body: { text: string } };
}
const bodies = ({ delivered }: Hook): Body[] => delivered.map(({ body }) => JSON.parse(body) as Body);

/** What a server that deduplicates by id has, by conversation. */
function heard({ delivered }: Hook): Map<string, string[]> {
  const seen = new Set<string>();
  const texts = new Map<string, string[]>();
  for (const { headers, body } of delivered) {
    const id = String(headers['webhook-id']);
    const { data } = JSON.parse(body) as Body;
    if (!seen.has(id))
      texts.set(data.conversation, [...(texts.get(data.conversation) ?? []), data.body.text]);
    seen.add(id);
  }
  return texts;
}

test('what is signed by a secret goes to the secret’s hosts alone', async () => {
  const it = await world();
  it.options.secretsOf = () => Object.assign(() => hookSecret, { hosts: () => ['chat.acme.example'] });
  await it.say(await it.conversation(), 'one');
  await it.until(0);
  expect(hook.delivered).toEqual([]);
  expect(it.logged).toMatchObject([{ channel: 'chat', code: 'secret_host_refused' }]);
});

test('replies are sent in their order, signed, each once', async () => {
  const it = await world();
  const id = await it.conversation();
  for (const text of ['one', 'two', 'three']) await it.say(id, text);
  expect(await it.until(0)).toBe(1);
  expect(bodies(hook).map(({ data }) => data.position)).toEqual([1, 2, 3]);
  expect(hook.delivered.every((one) => isSigned(one, hookSecret))).toBe(true);
  expect(hook.delivered[1]?.headers).toMatchObject({ 'webhook-id': `${it.merchant}_${id}_2` });
  expect(bodies(hook)[1]).toMatchObject({
    type: 'reply.reply',
    data: { merchant: it.merchant, channel: 'chat', conversation: id, kind: 'reply', body: { text: 'two' } },
  });
  expect(it.counted).toEqual(['sent', 'sent', 'sent']);
  expect(await it.until(0)).toBe(0);
});

test('a channel without a webhook, and what was written before it had one, is sent nowhere', async () => {
  const it = await world();
  const id = await it.conversation('poll');
  await it.say(id, 'to be read');
  expect(await it.until(0)).toBe(0);
  it.channels['poll'] = it.channels['mail'] ?? {};
  await store.replyDeliveries.begin(deliveredChannels(it.options.merchants));
  expect(await it.until(0)).toBe(0);
  await it.say(id, 'to be sent');
  await it.until(0);
  expect(bodies(other).map(({ data }) => [data.position, data.body.text])).toEqual([[2, 'to be sent']]);
});

test('a reply that waits for its time holds back those behind it', async () => {
  const it = await world();
  const id = await it.conversation();
  await it.say(id, 'later', Date.now() + hour);
  await it.say(id, 'behind it');
  await it.until(30 * minute);
  expect(hook.delivered).toEqual([]);
  await it.until(61 * minute);
  expect(heard(hook).get(id)).toEqual(['later', 'behind it']);
});

test('a channel that is down for a day gets everything, in order; the other one waits for nothing', async () => {
  const it = await world();
  const ids = await Promise.all(Array.from({ length: 6 }, () => it.conversation()));
  const mail = await it.conversation('mail');
  const said = new Map<string, string[]>(ids.map((id) => [id, []]));
  hook.answers.push(...Array<number>(10_000).fill(503));
  for (let passed = 0; passed < 24 * hour; passed += 30 * minute) {
    const id = ids[(passed / minute / 30) % ids.length] ?? '';
    said.get(id)?.push(`at ${passed}`);
    await it.say(id, `at ${passed}`);
    await it.say(mail, `at ${passed}`);
    await it.until(passed);
    expect(heard(other).get(mail)?.at(-1)).toBe(`at ${passed}`);
  }
  hook.answers.splice(0);
  // Every other answer is lost on its way, so that it comes twice.
  hook.answers.push(...Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 500 : 204)));
  hook.delivered.splice(0);
  for (let passed = 24; passed <= 60; passed += 1) await it.until(passed * hour);
  expect(heard(hook)).toEqual(said);
  expect(it.counted).not.toContain('given_up');
});

test('after three days a reply is given up and told, and the next one follows', async () => {
  const it = await world();
  const id = await it.conversation();
  await it.say(id, 'lost');
  hook.answers.push(...Array<number>(10_000).fill(500));
  for (let passed = 0; passed < 72; passed += 2) await it.until(passed * hour);
  expect(new Set(it.counted)).toEqual(new Set(['failed']));
  const attempts = hook.delivered.length;
  await it.until(76 * hour);
  expect(hook.delivered).toHaveLength(attempts);
  expect(it.counted.at(-1)).toBe('given_up');
  expect(it.logged.at(-1)).toMatchObject({
    channel: 'chat',
    conversation: id,
    position: 1,
    code: 'too_old',
  });
  hook.answers.splice(0);
  hook.delivered.splice(0);
  await it.say(id, 'next');
  await it.until(76 * hour);
  expect(heard(hook).get(id)).toEqual(['next']);
});

test('while a worker runs it sends by itself, a few of one channel at a time', async () => {
  const it = await world();
  const ids = await Promise.all(Array.from({ length: 12 }, () => it.conversation()));
  for (const id of ids) await it.say(id, 'hello');
  const end = deliverReplies(it.options);
  while (hook.delivered.length < ids.length) await new Promise((wake) => setTimeout(wake, 50));
  await end();
  expect(new Set(bodies(hook).map(({ data }) => data.conversation))).toEqual(new Set(ids));
});

test('while a worker sends one reply after the other, no other one takes the conversation', async () => {
  const it = await world();
  const id = await it.conversation();
  for (const text of ['one', 'two', 'three']) await it.say(id, text);
  const { replyDeliveries } = store;
  const taken: number[] = [];
  const passed: typeof replyDeliveries.passed = async (...args) => {
    const goesOn = await replyDeliveries.passed(...args);
    taken.push(await deliverDueReplies(it.options));
    return goesOn;
  };
  await deliverDueReplies({
    ...it.options,
    store: { ...store, replyDeliveries: { ...replyDeliveries, passed } },
  });
  expect(taken).toEqual([0, 0, 0]);
  expect(bodies(hook).map(({ data }) => data.position)).toEqual([1, 2, 3]);
});

test('a worker whose lease is over changes nothing of what another one has taken', async () => {
  const it = await world();
  const id = await it.conversation();
  for (const text of ['one', 'two', 'three']) await it.say(id, text);
  const channels = [{ merchant: it.merchant, channel: 'chat', most: 1 }];
  const [late] = await store.replyDeliveries.claim(channels, 0);
  const [mine] = await store.replyDeliveries.claim(channels, minute);
  expect(await store.replyDeliveries.passed(mine!, 1, true)).toBe(true);
  expect(await store.replyDeliveries.passed(late!, 3, true)).toBe(false);
  expect(await store.replyDeliveries.passed(late!, 2, false)).toBe(false);
  await store.replyDeliveries.retry(late!, 0);
  expect(await store.replyDeliveries.claim(channels, minute)).toEqual([]);
  expect(await store.replyDeliveries.passed(mine!, 2, false)).toBe(true);
  expect(await store.replyDeliveries.claim(channels, minute)).toMatchObject([{ after: 2, attempt: 1 }]);
});

test('a secret that is gone, or a place that nobody has allowed, gets nothing', async () => {
  const it = await world();
  const id = await it.conversation();
  it.channels['chat'] = { webhook: { url: hook.url, secretName: 'GONE', egressAllow: ['127.0.0.1'] } };
  await it.say(id, 'one');
  await it.until(0);
  it.channels['chat'] = { webhook: { url: hook.url, secretName: 'HOOK', egressAllow: [] } };
  await it.until(minute);
  expect(it.logged).toMatchObject([{ code: 'secret_missing' }, { code: 'egress_refused' }]);
  expect(hook.delivered).toEqual([]);
});
