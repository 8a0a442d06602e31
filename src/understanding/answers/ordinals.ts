/** Which place in a list a word names: "the second", "the last one", "3". */
import { countOf } from '../entities/number-words.js';

const ORDINALS = [
  'first 1st topmost oberste obersten oberster oberstes erste ersten erster erstes erstere ersteren',
  'second 2nd zweite zweiten zweiter zweites',
  'third 3rd dritte dritten dritter drittes',
  'fourth 4th vierte vierten vierter viertes',
  'fifth 5th fünfte fünften fünfter fünftes',
  'sixth 6th sechste sechsten',
  'seventh 7th siebte siebten',
  'eighth 8th achte achten',
  'ninth 9th neunte neunten',
  'tenth 10th zehnte zehnten',
].map((words) => words.split(' '));
const CARDINALS = [
  'one eins',
  'two zwei zwo',
  'three drei',
  'four vier',
  'five fünf',
  'six sechs',
  'seven sieben',
  'eight acht',
  'nine neun',
  'ten zehn',
].map((words) => words.split(' '));
const VAGUE = new Set(['dozen', 'dutzend']);
const LAST = new Set(
  'last bottommost unterste untersten unterster unterstes letzte letzten letzter letztes'.split(' '),
);
const LAST_BUT_ONE = new Set('penultimate vorletzte vorletzten vorletzter vorletztes'.split(' '));

/** The index that a word names in a list of this length; negative if it names none. */
export function placeOf(word: string, count: number): number {
  const ordinal = ordinalOf(word, count);
  return ordinal >= 0 ? ordinal : (cardinalOf(word) ?? 0) - 1;
}

const MIDDLE = new Set('middle mittlere mittleren mittlerer mittleres'.split(' '));

/** The index that "second", "2nd" or "letzte" names; negative for anything else. */
export function ordinalOf(word: string, count: number): number {
  if (LAST.has(word)) return count - 1;
  if (LAST_BUT_ONE.has(word)) return count - 2;
  if (MIDDLE.has(word)) return count % 2 === 1 ? (count - 1) / 2 : -1;
  return ORDINALS.findIndex((names) => names.includes(word));
}

/** The number of "three", "drei", "zwölf", "3" or "#3", up to two digits. */
export function cardinalOf(word: string): number | undefined {
  const digits = /^#?(\d{1,2})$/u.exec(word)?.[1];
  if (digits !== undefined) return Number(digits);
  const at = CARDINALS.findIndex((names) => names.includes(word));
  if (at >= 0) return at + 1;
  const count = /^\p{L}/u.test(word) && !VAGUE.has(word) ? countOf(word) : undefined;
  return count === 0 || (count ?? 0) > CARDINALS.length ? count : undefined;
}

/** True for "last": after "my" it may be the newest one, wherever it stands. */
export const isLast = (word: string): boolean => LAST.has(word);
