/** Tables of words that are written the wrong way round: ours where the system's belong. */
import type { Json, JsonObject } from '../../contracts/json.js';
import { flowText } from '../../flows/yaml/one-line-yaml.js';
import { nearest } from '../../flows/yaml/suggest.js';
import { isList, plainText } from './json-value.js';

/** Message and hint for a table of an answer with our words on the left; undefined where it is no such table. */
export function swappedAnswerTable(table: JsonObject, ours: readonly string[]): SwappedTable | undefined {
  return swapped(table, {
    isWrong: (value) => !ours.includes(value),
    isReversed: (word, value) => ours.includes(word) && !isMisspelt(word, value, ours),
    message: 'This table is reversed: write the system’s values on the left and ours on the right.',
  });
}

/** Likewise for a table of a request with our words on the right. */
export function swappedRequestTable(table: JsonObject, ours: readonly string[]): SwappedTable | undefined {
  return swapped(table, {
    isWrong: (_value, word) => !ours.includes(word),
    isReversed: (word, value) => ours.includes(value) && !isMisspelt(value, word, ours),
    message: 'This table is reversed: write our values on the left and the system’s on the right.',
  });
}

/** What is said of such a table. */
interface SwappedTable {
  message: string;
  hint: string;
}

interface Sides {
  isWrong: (value: string, word: string) => boolean;
  isReversed: (word: string, value: string) => boolean;
  message: string;
}

function swapped(table: JsonObject, { isWrong, isReversed, message }: Sides): SwappedTable | undefined {
  const pairs = Object.entries(table).flatMap(([word, written]) =>
    textsOf(written).map((value) => [word, value] as const),
  );
  const wrong = pairs.filter(([word, value]) => word !== '*' && isWrong(value, word));
  const reversed = wrong.filter(([word, value]) => isReversed(word, value));
  if (reversed.length === 0 || reversed.length * 2 < wrong.length) return undefined;
  const mended = Object.fromEntries(
    pairs.map((pair) => (wrong.includes(pair) ? [pair[1], pair[0]] : [...pair])),
  );
  return { message, hint: `Write \`values: ${flowText(mended)}\`.` };
}

const textsOf = (written: Json): string[] => (isList(written) ? written : [written]).map(plainText);

/** Whether a text is one of our words with a slip in it, and not the system's word for `word`. */
const isMisspelt = (word: string, text: string, ours: readonly string[]): boolean =>
  nearest(text, ours) !== undefined && text.toLowerCase() !== word.toLowerCase();
