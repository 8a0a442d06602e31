/** The form of a carrier's desk: `connector: carrier-desk`, for investigations at a carrier that has no API for them. */
import { z } from 'zod';
import { MailServerSchema } from '../mail/mail-server.js';
import { EventsSchema } from '../declarative/events/schema.js';
import { Egress, Tls } from '../declarative/transport-schema.js';

/** Business days, or days, until a carrier answers. */
const answersWithin = /^([1-9]\d{0,2}) (business )?days?$/;

const mail = z.strictObject({
  to: z
    .array(z.string())
    .min(1)
    .max(5)
    .describe('The recipient: with `channel: email` the carrier’s desk, otherwise your own agents.'),
  from: z.string().describe('The sender: `Acme claims <claims@acme.example>`.'),
  replyTo: z
    .string()
    .optional()
    .describe(
      'The address for answers, such as `claims@acme.example`. The reference is added: `claims+inv-…@`.',
    ),
  subject: z
    .string()
    .max(200)
    .optional()
    .describe('The subject in your own words, with values such as `${trackingNumber}`.'),
  text: z
    .string()
    .max(10_000)
    .optional()
    .describe('The text in your own words, with values such as `${trackingNumber}`.'),
  smtp: MailServerSchema.describe('The mail server.'),
});

/** A carrier's desk. */
export const CarrierDeskFile = z.strictObject({
  connection: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name must be in kebab-case.')
    .describe('The connection’s name, with which merchant.yaml binds operations to it.'),
  connector: z
    .literal('carrier-desk')
    .describe('For a carrier that you contact by email, by a form, or through an agent.'),
  channel: z
    .enum(['email', 'webform', 'task'])
    .describe(
      'With `email`, Orderly writes to the carrier’s desk; with `webform` and `task`, an agent contacts the carrier.',
    ),
  mail: mail.describe('The email to the carrier or the agent.'),
  form: z
    .string()
    .optional()
    .describe(
      'With `webform`, the address of the form: `https://carrier.example/claims?number=${trackingNumber}`.',
    ),
  answersWithin: z
    .string()
    .regex(answersWithin, 'Write `8 business days` or `14 days`.')
    .optional()
    .describe('How long the carrier may take: `8 business days`.'),
  egress: Egress,
  tls: Tls,
  events: EventsSchema.optional().describe('How a mail gateway or a desk reports the answer, by webhook.'),
});

/** What stands in the file of a carrier's desk. */
export type CarrierDeskFile = z.infer<typeof CarrierDeskFile>;

/** `8 business days` as a duration. */
export function answerTime(written: string): { ms: number } | { businessDays: number } {
  const [, count = '0', isBusiness] = answersWithin.exec(written) ?? [];
  return isBusiness === undefined ? { ms: Number(count) * 86_400_000 } : { businessDays: Number(count) };
}
