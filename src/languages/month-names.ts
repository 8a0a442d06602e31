/** English and German names of months, for dates that people and systems write. */

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

/** The month of a name or its abbreviation in lower case, 1 to 12. */
export const monthOf = (word: string): number | undefined => MONTH_OF.get(word);
