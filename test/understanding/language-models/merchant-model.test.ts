/** A merchant's model: asked within its budget, left alone while it is down, reached only where it may stand. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.js';
import { understandQuestion } from '../../../src/understanding/language-models/understand-question.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { testStore } from '../../support/store.js';
import { answerWith, counting, demoModel, meaning, settingsFor } from './support/mock-model.js';

const question = understandQuestion('Where is my order?');
let store: Store;

beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

const answering = () =>
  serve((_hit, response) => {
    answerWith(response, 'openai-compatible', meaning('wismo'));
  });

test('calls beyond the budget of a conversation are not sent; other conversations go on', async () => {
  await using server = await answering();
  const counted = counting();
  const budget = { perConversation: { calls: 2 }, perMerchant: {} };
  const model = demoModel(settingsFor(server.url, { budget, timeoutMs: 5_000 }), {
    counted,
    usage: store.modelUsage,
  });
  const codes = [];
  for (let count = 0; count < 4; count += 1) codes.push((await model.ask('a', question)).is);
  expect(codes).toEqual(['answered', 'answered', 'failed', 'failed']);
  expect(await model.ask('a', question)).toMatchObject({ code: 'over_budget', tokens: { in: 0, out: 0 } });
  expect((await model.ask('b', question)).is).toBe('answered');
  expect(server.hits).toHaveLength(3);
  expect(counted.log.join()).toContain('over_budget');
});

test('an answer that must be repaired costs two calls', async () => {
  await using server = await serve((_hit, response) => {
    answerWith(response, 'openai-compatible', 'prose');
  });
  const budget = { perConversation: { calls: 3 }, perMerchant: {} };
  const settings = settingsFor(server.url, { budget, timeoutMs: 5_000 });
  const model = demoModel(settings, { usage: store.modelUsage });
  expect(await model.ask('repaired', question)).toMatchObject({ code: 'invalid_json' });
  expect(await model.ask('repaired', question)).toMatchObject({ code: 'over_budget' });
  expect(server.hits).toHaveLength(3);
});

test('a store that fails keeps questions from being sent: nothing is spent that nobody counts', async () => {
  await using server = await answering();
  const usage = { ...store.modelUsage, spend: () => Promise.reject(new Error('the store is away')) };
  expect(await demoModel(settingsFor(server.url), { usage }).ask('c', question)).toMatchObject({
    code: 'internal',
  });
  expect(server.hits).toHaveLength(0);
});

test('a store that never answers does not hold the message', async () => {
  await using server = await answering();
  const usage = { ...store.modelUsage, spend: () => new Promise<boolean>(() => undefined) };
  const model = demoModel(settingsFor(server.url, { timeoutMs: 500 }), { usage });
  expect(await model.ask('c', question)).toMatchObject({ code: 'timed_out' });
});

test('after three failures in a row the model is left alone for a while', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 500, {});
  });
  const model = demoModel(settingsFor(server.url));
  const codes = [];
  for (let count = 0; count < 5; count += 1) {
    const asked = await model.ask('c', question);
    codes.push(asked.is === 'failed' ? asked.code : asked.is);
  }
  expect(codes).toEqual(['unavailable', 'unavailable', 'unavailable', 'busy', 'busy']);
  expect(server.hits).toHaveLength(3);
});

test('a model that asks for a pause gets it', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 429, {}, { 'retry-after': '20' });
  });
  const model = demoModel(settingsFor(server.url));
  expect(await model.ask('c', question)).toMatchObject({ code: 'too_many_requests' });
  expect(await model.ask('c', question)).toMatchObject({ code: 'busy' });
});

test('a private address is reached only where the operator allows it too', async () => {
  await using server = await answering();
  for (const allowed of [
    demoModel(settingsFor(server.url), { egressAllow: [] }),
    demoModel(settingsFor(server.url, { egressAllow: [] })),
  ])
    expect(await allowed.ask('c', question)).toMatchObject({ code: 'unreachable' });
  expect(server.hits).toHaveLength(0);
});

test('a redirect is not followed: the message goes nowhere else', async () => {
  await using other = await answering();
  await using server = await serve((_hit, response) =>
    response.writeHead(307, { location: other.url }).end(),
  );
  expect(await demoModel(settingsFor(server.url)).ask('c', question)).toMatchObject({ code: 'rejected' });
  expect(other.hits).toHaveLength(0);
});

test('a rotated key is seen without a restart', async () => {
  await using server = await answering();
  let key = 'first';
  const model = demoModel(settingsFor(server.url, { keyName: 'K' }), { secrets: () => key });
  await model.ask('c', question);
  key = 'second';
  await model.ask('c', question);
  expect(server.hits.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});
