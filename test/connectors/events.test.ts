/** Requests by which systems tell of events: vectors of the senders' own libraries, and of openssl, count; nothing else does. */
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { buildConnection, buildEvents, checkConnection } from '../../src/connectors/build-connection.js';
import type { ConnectionEvents, EventRequest, TakenRequest } from '../../src/connectors/connection-events.js';
import { memoryTokens } from '../support/memory-tokens.js';

interface Vector {
  body: string;
  secret: string;
  headers: Record<string, string>;
}
const text = readFileSync(new URL('events-vectors.json', import.meta.url), 'utf8');
const vectors = JSON.parse(text) as { at: number } & Record<
  'github' | 'stripe' | 'standard' | 'adyen',
  Vector
>;

const now = vectors.at * 1000;
const head = 'connection: psp\nconnector: declarative\nbaseUrl: https://psp.example\n';
const file = (events: string): string =>
  `${head}events:\n${events.replaceAll(/^/gm, '  ')}\noperations: {}\n`;
const plain = (verify: string): string =>
  file(`verify: ${verify}\nid: $.id\nkinds: { orders.changed: { ref: $.id } }`);

function eventsOf(text: string, secrets: Record<string, string>): ConnectionEvents {
  const built = buildConnection({
    ...{ file: 'psp.yaml', text, egressAllow: ['127.0.0.1'], tokens: memoryTokens() },
    secrets: (name) => secrets[name],
  });
  expect(built.issues).toEqual([]);
  return built.connection!.events!;
}

const requestOf = ({ headers, body }: { headers: object; body: string }): EventRequest => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(body),
});

const adyen = file(`
verify:
  scheme: hmac
  at: $.additionalData.hmacSignature
  secret: \${secret.HOOK}
  key: hex
  of: [$.pspReference, $.originalReference, $.merchantAccountCode, $.merchantReference, $.amount.value, $.amount.currency, $.eventCode, $.success]
  encoding: base64
each: $.notificationItems[*].NotificationRequestItem
id: [$.pspReference, $.eventCode, $.success]
answer: "[accepted]"
kinds:
  payments.refund_settled:
    when: { path: $.eventCode, is: REFUND }
    ref: $.pspReference
    outcome: { path: $.success, values: { "true": done, "false": refused } }
    fields: { code: $.reason, orderNumber: $.merchantReference }
`);

const shopify = Buffer.from(
  '39378be296dad013296348f4e11be9e86b77b66566129889bf834f69a678009d',
  'hex',
).toString('base64');
const slack = 'v0=bdaaff4e90120f7949cc2d42c8c116bbd4d8eb44c5010665338a318d0bbe84d9';
const { github, stripe, standard } = vectors;
const timed = {
  ...github,
  headers: { 'x-slack-signature': slack, 'x-slack-request-timestamp': String(vectors.at) },
};

const cases: Record<string, [string, Vector]> = {
  github: [
    plain('{ scheme: hmac, header: X-Hub-Signature-256, prefix: "sha256=", secret: "${secret.HOOK}" }'),
    github,
  ],
  shopify: [
    plain(
      '{ scheme: hmac, header: X-Shopify-Hmac-Sha256, secret: "${secret.HOOK}", of: body, encoding: base64 }',
    ),
    { ...github, headers: { 'x-shopify-hmac-sha256': shopify } },
  ],
  'a time and the body': [
    plain(
      '{ scheme: hmac, header: X-Slack-Signature, prefix: "v0=", secret: "${secret.HOOK}", of: "v0:${timestamp}:${body}", timestamp: X-Slack-Request-Timestamp }',
    ),
    timed,
  ],
  stripe: [plain('{ scheme: stripe, secret: "${secret.HOOK}" }'), stripe],
  'Standard Webhooks': [plain('{ scheme: standard-webhooks, secret: "${secret.HOOK}" }'), standard],
  adyen: [adyen, vectors.adyen],
  bearer: [
    plain('{ scheme: bearer, secret: "${secret.HOOK}" }'),
    { ...github, headers: { authorization: `Bearer ${github.secret}` } },
  ],
  'a header of its own': [
    plain('{ scheme: bearer, secret: "${secret.HOOK}", header: X-Token }'),
    { ...github, headers: { 'x-token': github.secret } },
  ],
  basic: [
    plain('{ scheme: basic, username: psp, secret: "${secret.HOOK}" }'),
    {
      ...github,
      headers: { authorization: `Basic ${Buffer.from(`psp:${github.secret}`).toString('base64')}` },
    },
  ],
};

