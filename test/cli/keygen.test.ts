import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDecision, signDecision } from '../../src/security/decision-token.js';
import { loadPrivateKey } from '../../src/security/signing-keys.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

const claims = {
  approver: 'anna',
  merchant: 'demo',
  requestId: 'demo/c/r#refund#1',
  digest: 'd',
  decision: 'approved' as const,
  issuedAt: 1,
  expiresAt: 2,
};

test('keygen writes a key for its owner alone, and prints the public key that verifies its signatures', async () => {
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'anna.key');
  const { code, stdout, stderr } = await orderly(['approvals', 'keygen', '--out', out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ed25519:[\w-]{43}\n$/);
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  const token = readDecision(signDecision(claims, loadPrivateKey(out)));
  expect(token?.isSignedBy([stdout.trim()])).toBe(true);
});

test('keygen --json prints one object, without the private key', async () => {
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'ben.key');
  const { stdout } = await orderly(['approvals', 'keygen', '--out', out, '--json']);
  expect(JSON.parse(stdout)).toEqual({ file: out, publicKey: expect.stringMatching(/^ed25519:/) as unknown });
  expect(linesOf(stdout)).toHaveLength(1);
});

test('keygen never overwrites a file', async () => {
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'old.key');
  await writeFile(out, 'precious');
  const { code, stderr } = await orderly(['approvals', 'keygen', '--out', out]);
  expect(code).toBe(1);
  expect(linesOf(stderr)[0]).toBe(`error key_file_exists: ${out} already exists`);
  expect(linesOf(stderr)).toHaveLength(2);
  expect(await readFile(out, 'utf8')).toBe('precious');
});

test.each([
  ['is missing', undefined, 0o600, 'key_file_missing'],
  ['contains no key', 'not a key', 0o600, 'key_invalid'],
  ['can be read by others', 'not a key', 0o644, 'key_file_open'],
])('a decision with a key file that %s is refused before anything is sent', async (_, text, mode, code) => {
  await using folder = await temporaryFolder();
  const key = join(folder.path, 'anna.key');
  if (text !== undefined) await writeFile(key, text, { mode });
  const ended = await orderly(['approvals', 'approve', 'demo/c/r#refund#1', '--as', 'anna', '--key', key]);
  expect(ended.code).toBe(1);
  expect(linesOf(ended.stderr)[0]).toMatch(new RegExp(`^error ${code}: `));
  expect(linesOf(ended.stderr)).toHaveLength(2);
  expect(ended.stderr).not.toContain('not a key');
});
