/** Who may: everything that somebody tries who may not, counted by family. Nothing comes through, and nothing is kept of it. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../src/api/routes/index.js';
import { buildEvents } from '../../src/connectors/build-connection.js';
import { linkHash, newLinkToken } from '../../src/security/link-token.js';
import { type TestApi, testApi } from './support/api.js';
import { type Asked, ask } from './support/ask.js';
import { badLinks } from './support/bad-links.js';
import { badAgents, type BadTokens, badChannels, channelToken } from './support/bad-tokens.js';
import { bearer, goodMessage, json, messagesOf, repliesOf } from './support/requests.js';
import { Tries } from './support/tries.js';
import { entitled, unentitled } from './support/unentitled.js';

const tries = new Tries();
const hook = 'a-secret-of-the-shop';
const sourceOf = (verify: string) =>
  buildEvents({
    file: 'psp.yaml',
    text: `connection: psp
connector: declarative
baseUrl: https://psp.example
events:
  verify: ${verify}
  id: $.id
  kinds: { orders.changed: { ref: $.id } }
operations: {}
`,
    secrets: () => hook,
    egressAllow: [],
  })!.events;
const events = new Map([
  ['demo/psp', sourceOf('{ scheme: hmac, header: X-Signature, secret: "${secret.HOOK}" }')],
  ['demo/timed', sourceOf('{ scheme: stripe, secret: "${secret.HOOK}" }')],
]);

let api: TestApi;
let before: number;
beforeAll(async () => {
  api = await testApi({ events });
  const begin = (merchant: string, conversation: string, channel: string): Promise<boolean> =>
    api.store.conversations.begin(merchant, api.client.conversations.opaque(merchant, conversation), channel);
  await begin('demo', 'of-mail', 'mail');
  await begin('demo', 'of-none', '');
  await begin('other', 'of-other', 'chat');
  before = await api.rows();
});
afterAll(async () => {
  process.stderr.write(`${tries.table()}\n`);
  await api[Symbol.asyncDispose]();
});

/** Sends a request that must be answered with one of these statuses, and counts it. */
async function attempt(family: string, asked: Asked, ...refusals: number[]): Promise<void> {
  const { status } = await ask(api.url, asked);
  tries.add(family, `${asked.method ?? 'GET'} ${asked.path}: ${status}`, !refusals.includes(status));
}

const addressOf = (path: string, merchant = 'demo'): string =>
  `/v1/merchants/${merchant}${path.replace('{conversation}', randomUUID()).replaceAll(/\{\w+\}/g, `${merchant}%2Fa%23b%231`)}`;

/** A request of a route with this key; without a body that would be looked at. */
const requestOf = (
  { method, path }: { method: string; path: string },
  key: string,
  merchant?: string,
): Asked => ({
  ...{ method, path: addressOf(path, merchant), headers: { ...json, ...bearer(key) } },
  ...(method === 'POST' ? { body: '{}' } : {}),
});

const agentRoutes = routes.filter(({ caller }) => caller === 'agent');
const channelRoutes = routes.filter(({ caller }) => caller === 'channel');

/** What came through so far; the message of a failure names it. */
const nothingCameThrough = async (): Promise<void> => {
  expect(tries.through).toEqual([]);
  expect(await api.rows()).toBe(before);
};

test('an unknown or foreign merchant answers nobody', async () => {
  const good = [api.keys.chat, api.keys.anna, await channelToken(api), await api.issuer.token()];
  for (const key of good)
    for (const route of routes)
      for (const merchant of ['other', 'nobody', '__proto__'])
        await attempt('merchant, unknown or foreign', requestOf(route, key, merchant), 401);
  await nothingCameThrough();
});

test('a conversation of another channel, of the typed client or of another merchant is not there', async () => {
  for (const key of [api.keys.chat, await channelToken(api)])
    for (const id of [
      'of-mail',
      'of-none',
      'of-other',
      randomUUID(),
      '..%2Fof-mail',
      '%2e%2e',
      '*',
      '__proto__',
    ]) {
      const headers = { ...json, ...bearer(key) };
      const isThere = id === 'of-mail' || id === 'of-none';
      const body = JSON.stringify(goodMessage());
      // Whoever writes to one that nobody has begun begins it, and needs Temporal for it.
      if (isThere)
        await attempt('conversation, foreign', { method: 'POST', path: messagesOf(id), headers, body }, 404);
      for (const path of [repliesOf(id), `${repliesOf(id)}/stream`, `${repliesOf(id)}?after=0`])
        await attempt('conversation, foreign', { path, headers }, 400, 404);
    }
  await nothingCameThrough();
});

/** Tokens that must open none of these routes. */
async function tryTokens(bad: BadTokens, of: readonly (typeof routes)[number][]): Promise<void> {
  for (const [part, tokens] of Object.entries(bad))
    for (const make of Object.values(tokens)) {
      const token = await make(api);
      for (const route of of) await attempt(`token, by its ${part}`, requestOf(route, token), 401);
    }
}

test('a token of a wrong issuer, audience, algorithm, key, age or name opens no route', async () => {
  await tryTokens(badAgents, agentRoutes);
  await tryTokens(badChannels, channelRoutes);
  await nothingCameThrough();
});

test('nobody does what another kind of caller may, or what their scopes leave out', async () => {
  for (const key of [api.keys.chat, await channelToken(api)])
    for (const route of agentRoutes) await attempt('role, of a channel', requestOf(route, key), 403);
  for (const key of [api.keys.anna, await api.issuer.token()])
    for (const route of channelRoutes) await attempt('role, of an agent', requestOf(route, key), 403);
  const ben = await api.issuer.token({ email: 'ben@demo.example' });
  for (const route of agentRoutes.filter((one) => one.caller === 'agent' && one.scope !== 'runs'))
    await attempt('role, by scopes', requestOf(route, ben), 403);
  await nothingCameThrough();
});

