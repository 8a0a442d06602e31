/** Calendar days, written `yyyy-MM-dd`, without a time of day. */

const DAY = 86_400_000;

/** A day; without a year if the text gives none. */
export interface Day {
  year?: number;
  month: number;
  day: number;
}

/** True if the calendar has such a day. */
export function exists({ year = 2024, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `yyyy-MM-dd`; a day without a year is the one nearest to `today`. */
export function isoDay(day: Day, today: string): string {
  const year = day.year ?? nearestYear(day, today);
  return iso(Date.UTC(year, day.month - 1, day.day));
}

function nearestYear({ month, day }: Day, today: string): number {
  const thisYear = Number(today.slice(0, 4));
  const distance = (year: number): number => Math.abs(Date.UTC(year, month - 1, day) - Date.parse(today));
  return [thisYear - 1, thisYear, thisYear + 1].reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

/** This many days later, or earlier if negative. */
export const addDays = (day: string, days: number): string => iso(Date.parse(day) + days * DAY);

/** This many months later, or earlier if negative; never past the month's last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(day).getUTCDay();

const iso = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
