/** How a desk's answer comes in: by a signed webhook of a mail gateway, or by one of the staff. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildEvents, checkConnection } from '../../../src/connectors/build-connection.js';
import { keptAnswer } from '../../../src/connectors/carrier-desk/answer-event.js';
import { deskFile, openDesk } from './desk.js';

const ref = 'inv-0123456789abcdef01234567';
const kind = 'shipments.investigation_answered';
const events = `channel: email
events:
  verify: { scheme: hmac, header: X-Signature, secret: '\${secret.HOOK}' }
  id: $.MessageID
  kinds:
    shipments.investigation_answered:
      ref: $.To
      fields:
        status: { path: $.Tag, values: { parcel-found: found, parcel-lost: lost, receipt: receipt } }
        answer: $.Text
`;

const ask = (investigation: object) => ({
  operation: 'shipments.investigation',
  inputs: { order: { ref: 'o1' }, investigation: { ...investigation } },
});

test('a mail gateway’s webhook is judged, and finds its investigation by the address that was answered to', async () => {
  const file = { file: 'desk.yaml', text: deskFile(25, events), egressAllow: [] };
  const built = buildEvents({ ...file, secrets: (name) => (name === 'HOOK' ? 's1' : undefined) });
  if (built === undefined) throw new Error('no events');
  const told = async (mail: object, secret = 's1') => {
    const body = Buffer.from(JSON.stringify({ MessageID: 'm1', ...mail }));
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const taken = await built.events.take({ body, headers: { 'x-signature': signature } }, 0);
    return taken.is === 'taken' ? taken.items.map(({ item }) => built.events.read(item)) : taken.is;
  };
  expect(built.connection).toBe('blitz-desk');
  const mail = { To: `Claims <claims+${ref}@acme.example>`, Text: 'We are sorry.' };
  expect(await told({ ...mail, Tag: 'parcel-lost' })).toEqual([
    { kind, ref, fields: { status: 'lost', answer: 'We are sorry.' } },
  ]);
  // No answer yet, and no investigation.
  expect(await told({ ...mail, Tag: 'receipt' })).toEqual([undefined]);
  expect(await told({ To: 'claims@acme.example', Tag: 'parcel-lost' })).toEqual([undefined]);
  expect(await told({ ...mail, Tag: 'parcel-lost' }, 's2')).toBe('forged');
  // What looks like an answer of the staff is none when it comes from outside.
  expect(await told({ ...keptAnswer({ ref, status: 'lost' }), To: 'x' })).toEqual([undefined]);
});

test('one of the staff answers; the first answer stands, and nobody else’s', async () => {
  await using desk = await openDesk();
  const { connection, told } = desk;
  const opened = { ref, trackingNumber: 'BL1', channel: 'email', status: 'waiting' };
  expect(await connection.attempt(ask(opened))).toEqual({
    is: 'done',
    result: 'found',
    outputs: { investigation: opened },
  });
  for (const status of ['lost', 'found'] as const)
    told.push(connection.events!.read(keptAnswer({ ref, status, answer: 'Searched.' }))!);
  expect(told[0]).toEqual({ kind, ref, fields: { status: 'lost', answer: 'Searched.' } });
  expect(await connection.attempt(ask(opened))).toMatchObject({
    outputs: { investigation: { ...opened, status: 'lost' } },
  });
  expect(await connection.attempt(ask({ ...opened, ref: 'another system’s' }))).toMatchObject({
    result: 'not_found',
  });
});

test('without `events:` nothing comes by webhook', async () => {
  await using desk = await openDesk();
  expect(await desk.connection.events?.take({ headers: {}, body: Buffer.from('{}') }, 0)).toEqual({
    is: 'forged',
  });
});

test.each([
  ['channel: webform\n', '`form` is needed with `channel: webform`, and only there.'],
  ['channel: task\nform: https://a.example/x\n', '`form` is needed with `channel: webform`, and only there.'],
  ['channel: webform\nform: https://${carrier}.example/x\n', 'A form must be an https address'],
  ['channel: webform\nform: https://a.example/?n=${trackingnumber}\n', 'There is no `${trackingnumber}`'],
  ['channel: letter\n', '`letter` is not one of'],
  ['channel: email\nanswersWithin: soon\n', 'Write `8 business days`'],
])('%j is wrong in its file', (more, message) => {
  const { issues } = checkConnection({
    file: 'desk.yaml',
    text: deskFile(25, more).replace(/^tls.*\n/m, ''),
  });
  expect(issues.map((issue) => `${issue.code} ${issue.message} ${issue.hint}`).join('\n')).toContain(message);
});

test('addresses, ports and passwords are checked as those of notifications are', () => {
  const text = deskFile(70000)
    .replace(/^tls.*\n/m, '')
    .replace('${secret.SMTP}', 'plain')
    .replace('[claims@', '[claims');
  const codes = checkConnection({ file: 'desk.yaml', text }).issues.map(({ message }) => message);
  expect(codes).toEqual([
    '`claimsblitz.example` is not a valid email address.',
    '`70000` is not a valid port.',
  ]);
});

test('a password stands in no file, and in no issue', () => {
  const text = deskFile(25)
    .replace(/^tls.*\n/m, '')
    .replace('${secret.SMTP}', 'open sesame');
  const { issues } = checkConnection({ file: 'desk.yaml', text });
  expect(issues.map(({ code }) => code)).toEqual(['connection_secret_plain']);
  expect(JSON.stringify(issues)).not.toContain('sesame');
});
