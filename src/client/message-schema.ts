/** A customer's message as the conversation service sends it, validated on entry (DESIGN §7). */
import { z } from 'zod';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { parseText } from '../security/message-text.js';
import type { CustomerMessage } from '../contracts/workflow-messages.js';

// No control characters, lone surrogates or bidirectional marks: PostgreSQL cannot store NUL, and the others make
// one id look like another in logs or on screen. Written as ranges, so that every reader of our JSON Schema knows them.
const safe = /^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/u;
const unsafe = 'has a control character';

const text = z
  .string()
  .regex(safe, unsafe)
  // Not every such reader can write down half a character.
  .refine((value) => !/\p{Surrogate}/u.test(value), unsafe);

/** An id that the caller chooses. */
export const id = text.min(1).max(256);
// Nobody's name needs an invisible character.
const person = id.refine(
  (name) => !/\p{Default_Ignorable_Code_Point}/u.test(name),
  'has an invisible character',
);

/** A merchant's name. */
export const merchantName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** Schema of a file that came with a message: by reference, as it is never fetched. */
export const attachmentSchema = z.strictObject({
  name: text.min(1).max(256),
  mediaType: z.string().regex(/^[a-z0-9]+\/[a-z0-9.+-]{1,100}$/),
  url: z.url({ protocol: /^https?$/ }).max(2048),
});

/** Schema of a message; unknown fields are rejected. */
export const messageSchema = z.strictObject({
  merchant: merchantName,
  conversation: id,
  messageId: id,
  seq: z.int().min(1),
  text: z.string(),
  subject: z.string().max(1000).optional().describe('The subject of an email.'),
  attachments: z
    .array(attachmentSchema)
    .max(50)
    .optional()
    .describe('Attached files. They are passed on to agents, and never downloaded.'),
  sentAt: z.iso.datetime({ offset: true }),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  startedBy: person.optional(),
  automatic: z
    .boolean()
    .optional()
    .describe(
      'True if the message was sent automatically, such as an out-of-office reply. It is handed off to an agent.',
    ),
  customer: z
    .strictObject({
      ref: id.optional(),
      email: text.max(320).optional(),
      voucher: text.max(4096).optional(),
    })
    .optional(),
});

/**
 * Validates a message and masks card numbers in its text, since from here it enters histories and the store.
 * Throws `message_invalid` or `message_too_large`, naming fields and never their values.
 */
export function parseMessage(message: unknown): CustomerMessage {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message: problem }) => `${path.join('.') || 'message'}: ${problem}`,
    );
    throw new OrderlyError('message_invalid', problems.join('; '));
  }
  // zod types an absent field as `undefined`, but the object itself has no such key.
  const { text: written, subject } = parsed.data;
  return {
    ...parsed.data,
    text: parseText(written),
    ...(subject === undefined ? {} : { subject: parseText(subject) }),
  } as CustomerMessage;
}
