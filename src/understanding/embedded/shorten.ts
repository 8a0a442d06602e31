/** How much of a text the model reads: enough for any letter, and a bound for what only looks like one. */

/** Bytes of UTF-8. */
export const mostBytesRead = 8_000;

/** Of these, so many are the text's end: who tells a story first says at its end what they want. */
const bytesOfEnd = 2_000;

/** The text, or the beginning and the end of a longer one, cut between words where it has any. */
export function shorten(text: string): string {
  if (Buffer.byteLength(text) <= mostBytesRead) return text;
  // Quoted mail has left its length in spaces.
  const words = text.replace(/\s{2,}/gu, (blank) => (blank.includes('\n') ? '\n' : ' ')).trim();
  const bytes = Buffer.from(words);
  if (bytes.length <= mostBytesRead) return words;
  const beginning = bytes.toString('utf8', 0, startOfSign(bytes, mostBytesRead - bytesOfEnd - 4));
  const end = bytes.toString('utf8', startOfSign(bytes, bytes.length - bytesOfEnd));
  return `${beginning.replace(/\s\S{0,40}$/u, '')}\n${end.replace(/^\S{0,40}\s/u, '')}`;
}

/** The first byte of the sign, of at most four bytes, that has a byte at this place. */
function startOfSign(bytes: Uint8Array, place: number): number {
  let at = place;
  while (((bytes[at] ?? 0) & 0b1100_0000) === 0b1000_0000) at -= 1;
  return at;
}
