/** Keys and keyed hashes. */
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { opaqueId, opaqueUuid, shortId } from '../../src/security/keyed-hash.js';
import {
  generateKey,
  loadPrivateKey,
  privateKeyFrom,
  publicKeyFrom,
  publicKeyOf,
  savePrivateKey,
} from '../../src/security/signing-keys.js';
import '../support/fixed-seed.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('keys', () => {
  test('are texts that are read back', () => {
    const { publicKey, privateKey } = generateKey();
    expect(publicKey).toMatch(/^ed25519:[\w-]{43}$/);
    expect(privateKey).toMatch(/^ed25519-private:[\w-]{43}$/);
    expect(publicKeyOf(privateKey)).toBe(publicKey);
    expect(publicKeyFrom(publicKey)?.asymmetricKeyType).toBe('ed25519');
    const pem = privateKeyFrom(privateKey).export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(publicKeyOf(pem)).toBe(publicKey);
  });

  test.each(['', 'ed25519:', 'ed25519:AA', `ed25519:${'A'.repeat(44)}`, `ED25519:${'A'.repeat(43)}`])(
    '%j is no public key',
    (text) => {
      expect(publicKeyFrom(text)).toBeUndefined();
    },
  );

  test('a wrong private key is refused without a word of it', () => {
    expect(() => privateKeyFrom('ed25519-private:hunter2')).toThrow(
      expect.objectContaining({ code: 'key_invalid' }),
    );
    expect(() => privateKeyFrom('ed25519-private:hunter2')).not.toThrow(/hunter2/);
  });

  test('are saved for their owner alone, never over another, and not read when others can read them', async () => {
    const { privateKey } = generateKey();
    const file = join(folder, 'anna.key');
    savePrivateKey(file, privateKey);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(() => {
      savePrivateKey(file, privateKey);
    }).toThrow('EEXIST');
    expect(loadPrivateKey(file)).toBe(privateKey);
    await chmod(file, 0o644);
    expect(() => loadPrivateKey(file)).toThrow(expect.objectContaining({ code: 'key_file_open' }));
    expect(await readFile(file, 'utf8')).toContain(privateKey);
  });
});

describe('keyed hashes', () => {
  test('differ by secret, purpose and every part, and no separator joins two parts', () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const id = opaqueId('secret', 'purpose', a, b, c);
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        const others = [
          opaqueId('secret', 'other', a, b, c),
          opaqueId('other', 'purpose', a, b, c),
          opaqueId('secret', 'purpose', a + b, c),
          opaqueId('secret', 'purpose', a, `${b},${c}`),
          opaqueId('secret', 'purpose', [a, b, c]),
        ];
        expect(others).not.toContain(id);
        const short = shortId('secret', 'purpose', a, b, c);
        expect(short).toMatch(/^[0-9a-v]{16}$/);
        expect(parseInt(short.slice(0, 8), 32)).toBe(parseInt(id.slice(0, 10), 16));
        expect(opaqueUuid('secret', 'purpose', a, b, c)).toHaveLength(36);
      }),
      { numRuns: 300, seed: 20_261_124 },
    );
  });
});
