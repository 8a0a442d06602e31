import { expect, test } from 'vitest';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeOrderBook } from '../../../demo/shop/order-book.js';
import { programArguments } from '../../../demo/prepared.js';
import { spawnProgram } from '../../../demo/shop/spawn.js';
import { storyOrders } from '../../../demo/shop/stories.js';
import { clientOf, noon, refundOf, temporaryFolder } from './support.js';

const now = '2026-11-21';
const stories = storyOrders(makeOrderBook({ seed: 7, now: noon }));

test('a refund whose answer was lost to a kill is booked once, before and after the restart', async () => {
  await using folder = await temporaryFolder();
  const options = { dataFolder: folder.path, seed: 7, now };
  const path = `/v2/auftraege/${stories.refundable.below50[0]!.id}/erstattungen`;

  await using first = await spawnProgram('shop', options);
  const firstClient = await clientOf(first.url);
  await first.controls.fail({ match: { path }, kind: 'delay', ms: 60_000 });
  const lost = firstClient.post(path, refundOf(900), 'k');
  lost.catch(() => undefined);
  while ((await first.controls.ledger()).length === 0);
  expect(await first.kill('SIGKILL')).toBeNull();
  await expect(lost).rejects.toThrow();

  await using second = await spawnProgram('shop', options);
  const booked = (await second.controls.ledger())[0]!;
  const secondClient = await clientOf(second.url);
  expect(await secondClient.post(path, refundOf(900), 'k')).toMatchObject({
    status: 201,
    body: { erstattung_id: booked.id },
  });
  expect(await second.controls.ledger()).toHaveLength(1);
  expect((await second.controls.requests()).filter(({ key }) => key === 'k')).toHaveLength(2);
});

test('shop and carrier are processes that agree on the parcels, and end cleanly at SIGTERM', async () => {
  await using folder = await temporaryFolder();
  const env = { CARRIER_KEY: 'another-key', SHOP_SECRET: 'another-secret' };
  const options = { dataFolder: folder.path, seed: 7, now, env };
  await using shop = await spawnProgram('shop', options);
  await using carrier = await spawnProgram('carrier', options);
  expect((await fetch(`${shop.url}/healthz`)).status).toBe(200);
  const code = stories.single.shipped[0]!.sendungsnummern[0]!;
  const response = await fetch(`${carrier.url}/api/track?codes=${code}`, {
    headers: { 'x-api-key': 'another-key' },
  });
  expect(await response.json()).toMatchObject({ ergebnisse: [{ code, lage: 'UNTERWEGS' }] });
  expect(await Promise.all([shop.kill('SIGTERM'), carrier.kill('SIGTERM')])).toEqual([0, 0]);
});

/** Runs the shop's program with a stdin of its own. */
const run = (...args: string[]) =>
  spawn(process.execPath, [
    ...programArguments(new URL('../../../demo/shop/main.ts', import.meta.url)),
    ...args,
  ]);

test('a program ends with its parent when asked to', async () => {
  await using folder = await temporaryFolder();
  const child = run('--data', folder.path, '--exit-with-parent');
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

test.each([
  [['--port', 'x', '--data', '/nowhere'], '--port needs a whole number'],
  [[], '--data is missing'],
  [['--colour', 'red'], '--colour'],
])('wrong options %j are told in words, without a stack trace', async (args, words) => {
  const child = run(...args);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect((await once(child, 'close'))[0]).toBe(2);
  expect(said).toContain(words);
  expect(said).toContain('Options: --data');
  expect(said).not.toContain('    at ');
});
