/** `hours:` of merchant.yaml: days with their times, and the holidays. */
import { parseDate } from '../flows/literals.js';
import { didYouMean } from '../yaml/suggest.js';
import { holidayCodes, holidaysOf } from './holidays.js';
import type { BusinessHours } from './merchant.js';
import type { WrittenMerchant } from './merchant-schema.js';
import type { Reader } from './reader.js';

type Weekday = keyof BusinessHours['days'];

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Years around the present for which holidays are computed. */
const YEARS = 2;

/** Reads business hours; holidays are computed for the years around `now` (epoch ms). */
export function readHours(
  reader: Reader,
  hours: NonNullable<WrittenMerchant['hours']>,
  now: number,
): BusinessHours {
  const days = new Map<Weekday, { from: number; to: number }>();
  for (const [key, written] of Object.entries(hours)) {
    if (key === 'holidays') continue;
    const path = ['hours', key];
    const span = weekdaysOf(key);
    const times = typeof written === 'string' ? timesOf(written) : undefined;
    if (span === undefined)
      reader.reportIssue(path, 'hours_invalid', `\`${key}\` is no day or span of days.`, undefined, 'key');
    else if (times === undefined) reader.reportIssue(path, 'hours_invalid', 'These are no times of a day.');
    else for (const day of span) days.set(day, times);
  }
  return { days: Object.fromEntries(days), holidays: holidays(reader, hours['holidays'], now) };
}

/** `mon-fri` or `sat`. */
function weekdaysOf(key: string): Weekday[] | undefined {
  const [first = '', last = first, ...more] = key.split('-');
  const from = weekdays.indexOf(first);
  const to = weekdays.indexOf(last);
  if (from < 0 || to < 0 || more.length > 0) return undefined;
  // Indices of the seven names are weekdays.
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from + index) % 7) as Weekday);
}

/** `09:00-17:00` in minutes of the day. */
function timesOf(written: string): { from: number; to: number } | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(written);
  const [, fromHour, fromMinute, toHour, toMinute] = (match ?? []).map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return undefined;
  const times = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return times.from < times.to && times.to <= 24 * 60 ? times : undefined;
}

function holidays(reader: Reader, written: string | string[] | undefined, now: number): string[] {
  const path = ['hours', 'holidays'];
  if (written === undefined) return [];
  if (Array.isArray(written)) {
    written.forEach((date, index) => {
      if (parseDate(date) === undefined)
        reader.reportIssue([...path, index], 'holidays_unknown', `\`${date}\` is no date.`);
    });
    return written;
  }
  const year = new Date(now).getUTCFullYear();
  const years = Array.from({ length: 2 * YEARS + 1 }, (_, index) => year - YEARS + index);
  const days = years.map((each) => holidaysOf(written, each));
  if (days.includes(undefined)) {
    reader.reportIssue(
      path,
      'holidays_unknown',
      `There is no calendar \`${written}\`.`,
      `${didYouMean(written, holidayCodes)} Or give a list of dates.`,
    );
  }
  return days.flatMap((each) => each ?? []);
}
