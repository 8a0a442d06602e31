/** English and German month names, and those of French, Spanish and Dutch customers, for dates written by people and systems. */

const MONTHS = [
  'january jan januar jän jänner janvier enero januari',
  'february feb februar feber février fevrier febrero februari',
  'march mar märz mär maerz mrz mars marzo maart',
  'april apr avril abril',
  'may mai mayo mei',
  'june jun juni juin junio',
  'july jul juli juillet julio',
  'august aug août aout agosto augustus',
  'september sep sept septembre septiembre',
  'october oct oktober okt octobre octubre',
  'november nov novembre noviembre',
  'december dec dezember dez décembre diciembre',
];
const MONTH_OF: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
);

/** The month (1 to 12) of a lower-case name or abbreviation. */
export const monthOf = (word: string): number | undefined => MONTH_OF.get(word);
