/** Who may at the desk: everything that somebody tries who may not, counted by family. Nothing comes through. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../../src/api/routes/index.js';
import { type TestApi, testApi } from '../support/api.js';
import type { Answered, Asked } from '../support/ask.js';
import { Tries } from '../support/tries.js';
import { Browser, linkToken, pageHeaders, signedIn } from './support/browser.js';
import { type CodeIssuer, startCodeIssuer, type Wrong } from './support/code-issuer.js';

const tries = new Tries();
let issuer: CodeIssuer;
let api: TestApi;
let clock = 0;
beforeAll(async () => {
  issuer = await startCodeIssuer();
  const signIn = {
    ...{ issuer: issuer.issuer.url, audience: 'orderly', claim: 'email' },
    egressAllow: ['127.0.0.1'],
  };
  api = await testApi({ signIn, now: () => Date.now() + clock });
});
afterAll(async () => {
  process.stderr.write(`${tries.table()}\n`);
  await api[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

/** Sends a request that must be answered with one of these statuses, and counts it. */
async function attempt(family: string, browser: Browser, asked: Asked, ...refusals: number[]): Promise<void> {
  const { status } = await browser.ask(asked);
  tries.add(family, `${asked.method ?? 'GET'} ${asked.path}: ${status}`, !refusals.includes(status));
}

const nothingCameThrough = (): void => {
  expect(tries.through).toEqual([]);
};

const pathOf = (path: string, merchant = 'demo'): string =>
  `/v1/merchants/${merchant}${path.replaceAll(/\{\w+\}/g, '7d9c3f0e-54c1-4a53-8a53-7a9a1a2f0b11')}`;

const asPage = ({ method, path }: { method: string; path: string }, merchant?: string): Asked => ({
  ...{ method, path: pathOf(path, merchant) },
  headers: method === 'POST' ? pageHeaders(api.url) : { 'sec-fetch-site': 'same-origin' },
  ...(method === 'POST' ? { body: '{}' } : {}),
});

const agentRoutes = routes.filter(({ caller }) => caller === 'agent');
const writing = [
  ...agentRoutes.filter(({ method }) => method === 'POST').map(({ path }) => pathOf(path)),
  '/v1/desk/sign-out',
];

test('a request that no page of the desk has sent changes nothing', async () => {
  const browser = await signedIn(api);
  const { origin, ...without } = pageHeaders(api.url);
  const foreign: Record<string, string>[] = [
    { 'content-type': 'application/json' },
    { ...without },
    { ...without, origin: 'https://evil.example' },
    { ...without, origin: 'null' },
    { ...without, origin: `${origin ?? ''}.evil.example` },
    { ...without, origin: origin?.replace(/\d+$/, '1') ?? '' },
    { ...pageHeaders(api.url), 'sec-fetch-site': 'cross-site' },
    { ...pageHeaders(api.url), 'sec-fetch-site': 'same-site' },
    { ...pageHeaders(api.url), 'sec-fetch-site': 'none' },
    { ...pageHeaders(api.url), 'x-orderly-desk': '0' },
    { ...pageHeaders(api.url), 'x-orderly-desk': '' },
  ];
  for (const path of writing)
    for (const headers of foreign)
      await attempt('CSRF, a change', browser, { method: 'POST', path, headers, body: '{}' }, 403);
  for (const headers of foreign) {
    const body = JSON.stringify({ token: await linkToken(api) });
    const path = '/v1/desk/link';
    await attempt(
      'CSRF, another’s sign-in',
      new Browser(api.url),
      { method: 'POST', path, headers, body },
      403,
    );
  }
  // The session is still there.
  expect(await browser.page('GET', '/v1/desk/session')).toMatchObject({ status: 200 });
  nothingCameThrough();
});

test('another site reads nothing by the cookie', async () => {
  const browser = await signedIn(api);
  const reading = agentRoutes.filter(({ method }) => method === 'GET').map(({ path }) => pathOf(path));
  for (const path of [...reading, '/v1/desk/session'])
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ])
      await attempt('reading, from another site', browser, { path, headers }, 403);
  nothingCameThrough();
});

