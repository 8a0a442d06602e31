/** Reads systems' dates as moments or days: token formats in a zone, ISO 8601, or epoch numbers. */
import type { Json } from '../../../contracts/json.js';
import { isZone, offsetMs, onWallClock } from './wall-clock.js';
import { ISO, monthOf, patternOf } from './date-format.js';

/** Reads a moment in epoch ms from a system's value; undefined when it is invalid. */
export type DateReader = (value: Json) => number | undefined;

/** A reader for a format (by default ISO 8601); undefined when the format or zone is invalid. */
export function dateReader(format: string | undefined, zone: string | undefined): DateReader | undefined {
  if (zone !== undefined && !isZone(zone)) return undefined;
  if (format === 'seconds' || format === 'milliseconds') return epoch(format === 'seconds' ? 1000 : 1);
  const pattern = format === undefined ? ISO : patternOf(format);
  // A format without an offset names no moment unless there is a zone.
  if (!pattern || (format !== undefined && zone === undefined && !pattern.source.includes('<offset>')))
    return undefined;
  return (value) => {
    const parts = pattern.exec(writtenAs(value))?.groups;
    const wall = parts && wallOf(parts);
    if (wall === undefined) return undefined;
    if (parts?.['offset'] !== undefined) return wall - offsetMs(parts['offset']);
    return zone === undefined ? undefined : onWallClock(wall, zone);
  };
}

/** A reader for days, `yyyy-MM-dd` as written, ignoring any time after it; undefined for an invalid format. */
export function dayReader(format: string | undefined): ((value: Json) => string | undefined) | undefined {
  const pattern = format === undefined ? ISO : patternOf(format);
  return (
    pattern &&
    ((value) => {
      const parts = pattern.exec(writtenAs(value))?.groups;
      const wall = parts && wallOf(parts);
      return wall === undefined ? undefined : new Date(wall).toISOString().slice(0, 10);
    })
  );
}

/** A date as text: `20261121` may arrive as a number. */
function writtenAs(value: Json): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : '';
}

/** The last moment that a Date can hold (ECMA-262). */
const LAST = 8.64e15;

function epoch(factor: number): DateReader {
  return (value) => {
    const number =
      typeof value === 'string' && /^-?\d{1,16}(\.\d{1,9})?$/.test(value.trim()) ? Number(value) : value;
    const moment = typeof number === 'number' ? Math.round(number * factor) : Number.NaN;
    return Math.abs(moment) <= LAST ? moment : undefined;
  };
}

type Parts = Readonly<Record<string, string | undefined>>;

/** The wall-clock time as if it were UTC; undefined for a day or time that does not exist. */
function wallOf(parts: Parts): number | undefined {
  const hour = hourOf(parts);
  const month = monthOf(parts['month'] ?? '');
  if (month === undefined || hour === undefined) return undefined;
  const [day, minute, second] = [parts['day'], parts['minute'], parts['second']].map((text) =>
    Number(text ?? 0),
  ) as [number, number, number]; // three texts, three numbers
  const ms = Number((parts['ms'] ?? '').padEnd(3, '0').slice(0, 3));
  const year = Number(parts['year']) + (parts['year']?.length === 2 ? 2000 : 0);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const back = new Date(wall);
  const real = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
  return real && minute <= 59 && second <= 59 ? wall : undefined;
}

/** The hour of 24; 12 AM is midnight, 12 PM is noon. */
function hourOf({ hour, half, noon }: Parts): number | undefined {
  if (half === undefined) return Number(hour ?? 0);
  const shown = Number(half);
  if (shown < 1 || shown > 12) return undefined;
  return (shown % 12) + (noon?.toLowerCase().startsWith('p') === true ? 12 : 0);
}
