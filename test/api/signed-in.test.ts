/** Tokens of a sign-in and of a channel: who gets in with which; who does not is `who-may.test.ts`. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApi, testApi } from './support/api.js';
import { ask } from './support/ask.js';
import { channelToken } from './support/bad-tokens.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

describe('who is let in', () => {
  test('an agent who has signed in, from anywhere; within their scopes', async () => {
    const runs = { path: '/v1/merchants/demo/approvals' };
    const anna = { authorization: `Bearer ${await api.issuer.token()}`, 'x-forwarded-for': '203.0.113.5' };
    expect(await ask(api.url, { ...runs, headers: anna })).toMatchObject({ status: 200 });
    const ben = { authorization: `Bearer ${await api.issuer.token({ email: 'ben@demo.example' })}` };
    const refused = await ask(api.url, { ...runs, headers: ben });
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining('`approvals`') });
  });

  test('a channel with its own token', async () => {
    const id = randomUUID();
    await api.store.conversations.begin('demo', id, 'chat');
    const path = `/v1/merchants/demo/conversations/${id}/replies`;
    const headers = { authorization: `Bearer ${await channelToken(api)}` };
    expect(await ask(api.url, { path, headers })).toMatchObject({ status: 200 });
  });

  test('an issuer that cannot be asked is told as that', async () => {
    await using other = await testApi();
    other.issuer.instead.set('/.well-known/openid-configuration', { status: 500, body: '' });
    const headers = { authorization: `Bearer ${await other.issuer.token()}` };
    const answer = await ask(other.url, { path: '/v1/merchants/demo/runs', headers });
    expect({ status: answer.status, code: (JSON.parse(answer.text) as { code: string }).code }).toEqual({
      ...{ status: 503, code: 'issuer_unavailable' },
    });
  });
});