describe.each(Object.entries(cases))('%s', (_name, [text, vector]) => {
  const take = (request: EventRequest, secret = vector.secret, at = now): Promise<TakenRequest> =>
    eventsOf(text, { HOOK: secret }).take(request, at);
  const sent = requestOf(vector);
  const signature = Object.keys(vector.headers).find((name) => /sign|hmac|auth|token/.test(name));

  test('what the sender has signed is taken', async () => {
    expect(await take(sent)).toMatchObject({ is: 'taken' });
  });

  test('another secret, body or signature, or none, is forged', async () => {
    const other = vector.secret.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (digit) => (digit === '1' ? '2' : '1'));
    expect(await take(sent, other)).toEqual({ is: 'forged' });
    if (signature === undefined) return;
    const given = (sent.headers as Record<string, string>)[signature]!;
    for (const wrong of [
      undefined,
      '',
      given.slice(0, -2),
      `${given}AAAA`,
      given.replace(/.$/, '!'),
      given.slice(3),
    ])
      expect([wrong, await take({ ...sent, headers: { ...sent.headers, [signature]: wrong } })]).toEqual([
        wrong,
        { is: 'forged' },
      ]);
    if (/auth|token/.test(signature)) return;
    for (const at of [0, 7, sent.body.length - 1]) {
      const body = Buffer.from(sent.body);
      body[at] = body[at]! ^ 1;
      expect(await take({ ...sent, body })).toEqual({ is: 'forged' });
    }
  });
});

test.each(['a time and the body', 'stripe', 'Standard Webhooks'] as const)(
  '%s counts for five minutes, unless the file says otherwise',
  async (name) => {
    const [text, vector] = cases[name]!;
    const take = (at: number, written = text): Promise<TakenRequest> =>
      eventsOf(written, { HOOK: vector.secret }).take(requestOf(vector), at);
    for (const minutes of [-5, 5]) expect(await take(now + minutes * 60_000)).toMatchObject({ is: 'taken' });
    for (const minutes of [-5, 5]) expect(await take(now + minutes * 60_001)).toEqual({ is: 'forged' });
    const longer = text.replace(' }', ', within: 1h }');
    expect(await take(now + 3_600_000, longer)).toMatchObject({ is: 'taken' });
  },
);

test('two secrets count while they change', async () => {
  const text = plain('{ scheme: stripe, secret: ["${secret.HOOK}", "${secret.OLD}"] }');
  for (const secrets of [
    { HOOK: stripe.secret, OLD: 'x' },
    { HOOK: 'x', OLD: stripe.secret },
  ])
    expect(await eventsOf(text, secrets).take(requestOf(stripe), now)).toMatchObject({ is: 'taken' });
  expect(await eventsOf(text, { HOOK: 'x', OLD: 'y' }).take(requestOf(stripe), now)).toEqual({
    is: 'forged',
  });
});

test('one request tells several events, each read in business words; one forged item spoils all', async () => {
  const events = eventsOf(adyen, { HOOK: vectors.adyen.secret });
  const taken = await events.take(requestOf(vectors.adyen), now);
  if (taken.is !== 'taken') throw new Error(taken.is);
  expect(events.answer).toBe('[accepted]');
  expect(taken.items.map(({ id }) => id)).toEqual([
    '7914073381342284|REFUND|true',
    '7914073381342285|REFUND|false',
  ]);
  expect(taken.items.map(({ item }) => events.read(item))).toEqual([
    {
      kind: 'payments.refund_settled',
      ref: '7914073381342284',
      outcome: 'done',
      fields: { orderNumber: 'order-1001' },
    },
    {
      kind: 'payments.refund_settled',
      ref: '7914073381342285',
      outcome: 'refused',
      fields: { orderNumber: 'order-1001' },
    },
  ]);
  const body = vectors.adyen.body.replace('"success":"false"', '"success":"true"');
  expect(await events.take(requestOf({ headers: {}, body }), now)).toEqual({ is: 'forged' });
  const nothing = '{"notificationItems":[]}';
  expect(await events.take(requestOf({ headers: {}, body: nothing }), now)).toEqual({ is: 'forged' });
});

