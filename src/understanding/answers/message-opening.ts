/** How much of a message is read as an answer: messages are as long as their sender likes, answers are short. */

/** How many characters of a message's own words are read. */
export const longestAnswer = 2000;

/** The beginning of a message, with whitespace collapsed; `whole` says that nothing was left out. */
export interface Opening {
  text: string;
  whole: boolean;
}

/** Reads this much of a message, up to a word boundary, because half a number names another record. */
export function openingOf(text: string): Opening {
  const plain = text.replace(/[^\S\n]{2,}|[^\S\n ]/gu, ' ').trim();
  if (plain.length <= longestAnswer) return { text: plain, whole: true };
  const cut = plain.slice(0, longestAnswer + 1);
  const end = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'), 0);
  return { text: cut.slice(0, end), whole: false };
}
