/** Grants against oidc-provider: nothing of it is ours, so what it lets in is right. */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test, vi } from 'vitest';
import { prepareStore, programArguments } from '../../../demo/prepared.js';
import { merchantTokens } from '../../../src/connectors/auth/merchant-tokens.js';
import { openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../../src/store/open-store.js';
import { connected, connectionText, refund } from '../../connectors/auth/support/connection.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { installed, type OidcProvider, signInAs, startProvider } from './provider.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SECRET = 'a-secret-of_this.test~alone:1';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'ES256' };

const own = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };
const clients = [
  { client_id: 'by-form', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_post', ...own },
  { client_id: 'by-basic', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_basic', ...own },
  {
    ...{ client_id: 'by-key', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] }, ...own },
    token_endpoint_auth_signing_alg: 'ES256',
  },
  {
    ...{ client_id: 'desk', token_endpoint_auth_method: 'none', application_type: 'native' },
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: ['http://127.0.0.1/callback'],
    response_types: ['code'],
  },
];

const credentials = (url: string, id: string, client: string, more: string): string =>
  `  { scheme: oauth2-client-credentials, tokenUrl: "${url}/token", clientId: ${id}, client: ${client}, ${more} }`;
const bySecret = 'clientSecret: "${secret.S}"';

const code = (url: string): string =>
  `  { scheme: oauth2-authorization-code, authorizationUrl: "${url}/auth", tokenUrl: "${url}/token", clientId: desk,
    scope: openid offline_access, authorizationParameters: { prompt: consent } }`;

if (!installed) {
  describe.skip('oidc-provider (skipped: run `npm ci --prefix test/peers/oidc`)', () => {
    test.skip('lets in', () => undefined);
  });
} else
  describe('oidc-provider', () => {
    const connect = (url: string, auth: string, secret = SECRET) =>
      connected({
        ...{ url, auth, secrets: { S: secret } },
        files: { 'key.pem': privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
      });

    test.each([
      ['by-form', 'form', bySecret],
      ['by-basic', 'basic', bySecret],
      ['by-key', 'private_key_jwt', 'keyFile: key.pem, keyId: k1, algorithm: ES256'],
    ])('lets a client in %s, and again when its token has ended', async (id, client, more) => {
      await using provider = await startProvider(clients, 3);
      const shop = connect(provider.url, credentials(provider.url, id, client, more));
      expect((await refund(shop)).is).toBe('done');
      expect((await refund(shop)).is).toBe('done');
      // One, unless a slow machine lets it end between the two.
      const { token, refused } = await provider.counts();
      expect({ token: [1, 2].includes(token), refused }).toEqual({ token: true, refused: 0 });
      await new Promise((wake) => setTimeout(wake, 3_500));
      expect((await refund(shop)).is).toBe('done');
      expect(await provider.counts()).toEqual({ token: token + 1, refused: 0 });
    });

    test('turns a wrong secret away, and is asked once', async () => {
      await using provider = await startProvider(clients);
      const shop = connect(provider.url, credentials(provider.url, 'by-basic', 'basic', bySecret), 'wrong');
      for (let call = 0; call < 5; call += 1)
        expect(await refund(shop)).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
      expect(await provider.counts()).toEqual({ token: 0, refused: 1 });
      expect(shop.events).toEqual([{ connection: 'shop', kind: 'token_failed', why: 'invalid_client' }]);
    });

    test('gives a person’s consent, and rotates the refresh token five times', async () => {
      await using provider = await startProvider(clients, 2);
      const shop = connect(provider.url, code(provider.url));
      expect(await refund(shop)).toMatchObject({ is: 'unsent', code: 'connect_needed' });
      const { url, finish } = await shop.connection.signIn!.begin!('http://127.0.0.1:4711/callback');
      const back = await signInAs('ann', url);
      expect(await finish(new URL(back.href.replace(/state=[^&]+/, 'state=other')))).toEqual({
        is: 'foreign',
      });
      expect(await finish(back)).toEqual({ is: 'connected' });
      for (let round = 0; round < 5; round += 1) {
        expect((await refund(shop)).is).toBe('done');
        await new Promise((wake) => setTimeout(wake, 2_200));
      }
      // The first of them may have ended before it was used, on a slow machine.
      const { token, refused } = await provider.counts();
      expect({ rotated: token >= 5, refused }).toEqual({ rotated: true, refused: 0 });
    });

    test('ends the grant when an old refresh token comes back: then one alarm, and it is not asked again', async () => {
      await using provider = await startProvider(clients, 1);
      const tokens = memoryTokens();
      const shop = connected({ url: provider.url, auth: code(provider.url), tokens });
      const { url, finish } = await shop.connection.signIn!.begin!('http://127.0.0.1:4711/callback');
      expect(await finish(await signInAs('ann', url))).toEqual({ is: 'connected' });
      const stolen = refreshTokenIn(await tokens.get(tokens.keys()[0]!));
      await new Promise((wake) => setTimeout(wake, 1_100));
      expect((await refund(shop)).is).toBe('done');
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: stolen,
        client_id: 'desk',
      });
      expect((await fetch(`${provider.url}/token`, { method: 'POST', body })).status).toBe(400);
      await new Promise((wake) => setTimeout(wake, 1_100));
      const { refused } = await provider.counts();
      for (let call = 0; call < 5; call += 1)
        expect(await refund(shop)).toMatchObject({ is: 'unsent', code: 'connect_needed' });
      expect((await provider.counts()).refused).toBe(refused + 1);
      expect(shop.events.filter(({ kind }) => kind === 'connect_needed')).toEqual([
        { connection: 'shop', kind: 'connect_needed', cause: 'refused' },
      ]);
    });

    test('`orderly connections connect` signs in, and a worker goes on with what it has stored', async () => {
      await using provider = await startProvider(clients);
      await using site = await installation(provider);
      const command = site.orderly('connections', 'connect', 'acme', 'shop', '--json');
      const { open } = JSON.parse(await command.line()) as { open: string };
      const back = await signInAs('ann', new URL(open));
      const foreign = new URL(back);
      foreign.searchParams.set('state', 'of-another-page');
      expect((await fetch(foreign)).status).toBe(400);
      expect(await (await fetch(back)).text()).toBe('Connected. You can close this window.\n');
      expect(JSON.parse(await command.line())).toEqual({
        connected: true,
        merchant: 'acme',
        connection: 'shop',
      });
      expect(await command.ended).toBe(0);
      await using store = await openStore({ databaseUrl: site.databaseUrl });
      const tokens = merchantTokens(store.tokens, { merchant: 'acme', secret: site.secret });
      const worker = connected({ url: provider.url, auth: code(provider.url), tokens });
      expect((await refund(worker)).is).toBe('done');
      expect(command.output()).not.toMatch(/refresh_token|access_token/);
    });
  });

