/** The parts of a text that are searched: all of a usual one, and of a long one its beginning and its end. */

/** A part of a text and its place there. */
interface TextPart {
  text: string;
  start: number;
}

/** Longer than what customers type, in UTF-16 units; what looks at pairs of matches takes the square of it. */
const longestPart = 8_000;

/** The text by itself, or of a longer one two parts at its beginning and one at its end, cut between words. */
export function partsOf(text: string): TextPart[] {
  if (text.length <= longestPart) return [{ text, start: 0 }];
  const first = text.slice(0, endOfWords(text, longestPart));
  const second = text.slice(first.length, endOfWords(text, first.length + longestPart));
  const searched = first.length + second.length;
  const last = Math.max(searched, endOfWords(text, text.length - longestPart));
  return [
    { text: first, start: 0 },
    { text: second, start: first.length },
    { text: text.slice(last), start: last },
  ];
}

/** The last place before `most` behind a line, a sentence or a word; `most` if there is none within reach. */
function endOfWords(text: string, most: number): number {
  if (most >= text.length) return text.length;
  const reach = text.slice(most - longestPart / 4, most);
  const end = ['\n', '. ', ' '].find((sign) => reach.includes(sign));
  return end === undefined ? most : most - reach.length + reach.lastIndexOf(end) + end.length;
}
