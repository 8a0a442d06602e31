/** `orderly effects`: an operator finds an unclear write, looks it up, and says once what they found. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowIr } from '../../src/contracts/ir.js';
import { mainFlow } from '../../src/contracts/main-flow.js';
import { testStore, type TestStore } from '../support/store.js';
import { unclearRefund } from '../support/unclear-refund.js';
import { linesOf, orderly } from './run-cli.js';

const workflowId = 'acme/0e08/1/refund';
const id = `${workflowId}#refund#1`;

let store: TestStore;

beforeAll(async () => {
  store = await testStore();
  const ir = { merchant: { zone: 'Europe/Berlin' } } as FlowIr;
  await store.flowVersions.publish({ merchant: 'acme', flow: mainFlow, hash: 'h', ir });
  await unclearRefund(store, 'acme', workflowId);
});

afterAll(() => store[Symbol.asyncDispose]());

const run = (...args: string[]) => orderly(args, { env: { DATABASE_URL: store.databaseUrl } });

test('an unclear write is listed and shown, and nothing is decided without a word on why', async () => {
  const list = await run('effects', 'list', 'acme');
  expect(linesOf(list.stdout)).toHaveLength(2);
  expect(list.stdout).toContain(id);
  const shown = await run('effects', 'show', id);
  for (const told of [
    ...['Refund', 'payments.refund', 'unknown', 'order:o-7', '88.40 EUR', 'psp', 'refund-key-1'],
    ...['HTTP 504', '2026-12-01 04:12 CET', workflowId],
  ])
    expect(shown.stdout).toContain(told);
  for (const args of [
    ['--because', 'x'],
    ['--happened', '--did-not-happen', '--because', 'x'],
    ['--did-not-happen'],
  ])
    expect((await run('effects', 'resolve', id, ...args)).code).not.toBe(0);
  expect(await store.audit.list('acme', 5)).toEqual([]);
});

test('what was found is said once: it counts, and a second word changes nothing', async () => {
  const because = ['--because', 'in the dashboard of the provider'];
  const paid = await run('effects', 'resolve', id, '--happened', 're_1', ...because);
  expect(paid.stdout).toMatch(/state: +happened/);
  expect(paid.stdout).toMatch(/reference: +re_1/);
  const again = await run('effects', 'resolve', id, '--did-not-happen', ...because);
  expect(again.stderr).toContain('effect_clear');
  expect((await run('effects', 'list', 'acme')).stdout).toBe('No writes with an unknown outcome at acme.\n');
  expect((await run('effects', 'list', 'acne')).stderr).toContain('merchant_unknown');
  expect((await run('effects', 'show', `${id}0`)).stderr).toContain('effect_unknown');
  expect(await store.audit.list('acme', 5)).toMatchObject([{ action: 'effect', outcome: 'happened' }]);
});
