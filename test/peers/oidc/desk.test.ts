/** An agent signs in at the desk with oidc-provider, as in a browser, and again for a decision. */
import { describe, expect, test, vi } from 'vitest';
import { testApi } from '../../api/support/api.js';
import { Browser } from '../../api/desk/support/browser.js';
import { installed, signInAs, startProvider } from './provider.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const desk = {
  ...{ client_id: 'desk', token_endpoint_auth_method: 'none', application_type: 'native' },
  ...{ grant_types: ['authorization_code'], response_types: ['code'] },
  // Any port of this machine (RFC 8252 §7.3).
  redirect_uris: ['http://127.0.0.1/v1/desk/callback/demo'],
};

if (!installed) {
  describe.skip('oidc-provider (skipped: run `npm ci --prefix test/peers/oidc`)', () => {
    test.skip('signs agents in at the desk', () => undefined);
  });
} else
  test('oidc-provider signs agents in at the desk, and anew when a decision needs it; strangers stay outside', async () => {
    await using provider = await startProvider([desk]);
    await using api = await testApi({
      signIn: { issuer: provider.url, audience: 'desk', claim: 'sub', egressAllow: ['127.0.0.1'] },
    });
    const signIn = async (user: string, query = ''): Promise<{ browser: Browser; end: string }> => {
      const browser = new Browser(api.url);
      const start = await browser.ask({ path: `/v1/desk/sign-in?merchant=demo&to=/desk/inbox${query}` });
      const back = await signInAs(user, new URL(start.headers.location!));
      const { headers } = await browser.ask({ path: back.pathname + back.search });
      return { browser, end: headers.location! };
    };
    const session = async (browser: Browser) => {
      const { status, text } = await browser.page('GET', '/v1/desk/session');
      return { status, ...(JSON.parse(text) as { agent?: string; decidesUntil?: string }) };
    };
    const anna = await signIn('anna@demo.example');
    expect(anna.end).toBe('/desk/inbox');
    expect(await session(anna.browser)).toMatchObject({ status: 200, agent: 'anna', by: 'openid' });
    const again = await signIn('anna@demo.example', '&fresh=true');
    expect(Date.parse((await session(again.browser)).decidesUntil!)).toBeGreaterThan(Date.now());
    const mallory = await signIn('mallory@demo.example');
    expect(mallory.end).toBe('/desk/sign-in?problem=sign_in_unregistered');
    expect(await session(mallory.browser)).toMatchObject({ status: 401 });
  });
