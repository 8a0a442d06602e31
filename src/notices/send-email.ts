/** Sends a notice as an e-mail, by the merchant's own SMTP server. */
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { type EgressPolicy, lookUpAllowed } from '../http/egress.js';
import type { EmailTarget, MailServer } from '../merchants/notices.js';
import { mailOf, type Notice } from './notice.js';

/** Time for each step of a mail server, and for all of them together, ms. */
const limits = { step: 10_000, all: 25_000 } as const;

/** What an e-mail needs beside its target. */
interface MailContext {
  password: string | undefined;
  policy: EgressPolicy;
  /** Authorities trusted besides the public ones. */
  ca: readonly (string | Buffer)[];
}

/** Sends it; undefined if the server has taken it, else a code that says why not. */
export async function sendEmail(
  target: EmailTarget,
  notice: Notice,
  context: MailContext,
): Promise<string | undefined> {
  const { to, from, smtp } = target;
  let over: NodeJS.Timeout | undefined;
  try {
    // The address that was checked is the one that is connected to.
    const address = await lookUpAllowed(smtp.host, context.policy);
    const transport = createTransport(settings(smtp, address, context));
    const tooLong = new Promise<never>((_settle, fail) => {
      over = setTimeout(() => {
        fail(Object.assign(new Error('too long'), { code: 'ETIMEDOUT' }));
      }, limits.all);
    });
    const sent = transport.sendMail({
      ...{ to: [...to], from, ...mailOf(notice) },
      messageId: `<${notice.id}@${domainOf(from)}>`,
      // Nobody's absence is answered to it (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    await Promise.race([sent, tooLong]);
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    clearTimeout(over);
  }
}

function settings({ host, port, security, login }: MailServer, address: string, context: MailContext) {
  const { password = '', ca } = context;
  return {
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === undefined ? {} : { auth: { user: login.user, pass: password } }),
    tls: {
      rejectUnauthorized: true,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca.length === 0 ? {} : { ca: [...ca] }),
    },
    ...{ connectionTimeout: limits.step, greetingTimeout: limits.step, socketTimeout: limits.step },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

const domainOf = (from: string): string => from.replace(/>$/, '').split('@').at(-1) ?? '';

// The server's own words stay out of the log: they may quote addresses.
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if ('responseCode' in error && typeof error.responseCode === 'number') return `smtp_${error.responseCode}`;
  return 'code' in error && typeof error.code === 'string' ? error.code.toLowerCase() : 'failed';
}
