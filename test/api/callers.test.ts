/** Who may call, as the merchants' files say. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callerOf } from '../../src/api/callers.js';
import { loadCallers } from '../../src/api/start-api.js';
import { signAccess } from '../../src/security/access-token.js';
import { generateApiKey, hashOfApiKey } from '../../src/security/api-key.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { temporaryFolder } from '../cli/run-cli.js';

const now = Date.UTC(2026, 10, 28);
const [key, oldKey, anna] = [generateApiKey(), generateApiKey(), generateKey()];

const agents = { identify: () => Promise.resolve(undefined) };

const merchantText = (name: string, hash = hashOfApiKey(key)): string => `merchant: ${name}
zone: Europe/Berlin
channels:
  chat:
    apiKeys:
      - sha256:${hash}
      - sha256:${hashOfApiKey(oldKey)}
approvers:
  anna:
    roles: [refund-approver]
    keys:
      - \${secret.ANNA_KEY}
handover:
  default: service
`;

test('channels and approvers are read; a broken file or another name has nobody, and the rest is served', async () => {
  await using folder = await temporaryFolder();
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(join(folder.path, name));
    await writeFile(join(folder.path, name, 'merchant.yaml'), text);
  };
  await write('acme', merchantText('acme'));
  await write('broken', 'merchant: [');
  await write('renamed', merchantText('acme'));
  await mkdir(join(folder.path, 'empty'));
  const callers = await loadCallers(folder.path, () => () => anna.publicKey);
  expect([...callers.keys()]).toEqual(['acme']);
  const caller = (authorization: string) =>
    callerOf(callers, 'acme', { authorization, isLocal: true, now, agents });
  const chat = { merchant: 'acme', kind: 'channel', name: 'chat' };
  expect(await caller(`Bearer ${key}`)).toEqual(chat);
  expect(await caller(`bearer ${oldKey}`)).toEqual(chat);
  const claims = { approver: 'anna', merchant: 'acme', issuedAt: now, expiresAt: now + 1_000 };
  const token = signAccess(claims, anna.privateKey);
  expect(await caller(`Bearer ${token}`)).toEqual({ merchant: 'acme', kind: 'agent', name: 'anna' });
  await expect(caller(`Bearer ${generateApiKey()}`)).rejects.toThrow('The key is missing');
});

test.each([
  ['another form', 'A'.repeat(64)],
  ['too few digits', 'a'.repeat(63)],
  ['the key itself', key],
])('a hash in %s is an issue with its place, and lets nobody in', (_, hash) => {
  const { config, issues } = readMerchantFile('merchant.yaml', merchantText('acme', hash), { now });
  expect(issues).toMatchObject([{ code: 'api_key_invalid', line: 6 }]);
  expect(config?.channels['chat']?.apiKeys).toEqual([hashOfApiKey(oldKey)]);
});
