/** The schema of `notifications:` in merchant.yaml, all scalars still text. */
import { z } from 'zod';
import { isEgressEntry } from '../connectors/http/egress-policy.js';
import { MailServerSchema } from '../connectors/mail/mail-server.js';

const email = z.strictObject({
  to: z.array(z.string()).min(1).max(20).describe('The recipients.'),
  from: z.string().describe('The sender: `orderly@acme.example`, or `Orderly <orderly@acme.example>`.'),
  smtp: MailServerSchema.describe('The mail server.'),
});

const target = z.strictObject({
  webhook: z
    .string()
    .optional()
    .describe('An https address, which receives notifications signed as Standard Webhooks.'),
  secret: z
    .string()
    .optional()
    .describe('The webhook’s signing secret, as the name of a secret: `${secret.APPROVALS_HOOK}`.'),
  email: email.optional().describe('An email instead of a webhook.'),
  roles: z.array(z.string()).min(1).optional().describe('The roles to notify; all by default.'),
  link: z
    .string()
    .optional()
    .describe('The address for deciding: `https://desk.example/approvals/${number}`.'),
  egress: z
    .strictObject({
      allow: z
        .array(
          z.string().refine(isEgressEntry, 'Write a host name, an address or a network such as 10.0.0.0/8.'),
        )
        .describe('The recipient’s private hosts and networks; the operator must allow them too.'),
    })
    .optional()
    .describe('Hosts that are allowed in addition to public addresses.'),
});

/** `notifications:`. */
export const notificationsSchema = z.strictObject({
  approvals: z
    .record(z.string(), target)
    .optional()
    .describe('Recipients of approval notifications, by a name of your choice.'),
});

/** What the schema gives for one target. */
export type RawTarget = z.infer<typeof target>;
