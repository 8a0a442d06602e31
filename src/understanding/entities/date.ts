/** Dates of a message as `yyyy-MM-dd`. */
import { isoDay } from './calendar-day.js';
import { overlap } from './matches.js';
import { relativeDates, type FoundDate } from './relative-date.js';
import { writtenDates } from './written-date.js';

/** Every date, written out or relative to `today` (`yyyy-MM-dd`); without `today` only those with a year. */
export function dates(text: string, today: string | undefined): FoundDate[] {
  const written = writtenDates(text).flatMap(({ raw, start, end, ...day }): FoundDate[] => {
    if (day.year === undefined && today === undefined) return [];
    return [{ raw, start, end, value: isoDay(day, today ?? '2000-01-01') }];
  });
  const relative = today === undefined ? [] : relativeDates(text, today);
  const others = relative.filter((date) => !written.some((other) => overlap(date, other)));
  return [...written, ...others].sort((a, b) => a.start - b.start);
}
