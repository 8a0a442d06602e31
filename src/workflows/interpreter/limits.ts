/** How much a run may do and hold, so that one flow never hogs a worker. */
import type { Json } from '../../contracts/json.js';

/** Steps and list items of one run. */
export const maxFuel = 10_000;

/** Bytes of JSON that a run's values may take. */
export const maxDataBytes = 256 * 1024;

/** Bytes of JSON that one computed value may take. */
export const maxResultBytes = 64 * 1024;

/** Maximum nesting of sub-flows. */
export const maxDepth = 16;

/** How often a question for facts is repeated when a message contains none. */
export const maxAskedAgain = 2;

/** How long a question for facts stays open. */
export const factsExpire = { ms: 2 * 24 * 60 * 60 * 1000 } as const;

/** How long a write may be only accepted before the customer is told so in the merchant's words. */
export const reportAccepted = { ms: 20_000 } as const;

/** Bytes of the value as JSON in UTF-8. */
export const jsonBytes = (value: Json): number => utf8Bytes(JSON.stringify(value));

/** Bytes of the text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // A surrogate pair is two units and four bytes: one more for each half.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}
