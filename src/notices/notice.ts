/** What a notice says: nothing of the customer, only what waits, for whom, until when, and how it is decided. */
import { plainAmount } from '../contracts/currency.js';
import { plainMoment } from '../languages/plain-moment.js';
import type { ClaimedNotice, NoticeKind } from '../store/approvals.js';

/** A notice in words; times are the merchant's. */
export interface Notice {
  /** The same when it is sent again: `demo_4711_reminder_team-chat`. */
  id: string;
  kind: NoticeKind;
  /** How commands name the request: `demo/4711`. */
  reference: string;
  number: number;
  merchant: string;
  /** The merchant's name, for people. */
  shop: string;
  /** Who may decide: after an escalation, two roles. */
  roles: readonly string[];
  /** The operation in words. */
  what: string;
  amount?: string;
  /** `yyyy-MM-dd HH:mm (zone)`. */
  until: string;
  /** Epoch ms. */
  expiresAt: number;
  link?: string;
}

/** A notice as it is sent now. */
export function noticeOf(
  { merchant, number, kind, target, request: row }: ClaimedNotice,
  { shop, link }: { shop: string; link?: string | undefined },
): Notice {
  const { role, escalateTo, summary, operation, amount, expiresAt } = row.request;
  const { what } = summary;
  return {
    id: [merchant, number, kind, target].join('_'),
    ...{ kind, number, merchant, shop, expiresAt, reference: `${merchant}/${number}` },
    roles: kind === 'escalated' && escalateTo !== undefined ? [role, escalateTo] : [role],
    what: typeof what === 'string' ? what : operation,
    ...(amount === undefined ? {} : { amount: plainAmount(amount) }),
    until: plainMoment(expiresAt, row.zone),
    ...(link === undefined ? {} : { link: link.replaceAll('${number}', String(number)) }),
  };
}

const first: Readonly<Record<NoticeKind, string>> = {
  requested: 'Approval',
  reminder: 'Reminder: approval',
  escalated: 'Escalated: approval',
};

/** Subject and text of an e-mail. */
export function mailOf(notice: Notice): { subject: string; text: string } {
  const { kind, number, shop, what, amount, roles, until, link, reference } = notice;
  const action = amount === undefined ? what : `${what} ${amount}`;
  const lines = [
    `${action} waits for an approval at ${shop}.`,
    '',
    `Number:  ${number}`,
    `Role:    ${roles.join(', ')}`,
    `Until:   ${until}`,
    '',
    ...(link === undefined ? [] : [`Decide:  ${link}`]),
    `See it:  orderly approvals show ${reference}`,
    `Then:    orderly approvals approve ${reference} --as <name> --key <file>   (or reject)`,
  ];
  return { subject: `${first[kind]} ${number}: ${action} (${shop})`, text: `${lines.join('\n')}\n` };
}

/** Body of a webhook, in the form that Standard Webhooks recommends. */
export function webhookBodyOf(notice: Notice, at: number): string {
  const { kind, number, merchant, shop, roles, what, amount, expiresAt, until, link, reference } = notice;
  const data = {
    ...{ number, reference, merchant, shop, roles, what },
    ...(amount === undefined ? {} : { amount }),
    ...{ expiresAt: new Date(expiresAt).toISOString(), until },
    ...(link === undefined ? {} : { link }),
  };
  return JSON.stringify({ type: `approval.${kind}`, timestamp: new Date(at).toISOString(), data });
}
