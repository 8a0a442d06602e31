/** Calendar dates in a text. */

/** A day; without a year where the text names none. */
export interface Day {
  year?: number;
  month: number;
  day: number;
}

const MONTHS = [
  'january jan januar jän',
  'february feb februar',
  'march mar märz mär maerz',
  'april apr',
  'may mai',
  'june jun juni',
  'july jul juli',
  'august aug',
  'september sep sept',
  'october oct oktober okt',
  'november nov',
  'december dec dezember dez',
].map((names) => names.split(' '));

/** Every date; a slashed one whose month cannot be told from its day is left out. */
export function datesIn(text: string): Day[] {
  const tokens = text
    .toLowerCase()
    .split(/[\s,;()"]+/u)
    .map((token) => token.replace(/[.!?:]+$/u, ''));
  const days: Day[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const numeric = numericDay(tokens[at] ?? '');
    const named = namedDay(tokens, at);
    const day = numeric ?? named?.day;
    if (day !== undefined && exists(day)) days.push(day);
    if (named !== undefined) at += named.length - 1;
  }
  return days;
}

/** The one date of an answer as yyyy-MM-dd; without a year it is the one nearest to `today`. */
export function dateAnswer(text: string, today: Date): string | undefined {
  const written = new Set(datesIn(text).map((day) => isoDate(withYear(day, today))));
  const [date] = written;
  return written.size === 1 ? date : undefined;
}

/** "2026-05-03", "03.05.2026", "3.5.", "31/05/2026". */
function numericDay(token: string): Day | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(token);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?$/u.exec(token);
  if (dotted) return { ...yearOf(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) };
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/u.exec(token);
  return slashed ? slashedDay(Number(slashed[1]), Number(slashed[2]), slashed[3]) : undefined;
}

function slashedDay(first: number, second: number, year: string | undefined): Day | undefined {
  if (first > 12 || first === second) return { ...yearOf(year), month: second, day: first };
  return second > 12 ? { ...yearOf(year), month: first, day: second } : undefined;
}

/** "3 May 2026", "3. Mai", "May 3rd". */
function namedDay(tokens: readonly string[], at: number): { day: Day; length: number } | undefined {
  const [first = '', second = '', third = ''] = tokens.slice(at, at + 3);
  const dayFirst = monthOf(second);
  const [month, written] = dayFirst === undefined ? [monthOf(first), second] : [dayFirst, first];
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(written)?.[1];
  if (month === undefined || day === undefined) return undefined;
  const year = /^\d{4}$/u.test(third) ? { year: Number(third) } : {};
  return { day: { ...year, month, day: Number(day) }, length: year.year === undefined ? 2 : 3 };
}

function monthOf(word: string): number | undefined {
  const month = MONTHS.findIndex((names) => names.includes(word));
  return month < 0 ? undefined : month + 1;
}

function yearOf(written: string | undefined): { year?: number } {
  if (written === undefined) return {};
  return { year: Number(written) + (written.length === 2 ? 2000 : 0) };
}

function exists({ year = 2024, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function withYear(day: Day, today: Date): Required<Day> {
  if (day.year !== undefined) return { ...day, year: day.year };
  const distance = (year: number): number =>
    Math.abs(Date.UTC(year, day.month - 1, day.day) - today.getTime());
  const thisYear = today.getUTCFullYear();
  const year = [thisYear - 1, thisYear, thisYear + 1].reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return { ...day, year };
}

function isoDate({ year, month, day }: Required<Day>): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
