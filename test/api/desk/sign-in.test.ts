/** Agents sign in at the desk: by a one-time link on this machine, and with the merchant's issuer. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opened } from '../../store/support/requests.js';
import { fresh } from '../../store/support/subject.js';
import { type TestApi, testApi } from '../support/api.js';
import { Browser, linkToken, signedIn } from './support/browser.js';
import { type CodeIssuer, startCodeIssuer } from './support/code-issuer.js';

let issuer: CodeIssuer;
let api: TestApi;
beforeAll(async () => {
  issuer = await startCodeIssuer();
  const signIn = {
    ...{ issuer: issuer.issuer.url, audience: 'orderly', claim: 'email' },
    egressAllow: ['127.0.0.1'],
  };
  api = await testApi({ signIn });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const value = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

/** Goes through the issuer and back; returns where the browser ends. */
async function throughIssuer(browser: Browser, query: string): Promise<string> {
  const start = await browser.ask({ path: `/v1/desk/sign-in?${query}` });
  const there = await fetch(start.headers.location!, { redirect: 'manual' });
  const back = new URL(there.headers.get('location')!);
  const end = await browser.ask({ path: back.pathname + back.search });
  return end.headers.location!;
}

describe('by a one-time link', () => {
  test('it opens the desk once; the cookie is kept from scripts and other sites', async () => {
    const token = await linkToken(api);
    const browser = new Browser(api.url);
    const first = await browser.page('POST', '/v1/desk/link', { token });
    expect({ status: first.status, body: value(first.text) }).toEqual({
      status: 200,
      body: { to: '/desk/try' },
    });
    const [cookie = ''] = first.headers['set-cookie']!;
    expect(cookie).toMatch(/^orderly-desk-\d+=[\w-]{44}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const again = await new Browser(api.url).page('POST', '/v1/desk/link', { token });
    expect({ status: again.status, code: value(again.text)['code'] }).toEqual({
      status: 401,
      code: 'link_invalid',
    });
    expect(value((await browser.page('GET', '/v1/desk/session')).text)).toMatchObject({
      ...{ merchant: 'demo', agent: 'anna', by: 'link', roles: ['refund-approver'], canTry: true },
    });
  });

  test('neither the link nor the cookie stands in a log', async () => {
    const browser = await signedIn(api);
    const [cookie = ''] = browser.cookies.values();
    const token = await linkToken(api);
    await browser.page('POST', '/v1/desk/link', { token });
    const text = JSON.stringify(api.log);
    expect(text).not.toContain(cookie);
    expect(text).not.toContain(token);
  });

  test('routes of the merchant take the session, and sign-out ends it', async () => {
    const browser = await signedIn(api);
    expect(await browser.page('GET', '/v1/merchants/demo/conversations')).toMatchObject({ status: 200 });
    const out = await browser.page('POST', '/v1/desk/sign-out', {});
    expect({ status: out.status, cookies: browser.cookies.size }).toEqual({ status: 204, cookies: 0 });
    expect(await browser.page('GET', '/v1/desk/session')).toMatchObject({ status: 401 });
  });

  test('who has signed in and out is in the audit trail', async () => {
    const browser = await signedIn(api);
    await browser.page('POST', '/v1/desk/sign-out', {});
    const entries = await api.store.audit.list('demo', 2);
    expect(entries.map(({ action, actor, details }) => ({ action, actor, details }))).toEqual([
      { action: 'desk.sign_out', actor: 'anna', details: { by: 'link' } },
      { action: 'desk.sign_in', actor: 'anna', details: { by: 'link' } },
    ]);
  });

  test('the session signs a decision with the agent’s own key, and ends when that is taken away', async () => {
    await using other = await testApi();
    const browser = await signedIn(other);
    const workflowId = `demo/${fresh('c')}/r`;
    const number = await other.store.approvals.open(opened({ merchant: 'demo', workflowId }), []);
    await other.store.workers.serve('w', { demo: 'v' });
    const decision = { digest: 'd1', decision: 'approved' };
    const decided = await browser.page('POST', `/v1/merchants/demo/approvals/${number}/decision`, decision);
    // Temporal is not there; the decision was signed and noted as under way before it was asked.
    expect(decided.status).toBe(503);
    const [row] = await other.store.approvals.numbered(number, 'demo');
    expect(row!.handed).toMatchObject([{ approver: 'anna', decision: 'approved' }]);
    await rm(`${other.agentKeys}/demo/anna.key`);
    expect(await browser.page('GET', '/v1/desk/session')).toMatchObject({ status: 401 });
  });
});

describe('with the issuer', () => {
  test('the browser goes there with PKCE, state and nonce, and comes back to where it was', async () => {
    const browser = new Browser(api.url);
    expect(await throughIssuer(browser, 'merchant=demo&to=/desk/approvals/7')).toBe('/desk/approvals/7');
    expect(Object.fromEntries(issuer.asked)).toMatchObject({
      ...{
        response_type: 'code',
        client_id: 'orderly',
        code_challenge_method: 'S256',
        scope: 'openid email',
      },
      redirect_uri: `${api.url}/v1/desk/callback/demo`,
      ...{ state: expect.stringMatching(/.{20}/), nonce: expect.stringMatching(/.{20}/) },
    });
    const session = value((await browser.page('GET', '/v1/desk/session')).text);
    expect(session).toMatchObject({ agent: 'anna', by: 'openid', decidesUntil: expect.any(String) });
    expect(browser.cookies.has('orderly-sign-in')).toBe(false);
    expect(await browser.page('GET', '/v1/merchants/demo/approvals')).toMatchObject({ status: 200 });
  });

  test('scopes are those of the agent', async () => {
    issuer.wrong = { claims: { email: 'ben@demo.example' } };
    const browser = new Browser(api.url);
    await throughIssuer(browser, 'merchant=demo');
    issuer.wrong = {};
    expect(value((await browser.page('GET', '/v1/desk/session')).text)).toMatchObject({ scopes: ['runs'] });
    expect(await browser.page('GET', '/v1/merchants/demo/approvals')).toMatchObject({ status: 403 });
    expect(await browser.page('GET', '/v1/merchants/demo/pauses')).toMatchObject({ status: 200 });
  });

  test('a decision more than 15 minutes after the sign-in asks for a new one, which comes back to the request', async () => {
    const browser = new Browser(api.url);
    issuer.wrong = { claims: { auth_time: Math.floor(Date.now() / 1_000) - 16 * 60 } };
    await throughIssuer(browser, 'merchant=demo');
    issuer.wrong = {};
    const workflowId = `demo/${fresh('c')}/r`;
    const number = await api.store.approvals.open(opened({ merchant: 'demo', workflowId }), []);
    await api.store.workers.serve('w', { demo: 'v' });
    const path = `/v1/merchants/demo/approvals/${number}/decision`;
    const decide = async () => {
      const answer = await browser.page('POST', path, { digest: 'd1', decision: 'approved' });
      return { status: answer.status, code: value(answer.text)['code'] };
    };
    expect(await decide()).toEqual({ status: 401, code: 'sign_in_stale' });
    const back = await throughIssuer(browser, `merchant=demo&fresh=true&to=/desk/approvals/${number}`);
    expect(back).toBe(`/desk/approvals/${number}`);
    expect(issuer.asked.get('prompt')).toBe('login');
    expect(issuer.asked.get('max_age')).toBe('0');
    // Temporal is not there, and the decision is under way.
    expect(await decide()).toMatchObject({ status: 503 });
  });

  test('from another machine the cookie comes with TLS alone', async () => {
    const proxied = { host: 'desk.example', 'x-forwarded-for': '203.0.113.5' };
    const browser = new Browser(api.url);
    const start = await browser.ask({ path: '/v1/desk/sign-in?merchant=demo', headers: proxied });
    const there = await fetch(start.headers.location!, { redirect: 'manual' });
    const back = new URL(there.headers.get('location')!);
    expect(back.origin).toBe('https://desk.example');
    const end = await browser.ask({ path: back.pathname + back.search, headers: proxied });
    const set = end.headers['set-cookie']!.find((cookie) => cookie.startsWith('__Host-'));
    expect(set).toMatch(
      /^__Host-orderly-desk=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
    );
    const headers = { ...proxied, origin: 'https://desk.example', 'sec-fetch-site': 'same-origin' };
    expect(await browser.ask({ path: '/v1/desk/session', headers })).toMatchObject({ status: 200 });
  });

  test('an unknown merchant, and an issuer that cannot be reached, are told by the page', async () => {
    const start = async (merchant: string) =>
      (await new Browser(api.url).ask({ path: `/v1/desk/sign-in?merchant=${merchant}` })).headers.location;
    expect(await start('nobody')).toBe('/desk/sign-in?problem=sign_in_unknown');
    expect(await start('other')).toBe('/desk/sign-in?problem=sign_in_unknown');
    await using unreachable = await testApi();
    const { headers } = await new Browser(unreachable.url).ask({ path: '/v1/desk/sign-in?merchant=demo' });
    expect(headers.location).toBe('/desk/sign-in?problem=issuer_unavailable');
  });
});
