/** Sends a notice as an e-mail, by the merchant's own SMTP server. */
import { addressOf } from '../mail/mail-server.js';
import { type MailContext, sendMail } from '../mail/send-mail.js';
import type { EmailTarget } from '../merchants/notices.js';
import { mailOf, type Notice } from './notice.js';

/** Sends it; undefined if the server has taken it, else a code that says why not. */
export async function sendEmail(
  { to, from, smtp }: EmailTarget,
  notice: Notice,
  context: Omit<MailContext, 'gate'>,
): Promise<string | undefined> {
  const mail = {
    ...{ to: [...to], from, ...mailOf(notice) },
    messageId: `<${notice.id}@${addressOf(from).split('@').at(-1) ?? ''}>`,
    // Nobody's absence is answered to it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
  const sent = await sendMail(smtp, mail, context);
  return sent.is === 'sent' ? undefined : sent.code;
}