function refreshTokenIn(row: { token: unknown } | undefined): string {
  return (row?.token as { refresh: { token: string } }).refresh.token;
}

/** A merchant's folder and an empty store, as an operator has them. */
async function installation(provider: OidcProvider) {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-connect-'));
  const secret = 'a secret of this test that is long enough';
  await prepareStore(join(folder, 'store'));
  const embedded = await openEmbeddedStore(join(folder, 'store'));
  const connections = join(folder, 'merchants', 'acme', 'connections');
  await mkdir(connections, { recursive: true });
  await writeFile(join(folder, 'merchants', 'acme', 'merchant.yaml'), 'merchant: acme\n');
  const text = connectionText({ url: provider.url, auth: code(provider.url) });
  await writeFile(join(connections, 'shop.yaml'), text);
  const running: ChildProcess[] = [];
  return {
    secret,
    databaseUrl: embedded.databaseUrl,
    orderly(...args: string[]) {
      const entry = programArguments(new URL('../../../bin/orderly.js', import.meta.url));
      const child = spawn(process.execPath, [...entry, ...args], {
        stdio: 'pipe',
        env: {
          ...{ PATH: process.env['PATH'] ?? '', HOME: folder, TEMPORAL_ADDRESS: '127.0.0.1:1' },
          ...{
            DATABASE_URL: embedded.databaseUrl,
            ORDERLY_SECRET: secret,
            ORDERLY_EGRESS_ALLOW: '127.0.0.1',
          },
          ORDERLY_MERCHANTS: join(folder, 'merchants'),
        },
      });
      running.push(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const ended = once(child, 'exit').then(([exitCode]) => exitCode as number);
      const line = async (): Promise<string> => {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(output);
        return value;
      };
      return { line, ended, output: () => output };
    },
    async [Symbol.asyncDispose]() {
      for (const child of running) child.kill();
      await embedded[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
