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
    .describe('Who gets it: the carrier’s desk with `channel: email`, else your own people.'),
  from: z.string().describe('The sender: `Acme claims <claims@acme.example>`.'),
  replyTo: z
    .string()
    .optional()
    .describe('Where answers go, such as `claims@acme.example`; the reference is added as `claims+inv-…@`.'),
  subject: z.string().max(200).optional().describe('In your words, with `${trackingNumber}` and the like.'),
  text: z.string().max(10_000).optional().describe('In your words, with `${trackingNumber}` and the like.'),
  smtp: MailServerSchema.describe('The server that takes it.'),
});

/** A carrier's desk. */
export const CarrierDeskFile = z.strictObject({
  connection: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name is written in kebab-case.')
    .describe('Name of the connection, by which merchant.yaml binds operations to it.'),
  connector: z.literal('carrier-desk').describe('A carrier that is asked by mail, a form or a person.'),
  channel: z
    .enum(['email', 'webform', 'task'])
    .describe('`email`: the carrier’s desk is written to; `webform` and `task`: a person does it.'),
  mail: mail.describe('The mail by which the carrier or the person is told.'),
  form: z
    .string()
    .optional()
    .describe('With `webform`, its address: `https://carrier.example/claims?number=${trackingNumber}`.'),
  answersWithin: z
    .string()
    .regex(answersWithin, 'Write `8 business days` or `14 days`.')
    .optional()
    .describe('How long the carrier may take: `8 business days`.'),
  egress: Egress,
  tls: Tls,
  events: EventsSchema.optional().describe('How a mail gateway or a desk tells of the answer, by webhook.'),
});

/** What stands in the file of a carrier's desk. */
export type CarrierDeskFile = z.infer<typeof CarrierDeskFile>;

/** `8 business days` as a duration. */
export function answerTime(written: string): { ms: number } | { businessDays: number } {
  const [, count = '0', isBusiness] = answersWithin.exec(written) ?? [];
  return isBusiness === undefined ? { ms: Number(count) * 86_400_000 } : { businessDays: Number(count) };
}
