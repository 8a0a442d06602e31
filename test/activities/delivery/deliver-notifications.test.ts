/** Notifications by webhook: who is told when, once or again, and what happens where nobody can be told. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deliverNotifications } from '../../../src/activities/delivery/deliver-notifications.js';
import { testStore, type TestStore } from '../../support/store.js';
import { type Hook, isSigned, startHook } from './support/hook.js';
import { hookSecret, noticeWorld, secrets } from './support/world.js';

let store: TestStore;
let hook: Hook;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  await store.clock.ahead(0);
  hook = await startHook();
});
afterEach(async () => {
  await hook[Symbol.asyncDispose]();
});

const hour = 3_600_000;
const target = (changes: object = {}) => ({
  ...{ by: 'webhook' as const, url: hook.url, secretName: 'HOOK', egressAllow: ['127.0.0.1'] },
  ...changes,
});
const typesOf = ({ delivered }: Hook): string[] =>
  delivered.map(({ body }) => (JSON.parse(body) as { type: string }).type);

test('what waits is told, signed, with how it is decided and nothing of the customer', async () => {
  const world = noticeWorld(store);
  world.notifications['team-chat'] = target({ link: 'https://desk.example/approvals/${number}' });
  const { request } = await world.opens();
  expect(await world.deliver()).toBe(1);
  expect(await world.deliver()).toBe(0);
  const [one] = hook.delivered;
  expect(isSigned(one!, hookSecret)).toBe(true);
  expect(one?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': `${world.merchant}_1_requested_team-chat`,
  });
  const { type, data } = JSON.parse(one?.body ?? '') as { type: string; data: object };
  const reference = `${world.merchant}/1`;
  expect({ type, data }).toEqual({
    type: 'approval.requested',
    data: {
      ...{ number: 1, reference, merchant: world.merchant, shop: 'Acme Shoes', roles: ['refund-approver'] },
      ...{ what: 'Refund', amount: '88.40 EUR', link: 'https://desk.example/approvals/1' },
      expiresAt: new Date(request.expiresAt).toISOString(),
      until: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d CES?T$/),
    },
  });
  expect(one?.body).not.toMatch(/10105|Svea/);
  expect(world.counted).toEqual(['webhook sent']);
  expect(await world.told()).toEqual(['requested team-chat sent']);
});

test('what is signed by a secret goes to the secret’s hosts alone', async () => {
  const elsewhere = Object.assign((name: string) => secrets[name], { hosts: () => ['hooks.acme.example'] });
  const world = noticeWorld(store, { secretsOf: () => elsewhere });
  world.notifications['team-chat'] = target();
  await world.opens();
  hook.delivered.splice(0);
  await world.deliver();
  expect(hook.delivered).toEqual([]);
  expect(world.logged).toMatchObject([{ target: 'team-chat', code: 'secret_host_refused' }]);
});

test('a reminder and an escalation are told in their time, each to the role that is asked', async () => {
  const world = noticeWorld(store);
  world.notifications['approvers'] = target({ roles: ['refund-approver'] });
  world.notifications['leads'] = target({ roles: ['team-lead'] });
  const now = Date.now();
  await world.opens({ remindAt: now + 4 * hour, escalateAt: now + 24 * hour });
  for (const [ahead, said] of [
    [0, ['approval.requested']],
    [3 * hour, []],
    [5 * hour, ['approval.reminder']],
    [25 * hour, ['approval.escalated']],
  ] as const) {
    await store.clock.ahead(ahead);
    hook.delivered.splice(0);
    await world.deliver();
    expect(typesOf(hook)).toEqual(said);
  }
  expect(JSON.parse(hook.delivered[0]?.body ?? '')).toMatchObject({
    data: { roles: ['refund-approver', 'team-lead'] },
  });
  expect(await world.told()).toHaveLength(3);
});

test('nobody is told of what has been decided meanwhile', async () => {
  const world = noticeWorld(store);
  world.notifications['team-chat'] = target();
  const { merchant, request } = await world.opens({ remindAt: Date.now() + hour });
  await world.deliver();
  await store.approvals.end(merchant, request.id, { state: 'approved', at: Date.now(), decidedBy: 'anna' });
  await store.clock.ahead(2 * hour);
  expect(await world.deliver()).toBe(0);
  expect(typesOf(hook)).toEqual(['approval.requested']);
});

test('one that fails comes again, later each time, with the same id, until it is given up; others are told', async () => {
  const world = noticeWorld(store);
  world.notifications['broken'] = target();
  hook.answers.push(...Array<number>(7).fill(500));
  await world.opens();
  let ahead = 0;
  for (const pause of [0, 10_000, 60_000, 300_000, 900_000, hour, 3 * hour]) {
    await store.clock.ahead(ahead + pause - 5_000 * Math.sign(pause));
    if (pause > 0) expect(await world.deliver()).toBe(0);
    ahead += pause + 1_000;
    await store.clock.ahead(ahead);
    expect(await world.deliver()).toBe(1);
  }
  expect(new Set(hook.delivered.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(world.counted).toEqual([...Array<string>(6).fill('webhook failed'), 'webhook given_up']);
  expect(world.logged.at(-1)).toMatchObject({ number: 1, target: 'broken', attempt: 7, code: 'http_500' });
  await store.clock.ahead(ahead + 100 * hour);
  expect(await world.deliver()).toBe(0);
  expect(await world.told()).toEqual(['requested broken given_up']);
});

test.each([
  ['a place in a private network that the merchant has not named', { egressAllow: [] }, 'egress_refused'],
  ['a secret that is gone', { secretName: 'GONE' }, 'secret_missing'],
  ['a webhook that sends elsewhere', {}, 'http_307'],
])('%s gets nothing', async (_what, changes, code) => {
  const world = noticeWorld(store);
  world.notifications['team-chat'] = target(changes);
  if (code === 'http_307') hook.answers.push(307);
  await world.opens();
  expect(await world.deliver()).toBe(1);
  expect(world.counted).toEqual(['webhook failed']);
  expect(world.logged).toMatchObject([{ code }]);
  expect(hook.delivered).toHaveLength(code === 'http_307' ? 1 : 0);
});

test('a target that the merchant has taken out of its file is told nothing', async () => {
  const world = noticeWorld(store);
  world.notifications['team-chat'] = target();
  await world.opens();
  world.notifications['other'] = target();
  delete world.notifications['team-chat'];
  expect(await world.deliver()).toBe(1);
  expect(world.counted).toEqual(['none given_up']);
});

test('while a worker runs it looks by itself, and its end waits for what is under way', async () => {
  const world = noticeWorld(store);
  world.notifications['team-chat'] = target();
  await world.opens();
  const end = deliverNotifications(world.options);
  while (hook.delivered.length === 0) await new Promise((settle) => setTimeout(settle, 100));
  await end();
  expect(await world.told()).toEqual(['requested team-chat sent']);
});
