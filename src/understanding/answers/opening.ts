/** How much of a message is read for an answer: messages are as long as their sender likes, answers are short. */

/** Characters of a message's own words that are looked at. */
export const longestAnswer = 2000;

/** The beginning of a message, without runs of blanks; `whole` says that nothing was left out. */
export interface Opening {
  text: string;
  whole: boolean;
}

/** Reads so much of a message; it ends between two words, because half of a number names another record. */
export function openingOf(text: string): Opening {
  const plain = text.replace(/[^\S\n]+/gu, ' ').trim();
  if (plain.length <= longestAnswer) return { text: plain, whole: true };
  const cut = plain.slice(0, longestAnswer + 1);
  const end = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'), 0);
  return { text: cut.slice(0, end), whole: false };
}
