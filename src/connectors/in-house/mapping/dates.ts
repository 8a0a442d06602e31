/** Dates as systems write them, as moments: token formats on a zone's wall clock, ISO 8601, or epoch numbers. */
import type { Json } from '../../../json.js';

/** Reads a moment in epoch ms from a system's value; undefined when it is none. */
export type DateReader = (value: Json) => number | undefined;

/** Tokens of a format, with the pattern and the name of what they hold. */
const TOKENS = {
  yyyy: ['(?<year>\\d{4})'],
  MM: ['(?<month>\\d{2})'],
  dd: ['(?<day>\\d{2})'],
  HH: ['(?<hour>\\d{2})'],
  mm: ['(?<minute>\\d{2})'],
  ss: ['(?<second>\\d{2})'],
  SSS: ['(?<ms>\\d{3})'],
  XXX: ['(?<offset>Z|[+-]\\d{2}:?\\d{2})'],
} as const;

const ISO =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<ms>\d{1,9}))?)?)?(?<offset>Z|[+-]\d{2}:?\d{2})?$/;

/** A reader for a format (ISO 8601 without one); undefined when the format or zone is none. */
export function dateReader(format: string | undefined, zone: string | undefined): DateReader | undefined {
  if (zone !== undefined && !isZone(zone)) return undefined;
  if (format === 'seconds' || format === 'milliseconds') return epoch(format === 'seconds' ? 1000 : 1);
  const pattern = format === undefined ? ISO : patternOf(format);
  // A format without its own offset says nothing of when, unless there is a zone.
  if (!pattern || (format !== undefined && zone === undefined && !format.includes('XXX'))) return undefined;
  return (value) =>
    typeof value === 'string' ? momentOf(pattern.exec(value.trim())?.groups, zone) : undefined;
}

function epoch(factor: number): DateReader {
  return (value) => {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? Math.round(number * factor) : undefined;
  };
}

function patternOf(format: string): RegExp | undefined {
  let unknown = !format.includes('yyyy') || !format.includes('MM') || !format.includes('dd');
  const seen = new Set<string>();
  const source = format.replaceAll(
    /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']/g,
    (token, quoted: string | undefined) => {
      if (quoted !== undefined) return escaped(quoted);
      if (!/[A-Za-z]/.test(token)) return escaped(token);
      const known = Object.hasOwn(TOKENS, token) && !seen.has(token);
      seen.add(token);
      if (!known) unknown = true;
      return known ? TOKENS[token as keyof typeof TOKENS][0] : ''; // hasOwn has just said that it is one
    },
  );
  return unknown || source.includes("'") ? undefined : new RegExp(`^${source}$`);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

type Groups = Readonly<Record<string, string | undefined>>;

function momentOf(parts: Groups | undefined, zone: string | undefined): number | undefined {
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(
    (name) => Number(parts[name] ?? 0),
  ) as [number, number, number, number, number, number]; // six names, six numbers
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, Number(`0.${parts['ms'] ?? '0'}`) * 1000);
  const back = new Date(wall);
  const real = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
  if (!real || minute > 59 || second > 59) return undefined;
  if (parts['offset'] !== undefined) return wall - offsetMs(parts['offset']);
  return zone === undefined ? undefined : onWallClock(wall, zone);
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The moment at which a zone's clocks show `wall`; the first of two, and an hour later where clocks skip one. */
function onWallClock(wall: number, zone: string): number {
  const before = wall - zoneOffset(wall - 86_400_000, zone);
  if (before + zoneOffset(before, zone) === wall) return before;
  const after = wall - zoneOffset(wall + 86_400_000, zone);
  return after + zoneOffset(after, zone) === wall ? after : before;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far a zone is ahead of UTC at a moment, ms. */
function zoneOffset(moment: number, zone: string): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, clock);
  const name = clock.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 0 : offsetMs(name.slice(3));
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
