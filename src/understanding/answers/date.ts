/** Calendar dates in an answer. */
import type { Day } from '../entities/calendar-day.js';
import { dates } from '../entities/date.js';
import { writtenDates } from '../entities/written-date.js';

/** Every date that is written out, except a slashed one whose month cannot be told from its day. */
export function datesIn(text: string): Day[] {
  return writtenDates(text).map(({ year, month, day }) => ({
    ...(year === undefined ? {} : { year }),
    month,
    day,
  }));
}

/** The one date of an answer as yyyy-MM-dd; without a year it is the one nearest to `today` (`yyyy-MM-dd`). */
export function dateAnswer(text: string, today: string): string | undefined {
  const found = new Set(dates(text, today).map(({ value }) => value));
  const [date] = found;
  return found.size === 1 ? date : undefined;
}
