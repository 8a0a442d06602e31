/** Publishing the merchants of a worker: what was offered is not lost without a word. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishMerchants } from '../../src/merchants/publish-merchants.js';
import { temporaryFolder } from '../cli/run-cli.js';
import { projectFolder } from '../flows/support/demo.js';
import { testStore } from '../support/store.js';

const key = `ed25519:${Buffer.alloc(32, 7).toString('base64url')}`;
const address = (name: string): string => (name.endsWith('_KEY') ? key : 'https://shop.example');

test('a worker does not serve a merchant that has lost what it offered, unless `without:` names it', async () => {
  await using place = await temporaryFolder();
  await using store = await testStore();
  const folder = place.path;
  await cp(join(projectFolder, 'merchants/demo'), join(folder, 'demo'), { recursive: true });
  const file = join(folder, 'demo/merchant.yaml');
  const whole = await readFile(file, 'utf8');

  const serve = async (text: string): Promise<{ served: string[]; told: string[] }> => {
    await writeFile(file, text);
    const told: string[] = [];
    const merchants = await publishMerchants({
      config: { merchantsFolder: folder, flowsFolder: undefined, egressAllow: [] },
      ...{ store, secretsOf: () => address, secret: 'a secret of this test alone, and of no other' },
      log: {
        info: () => undefined,
        warn: (fields) => told.push(JSON.stringify(fields)),
        error: (fields) => told.push(JSON.stringify(fields)),
      },
      metrics: {
        connectNeeded: () => undefined,
        attemptMade: () => undefined,
        merchantsLoaded: () => undefined,
      },
    });
    return { served: [...merchants.keys()], told };
  };

  const less = whole.replace('  payments: shop\n', '');
  expect(await serve(whole)).toEqual({ served: ['demo'], told: [] });
  const lost = await serve(less);
  expect(lost.served).toEqual([]);
  expect(lost.told).toEqual([expect.stringMatching(/"refused":\["demo"\].*no_longer_offered/)]);
  const meant = less.replace('\noperations:', '\nwithout: [payments]\noperations:');
  expect(await serve(meant)).toEqual({ served: ['demo'], told: [] });
  // What is likely a mistake keeps nobody from being served, and is logged once.
  const likely = await serve(whole.replace('holidays: de-BE', 'holidays: [2019-12-25]'));
  expect(likely.served).toEqual(['demo']);
  expect(likely.told).toEqual([
    expect.stringMatching(/"warnings":"[^"]*merchant.yaml:\d+:\d+ warning holidays_unknown/),
  ]);
});
