/** Hands one mail over to a mail server, and says how far that came: a mail cannot be taken back. */
import { isIP } from 'node:net';
import { createTransport, type SendMailOptions } from 'nodemailer';
import SMTPConnection, { type Envelope } from 'nodemailer/lib/smtp-connection';
import { type EgressPolicy, lookUpAllowed } from '../http/egress-policy.js';
import type { MailServer } from './mail-server.js';

/** Time for each step of a mail server, and for all of them together, ms. */
const limits = { step: 10_000, all: 25_000 } as const;

/** What sending needs beside the server. */
export interface MailContext {
  password: string | undefined;
  policy: EgressPolicy;
  /** Authorities trusted besides the public ones. */
  ca: readonly (string | Buffer)[];
  /** Called right before the mail is handed over; false: it is not. */
  gate?: (() => Promise<boolean>) | undefined;
}

/**
 * `unsent`: nothing of the mail was handed over; `refused`: the server has said that it does not take it; `unclear`: the
 * connection was lost meanwhile. Codes are `smtp_<reply>` or the failure's; the server's own words may quote addresses.
 */
type Sent = { is: 'sent' } | { is: 'unsent' | 'refused' | 'unclear'; code: string };

/** Sends it; a recipient that the server does not know keeps the others from nothing. Never throws. */
export async function sendMail(
  server: MailServer,
  mail: SendMailOptions,
  context: MailContext,
): Promise<Sent> {
  let connection: SMTPConnection | undefined;
  let isHandedOver = false;
  let over: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_settle, fail) => {
    over = setTimeout(() => {
      fail(Object.assign(new Error('too long'), { code: 'ETIMEDOUT' }));
    }, limits.all);
  });
  try {
    const { envelope, message } = await writtenOut(mail);
    // The address that was checked is the one that is connected to.
    const address = await lookUpAllowed(server.host, context.policy);
    connection = new SMTPConnection(settings(server, address, context.ca));
    const lost = lossOf(connection);
    await Promise.race([opened(connection, server, context.password), lost, tooLong]);
    if (context.gate && !(await context.gate())) return { is: 'unsent', code: 'not_now' };
    isHandedOver = true;
    await Promise.race([handedOver(connection, envelope, message), lost, tooLong]);
    connection.quit();
    return { is: 'sent' };
  } catch (error) {
    connection?.close();
    const code = codeOf(error);
    if (!isHandedOver) return { is: 'unsent', code };
    return { is: code.startsWith('smtp_') ? 'refused' : 'unclear', code };
  } finally {
    clearTimeout(over);
  }
}

async function writtenOut(mail: SendMailOptions): Promise<{ envelope: Envelope; message: Buffer }> {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const sealed = { disableFileAccess: true, disableUrlAccess: true };
  const { envelope, message } = await writer.sendMail({ ...mail, ...sealed });
  return { envelope, message: Buffer.isBuffer(message) ? message : Buffer.alloc(0) };
}

const settings = ({ host, port, security }: MailServer, address: string, ca: MailContext['ca']) => ({
  host: address,
  port,
  secure: security === 'tls',
  requireTLS: security === 'starttls',
  ignoreTLS: security === 'none',
  tls: {
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca.length === 0 ? {} : { ca: [...ca] }),
  },
  ...{ connectionTimeout: limits.step, greetingTimeout: limits.step, socketTimeout: limits.step },
});

/** Rejects when the connection fails or ends. */
function lossOf(connection: SMTPConnection): Promise<never> {
  const lost = new Promise<never>((_settle, fail) => {
    connection.on('error', fail);
    connection.once('end', () => {
      fail(Object.assign(new Error('ended'), { code: 'ECONNECTION' }));
    });
  });
  // It ends after what has gone well, too.
  lost.catch(() => undefined);
  return lost;
}

async function opened(connection: SMTPConnection, { login }: MailServer, password = ''): Promise<void> {
  await new Promise<void>((settle, fail) => {
    connection.connect((error) => {
      if (error) fail(error);
      else settle();
    });
  });
  if (login === undefined) return;
  await new Promise<void>((settle, fail) => {
    connection.login({ user: login.user, credentials: { user: login.user, pass: password } }, (error) => {
      if (error) fail(error);
      else settle();
    });
  });
}

const handedOver = (connection: SMTPConnection, envelope: Envelope, message: Buffer): Promise<void> =>
  new Promise((settle, fail) => {
    connection.send(envelope, message, (error) => {
      if (error) fail(error);
      else settle();
    });
  });

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if ('responseCode' in error && typeof error.responseCode === 'number') return `smtp_${error.responseCode}`;
  return 'code' in error && typeof error.code === 'string' ? error.code.toLowerCase() : 'failed';
}
