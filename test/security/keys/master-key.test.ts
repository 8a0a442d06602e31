/** Master keys: in the process, in a file, in AWS KMS, in Vault. All wrap, and unwrap only what they have wrapped. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MasterKey } from '../../../src/security/keys/master-key.js';
import { type MasterKeySettings, openMasterKey } from '../../../src/security/keys/open-master-key.js';
import {
  kmsArn,
  kmsCredentials,
  kmsServer,
  type KeyServer,
  vaultAccess,
  vaultServer,
} from './support/key-servers.js';

const none: MasterKeySettings = {
  masterKey: undefined,
  masterKeyFile: undefined,
  masterKeyService: undefined,
  aws: { accessKeyId: undefined, secretAccessKey: undefined, sessionToken: undefined },
  vaultToken: undefined,
};
const aws = {
  accessKeyId: kmsCredentials.id,
  secretAccessKey: kmsCredentials.secret,
  sessionToken: undefined,
};
const newKey = (): string => randomBytes(32).toString('base64');
const local = (...keys: string[]): MasterKey => openMasterKey({ ...none, masterKey: keys.join(',') })!;
const key = randomBytes(32);

const kmsOf = ({ url }: KeyServer, more: Partial<typeof aws> = {}): MasterKey =>
  openMasterKey({ ...none, masterKeyService: new URL(`${url}/?key=${kmsArn}`), aws: { ...aws, ...more } })!;
const vaultOf = ({ url }: KeyServer, vaultToken = vaultAccess.token): MasterKey => {
  const masterKeyService = new URL(`${url}/v1/transit/keys/orderly?namespace=${vaultAccess.namespace}`);
  return openMasterKey({ ...none, masterKeyService, vaultToken })!;
};

async function keepsItsPromises(master: MasterKey, stranger: MasterKey): Promise<void> {
  const wrapped = await master.wrap(key, 'row 1');
  expect(wrapped).not.toContain(key.toString('base64'));
  expect(await master.unwrap(wrapped, 'row 1')).toEqual(key);
  expect(await master.wrap(key, 'row 1')).not.toBe(wrapped);
  await expect(master.unwrap(wrapped, 'row 2')).rejects.toMatchObject({ code: 'key_unreadable' });
  await expect(stranger.unwrap(wrapped, 'row 1')).rejects.toMatchObject({ code: 'key_unreadable' });
}

test('no setting, no master key', () => {
  expect(openMasterKey(none)).toBeUndefined();
});

describe('in the environment', () => {
  test('wraps, and unwraps what it has wrapped', () => keepsItsPromises(local(newKey()), local(newKey())));

  test('of several the first wraps, and all unwrap', async () => {
    const [before, after] = [newKey(), newKey()];
    const wrapped = await local(before).wrap(key, 'row');
    const both = local(after, before);
    expect(await both.unwrap(wrapped, 'row')).toEqual(key);
    const anew = await both.wrap(key, 'row');
    expect(await local(after).unwrap(anew, 'row')).toEqual(key);
    await expect(local(before).unwrap(anew, 'row')).rejects.toMatchObject({ code: 'key_unreadable' });
  });

  test.each([
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['not base64', '!'.repeat(44)],
    ['one right and one wrong', `${newKey()},hunter2`],
    ['nothing', ' , '],
  ])('%s: the setting is named, without its value', (_, masterKey) => {
    const open = (): unknown => openMasterKey({ ...none, masterKey });
    expect(open).toThrow(/^ORDERLY_MASTER_KEY /);
    expect(open).not.toThrow(masterKey);
  });
});

describe('in a file', () => {
  test('of its owner: a key a line, newest first', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orderly-master-key-'));
    const [before, after] = [newKey(), newKey()];
    const masterKeyFile = join(folder, 'keys');
    await writeFile(masterKeyFile, `${after}\n${before}\n`, { mode: 0o600 });
    const master = openMasterKey({ ...none, masterKeyFile })!;
    expect(await local(after).unwrap(await master.wrap(key, 'row'), 'row')).toEqual(key);
    expect(await master.unwrap(await local(before).wrap(key, 'row'), 'row')).toEqual(key);
    for (const mode of [0o640, 0o604, 0o644]) {
      await chmod(masterKeyFile, mode);
      expect(() => openMasterKey({ ...none, masterKeyFile })).toThrow('Other users can read');
    }
    await rm(folder, { recursive: true });
    expect(() => openMasterKey({ ...none, masterKeyFile })).toThrow('ORDERLY_MASTER_KEY_FILE');
  });
});

describe('in AWS KMS', () => {
  test('wraps and unwraps over HTTP, signed', async () => {
    await using server = await kmsServer();
    await using other = await kmsServer();
    await keepsItsPromises(kmsOf(server), kmsOf(other));
    expect(server.asked).toEqual(['Encrypt', 'Decrypt', 'Encrypt', 'Decrypt']);
  });

  test('with credentials that it does not know it is unavailable, by the name of its failure', async () => {
    await using server = await kmsServer();
    const wrong = kmsOf(server, { secretAccessKey: 'hunter2' });
    await expect(wrong.wrap(key, 'row')).rejects.toMatchObject({
      code: 'master_key_unavailable',
      message: expect.stringMatching(/status 400, InvalidSignatureException$/),
    });
  });

  test.each([
    ['throttles', 400, '{"__type":"ThrottlingException"}', 'ThrottlingException'],
    ['is broken', 500, '<html>secret</html>', 'an unnamed failure'],
    ['names something odd', 400, '{"__type":"<b>hunter2</b>"}', 'an unnamed failure'],
    ['answers without a key', 200, '{}', 'its answer contains no Plaintext'],
  ])('that %s is unavailable', async (_, status, body, why) => {
    await using server = await kmsServer();
    const master = kmsOf(server);
    const wrapped = await master.wrap(key, 'row');
    server.failures.push({ status, body });
    await expect(master.unwrap(wrapped, 'row')).rejects.toMatchObject({
      code: 'master_key_unavailable',
      message: expect.stringContaining(why),
    });
    expect(await master.unwrap(wrapped, 'row')).toEqual(key);
  });

  test('needs credentials, and a whole ARN', async () => {
    await using server = await kmsServer();
    expect(() => kmsOf(server, { accessKeyId: undefined } as never)).toThrow('AWS_ACCESS_KEY_ID');
    const masterKeyService = new URL(`${server.url}/?key=alias/orderly`);
    expect(() => openMasterKey({ ...none, masterKeyService, aws })).toThrow('ARN');
  });
});

describe('in Vault', () => {
  test('wraps and unwraps over HTTP, with its token', async () => {
    await using server = await vaultServer();
    await using other = await vaultServer();
    await keepsItsPromises(vaultOf(server), vaultOf(other));
    expect(server.asked).toEqual(['encrypt', 'decrypt', 'encrypt', 'decrypt']);
  });

  test('with another token, or sealed, it is unavailable', async () => {
    await using server = await vaultServer();
    const wrong = vaultOf(server, 'hvs.hunter2');
    await expect(wrong.wrap(key, 'row')).rejects.toMatchObject({ code: 'master_key_unavailable' });
    await expect(wrong.unwrap('vault:v1:x', 'row')).rejects.toMatchObject({ code: 'master_key_unavailable' });
    server.failures.push({ status: 503, body: '{"errors":["Vault is sealed"]}' });
    await expect(vaultOf(server).wrap(key, 'row')).rejects.toMatchObject({
      code: 'master_key_unavailable',
      message: expect.stringMatching(/status 503$/),
    });
  });
});

test('a service that is not there is unavailable', async () => {
  const server = await vaultServer();
  const master = vaultOf(server);
  await server[Symbol.asyncDispose]();
  await expect(master.wrap(key, 'row')).rejects.toMatchObject({ code: 'master_key_unavailable' });
});

test('a service that is neither, and two settings at once, are refused', () => {
  const masterKeyService = new URL('https://keys.example/orderly');
  expect(() => openMasterKey({ ...none, masterKeyService })).toThrow('neither a KMS key');
  expect(() => openMasterKey({ ...none, masterKeyService, masterKey: newKey() })).toThrow('Only one of');
});