test('a decision needs the role and the limit, however the agent has signed in', () => {
  expect(entitled()).toEqual([true, true]);
  for (const [family, what, isAccepted] of unentitled()) tries.add(family, what, isAccepted);
  expect(tries.through).toEqual([]);
});

test('who asks stands in no body and in no address', async () => {
  const names = ['anna', 'chat', '', null, 7, ['anna'], { name: 'anna' }];
  const headers = { ...json, ...bearer(api.keys.chat) };
  const send = (body: object, query = ''): Promise<void> =>
    attempt(
      'startedBy, from a body',
      { method: 'POST', path: messagesOf() + query, headers, body: JSON.stringify(body) },
      400,
    );
  for (const startedBy of names) {
    await send({ ...goodMessage(), startedBy });
    await send({ ...goodMessage(), customer: { startedBy } });
  }
  for (const field of [
    'merchant',
    'conversation',
    'channel',
    'caller',
    'by',
    'agent',
    'started_by',
    'StartedBy',
  ])
    await send({ ...goodMessage(), [field]: 'anna' });
  for (const query of ['?startedBy=anna', '?caller=anna', '?merchant=other'])
    await send(goodMessage(), query);
  const anna = { ...json, ...bearer(await api.issuer.token()) };
  for (const route of agentRoutes.filter(({ method }) => method === 'POST'))
    for (const field of ['startedBy', 'by', 'agent', 'approver', 'merchant'])
      await attempt(
        'startedBy, from a body',
        { ...requestOf(route, ''), headers: anna, body: JSON.stringify({ [field]: 'ben' }) },
        400,
      );
  await nothingCameThrough();
});

test('a document is opened by its link alone', async () => {
  const token = newLinkToken();
  const place = { merchant: 'demo', conversation: 'c1' };
  const content = Buffer.from('%PDF-1.7 the label', 'latin1');
  const { ref } = await api.store.documents.keep(place, {
    kind: 'label',
    mediaType: 'application/pdf',
    name: 'l.pdf',
    content,
  });
  await api.store.documents.link(place, ref, linkHash(token), 3_600_000);
  expect((await ask(api.url, { path: `/v1/documents/${token}` })).text).toContain('%PDF');
  for (const [what, path] of badLinks) {
    const answer = await ask(api.url, { path: `/v1/documents/${path(token, ref)}` });
    const isRefused = [400, 404, 414].includes(answer.status) && !answer.text.includes(token);
    tries.add('document, by its path', what, answer.text.includes('%PDF') || !isRefused);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  }
  await nothingCameThrough();
});

test('an event is taken if it is signed as it came, now, and once', async () => {
  const body = JSON.stringify({ id: 'e1' });
  const hmac = (text: string, secret = hook): string =>
    createHmac('sha256', secret).update(text).digest('hex');
  const tell = (source: string, signature: Record<string, string>, text = body): Asked => ({
    ...{ method: 'POST', path: `/v1/events/${source}`, body: text },
    headers: { ...json, ...signature },
  });
  const good = hmac(body);
  const signatures = [
    '',
    'none',
    good.slice(1),
    `${good}0`,
    good.replace(/^./, (sign) => (sign === 'a' ? 'b' : 'a')),
  ];
  const others = [
    hmac(`${body} `),
    hmac(body, 'another'),
    hmac(body, ''),
    Buffer.from(good, 'hex').toString('base64'),
  ];
  for (const signature of [
    ...signatures,
    ...others,
    `sha256=${good}`,
    createHmac('sha1', hook).update(body).digest('hex'),
  ])
    await attempt('signature, wrong', tell('demo/psp', { 'x-signature': signature }), 401);
  for (const text of [`${body} `, body.replace('e1', 'e2'), '[]', body.toUpperCase()])
    await attempt('signature, wrong', tell('demo/psp', { 'x-signature': good }, text), 401);
  for (const source of [
    'other/psp',
    'demo/none',
    'demo/timed',
    'demo/__proto__',
    'demo/psp%2f..%2fpsp',
    'DEMO/psp',
  ])
    await attempt('signature, wrong', tell(source, { 'x-signature': good }), 401);
  const at = Math.floor(Date.now() / 1_000);
  const timed = (seconds: number, says = seconds): Record<string, string> => ({
    'stripe-signature': `t=${says},v1=${hmac(`${seconds}.${body}`)}`,
  });
  for (const away of [600, 3_600, 86_400, 86_400 * 365])
    for (const seconds of [at - away, at + away]) {
      await attempt('signature, old', tell('demo/timed', timed(seconds)), 401);
      // Its moment alone is made new.
      await attempt('signature, old', tell('demo/timed', timed(seconds, at)), 401);
    }
  for (const says of [0, -1, NaN, 1e30])
    await attempt('signature, old', tell('demo/timed', timed(says)), 401);
  await nothingCameThrough();
  for (const request of [tell('demo/psp', { 'x-signature': good }), tell('demo/timed', timed(at))])
    for (let again = 0; again < 10; again += 1) {
      expect((await ask(api.url, request)).status).toBe(200);
      const kept = await api.client.events.list('demo', { limit: 100 });
      const mine = kept.filter(({ connection }) => request.path.endsWith(`/${connection}`));
      if (again > 0) tries.add('signature, replayed', request.path, mine.length !== 1);
    }
  expect(tries.through).toEqual([]);
});

test('at least 250 tries of every family of the promise, and none came through', () => {
  expect(tries.tried).toBeGreaterThanOrEqual(250);
  expect(tries.through).toEqual([]);
});
