/** A secret has an owner: which names give whose, and where each may be sent to. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayCarrySecrets } from '../../src/connectors/http/secret-hosts.js';
import { missingSecret } from '../../src/contracts/errors/missing-secret.js';
import { environmentSecrets } from '../../src/merchants/open-secrets.js';
import { notingHosts } from '../../src/security/secrets.js';
import '../support/fixed-seed.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-secrets-'));
  await mkdir(join(folder, 'acme'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a merchant’s come from variables of its name, or from files of its folder, which are read anew', async () => {
  const env = { ORDERLY_SECRET_ACME__SHOP_ID: 'from env', DATABASE_URL: 'postgresql://' };
  const acme = environmentSecrets({ env, folder })('acme');
  expect(acme('SHOP_ID')).toBe('from env');
  await writeFile(join(folder, 'acme', 'SHOP_ID'), 'from file\n');
  expect(acme('SHOP_ID')).toBe('from file');
  await writeFile(join(folder, 'acme', 'SHOP_ID'), 'rotated');
  expect(acme('SHOP_ID')).toBe('rotated');
  expect(environmentSecrets({ env, folder, isAlone: true })('rival')('SHOP_ID')).toBeUndefined();
});

test('a secret that is not set is told with the folder in which it was looked for, and that there is none', () => {
  const hintIn = (path: string): string =>
    missingSecret('SHOP_KEY', environmentSecrets({ env: {}, folder: path })('acme')).hint;
  expect(hintIn(folder)).toContain(`put a file named acme/SHOP_KEY into the secrets folder ${folder}.`);
  expect(hintIn('/nowhere')).toContain('/nowhere, which does not exist: correct ORDERLY_SECRETS.');
});

test('a name without an owner counts for all if it is listed, for one if it is alone, and its own goes first', () => {
  const env = { ORDERLY_SECRET_KEY: 'flat', ORDERLY_SECRET_ACME_SHOES__KEY: 'own' };
  const places = { env, folder };
  expect(environmentSecrets(places)('rival')('KEY')).toBeUndefined();
  expect(environmentSecrets({ ...places, shared: ['KEY'] })('rival')('KEY')).toBe('flat');
  expect(environmentSecrets({ ...places, shared: ['OTHER'] })('rival')('KEY')).toBeUndefined();
  expect(environmentSecrets({ ...places, isAlone: true })('rival')('KEY')).toBe('flat');
  expect(environmentSecrets({ ...places, shared: ['KEY'] })('acme-shoes')('KEY')).toBe('own');
});

test.each([
  'DATABASE_URL',
  '../SHOP_ID',
  'anna.key',
  '',
  'shop_id',
  'SHOP_ID/..',
  'SHOP_ID.hosts',
  'acme/SHOP_ID',
])('%j names none', (name) => {
  const env = { DATABASE_URL: 'postgresql://', '': 'x' };
  expect(environmentSecrets({ env, folder, isAlone: true })('acme')(name)).toBeUndefined();
});

const word = fc.stringMatching(/^[A-Z][A-Z0-9]{0,4}$/);
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('_'));
const merchant = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-').toLowerCase());

test('no name of one merchant spells a secret of another, shared or not, in whatever form', () => {
  fc.assert(
    fc.property(merchant, name, merchant, name, fc.boolean(), (owner, secret, other, asked, isAlone) => {
      fc.pre(owner !== other);
      const variable = `${owner.toUpperCase().replaceAll('-', '_')}__${secret}`;
      const env = { [`ORDERLY_SECRET_${variable}`]: 'a canary' };
      const forms = [
        asked,
        secret,
        variable,
        `${variable}_`,
        `_${secret}`,
        `${owner}__${secret}`,
        `${owner}/${secret}`,
      ];
      const secrets = environmentSecrets({ env, isAlone, shared: [...forms, secret] });
      for (const form of forms) expect(secrets(other)(form)).toBeUndefined();
      expect(secrets(owner)(secret)).toBe('a canary');
      // Folders that are no merchant's name, such as `Acme` beside `acme`, have none at all.
      for (const odd of [
        owner.toUpperCase(),
        owner.replaceAll('-', '_').toUpperCase(),
        `${owner}-`,
        `.${owner}`,
      ])
        expect(secrets(odd)(secret)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('a secret may say the hosts that it goes to, beside its value', async () => {
  const env = {
    ORDERLY_SECRET_ACME__KEY: 'own',
    ORDERLY_HOSTS_ACME__KEY: 'api.acme.example, *.cdn.example',
    ORDERLY_SECRET_SHARED: 'flat',
    ORDERLY_HOSTS_SHARED: 'carrier.example',
    // An owner’s hosts say nothing of a shared value, nor the other way round.
    ORDERLY_HOSTS_ACME__SHARED: 'evil.example',
    ORDERLY_SECRET_ACME__FREE: 'anywhere',
    ORDERLY_HOSTS_FREE: 'carrier.example',
  };
  await writeFile(join(folder, 'acme', 'FILED'), 'filed');
  await writeFile(join(folder, 'acme', 'FILED.hosts'), 'one.example\ntwo.example\n');
  const acme = environmentSecrets({ env, folder, shared: ['SHARED', 'FREE'] })('acme');
  const hosts = ['KEY', 'SHARED', 'FREE', 'FILED', 'NONE'].map((one) => acme.hosts?.(one));
  expect(hosts).toEqual([
    ['api.acme.example', '*.cdn.example'],
    ['carrier.example'],
    undefined,
    ['one.example', 'two.example'],
    undefined,
  ]);
});

test.each([
  ['api.acme.example', true],
  ['API.acme.example.', true],
  ['a.b.cdn.example', true],
  ['cdn.example', false],
  ['evilcdn.example', false],
  ['api.acme.example.evil.example', false],
  ['127.0.0.1', false],
])('%s: %j', (host, may) => {
  expect(mayCarrySecrets(host, { secretHosts: [['api.acme.example', '*.cdn.example']] })).toBe(may);
  expect(mayCarrySecrets(host, { secretHosts: [] })).toBe(true);
  expect(mayCarrySecrets(host, { secretHosts: [[]] })).toBe(false);
});

test('of several secrets, each must be allowed to go there; one that is not looked up says nothing', () => {
  const env = {
    ...{ ORDERLY_SECRET_ACME__A: 'a', ORDERLY_HOSTS_ACME__A: 'one.example two.example' },
    ...{ ORDERLY_SECRET_ACME__B: 'b', ORDERLY_HOSTS_ACME__B: 'two.example' },
    ...{ ORDERLY_SECRET_ACME__C: 'c', ORDERLY_HOSTS_ACME__C: 'three.example' },
  };
  const { secrets, hosts } = notingHosts(environmentSecrets({ env })('acme'));
  expect(hosts()).toEqual([]);
  expect([secrets('A'), secrets('B')]).toEqual(['a', 'b']);
  const may = (host: string): boolean => mayCarrySecrets(host, { secretHosts: hosts() });
  expect(['one.example', 'two.example', 'three.example'].filter(may)).toEqual(['two.example']);
});
