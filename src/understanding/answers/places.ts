/** Which place in a list words name: "the second", "the last one", "3". */

const ORDINALS = [
  'first 1st erste ersten erster erstes one eins',
  'second 2nd zweite zweiten zweiter zweites two zwei',
  'third 3rd dritte dritten dritter drittes three drei',
  'fourth 4th vierte vierten vierter viertes four vier',
  'fifth 5th fünfte fünften fünfter fünftes five fünf',
  'sixth 6th sechste sechsten six sechs',
  'seventh 7th siebte siebten seven sieben',
  'eighth 8th achte achten eight acht',
  'ninth 9th neunte neunten nine neun',
  'tenth 10th zehnte zehnten ten zehn',
].map((words) => words.split(' '));
const LAST = new Set('last letzte letzten letzter letztes'.split(' '));

/** The index that a word names in a list of so many; below zero where it names none. */
export function placeOf(word: string, count: number): number {
  if (LAST.has(word)) return count - 1;
  const number = /^#?(\d{1,2})$/u.exec(word)?.[1];
  return number === undefined ? ORDINALS.findIndex((names) => names.includes(word)) : Number(number) - 1;
}
