/** Replies as the API sends them, and the parts of addresses that several routes share. */
import { z } from 'zod';
import type { Reply } from '../client/typed-client.js';
import { handoverSchema } from './handover-schema.js';
import { attachmentSchema, id, merchantName } from '../client/message-schema.js';

/** The parts of the address of a conversation. */
export const conversationParams = z.strictObject({
  merchant: merchantName,
  conversation: id.describe('The id that the channel has given the conversation.'),
});

/** A whole number as a query writes it: in digits alone. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,15})$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most));

/** Yes or no, as a query writes it; no if it is missing. */
export const flag = z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false);

/** Which page of a list is wanted. */
export const pageQuery = {
  limit: wholeNumber(1, 200).default(50),
  cursor: z.string().max(2_048).optional().describe('`next` of the previous page.'),
};

/** What is paused. */
export const pausedSchema = z.array(
  z.strictObject({
    what: z.string().describe('`writes` (all writes), `money`, or the name of a connection.'),
    by: z.string(),
    since: z.iso.datetime(),
  }),
);

/** A position in a conversation: replies behind it are wanted. */
export const afterParameter = wholeNumber(0, 2_147_483_647)
  .default(0)
  .describe('The position of the last reply that you have read; 0 if you have read none.');

/** A reply. */
export const replySchema = z.strictObject({
  position: z.int().min(1).describe('Starts at 1, without gaps.'),
  kind: z.enum(['reply', 'question', 'handover', 'passed_on']),
  createdAt: z.iso.datetime(),
  body: z.strictObject({
    text: z.string(),
    labels: z
      .array(z.string())
      .optional()
      .describe("For a question with fixed answers: the options, or yes and no, in the customer's language."),
    documents: z
      .array(
        z.strictObject({
          kind: z.string().describe('`label`, `qr`, `invoice`, `proof_of_delivery` or `other`.'),
          mediaType: z.string(),
          name: z.string().describe('The file name.'),
          bytes: z.int(),
          url: z.url().describe("The document's address, which is also in the text."),
          expiresAt: z.iso.datetime().describe('When the document expires.'),
        }),
      )
      .optional()
      .describe('Documents that the text links to.'),
    queue: z.string().optional().describe('For a handover: the queue of agents.'),
    details: z.string().optional().describe('For a handover: what the agent needs to know, in Markdown.'),
    handover: handoverSchema.optional().describe('The same as structured data.'),
    by: z.string().optional().describe('For a reply: the agent who wrote it.'),
    messageId: z.string().optional().describe('For a message that was passed on to agents.'),
    subject: z.string().optional().describe('For an email that was passed on to agents.'),
    attachments: z.array(attachmentSchema).optional().describe('Attachments, by reference.'),
  }),
});

/** A reply as it is sent. */
export function sentReply({ position, kind, body, createdAt }: Reply): z.infer<typeof replySchema> {
  const { labels, documents, attachments, ...rest } = body;
  const lists = {
    ...(labels === undefined ? {} : { labels: [...labels] }),
    ...(documents === undefined ? {} : { documents: [...documents] }),
    ...(attachments === undefined ? {} : { attachments: [...attachments] }),
  };
  return { position, kind, createdAt: new Date(createdAt).toISOString(), body: { ...rest, ...lists } };
}
