/** Files of texts as text: written line by line, so that what stands in them keeps its comments and its order. */
import { parseDocument } from 'yaml';
import { type Manner, nameOfManner } from '../languages/tone.js';

/** A sentence and how it is said. */
export type TextEntry = readonly [sentence: string, text: string];

/** A file of texts with further entries at its end; an entry that is there already keeps its words. */
export function withEntries(file: string, entries: readonly TextEntry[]): string {
  const known = new Set(entriesIn(file).map(([sentence]) => sentence));
  const added = entries.filter(([sentence]) => !known.has(sentence)).map(lineOf);
  if (added.length === 0) return file;
  const before = file === '' || file.endsWith('\n') ? file : `${file}\n`;
  return `${before}${added.join('\n')}\n`;
}

/** The entries of a file that `readTranslations` has found nothing wrong with. */
export function entriesIn(file: string): TextEntry[] {
  const map: unknown = parseDocument(file, { schema: 'failsafe' }).toJS() ?? {};
  // A file of texts is a map from texts to texts.
  return Object.entries(map as Record<string, string>);
}

/** The head of a file of drafts: who wrote them, and what is to be done with them. */
export const draftsHead = (manner: Manner, model: string, place: string): string =>
  [
    `# Drafted by ${model}. Nobody is told any of it yet.`,
    '# Read each line, correct it or take it out. Then take over what is left:',
    `#   orderly texts accept ${nameOfManner(manner)} ${place}`,
    '',
  ].join('\n');

/** YAML in which nothing of a sentence means anything. */
function lineOf([sentence, text]: TextEntry): string {
  const key = /[\n\r\t]/.test(sentence) ? JSON.stringify(sentence) : `'${sentence.replaceAll("'", "''")}'`;
  return `${key}: ${JSON.stringify(text)}`;
}
