/** Time by a merchant's calendar: business days and hours in its time zone, across daylight-saving changes. */
import { programLocale } from '../texts/languages/program-locale.js';
import type { DurationIr } from '../contracts/ir.js';
import type { BusinessHours, MerchantConfig } from './merchant.js';

/** The parts of a merchant that a calendar needs. */
export type Calendar = Pick<MerchantConfig, 'zone' | 'hours'>;

const DAY = 86_400_000;
const MINUTE = 60_000;

/** How many days to search for a business day: more than any run of holidays. */
const MAX_DAYS = 4000;

/** Adds a duration to a moment (epoch ms); without business hours, business time is calendar time. */
export function addDuration(calendar: Calendar, from: number, duration: DurationIr): number {
  if ('ms' in duration) return from + duration.ms;
  const open = Object.keys(calendar.hours.days).length > 0;
  if ('businessDays' in duration) {
    return open ? addBusinessDays(calendar, from, duration.businessDays) : from + duration.businessDays * DAY;
  }
  return open ? addBusinessMs(calendar, from, duration.businessMs) : from + duration.businessMs;
}

/** Opening time (epoch ms) on a day (`yyyy-MM-dd`) or the next working day; without hours, the day's start. */
export function openingOn({ zone, hours }: Calendar, day: string): number {
  if (Object.keys(hours.days).length === 0) return momentOf(zone, day, 0);
  const open = openOn(hours, day);
  const { date, minutes } = open === undefined ? nextOpening(hours, day) : { date: day, minutes: open.from };
  return momentOf(zone, date, minutes);
}

/** The same time of day that many working days later; outside business hours, counted from the next opening. */
function addBusinessDays({ zone, hours }: Calendar, from: number, days: number): number {
  let { date, minutes } = localTime(zone, from);
  const today = openOn(hours, date);
  if (today === undefined || minutes >= today.to) ({ date, minutes } = nextOpening(hours, date));
  else minutes = Math.max(minutes, today.from);
  for (let left = days; left > 0; left--) date = nextOpening(hours, date).date;
  const open = openOn(hours, date);
  const within = open === undefined ? minutes : Math.min(Math.max(minutes, open.from), open.to);
  return momentOf(zone, date, within);
}

/** Counts only time within business hours. */
function addBusinessMs({ zone, hours }: Calendar, from: number, ms: number): number {
  let left = ms;
  let { date } = localTime(zone, from);
  for (let day = 0; day < MAX_DAYS; day++) {
    const open = openOn(hours, date);
    if (open !== undefined) {
      const begin = Math.max(from, momentOf(zone, date, open.from));
      const available = momentOf(zone, date, open.to) - begin;
      if (available >= left) return begin + left;
      left -= Math.max(0, available);
    }
    date = dayAfter(date);
  }
  return from + ms;
}

function nextOpening(hours: BusinessHours, from: string): { date: string; minutes: number } {
  let date = from;
  for (let day = 0; day < MAX_DAYS; day++) {
    date = dayAfter(date);
    const open = openOn(hours, date);
    if (open !== undefined) return { date, minutes: open.from };
  }
  return { date, minutes: 0 };
}

function openOn({ days, holidays }: BusinessHours, date: string): { from: number; to: number } | undefined {
  // getUTCDay returns 0 to 6, but its type does not say so.
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6;
  return holidays.includes(date) ? undefined : days[weekday];
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** The day (`yyyy-MM-dd`) in a zone at a moment (epoch ms). */
export const dayAt = (zone: string, moment: number): string => localTime(zone, moment).date;

/** Date and (fractional) minutes of the day by a zone's clock. */
function localTime(zone: string, moment: number): { date: string; minutes: number } {
  const shifted = moment + offsetAt(zone, moment);
  return { date: new Date(shifted).toISOString().slice(0, 10), minutes: (shifted % DAY) / MINUTE };
}

/** The moment (epoch ms) of a local time (`yyyy-MM-dd`, minutes of the day); one skipped by DST is moved later. */
export function momentOf(zone: string, date: string, minutes: number): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
  const guess = wall - offsetAt(zone, wall);
  return wall - offsetAt(zone, guess);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A zone's offset from UTC at a moment, ms. */
function offsetAt(zone: string, moment: number): number {
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(moment / 1000) * 1000;
}

const clockOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(programLocale, {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