test.each([
  ['id: [$.pspReference, $.eventCode, $.success]', 'id: $.uuid', 'id'],
  ['ref: $.pspReference', 'ref: { path: $.reference }', 'ref'],
  ['outcome: { path: $.success', 'outcome: { path: $.state', 'outcome'],
  ['{ path: $.eventCode, is: REFUND }', '{ all: [{ path: $.kind, is: REFUND }] }', 'when'],
])('what decides about a signed item is signed: %s is not %s', (before, after, key) => {
  const { issues } = checkConnection({ file: 'psp.yaml', text: adyen.replace(before, after) });
  expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
    expect.stringMatching(new RegExp(`^connection_events_invalid events\\..*${key}$`)),
  ]);
});

test('a body that there is no time to read is neither forged nor unreadable', async () => {
  const body = `<r>${'<i><id>1</id></i>'.repeat(10_000)}</r>`;
  for (const text of [
    adyen.replace(
      'each: $.notificationItems[*].NotificationRequestItem',
      'body: { format: xml }\n  each: $.r.i[*]',
    ),
    file(
      'verify: { scheme: bearer, secret: "${secret.HOOK}" }\nbody: { format: xml }\neach: $.r.i[*]\nid: $.id\nkinds: { orders.changed: { ref: $.id } }',
    ),
  ]) {
    // Its time begins and is over long ago.
    const clock = vi.spyOn(Date, 'now').mockReturnValueOnce(0);
    const request = requestOf({ headers: { 'content-type': 'text/xml', authorization: 'Bearer AA' }, body });
    expect(await eventsOf(text, { HOOK: 'AA' }).take(request, now)).toEqual({ is: 'not_now' });
    clock.mockRestore();
  }
});

test('an item of no kind is read as nothing, a value that is not as it must be is told', () => {
  const events = eventsOf(adyen, { HOOK: 'AA' });
  const kept = (item: object) => ({ item, headers: {} }) as never;
  expect(events.read(kept({ eventCode: 'REPORT_AVAILABLE', pspReference: '1' }))).toBeUndefined();
  expect(() => events.read(kept({ eventCode: 'REFUND', pspReference: '1', success: 'perhaps' }))).toThrow(
    /outcome/,
  );
  expect(() => events.read(kept({ eventCode: 'REFUND', success: 'true' }))).toThrow(/ref/);
});

test('ids and kinds can stand in headers; other headers are not kept', async () => {
  const text = file(`verify: { scheme: bearer, secret: "\${secret.HOOK}" }
id: { header: X-Event-Id }
body: { format: form }
kinds:
  shipments.delivered:
    when: { header: X-Topic, is: delivered }
    ref: $.number
    fields: { place: $.place }`);
  const events = eventsOf(text, { HOOK: 's' });
  const headers = { authorization: 'Bearer s', 'x-event-id': 'e1', 'x-topic': 'delivered', cookie: 'a' };
  const taken = await events.take({ headers, body: Buffer.from('number=0815&place=Ulm') }, now);
  expect(taken).toEqual({
    is: 'taken',
    items: [
      {
        id: 'e1',
        item: {
          item: { number: '0815', place: 'Ulm' },
          headers: { 'x-event-id': 'e1', 'x-topic': 'delivered' },
        },
      },
    ],
  });
  const [first] = taken.is === 'taken' ? taken.items : [];
  expect(events.read(first!.item)).toEqual({
    kind: 'shipments.delivered',
    ref: '0815',
    fields: { place: 'Ulm' },
  });
  const nameless = { ...headers, 'x-event-id': undefined };
  expect(await events.take({ headers: nameless, body: Buffer.from('a=b') }, now)).toMatchObject({
    is: 'unreadable',
  });
  expect(await events.take({ headers, body: Buffer.from('') }, now)).toMatchObject({ is: 'unreadable' });
});

test('a check needs no secrets, and who takes events in needs none but theirs', () => {
  for (const [text] of Object.values(cases))
    expect(checkConnection({ file: 'psp.yaml', text }).issues).toEqual([]);
  const text = adyen.replace('https://psp.example', '${secret.ADDRESS}');
  const given = { file: 'psp.yaml', text, egressAllow: [] };
  expect(buildEvents({ ...given, secrets: (name) => (name === 'HOOK' ? 'AA' : undefined) })?.connection).toBe(
    'psp',
  );
  expect(buildEvents({ ...given, secrets: () => undefined })).toBeUndefined();
});