test('a session is for its merchant alone, and for an agent’s routes', async () => {
  const browser = await signedIn(api);
  for (const route of routes)
    for (const merchant of ['other', 'nobody', '__proto__', 'DEMO'])
      await attempt('merchant, foreign', browser, asPage(route, merchant), 400, 401);
  for (const route of routes.filter(({ caller }) => caller === 'channel'))
    await attempt('role, of an agent', browser, asPage(route), 403);
  nothingCameThrough();
});

test('an agent’s scopes hold in a session', async () => {
  issuer.wrong = { claims: { email: 'ben@demo.example' } };
  const browser = new Browser(api.url);
  await comeBack(browser, await begin(browser));
  issuer.wrong = {};
  expect(await browser.page('GET', '/v1/desk/session')).toMatchObject({ status: 200 });
  for (const route of agentRoutes.filter((one) => one.caller === 'agent' && one.scope !== 'runs'))
    await attempt('role, by scopes', browser, asPage(route), 403);
  nothingCameThrough();
});

test('a session that has ended, or is made up, opens nothing', async () => {
  const ended = await signedIn(api);
  const kept = new Map(ended.cookies);
  await ended.page('POST', '/v1/desk/sign-out', {});
  for (const [name, cookie] of kept) ended.cookies.set(name, cookie);
  for (const route of agentRoutes) await attempt('session, ended', ended, asPage(route), 401);
  const revoked = await signedIn(api);
  await api.store.sessions.endAll('demo', 'anna');
  for (const route of agentRoutes) await attempt('session, revoked', revoked, asPage(route), 401);
  const good = await signedIn(api);
  const [name = '', cookie = ''] = [...good.cookies][0] ?? [];
  const hash = createHash('sha256').update(cookie).digest('hex');
  const madeUp: readonly (readonly [string, string])[] = [
    ...['', cookie.slice(1), cookie.slice(0, -1), `${cookie}A`, cookie.toLowerCase(), hash, '*', '%00'].map(
      (value) => [name, value] as const,
    ),
    ['orderly-desk', cookie],
    ['__Host-orderly-desk', cookie],
    [name.toUpperCase(), cookie],
  ];
  for (const [as, value] of madeUp)
    for (const path of ['/v1/desk/session', pathOf('/conversations'), pathOf('/approvals')])
      await attempt(
        'session, made up',
        new Browser(api.url),
        { path, headers: { cookie: `${as}=${value}` } },
        401,
      );
  // One that somebody has planted beside it makes the two nobody's.
  const twice = { cookie: `${name}=${cookie}; ${name}=${'A'.repeat(44)}` };
  await attempt('session, made up', new Browser(api.url), { path: pathOf('/runs'), headers: twice }, 401);
  nothingCameThrough();
});

/** What says that a request does not come from this machine. */
const elsewhere = (url: string): Record<string, string>[] => [
  { 'x-forwarded-for': '203.0.113.5' },
  { forwarded: 'for=203.0.113.5' },
  { via: '1.1 proxy' },
  { 'x-real-ip': '203.0.113.5' },
  { host: `evil.example:${new URL(url).port}` },
];

test('a link opens the desk once, in time, on this machine, for an agent whose key is there', async () => {
  const take = (token: unknown, headers: Record<string, string> = {}): Asked => ({
    ...{ method: 'POST', path: '/v1/desk/link', body: JSON.stringify({ token }) },
    headers: { ...pageHeaders(api.url), ...headers },
  });
  const used = await linkToken(api);
  await new Browser(api.url).ask(take(used));
  for (let again = 0; again < 5; again += 1)
    await attempt('link, replayed', new Browser(api.url), take(used), 401);
  const linkOf = async (agent: string, merchant: string, lifeMs: number): Promise<string> => {
    const token = `${agent}-${merchant}-${lifeMs}`;
    const hash = createHash('sha256').update(token).digest('hex');
    await api.store.sessions.addLink({ hash, agent, merchant }, lifeMs);
    return token;
  };
  await attempt('link, too late', new Browser(api.url), take(await linkOf('anna', 'demo', -1)), 401);
  for (const [agent, merchant] of [
    ['ben', 'demo'],
    ['anna', 'other'],
    ['nobody', 'demo'],
    ['__proto__', 'demo'],
    ['../demo/anna', 'demo'],
    ['anna', '../demo'],
  ] as const)
    await attempt(
      'link, without a key',
      new Browser(api.url),
      take(await linkOf(agent, merchant, 60_000)),
      401,
    );
  const fresh = await linkToken(api);
  for (const headers of elsewhere(api.url))
    await attempt('link, elsewhere', new Browser(api.url), take(fresh, headers), 401, 403);
  for (const token of ['', 'x', fresh.slice(1), `${fresh}x`, null, 7, [fresh], { token: fresh }])
    await attempt('link, made up', new Browser(api.url), take(token), 400, 401);
  // None of them has used it up.
  expect(await new Browser(api.url).ask(take(fresh))).toMatchObject({ status: 200 });
  nothingCameThrough();
});

