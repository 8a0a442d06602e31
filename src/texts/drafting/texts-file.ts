/** Text files edited as plain text, line by line, so that existing content keeps its comments and order. */
import { parseDocument } from 'yaml';
import { type TextStyle, nameOfTextStyle } from '../languages/style.js';

/** A sentence and its text, for an option with what customers say. */
export type TextEntry = readonly [sentence: string, text: string | { text: string; says: readonly string[] }];

/** Appends entries to a file of texts; existing entries stay unchanged. */
export function withEntries(file: string, entries: readonly TextEntry[]): string {
  const known = new Set(entriesIn(file).map(([sentence]) => sentence));
  const added = entries.filter(([sentence]) => !known.has(sentence)).map(lineOf);
  if (added.length === 0) return file;
  const before = file === '' || file.endsWith('\n') ? file : `${file}\n`;
  return `${before}${added.join('\n')}\n`;
}

/** The entries of a file that `readTranslations` found valid. */
export function entriesIn(file: string): TextEntry[] {
  const map: unknown = parseDocument(file, { schema: 'failsafe' }).toJS() ?? {};
  // A file of texts is a map from sentences to these.
  return Object.entries(map as Record<string, TextEntry[1]>);
}

/** The header of a file of drafts: who wrote them, and what to do with them. */
export const draftsHead = (textStyle: TextStyle, model: string, place: string): string =>
  [
    `# Drafted by ${model}. Customers do not see these texts yet.`,
    '# Read each line, and correct or remove it. Then accept the rest:',
    `#   orderly texts accept ${nameOfTextStyle(textStyle)} ${place}`,
    '',
  ].join('\n');

/** A line of YAML, quoted so that no part of a sentence has syntactic meaning. */
function lineOf([sentence, text]: TextEntry): string {
  const key = /[\n\r\t]/.test(sentence) ? JSON.stringify(sentence) : `'${sentence.replaceAll("'", "''")}'`;
  return `${key}: ${JSON.stringify(text)}`;
}
