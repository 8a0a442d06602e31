/** The codec for Temporal's UI on the API: an agent reads the payloads of their merchant, and that they have is audited. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { bodyOf, payloadsIn } from '../../src/security/keys/codec-server-json.js';
import { type TestApi, testApi } from './support/api.js';
import { type Answered, ask } from './support/ask.js';
import { bearer, json } from './support/requests.js';

const ui = 'https://temporal.example';
const path = '/v1/merchants/demo/codec/decode';
let api: TestApi;
beforeAll(async () => {
  api = await testApi({ origins: [ui] });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

async function sealed(value: unknown, workflowId: string): Promise<Payload> {
  const payload = defaultPayloadConverter.toPayload(value);
  const [one] = await api.codec.encode([payload], { type: 'workflow', namespace: 'default', workflowId });
  return one!;
}

const decode = (payloads: readonly Payload[], headers: Record<string, string>): Promise<Answered> =>
  ask(api.url, { method: 'POST', path, headers: { ...json, ...headers }, body: bodyOf(payloads) });

const valuesOf = ({ text }: Answered): unknown[] =>
  payloadsIn(text)!.map((payload) => defaultPayloadConverter.fromPayload(payload));

test('an agent reads those of their merchant, in their order, and no other merchant’s', async () => {
  const payloads = [
    await sealed('ours', 'demo/c1/run'),
    await sealed('another merchant’s', 'other/c1'),
    await sealed('of no merchant', 'orderly-maintenance'),
    defaultPayloadConverter.toPayload('in clear'),
  ];
  const answer = await decode(payloads, bearer(api.keys.anna));
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  const withheld = { unreadable: 'caller_forbidden' };
  expect(valuesOf(answer)).toEqual(['ours', withheld, withheld, 'in clear']);
});

test('who has read how much of which conversation is written down, of their merchant alone', async () => {
  const payloads = [await sealed(1, 'demo/c2'), await sealed(2, 'demo/c2/run'), await sealed(3, 'other/c2')];
  await decode(payloads, bearer(await api.issuer.token()));
  expect((await api.store.audit.list('demo', 1))[0]).toMatchObject({
    ...{ actor: 'anna', action: 'payloads_read', subject: 'conversation:demo/c2', details: { payloads: 2 } },
  });
  expect(await api.store.audit.list('other', 1)).toEqual([]);
});

test('an agent without the scope of conversations and a stranger read nothing, and nothing is written down', async () => {
  const payloads = [await sealed('secret', 'demo/c3')];
  const ben = await api.issuer.token({ email: 'ben@demo.example' });
  expect(await decode(payloads, bearer(ben))).toMatchObject({ status: 403 });
  expect(await decode(payloads, {})).toMatchObject({ status: 401 });
  const audited = await api.store.audit.list('demo', 10);
  expect(audited.filter(({ subject }) => subject === 'conversation:demo/c3')).toEqual([]);
});

test('a payload under the name of another conversation is not opened by the key that it names', async () => {
  const [ours, theirs] = [await sealed('ours', 'demo/c4'), await sealed('theirs', 'other/c4')];
  const disguised = {
    ...theirs,
    metadata: { ...theirs.metadata, 'orderly-scope': ours.metadata!['orderly-scope']! },
  };
  const answer = await decode([disguised], bearer(api.keys.anna));
  expect(valuesOf(answer)).toEqual([{ unreadable: 'payload_damaged' }]);
});

test.each([
  [ui, ui],
  ['https://evil.example', undefined],
])('a page of %s asks before it sends what the UI sends', async (origin, allowed) => {
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-namespace' };
  const { headers } = await ask(api.url, { method: 'OPTIONS', path, headers: { origin, ...asked } });
  expect(headers['access-control-allow-origin']).toBe(allowed);
  const names = (headers['access-control-allow-headers'] ?? '').split(', ');
  expect(names.includes('authorization') && names.includes('x-namespace')).toBe(allowed !== undefined);
});