test('what a link has opened stays on this machine', async () => {
  const browser = await signedIn(api);
  for (const headers of elsewhere(api.url))
    for (const path of [
      '/v1/desk/session',
      pathOf('/conversations'),
      pathOf('/approvals'),
      pathOf('/changes'),
    ]) {
      await attempt('session, elsewhere', browser, { path, headers }, 401);
      const named = {
        cookie: [...browser.cookies.values()].map((value) => `__Host-orderly-desk=${value}`).join(),
      };
      await attempt(
        'session, elsewhere',
        new Browser(api.url),
        { path, headers: { ...headers, ...named } },
        401,
      );
    }
  nothingCameThrough();
});

const begin = async (browser: Browser, query = ''): Promise<URL> => {
  const start = await browser.ask({ path: `/v1/desk/sign-in?merchant=demo${query}` });
  const there = await fetch(start.headers.location!, { redirect: 'manual' });
  return new URL(there.headers.get('location')!);
};

const comeBack = (browser: Browser, back: URL): Promise<Answered> =>
  browser.ask({ path: back.pathname + back.search });

test('after a sign-in the browser is sent to nowhere but the desk', async () => {
  const places = [
    ...['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', 'evil.example'],
    ...[
      '/desk',
      '/',
      '/v1/try',
      '/desk/..',
      '/desk/../v1/try',
      '/desk//evil.example',
      '/desk/\\evil.example',
    ],
    ...['/desk/%0d%0aset-cookie:%20a=b', 'javascript:alert(1)', 'data:text/html,x', '/desk/\nx', '/desk/ x'],
    ...['http:desk', '///desk/', '/desk@evil.example', '/desk/?a=//evil.example', '/desk/../../evil.example'],
  ];
  for (const to of places) {
    const browser = new Browser(api.url);
    const { headers } = await comeBack(browser, await begin(browser, `&to=${encodeURIComponent(to)}`));
    const end = new URL(headers.location ?? '', api.url);
    const isDesk = end.origin === api.url && /^\/desk\/(?!.*(\/\/|\.\.))/.test(end.pathname);
    tries.add('redirect, open', `${to}: ${headers.location ?? ''}`, !isDesk);
  }
  for (const query of ['&to=/desk/a&to=https://evil.example', '&to[]=https://evil.example'])
    tries.add('redirect, open', query, !(await opensDesk(query)));
  nothingCameThrough();
});

async function opensDesk(query: string): Promise<boolean> {
  const browser = new Browser(api.url);
  const { headers } = await comeBack(browser, await begin(browser, query));
  return new URL(headers.location ?? '', api.url).href === `${api.url}/desk/`;
}

