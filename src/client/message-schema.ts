/** The message of a customer as the conversation service sends it, checked at the door (DESIGN §7). */
import { z } from 'zod';
import { OrderlyError } from '../errors/orderly-error.js';
import { maskCardNumbers } from '../security/card-numbers.js';
import type { CustomerMessage } from '../workflows/messages.js';

/** The text of a message in UTF-8, at most. */
const maxBytes = 64 * 1024;

const id = z.string().min(1).max(256);

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
  startedBy: id.optional(),
  customer: z
    .strictObject({
      ref: id.optional(),
      email: z.string().max(320).optional(),
      voucher: z.string().max(4096).optional(),
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
  return { ...parsed.data, text: maskCardNumbers(parsed.data.text) } as CustomerMessage;
}
