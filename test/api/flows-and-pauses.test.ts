/** Flows with their diagrams and versions; what an agent pauses waits, and audited under their name. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowIr } from '../../src/contracts/ir.js';
import { unclearRefund } from '../support/unclear-refund.js';
import { type TestApi, testApi } from './support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const ir = { flow: 'greet', title: 'Greet a customer', steps: [] } as unknown as FlowIr;
  for (const [hash, title] of [
    ['h1', 'Greet'],
    ['h2', 'Greet a customer'],
  ] as const)
    await api.store.flowVersions.publish({ merchant: 'demo', flow: 'greet', hash, ir: { ...ir, title } });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

async function asked(path: string, body?: object, token = api.keys.anna) {
  const answer = await fetch(`${api.url}/v1/merchants/demo${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('flows are listed, and one is shown with its diagram and versions, the last first', async () => {
  const { body } = await asked('/flows');
  expect(body['flows']).toContainEqual({ flow: 'greet', title: 'Greet a customer' });
  const shown = await asked('/flows/greet');
  expect(shown.body).toMatchObject({
    ...{ flow: 'greet', title: 'Greet a customer', diagram: expect.stringContaining('flowchart') },
    versions: [{ hash: 'h2' }, { hash: 'h1' }],
  });
  expect(await asked('/flows/other')).toMatchObject({ status: 404, body: { code: 'flow_unknown' } });
});

test('an agent pauses and resumes writes, each noted under their name; a misspelt word pauses nothing', async () => {
  expect(await asked('/pause', { what: 'mony' })).toMatchObject({
    ...{ status: 404, body: { code: 'connection_unknown' } },
  });
  expect((await asked('/pause', { what: 'connection:shop' })).status).toBe(400);
  expect(await api.store.pauses.list('demo')).toEqual([]);
  expect((await asked('/pause', { what: 'money' })).body).toMatchObject({
    paused: [{ what: 'money', by: 'anna' }],
  });
  expect((await asked('/pause', {})).body['paused']).toHaveLength(2);
  expect((await asked('/resume', { what: 'money' })).body).toMatchObject({ paused: [{ what: 'writes' }] });
  expect((await asked('/resume', {})).body).toEqual({ paused: [] });
  expect(await api.store.audit.list('demo', 10)).toMatchObject([
    { actor: 'anna', action: 'pause', outcome: 'resumed' },
    { outcome: 'paused', details: { paused: ['writes'] } },
    { outcome: 'paused', details: { paused: ['money', 'writes'] } },
    { outcome: 'paused', details: { paused: ['money'] } },
  ]);
});

test('an agent pauses one connection, and resumes it', async () => {
  expect((await asked('/pause', { what: 'shop' })).body).toMatchObject({
    paused: [{ what: 'shop', by: 'anna' }],
  });
  expect(await api.store.pauses.list('demo')).toMatchObject([{ scope: 'connection:shop' }]);
  expect((await asked('/resume', { what: 'shop' })).body).toEqual({ paused: [] });
});

test('an unclear write is listed, shown, and decided once, in the name of whoever looked it up', async () => {
  const workflowId = 'demo/0e08/1/refund';
  await unclearRefund(api.store, 'demo', workflowId);
  const id = `${workflowId}#refund#1`;
  const place = `/effects/${encodeURIComponent(id)}`;
  const unclear = {
    ...{ id, what: 'Refund', operation: 'payments.refund', connection: 'psp', effect: 'money' },
    ...{ state: 'unknown', firstSentAt: '2026-12-01T03:12:00.000Z' },
    ...{ doubled: false, record: 'order:o-7', amount: { minor: 8_840, currency: 'EUR' }, httpStatus: 504 },
    ...{ idempotencyKey: 'refund-key-1', sentAt: ['2026-12-01T03:12:00.000Z'], workflowId },
  };
  expect((await asked('/effects')).body).toEqual({ effects: [unclear] });
  expect((await asked(place)).body).toEqual(unclear);
  const ben = await api.issuer.token({ email: 'ben@demo.example' });
  const found = { happened: true, reference: 're_1', because: 'in the dashboard' };
  expect((await asked(`${place}/resolution`, found, ben)).status).toBe(403);
  expect((await asked(`${place}/resolution`, { happened: true })).status).toBe(400);
  expect((await asked(`${place}/resolution`, found)).body).toEqual({
    ...{ ...unclear, state: 'done', reference: 're_1' },
  });
  expect(await asked(`${place}/resolution`, { ...found, happened: false })).toMatchObject({
    ...{ status: 409, body: { code: 'effect_clear' } },
  });
  expect((await asked('/effects')).body).toEqual({ effects: [] });
  expect(await asked(`${place}0`)).toMatchObject({ status: 404, body: { code: 'effect_unknown' } });
  expect(await api.store.audit.list('demo', 1)).toMatchObject([
    { actor: 'anna', action: 'effect', subject: id, details: { because: 'in the dashboard' } },
  ]);
});

test('who may only see runs pauses nothing, and a channel neither', async () => {
  const ben = await api.issuer.token({ email: 'ben@demo.example' });
  expect((await asked('/pause', {}, ben)).status).toBe(403);
  expect((await asked('/pause', {}, api.keys.chat)).status).toBe(403);
  expect((await asked('/flows', undefined, ben)).status).toBe(200);
  expect(await api.store.pauses.list('demo')).toEqual([]);
});

test.each(['/runs/a%00b', '/approvals/%00', '/flows/%00', '/conversations/a%00b'])(
  'an id with a NUL is refused: %s',
  async (path) => {
    expect(await asked(path)).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
  },
);
