/** The text of a message as it enters histories and the store. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { maskCardNumbers } from './card-numbers.js';

/** Most bytes of a message's text in UTF-8. */
const maxBytes = 64 * 1024;

/** A text as it is kept: storable, and without card numbers. Throws `message_too_large`. */
export function parseText(written: string): string {
  const bytes = Buffer.byteLength(written);
  if (bytes > maxBytes)
    throw new OrderlyError(
      'message_too_large',
      `The text has ${bytes} bytes, at most ${maxBytes} are taken.`,
    );
  return maskCardNumbers(storable(written));
}

/**
 * A customer's text is never rejected for an invisible character, such as an artifact of an e-mail or PDF. NUL,
 * which understanding drops too, is removed before card numbers are searched for; a lone surrogate becomes the
 * replacement character. PostgreSQL stores neither.
 */
function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\u{fffd}');
}

/** As much of a text as can be kept, for whoever cannot be told that it is too large. */
export function cutText(written: string): string {
  const bytes = Buffer.from(written);
  // Half a character at the end becomes one of three bytes.
  return bytes.length <= maxBytes ? written : bytes.subarray(0, maxBytes - 3).toString();
}
