/** `orderly api keygen` and `token`: what callers of the HTTP API show. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAccess } from '../../src/security/access-token.js';
import { isApiKey } from '../../src/security/api-key.js';
import { orderly, temporaryFolder } from './run-cli.js';

test('keygen prints a key and its hash, and never the same key twice', async () => {
  const made = await Promise.all(
    [1, 2].map(async () => {
      const { code, stdout } = await orderly(['api', 'keygen', '--json']);
      expect(code).toBe(0);
      return JSON.parse(stdout) as { key: string; hash: string };
    }),
  );
  const [first, second] = made as [(typeof made)[0], (typeof made)[0]];
  expect(isApiKey(first.key, [first.hash.replace('sha256:', '')])).toBe(true);
  expect(isApiKey(first.key, [second.hash.replace('sha256:', '')])).toBe(false);
  expect((await orderly(['api', 'keygen'])).stdout).toMatch(
    /^Key: {2}orderly_channel_[\w-]{43}\nHash: sha256:[0-9a-f]{64}\n$/,
  );
});

test('a token is signed with the key of the agent whom it names', async () => {
  await using folder = await temporaryFolder();
  const key = join(folder.path, 'anna.key');
  const { stdout: publicKey } = await orderly(['approvals', 'keygen', '--out', key]);
  const { code, stdout } = await orderly(['api', 'token', 'demo', '--as', 'anna', '--key', key]);
  expect(code).toBe(0);
  const access = readAccess(stdout.trim());
  expect(access?.claims).toMatchObject({ approver: 'anna', merchant: 'demo' });
  expect(access?.isSignedBy([publicKey.trim()])).toBe(true);
});

test('a private key that is missing is told, and no token is made', async () => {
  const { code, stdout, stderr } = await orderly([
    'api',
    'token',
    'demo',
    '--as',
    'anna',
    '--key',
    'none.key',
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^error key_file_missing: /);
});

test('without a server the API does not start, and says what to do', async () => {
  const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', DATABASE_URL: 'postgresql://u:p4ssw0rd@127.0.0.1:1/x' };
  await using folder = await temporaryFolder();
  const { code, stderr } = await orderly(['api'], {
    env: { ...env, ORDERLY_SECRET: 's'.repeat(32), ORDERLY_MERCHANTS: folder.path },
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error temporal_unavailable: The Temporal server at 127\.0\.0\.1:1 does not answer\n/,
  );
});
