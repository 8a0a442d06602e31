import { expect, test } from 'vitest';
import { askForToken, demoForm, testShop } from './support.js';

test('a client gets a short-lived bearer token by form or by HTTP Basic', async () => {
  await using running = await testShop();
  const byForm = await askForToken(running.shop.url, demoForm);
  const basic = `Basic ${Buffer.from('demo-shop:demo-secret').toString('base64')}`;
  const byBasic = await askForToken(
    running.shop.url,
    { grant_type: 'client_credentials' },
    { authorization: basic },
  );
  for (const { status, body } of [byForm, byBasic]) {
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 30 });
  }
});

test('a wrong secret and another grant type get no token', async () => {
  await using running = await testShop();
  const wrong = await askForToken(running.shop.url, { ...demoForm, client_secret: 'guess' });
  expect([wrong.status, wrong.body]).toEqual([401, { error: 'invalid_client' }]);
  const other = await askForToken(running.shop.url, { ...demoForm, grant_type: 'password' });
  expect([other.status, other.body]).toEqual([400, { error: 'unsupported_grant_type' }]);
});

test('orders are told to nobody without a valid token', async () => {
  await using running = await testShop();
  const { shop, client, stories } = running;
  const path = `/v2/auftraege/${stories.single.open[0]!.nummer}`;
  const bare = await fetch(shop.url + path);
  expect([bare.status, await bare.json()]).toEqual([401, { fehler: 'TOKEN_UNGUELTIG' }]);
  expect((await client.get(path)).status).toBe(200);
  await shop.controls.revokeTokens();
  expect((await client.get(path)).status).toBe(401);
});

test('a token is worth nothing once its life is over', async () => {
  await using running = await testShop({ tokenLifetime: 0 });
  const { client, stories } = running;
  expect((await client.get(`/v2/auftraege/${stories.single.open[0]!.nummer}`)).status).toBe(401);
});
