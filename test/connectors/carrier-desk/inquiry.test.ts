/** A carrier is asked by one mail with everything filled in, over a real mail server; in doubt nothing is sent again. */
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../../src/connectors/trace.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { inputs, openDesk, unfolded } from './desk.js';

const operation = 'shipments.open_investigation';
const call = { operation, inputs, idempotencyKey: 'k1' };

const investigationOf = (attempt: unknown): JsonObject & { ref: string } =>
  (attempt as { outputs: { investigation: JsonObject & { ref: string } } }).outputs.investigation;

test('the carrier’s desk gets all that it needs, and answers to an address with the reference', async () => {
  await using desk = await openDesk();
  const before = Date.now();
  const came = await desk.connection.attempt(call);
  const { ref, openedAt, answerDueAt, ...rest } = investigationOf(came);
  expect(came).toMatchObject({ is: 'done', result: 'done', outputs: { investigationRef: ref } });
  expect(rest).toEqual({ carrier: 'Blitz', trackingNumber: 'BL1&x', channel: 'email', status: 'waiting' });
  expect(openedAt).toBeGreaterThanOrEqual(before);
  expect(Number(answerDueAt) - Number(openedAt)).toBe(8000);
  expect(desk.server.mails).toMatchObject([
    { isSecure: true, user: 'acme', from: 'claims@acme.example', to: ['claims@blitz.example'] },
  ]);
  const mail = unfolded(desk.server.mails[0]?.text ?? '');
  for (const line of [
    `Subject: Parcel BL1&x: please investigate [${ref}]`,
    `Reply-To: claims+${ref}@acme.example`,
    `Message-ID: <${ref}@acme.example>`,
    ...['Reason: not received', 'Order: 10105', 'Ordered: 2026-02-20', 'Handed over: 2026-02-23'],
    ...['Recipient: Svea Lund', 'Address: Lange Gasse 3, 10115 Berlin, DE', 'Lamp'],
  ])
    expect(mail).toContain(line);
});

test('the reference is the key’s: the same for the same write, another for another', async () => {
  await using desk = await openDesk();
  const refOf = async (idempotencyKey: string) =>
    investigationOf(await desk.connection.attempt({ ...call, idempotencyKey })).ref;
  const first = await refOf('k1');
  expect(first).toMatch(/^inv-[0-9a-f]{24}$/);
  expect([await refOf('k1'), await refOf('k2')]).toEqual([first, expect.not.stringMatching(first)]);
});

describe('how far it came', () => {
  test('the gate is asked when all is ready; closed, nothing is handed over', async () => {
    await using desk = await openDesk();
    let asked = 0;
    const gate = () => Promise.resolve((asked += 1) > 1);
    expect(await desk.connection.attempt({ ...call, gate })).toEqual({ is: 'unsent', code: 'not_now' });
    expect([desk.server.connections(), desk.server.mails]).toEqual([1, []]);
    expect(await desk.connection.attempt({ ...call, gate })).toMatchObject({ is: 'done' });
    expect(asked).toBe(2);
  });

  test.each([
    ['a wrong password', { login: { user: 'acme', password: 'another' } }, 'unsent', 'smtp_535'],
    ['no TLS', { noTls: true }, 'unsent', expect.any(String)],
    ['a recipient that is not known', { refuses: 'claims@blitz.example' }, 'later', 'smtp_550'],
    ['a server that takes it later', { atEnd: 451 }, 'later', 'smtp_451'],
    ['a connection that is lost when all is said', { atEnd: 'hang_up' }, 'unclear', expect.any(String)],
  ] as const)('%s', async (_what, options, is, code) => {
    await using desk = await openDesk(options);
    expect(await desk.connection.attempt(call)).toEqual({ is, code });
    expect(desk.server.mails.length).toBe(is === 'unclear' ? 1 : 0);
  });

  test('a server that is not there', async () => {
    await using desk = await openDesk();
    await desk.server[Symbol.asyncDispose]();
    expect(await desk.connection.attempt(call)).toMatchObject({ is: 'unsent' });
  });

  test('a mail is never sent twice: in doubt it is for people (DESIGN §5, a write without a key)', async () => {
    await using desk = await openDesk();
    expect(desk.connection.bindings.get(operation)).toMatchObject({
      effect: 'write',
      idempotency: { kind: 'none' },
    });
  });
});

test('a form is a link with everything in it, for a person', async () => {
  const form =
    'channel: webform\nform: https://blitz.example/claims?no=${trackingNumber}&order=${orderNumber}\n';
  await using desk = await openDesk({}, form);
  expect(investigationOf(await desk.connection.attempt(call))).toMatchObject({
    channel: 'webform',
    status: 'open',
  });
  expect(unfolded(desk.server.mails[0]?.text ?? '')).toContain(
    'https://blitz.example/claims?no=3DBL1%26x&order=3D10105',
  );
});

test('a task is the same facts, for a person', async () => {
  await using desk = await openDesk({}, 'channel: task\n');
  expect(investigationOf(await desk.connection.attempt(call))).toMatchObject({
    channel: 'task',
    status: 'open',
  });
  expect(unfolded(desk.server.mails[0]?.text ?? '')).toContain('Subject: To do: parcel BL1&x [inv-');
});

test('no fact begins a line of the mail’s head', async () => {
  await using desk = await openDesk();
  const shipment = { carrier: 'Blitz', trackingNumber: 'BL1\r\nBcc: eve@evil.example' };
  await desk.connection.attempt({ ...call, inputs: { ...inputs, shipment } });
  const head = (desk.server.mails[0]?.text ?? '').split('\r\n\r\n')[0] ?? '';
  expect(head).not.toMatch(/^bcc:/im);
  expect(desk.server.mails[0]?.to).toEqual(['claims@blitz.example']);
});

test('who wants to see what would be sent sends nothing', async () => {
  const shown: string[] = [];
  const trace: Trace = {
    withholds: () => true,
    exchange: ({ request, outcome }) =>
      void shown.push(`${request.method} ${request.url.protocol} ${outcome.is}`),
    view: (view) => view,
  };
  await using desk = await openDesk({}, undefined, { trace });
  expect(await desk.connection.attempt(call)).toEqual({ is: 'unsent', code: 'dry_run' });
  expect([shown, desk.server.connections()]).toEqual([['POST smtp: unsent'], 0]);
});
