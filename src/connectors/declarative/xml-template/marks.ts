/** Parts of a template that its parser does not see: values, comments, CDATA, instructions; a mark stands for each. */

/** A part as written, and where it begins. */
export interface Mark {
  index: number;
  text: string;
}

/** Begins a mark; the same character of an author is marked too. */
const START = '\uE000';
const FILL = '\uE001';
const HIDDEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|\$\{[^}]*\}|[\uE000\uE001]/g;

/** Matches marks; the n-th of a document stands for the n-th part. */
export const MARK = /\uE000\uE001*/g;

/** Whether a text holds a mark. */
export const hasMark = (text: string): boolean => text.includes(START);

/** Whether a part is a value. */
export const isValue = ({ text }: Mark): boolean => text.startsWith('${');

/** The template with marks as long as what they stand for, so that all indices stay. */
export function markedText(template: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  const text = template.replaceAll(HIDDEN, (hidden: string, index: number) => {
    marks.push({ index, text: hidden });
    return START + FILL.repeat(hidden.length - 1);
  });
  return { text, marks };
}
