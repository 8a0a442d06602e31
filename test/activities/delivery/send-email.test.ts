/** Notifications by e-mail, to a real mail server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore, type TestStore } from '../../support/store.js';
import type { DeliveryOptions } from '../../../src/activities/delivery/deliver-notifications.js';
import { type Authority, makeAuthority } from '../../support/certificates.js';
import { type MailServerOptions, startMailServer } from './support/mail-server.js';
import { noticeWorld, secrets } from './support/world.js';

let store: TestStore;
let authority: Authority;
beforeAll(async () => {
  store = await testStore();
  authority = makeAuthority();
});
afterAll(async () => {
  authority[Symbol.dispose]();
  await store[Symbol.asyncDispose]();
});

const user = 'orderly';
const login = { user, password: secrets['SMTP'] ?? '' };

/** A mail with its long lines whole: of the head (RFC 5322), and of the body in quoted-printable (RFC 2045). */
const unfolded = (mail: string): string => mail.replaceAll(/=\r\n|\r\n(?= )/g, '');

/** A server, and a merchant that tells by it. */
async function telling(
  options: Partial<MailServerOptions>,
  changes: object = {},
  isTrusted = true,
  more: Partial<DeliveryOptions> = {},
) {
  const { cert, key } = authority.issue({ name: 'mail', host: 'DNS:localhost' });
  const server = await startMailServer({ cert, key, ...options });
  const world = noticeWorld(store, {
    egressAllow: ['localhost'],
    http: isTrusted ? { ca: [authority.ca] } : {},
    ...more,
  });
  world.notifications['duty-mail'] = {
    by: 'email',
    to: ['duty@acme.example', 'anna@acme.example'],
    from: 'Orderly <orderly@acme.example>',
    smtp: {
      ...{ host: 'localhost', port: server.port, security: 'starttls' },
      login: { user, passwordName: 'SMTP' },
      ...changes,
    },
    egressAllow: ['localhost'],
  };
  await world.opens();
  return { server, world, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('over STARTTLS and with a login: a number, what waits, until when, and how it is decided', async () => {
  await using told = await telling({ login });
  const { server, world } = told;
  expect(await world.deliver()).toBe(1);
  expect(world.counted).toEqual(['email sent']);
  const [mail] = server.mails;
  const text = unfolded(mail?.text ?? '');
  expect(mail).toMatchObject({
    isSecure: true,
    user,
    from: 'orderly@acme.example',
    to: ['duty@acme.example', 'anna@acme.example'],
  });
  expect(text).toContain('Subject: Approval 1: Refund 88.40 EUR (Acme Shoes)');
  expect(text).toContain(`Message-ID: <${world.merchant}_1_requested_duty-mail@acme.example>`);
  expect(text).toContain('Refund 88.40 EUR needs approval at Acme Shoes.');
  expect(text).toMatch(/Until: {3}\d{4}-\d\d-\d\d \d\d:\d\d CES?T/);
  expect(text).toContain(`orderly approvals show ${world.merchant}/1`);
  expect(text).not.toMatch(/10105|Svea/);
});

test('a password that is bound to other hosts is sent to no server', async () => {
  const elsewhere = Object.assign((name: string) => secrets[name], { hosts: () => ['smtp.acme.example'] });
  await using told = await telling({ login }, {}, true, { secretsOf: () => elsewhere });
  const { server, world } = told;
  await world.deliver();
  expect(server.mails).toEqual([]);
  expect(world.logged).toMatchObject([{ code: 'secret_host_refused' }]);
});

test('over TLS from the first byte', async () => {
  await using told = await telling({ login, implicitTls: true }, { security: 'tls' });
  const { server, world } = told;
  await world.deliver();
  expect(server.mails).toMatchObject([{ isSecure: true, user }]);
});

test.each([
  ['a server that offers no TLS', { noTls: true }, {}, true],
  ['a certificate that nobody vouches for', {}, {}, false],
  ['a wrong password', { login: { user, password: 'another' } }, {}, true],
  ['a server that takes the recipient for unknown', { login, refuses: 'anna@acme.example' }, {}, true],
])('nothing is sent to %s', async (_what, options, changes, isTrusted) => {
  await using told = await telling(options, changes, isTrusted);
  const { server, world } = told;
  await world.deliver();
  const sent = server.mails.flatMap(({ to }) => to);
  // One refused recipient of two keeps nobody else from being told.
  expect(sent).toEqual('refuses' in options ? ['duty@acme.example'] : []);
  expect(world.counted).toEqual(['refuses' in options ? 'email sent' : 'email failed']);
  expect(JSON.stringify(world.logged)).not.toContain(login.password);
});

test('unencrypted only where the merchant says so', async () => {
  await using told = await telling({ noTls: true, login }, { security: 'none' });
  const { server, world } = told;
  await world.deliver();
  expect(server.mails).toMatchObject([{ isSecure: false }]);
});

test('a mail server in a private network that the operator has not allowed is not connected to', async () => {
  await using told = await telling({ login });
  const { server, world } = told;
  Object.assign(world.options, { egressAllow: [] });
  await world.deliver();
  expect(world.logged).toMatchObject([{ code: 'egress_refused' }]);
  expect(server.connections()).toBe(0);
});
