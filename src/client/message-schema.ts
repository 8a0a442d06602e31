/** The message of a customer as the conversation service sends it, checked at the door (DESIGN §7). */
import { z } from 'zod';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { maskCardNumbers } from '../security/card-numbers.js';
import type { CustomerMessage } from '../contracts/messages.js';

/** The text of a message in UTF-8, at most. */
const maxBytes = 64 * 1024;

// Control characters, halves of a character, and signs that turn the direction of writing: PostgreSQL stores no NUL,
// and in a log or on a desk the others pass for another id.
const unsafe = /[\p{Control}\p{Surrogate}\p{Bidi_Control}\p{Line_Separator}\p{Paragraph_Separator}]/u;

const safe = (text: string): boolean => !unsafe.test(text);
const id = z.string().min(1).max(256).refine(safe, 'has a control character');
// Nobody's name needs a character that is not seen.
const person = id.refine(
  (name) => !/\p{Default_Ignorable_Code_Point}/u.test(name),
  'has an invisible character',
);

/** Schema of a message; foreign fields are refused. */
export const messageSchema = z.strictObject({
  merchant: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  conversation: id,
  messageId: id,
  seq: z.int().min(1),
  text: z.string(),
  sentAt: z.iso.datetime({ offset: true }),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  startedBy: person.optional(),
  customer: z
    .strictObject({
      ref: id.optional(),
      email: z.string().max(320).refine(safe, 'has a control character').optional(),
      voucher: z.string().max(4096).refine(safe, 'has a control character').optional(),
    })
    .optional(),
});

/**
 * Checks a message, and masks the card numbers in its text: behind this door it enters histories and the store.
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
  const bytes = Buffer.byteLength(parsed.data.text);
  if (bytes > maxBytes)
    throw new OrderlyError(
      'message_too_large',
      `The text has ${bytes} bytes, at most ${maxBytes} are taken.`,
    );
  // zod writes an absent field as `undefined` in its type only; the object itself has no such key.
  return { ...parsed.data, text: maskCardNumbers(storable(parsed.data.text)) } as CustomerMessage;
}

/**
 * What a customer writes is never refused for a character that nobody sees, such as one that a mail or a PDF left
 * behind: NUL, which understanding drops too, is taken out, and before card numbers are looked for; half a character
 * becomes the sign for a character that is lost. PostgreSQL stores neither.
 */
function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\u{fffd}');
}
