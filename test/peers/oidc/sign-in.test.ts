/** An agent signs in at oidc-provider as in a browser: the token that it gives them says who they are. */
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { openAgentTokens } from '../../../src/security/identity/agent-tokens.js';
import { installed, type OidcProvider, signInAs, startProvider } from './provider.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const redirect = 'http://127.0.0.1/callback';
const desk = {
  ...{ client_id: 'desk', token_endpoint_auth_method: 'none', application_type: 'native' },
  ...{ grant_types: ['authorization_code'], redirect_uris: [redirect], response_types: ['code'] },
};

async function idTokenOf(user: string, { url }: OidcProvider): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({
    ...{ client_id: 'desk', response_type: 'code', redirect_uri: redirect, scope: 'openid' },
    ...{ code_challenge: challenge, code_challenge_method: 'S256', max_age: '600' },
  });
  const back = await signInAs(user, new URL(`${url}/auth?${query.toString()}`));
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', client_id: 'desk', redirect_uri: redirect },
    ...{ code: back.searchParams.get('code') ?? '', code_verifier: verifier },
  });
  const answer = (await (await fetch(`${url}/token`, { method: 'POST', body })).json()) as {
    id_token: string;
  };
  return answer.id_token;
}

if (!installed) {
  describe.skip('oidc-provider (skipped: run `npm ci --prefix test/peers/oidc`)', () => {
    test.skip('signs agents in', () => undefined);
  });
} else
  test('oidc-provider signs agents in, for the client that they signed in at', async () => {
    await using provider = await startProvider([desk]);
    const token = await idTokenOf('ann', provider);
    const tokens = openAgentTokens({ egressAllow: ['127.0.0.1'], http: {} });
    const at = Date.now();
    const identify = (audience: string) =>
      tokens.identify(
        {
          signIn: { issuer: provider.url, audience, claim: 'sub', egressAllow: ['127.0.0.1'] },
          approvers: { anna: { login: 'ann' }, ben: { login: 'ben' } },
        },
        token,
        at,
      );
    const found = await identify('desk');
    expect(found?.approver).toBe('anna');
    // It says when they signed in, not only when the token was made.
    expect(found?.signedInAt).toBeLessThanOrEqual(at);
    expect(found?.signedInAt).toBeGreaterThan(at - 120_000);
    expect(await identify('orderly')).toBeUndefined();
  });
