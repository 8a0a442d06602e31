/** A carrier's desk with a real mail server behind it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { ConnectionContext } from '../../../src/connectors/connection-context.js';
import type { ReadEvent } from '../../../src/connectors/connection-events.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { makeAuthority } from '../../support/certificates.js';
import { type MailServerOptions, startMailServer } from '../../activities/delivery/support/mail-server.js';

/** Text of a desk's file. */
export const deskFile = (port: number, more = 'channel: email\nanswersWithin: 8 business days\n'): string =>
  `connection: blitz-desk
connector: carrier-desk
${more}mail:
  to: [claims@blitz.example]
  from: Acme claims <claims@acme.example>
  replyTo: claims@acme.example
  smtp: { host: localhost, port: ${port}, user: acme, password: '\${secret.SMTP}' }
egress: { allow: [localhost] }
tls: { ca: ca.pem }
`;

/** What `shipments.open_investigation` is called with. */
export const inputs: JsonObject = {
  order: {
    ...{ ref: 'o1', number: '10105', status: 'shipped', createdAt: Date.UTC(2026, 1, 20) },
    ...{ shipments: [], returns: [] },
    shippingAddress: {
      name: 'Svea Lund',
      street: 'Lange Gasse 3',
      postcode: '10115',
      city: 'Berlin',
      country: 'DE',
    },
    lines: [{ name: 'Lamp', quantity: 2 }],
  },
  shipment: { carrier: 'Blitz', trackingNumber: 'BL1&x', shippedAt: Date.UTC(2026, 1, 23) },
  reason: 'not_received',
};

/** Starts a server, and builds the desk that writes to it. */
export async function openDesk(
  options: Partial<MailServerOptions> = {},
  more?: string,
  context: Partial<ConnectionContext> = {},
) {
  const authority = makeAuthority();
  const { cert, key } = authority.issue({ name: 'mail', host: 'DNS:localhost' });
  const login = { user: 'acme', password: 'a mail password' };
  const server = await startMailServer({ cert, key, login, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'orderly-desk-'));
  await writeFile(join(folder, 'ca.pem'), authority.ca);
  const told: ReadEvent[] = [];
  const build = (port: number) =>
    buildConnection({
      ...{ file: join(folder, 'desk.yaml'), text: deskFile(port, more), egressAllow: ['localhost'] },
      secrets: (name) => (name === 'SMTP' ? login.password : name === 'HOOK' ? 'a hook secret' : undefined),
      tokens: memoryTokens(),
      ...context,
      reported: () => Promise.resolve(told),
      dueAt: (from, time) => from + ('businessDays' in time ? time.businessDays * 1000 : time.ms),
    });
  const { connection, issues } = build(server.port);
  if (connection === undefined) throw new Error(JSON.stringify(issues));
  return {
    ...{ server, told, connection, build },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      authority[Symbol.dispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** A mail with its long lines whole: of the head (RFC 5322), and of the body in quoted-printable (RFC 2045). */
export const unfolded = (mail: string): string => mail.replaceAll(/=\r\n|\r\n(?= )/g, '');
