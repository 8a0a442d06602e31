/** Two workers that serve a merchant by differing files are told of each other, on the real store. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowIr } from '../../src/contracts/ir.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { watchVersions } from '../../src/merchants/watch-versions.js';
import { type TestStore, testStore } from '../support/store.js';

let folder: string;
let store: TestStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-versions-'));
  await mkdir(join(folder, 'here'));
  await cp('merchants/demo', join(folder, 'here', 'demo'), { recursive: true });
  await cp(join(folder, 'here'), join(folder, 'there'), { recursive: true });
  store = await testStore();
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const ir = { flow: 'refund-order' } as unknown as FlowIr;

/** A worker's watch over the merchants of a folder: what it tells, and its end. */
async function watch(name: string, worker: string, flowHash = 'one') {
  const told: object[] = [];
  const counts: number[] = [];
  // Of a merchant, only the flows are read.
  const demo = { flows: new Map([['refund-order', { hash: flowHash, ir }]]) } as unknown as Merchant;
  const end = await watchVersions({
    ...{ merchants: new Map([['demo', demo]]), folder: join(folder, name), store, worker },
    log: { warn: (fields) => told.push(fields) },
    metrics: { merchantsDiffer: (count) => counts.push(count) },
  });
  return { told, counts, end };
}

test('the same files and flows, in another folder and with other tests, are one version', async () => {
  await writeFile(join(folder, 'there', 'demo', 'refund.test.yaml'), 'flow: refund-order\n');
  const [one, two] = [await watch('here', 'one'), await watch('there', 'two')];
  expect([one.told, two.told, two.counts]).toEqual([[], [], [0]]);
  await Promise.all([one.end(), two.end()]);
});

test.each(['merchant.yaml', 'connections/shop.yaml', 'connections/authority.pem'])(
  'another %s is another version, until one of the workers ends',
  async (file) => {
    const one = await watch('here', 'one');
    await writeFile(join(folder, 'there', 'demo', file), `# ${file}`, { flag: 'a' });
    const two = await watch('there', 'two');
    expect([two.told, two.counts]).toEqual([[{ merchant: 'demo', worker: 'one' }], [1]]);
    await one.end();
    const again = await watch('there', 'two');
    expect([again.told, again.counts]).toEqual([[], [0]]);
    await Promise.all([two.end(), again.end()]);
  },
);

test('a worker of before that starts beside a newer one takes no flow back, until it is alone', async () => {
  const current = async () => (await store.flowVersions.current('demo', 'refund-order'))?.hash;
  const old = await watch('here', 'old', 'old');
  const newer = await watch('here', 'newer', 'newer');
  await store.flowVersions.publish({ merchant: 'demo', flow: 'refund-order', hash: 'newer', ir });
  await old.end();
  const again = await watch('here', 'old', 'old');
  expect(await current()).toBe('newer');
  await Promise.all([newer.end(), again.end()]);
  const alone = await watch('here', 'old', 'old');
  expect(await current()).toBe('old');
  await alone.end();
});

test('another flow is another version; a worker that has been silent for a minute is dead', async () => {
  const one = await watch('here', 'one');
  const two = await watch('here', 'two', 'another');
  expect(two.told).toEqual([{ merchant: 'demo', worker: 'one' }]);
  await store.clock.ahead(61_000);
  const three = await watch('here', 'three', 'a third');
  expect(three.told).toEqual([]);
  await Promise.all([one, two, three].map(({ end }) => end()));
});
