/** The runs of a flow over HTTP and through the typed client: from the store, with no Temporal there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOverHttp } from '../../../src/client/over-http.js';
import type { FlowIr } from '../../../src/contracts/ir.js';
import type { RunNote } from '../../../src/contracts/run-note.js';
import { flowOf } from '../../flows/support/demo.js';
import { type TestApi, testApi } from '../support/api.js';
import { type Browser, signedIn } from './support/browser.js';

const flow = 'refund-order';
const ir = flowOf(flow);
/** The same steps in other words; and other steps. */
const reworded: FlowIr = { ...ir, title: 'Refund' };
const other: FlowIr = { ...ir, steps: ir.steps.slice(1) };
const [hash, rewordedHash, otherHash] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [
  string,
  string,
  string,
];
const [first = '', second = ''] = ir.steps.map(({ id }) => id);

let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  api = await testApi();
  browser = await signedIn(api);
  const versions: [string, FlowIr][] = [
    [otherHash, other],
    [rewordedHash, reworded],
    [hash, ir],
  ];
  for (const [version, of] of versions)
    await api.store.flowVersions.publish({ merchant: 'demo', flow, hash: version, ir: of });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const get = async (path: string): Promise<Record<string, unknown>> => {
  const { status, text } = await browser.page('GET', `/v1/merchants/demo/flows/${path}`);
  return { status, ...(JSON.parse(text) as object) };
};

const note = (run: string, change: Partial<RunNote>): Promise<void> =>
  api.store.flowRuns.note({
    ...{ merchant: 'demo', run: `demo/c/${run}`, flow, hash, at: 1, waits: [] },
    steps: [{ step: first, outcome: 'found' }],
    ...change,
  });

test('a flow that no run has taken has counts of nothing; one that does not exist has none', async () => {
  expect(await get(`${flow}/runs`)).toEqual({
    ...{ status: 200, flow, hash, days: 7, ended: 0, others: 0, open: 0 },
    ...{ results: [], failures: [], steps: [], waits: [] },
  });
  expect(await get('no-such-flow/runs')).toMatchObject({ status: 404, code: 'flow_unknown' });
  expect(await get(`${flow}/runs?hash=${'d'.repeat(64)}`)).toMatchObject({ status: 404 });
  expect(await get(`${flow}/runs?days=31`)).toMatchObject({ status: 400 });
});

test('runs count by step and branch, of all versions with the same steps; those of others are told apart', async () => {
  const steps = [
    { step: second, outcome: 'yes' },
    { step: first, outcome: 'found' },
  ];
  await note('1', { steps, end: { result: 'refunded' } });
  await note('2', { end: { code: 'fuel_spent' } });
  await note('3', { hash: rewordedHash, end: { result: 'refunded' } });
  await note('4', { hash: otherHash, end: { result: 'refunded' } });
  await note('5', { waits: [{ step: second, for: 'customer' }] });
  await note('6', { hash: rewordedHash, waits: [{ step: second, for: 'customer' }] });
  const counts = {
    ...{ hash, ended: 3, others: 1, open: 2 },
    results: [{ result: 'refunded', runs: 2 }],
    failures: [{ code: 'fuel_spent', runs: 1 }],
    steps: [
      { step: first, runs: 3, outcomes: [{ outcome: 'found', runs: 3 }] },
      { step: second, runs: 1, outcomes: [{ outcome: 'yes', runs: 1 }] },
    ],
    waits: [{ step: second, for: 'customer', runs: 2 }],
  };
  expect(await get(`${flow}/runs?days=30`)).toEqual({ status: 200, flow, days: 30, ...counts });
  expect(await get(`${flow}/runs?hash=${otherHash}`)).toMatchObject({ ended: 1, others: 3, open: 0 });

  const over = connectOverHttp({ url: api.url, key: api.keys.anna });
  for (const { desk } of [api.client, over]) {
    expect(await desk.flowRuns('demo', flow, { days: 7 })).toEqual(counts);
    expect(await desk.flowRuns('demo', 'no-such-flow')).toBeUndefined();
  }
});
