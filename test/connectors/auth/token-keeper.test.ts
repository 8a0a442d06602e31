/** The keeper of tokens and what it leaves in the store. */
import { describe, expect, test } from 'vitest';
import { merchantTokens } from '../../../src/connectors/auth/merchant-tokens.js';
import { renewalTime } from '../../../src/connectors/auth/renewal-times.js';
import { TokenKeeper } from '../../../src/connectors/auth/token-keeper.js';
import { type Fetched, lifetimeMs } from '../../../src/connectors/auth/token-source.js';
import { connectionLog } from '../../../src/merchants/publish-merchants.js';
import { testMetrics } from '../../support/test-metrics.js';
import { sealerOf } from '../../../src/security/sealing.js';
import type { Tokens } from '../../../src/store/store.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { authority } from './support/authority.js';
import { connected, refund } from './support/connection.js';

const SECRET = 'a secret of these tests that is long enough';
const refreshing = (url: string, more = ''): string =>
  `  { scheme: oauth2-refresh-token, tokenUrl: "${url}/token", clientId: me, refreshToken: "\${secret.R}"${more} }`;

test.each([
  [undefined, 300_000],
  [null, 300_000],
  [0, 300_000],
  [-5, 300_000],
  ['soon', 300_000],
  ['', 300_000],
  [{}, 300_000],
  ['Infinity', 300_000],
  [0.01, 1_000],
  [3, 3_000],
  ['3599', 3_599_000],
  [1e12, 86_400_000],
])('expires_in %j is %d ms', (seconds, ms) => {
  expect(lifetimeMs(seconds)).toBe(ms);
});

test('a token is renewed before its end, at another moment each time, and never in the first eight tenths', () => {
  for (const lifetime of [1_000, 60_000, 3_600_000]) {
    const times = Array.from({ length: 200 }, () => renewalTime(lifetime));
    const margin = Math.min(60_000, lifetime / 5);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(lifetime - margin);
    expect(Math.max(...times)).toBeLessThanOrEqual(lifetime - margin / 2);
    expect(new Set(times).size).toBeGreaterThan(150);
  }
});

describe('a token that replaced a refused one', () => {
  test('is not replaced again at once when it is refused too: no loop', async () => {
    await using shop = await authority();
    const api = connected({ url: shop.url, auth: refreshing(shop.url), secrets: { R: 'refresh-0' } });
    expect((await refund(api)).is).toBe('done');
    shop.forget();
    shop.instead = (_hit, response) => {
      response.setHeader('content-type', 'application/json');
      const count = shop.asked().length;
      response.end(JSON.stringify({ access_token: `useless-${count}`, refresh_token: `r-${count}` }));
    };
    const attempts = [];
    for (let call = 0; call < 10; call += 1) attempts.push(await refund(api));
    expect(attempts.every(({ is }) => is === 'later' || is === 'unsent')).toBe(true);
    expect(shop.asked()).toHaveLength(2);
    expect(shop.calls().length).toBeLessThanOrEqual(4);
  });
});

test('the old token is used while it lasts when the token server fails', async () => {
  let given = 0;
  const source = (): Promise<Fetched> =>
    Promise.resolve(++given === 1 ? { is: 'token', value: 'old', lifetimeMs: 2_000 } : { is: 'none' });
  const keeper = new TokenKeeper({ key: 'k', tokens: memoryTokens(), fetch: source, fetchMs: 100 });
  expect(await keeper.token()).toEqual({ is: 'token', value: 'old' });
  const answers = new Set<string>();
  const end = Date.now() + 2_500;
  while (Date.now() < end) {
    const answer = await keeper.token();
    answers.add(answer.is === 'token' ? `${given > 1 ? 'after' : 'before'} ${answer.value}` : answer.code);
    await new Promise((wake) => setTimeout(wake, 10));
  }
  expect([...answers]).toEqual(['before old', 'after old', 'token_unavailable']);
  expect(given).toBe(2);
});

test('what was fetched is stored when the store is back, before it is used', async () => {
  await using shop = await authority();
  const memory = memoryTokens();
  let puts = 0;
  const tokens: Tokens = {
    ...memory,
    // The mark is stored; the next two times the store is down.
    put: (...row) =>
      (puts += 1) === 2 || puts === 3 ? Promise.reject(new Error('down')) : memory.put(...row),
  };
  const api = connected({ url: shop.url, auth: refreshing(shop.url), secrets: { R: 'refresh-0' }, tokens });
  expect(await refund(api)).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
  expect(await refund(api)).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
  expect(shop.calls()).toEqual([]);
  expect((await refund(api)).is).toBe('done');
  expect(shop.asked()).toHaveLength(1);
});

