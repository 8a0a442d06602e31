/** The schema of `notices:` in merchant.yaml, all scalars still text. */
import { z } from 'zod';
import { isEgressEntry } from '../connectors/http/egress.js';
import { MailServerSchema } from '../connectors/mail/mail-server.js';

const email = z.strictObject({
  to: z.array(z.string()).min(1).max(20).describe('Who gets it.'),
  from: z.string().describe('The sender: `orderly@acme.example`, or `Orderly <orderly@acme.example>`.'),
  smtp: MailServerSchema.describe('The server that takes it.'),
});

const target = z.strictObject({
  webhook: z.string().optional().describe('An https address, which gets it signed as Standard Webhooks.'),
  secret: z
    .string()
    .optional()
    .describe('What signs the webhook, by the name of a secret: `${secret.APPROVALS_HOOK}`.'),
  email: email.optional().describe('Instead of a webhook: an e-mail.'),
  roles: z.array(z.string()).min(1).optional().describe('The roles whose requests are told; all by default.'),
  link: z.string().optional().describe('Where it is decided: `https://desk.example/approvals/${number}`.'),
  egress: z
    .strictObject({
      allow: z
        .array(z.string().refine(isEgressEntry, 'A host name, an address or a network as 10.0.0.0/8.'))
        .describe('Private hosts and networks that it is sent to; the operator must allow them too.'),
    })
    .optional()
    .describe('What may be reached beside public addresses.'),
});

/** `notices:`. */
export const noticesSchema = z.strictObject({
  approvals: z
    .record(z.string(), target)
    .optional()
    .describe('Who is told, by a name of your own, when something waits for an approval.'),
});

/** What the schema gives for one target. */
export type WrittenTarget = z.infer<typeof target>;
