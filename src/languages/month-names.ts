/** English and German month names, for dates written by people and systems. */

const MONTHS = [
  'january jan januar jän jänner',
  'february feb februar feber',
  'march mar märz mär maerz mrz',
  'april apr',
  'may mai',
  'june jun juni',
  'july jul juli',
  'august aug',
  'september sep sept',
  'october oct oktober okt',
  'november nov',
  'december dec dezember dez',
];
const MONTH_OF: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
);

/** The month (1 to 12) of a lower-case name or abbreviation. */
export const monthOf = (word: string): number | undefined => MONTH_OF.get(word);