describe('a first refresh token', () => {
  const start = (shop: { url: string }, tokens: Tokens, R: string, more = '') =>
    connected({ url: shop.url, auth: refreshing(shop.url, more), secrets: { R }, tokens });

  test('of a secret is begun with once, also by a worker that starts with it later', async () => {
    await using shop = await authority();
    const tokens = memoryTokens();
    expect((await refund(start(shop, tokens, 'refresh-0'))).is).toBe('done');
    shop.forget();
    expect((await refund(start(shop, tokens, 'refresh-0'))).is).toBe('done');
    const sent = shop.asked().map(({ body }) => new URLSearchParams(body).get('refresh_token'));
    expect(sent).toEqual(['refresh-0', 'refresh-1']);
  });

  test('that is new in the secret is begun with after the old one was lost, and `orderly connections connect` comes before the secret', async () => {
    await using shop = await authority();
    const tokens = memoryTokens();
    const lost = start(shop, tokens, 'wrong');
    expect(await refund(lost)).toMatchObject({ is: 'unsent', code: 'connect_needed' });
    expect(await refund(start(shop, tokens, 'refresh-0'))).toMatchObject({ is: 'done' });
    shop.forget();
    const connectedAnew = start(shop, tokens, 'never sent');
    expect(await connectedAnew.connection.signIn!.keep('refresh-1')).toBe(true);
    expect(await refund(connectedAnew)).toMatchObject({ is: 'done' });
    const sent = shop.asked().map(({ body }) => new URLSearchParams(body).get('refresh_token'));
    expect(sent).toEqual(['wrong', 'refresh-0', 'refresh-1']);
  });

  test('is sent again within the time that the system allows', async () => {
    await using shop = await authority();
    shop.instead = (_hit, response) => response.destroy();
    const tokens = memoryTokens();
    const api = start(shop, tokens, 'refresh-0', ', reuse: 30min');
    expect(await refund(api)).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
    shop.instead = undefined;
    // As if the pause of the token server were over.
    const [key = ''] = tokens.keys();
    const row = await tokens.get(key);
    await tokens.put(
      key,
      { ...(row?.token as object), cool: { failures: 1, until: 0 } },
      0,
      row?.version ?? 0,
    );
    expect((await refund(start(shop, tokens, 'refresh-0', ', reuse: 30min'))).is).toBe('done');
  });
});

describe('at rest', () => {
  test('no token and no refresh token can be read, and another secret opens none: then a person is called once', async () => {
    await using shop = await authority();
    const rows = memoryTokens();
    const open = (secret: string) =>
      connected({
        ...{ url: shop.url, auth: refreshing(shop.url), secrets: { R: 'refresh-0' } },
        tokens: merchantTokens(rows, { merchant: 'acme', secret }),
      });
    expect((await refund(open(SECRET))).is).toBe('done');
    const [key = ''] = rows.keys();
    expect(key).toMatch(/^acme\/shop:/);
    const stored = JSON.stringify(await rows.get(key));
    for (const canary of ['access-1', 'refresh-1', 'refresh-0']) expect(stored).not.toContain(canary);
    const other = open('another secret of these tests, long enough');
    expect(await refund(other)).toMatchObject({ is: 'unsent', code: 'connect_needed' });
    expect(await refund(other)).toMatchObject({ is: 'unsent', code: 'connect_needed' });
    expect(other.events).toEqual([{ connection: 'shop', kind: 'connect_needed', cause: 'unreadable' }]);
    expect(shop.asked()).toHaveLength(1);
  });

  test('a sealed text opens for its row and secret alone, and not when a bit has changed', () => {
    const sealer = sealerOf(SECRET, 'tokens');
    const sealed = sealer.seal('geheim', 'acme/shop');
    expect(sealed).not.toBe(sealer.seal('geheim', 'acme/shop'));
    expect(sealer.open(sealed, 'acme/shop')).toBe('geheim');
    expect(sealer.open(sealed, 'other/shop')).toBeUndefined();
    expect(sealerOf(SECRET, 'other').open(sealed, 'acme/shop')).toBeUndefined();
    expect(sealerOf(`${SECRET}.`, 'tokens').open(sealed, 'acme/shop')).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sealer.open(changed.toString('base64url'), 'acme/shop')).toBeUndefined();
    }
    expect(sealer.open('', 'acme/shop')).toBeUndefined();
  });
});

test('the alarm is counted, and an error in the log that names the connection and the command that renews it', async () => {
  const lines: unknown[] = [];
  const write = (level: string) => (fields: object) => void lines.push({ level, ...fields });
  const metrics = testMetrics();
  const log = connectionLog('acme', { info: write('info'), error: write('error') }, metrics);
  const counted = (): Promise<string> =>
    metrics.registry.getSingleMetricAsString('orderly_connect_needed_total');
  log({ connection: 'shop', kind: 'token_failed', why: 'invalid_client' });
  expect(await counted()).toMatch(/^orderly_connect_needed_total 0$/m);
  log({ connection: 'shop', kind: 'connect_needed', cause: 'refused' });
  expect(await counted()).toMatch(/^orderly_connect_needed_total 1$/m);
  const common = { merchant: 'acme', connection: 'shop' };
  expect(lines).toEqual([
    { level: 'info', ...common, kind: 'token_failed', why: 'invalid_client' },
    {
      level: 'error',
      ...common,
      kind: 'connect_needed',
      cause: 'refused',
      run: 'orderly connections connect acme shop',
    },
  ]);
});