test('an answer of another issuer, for another sign-in, browser or client signs nobody in', async () => {
  const tryAnswer = async (what: string, wrong: Wrong, change: (back: URL) => void = () => undefined) => {
    const browser = new Browser(api.url);
    issuer.wrong = wrong;
    const back = await begin(browser);
    change(back);
    await comeBack(browser, back);
    issuer.wrong = {};
    const { status } = await browser.page('GET', '/v1/desk/session');
    tries.add('sign-in, mixed up', what, status !== 401);
  };
  await using other = await startCodeIssuer();
  const foreign: Record<string, Wrong> = {
    'another issuer': { back: { iss: 'https://evil.example' } },
    'the other issuer': { back: { iss: other.issuer.url } },
    'no issuer': { back: { iss: undefined } },
    'another state': { back: { state: 'another' } },
    'no state': { back: { state: undefined } },
    'no code': { back: { code: undefined } },
    'an empty code': { back: { code: '' } },
    'another code': { back: { code: 'another' } },
    'an error': { back: { code: undefined, error: 'access_denied' } },
    'an error with a code': { back: { error: 'access_denied' } },
    'a token of another sign-in': { claims: { nonce: 'another' } },
    'a token without a nonce': { claims: { nonce: undefined } },
    'a token for another client': { claims: { aud: 'another' } },
    'a token of another issuer': { claims: { iss: 'https://evil.example' } },
    'a token that has expired': { claims: { exp: 1 } },
    'a token of the future': { claims: { iat: 9_999_999_999, exp: 9_999_999_999 } },
    'a stranger’s token': { claims: { email: 'mallory@demo.example' } },
    'an address that nobody has checked': { claims: { email_verified: false } },
    'an address in other letters': { claims: { email: 'ANNA@demo.example' } },
    'no address': { claims: { email: undefined } },
    'a token that the other issuer has signed': { token: await other.issuer.token() },
    'a token of before': { token: await issuer.issuer.token() },
    'no token': { token: '' },
    'half a token': { token: 'a.b' },
    'a refusal': { status: 400 },
    'a failure': { status: 500 },
  };
  for (const [what, wrong] of Object.entries(foreign)) await tryAnswer(what, wrong);
  const twice =
    (name: string) =>
    (back: URL): void => {
      back.searchParams.append(name, 'x');
    };
  const addresses: Record<string, (back: URL) => void> = {
    'another merchant’s address': (back) => (back.pathname = '/v1/desk/callback/other'),
    'nobody’s address': (back) => (back.pathname = '/v1/desk/callback/nobody'),
    'a prototype’s address': (back) => (back.pathname = '/v1/desk/callback/__proto__'),
    'a second code': twice('code'),
    'a second state': twice('state'),
    'a second issuer': twice('iss'),
  };
  for (const [what, change] of Object.entries(addresses)) await tryAnswer(what, {}, change);
  nothingCameThrough();
});

test('an answer counts once, in time, and in the browser that has asked', async () => {
  const count = async (what: string, browser: Browser, back: URL): Promise<void> => {
    await comeBack(browser, back);
    const { status } = await browser.page('GET', '/v1/desk/session');
    tries.add('sign-in, replayed', what, status !== 401);
  };
  const victim = new Browser(api.url);
  await count('in another browser', victim, await begin(new Browser(api.url)));
  const browser = new Browser(api.url);
  const back = await begin(browser);
  await begin(browser);
  await count('of a sign-in that was begun anew', browser, back);
  const late = new Browser(api.url);
  const lateBack = await begin(late);
  clock = 11 * 60_000;
  await count('too late', late, lateBack);
  clock = 0;
  const once = new Browser(api.url);
  const onceBack = await begin(once);
  const flow = new Map(once.cookies);
  await comeBack(once, onceBack);
  const again = new Browser(api.url);
  for (const [name, value] of flow) again.cookies.set(name, value);
  await count('twice, with the same cookie', again, onceBack);
  const changed = new Browser(api.url);
  const changedBack = await begin(changed);
  for (const [name, value] of changed.cookies) changed.cookies.set(name, `${value.slice(0, -2)}AA`);
  await count('with a cookie that was changed', changed, changedBack);
  for (const value of ['', '{}', 'e30', 'A'.repeat(100)]) {
    const planted = new Browser(api.url);
    const plantedBack = await begin(planted);
    planted.cookies.set('orderly-sign-in', value);
    await count(`with a cookie that was planted: ${value}`, planted, plantedBack);
  }
  nothingCameThrough();
});

test('at least 150 tries of every family, and none came through', () => {
  expect(tries.tried).toBeGreaterThanOrEqual(150);
  nothingCameThrough();
});
